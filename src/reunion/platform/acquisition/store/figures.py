"""Who opened links and whom they gave; what came of it, by day in the corp's time zone."""

from datetime import date, datetime

from reunion.core.context import Context
from reunion.platform.acquisition.model import LinkDay, Sums


async def count(
    ctx: Context, link_key: int, at: datetime, *, added: int = 0, chatted: int = 0
) -> None:
    """Adds to the day of `at`."""
    await ctx.tx.execute(
        """INSERT INTO acquisition_day AS d (corp_id, link_id, day, added, chatted)
           SELECT k.id, $2, ($3::timestamptz AT TIME ZONE k.time_zone)::date, $4, $5
           FROM corp k WHERE k.id = $1
           ON CONFLICT (corp_id, link_id, day) DO UPDATE SET added = d.added + excluded.added,
               chatted = d.chatted + excluded.chatted""",
        ctx.corp_id, link_key, at, added, chatted,
    )  # fmt: skip


async def opened(ctx: Context, link_key: int, visitor: str) -> bool:
    """Counts a visitor once a day; whether it is the first time ever."""
    return await ctx.tx.fetchval(
        """WITH today AS (
               SELECT ($4::timestamptz AT TIME ZONE time_zone)::date AS day FROM corp WHERE id = $1
           ), before AS (
               SELECT 1 FROM acquisition_opening
               WHERE corp_id = $1 AND link_id = $2 AND visitor = $3 LIMIT 1
           ), new AS (
               INSERT INTO acquisition_opening (corp_id, link_id, visitor, day)
               SELECT $1, $2, $3, day FROM today ON CONFLICT DO NOTHING RETURNING day
           ), counted AS (
               INSERT INTO acquisition_day AS d (corp_id, link_id, day, opened)
               SELECT $1, $2, day, 1 FROM new
               ON CONFLICT (corp_id, link_id, day) DO UPDATE SET opened = d.opened + 1
           )
           SELECT EXISTS (SELECT 1 FROM new) AND NOT EXISTS (SELECT 1 FROM before)""",
        ctx.corp_id, link_key, visitor, ctx.now,
    )  # fmt: skip


async def days(ctx: Context, link_key: int, first: date, last: date) -> list[LinkDay]:
    """Every day of the span, with zeros."""
    rows = await ctx.tx.fetch(
        """SELECT g::date AS day, coalesce(d.opened, 0) AS opened, coalesce(d.added, 0) AS added,
                  coalesce(d.chatted, 0) AS chatted
           FROM generate_series($3::date, $4::date, interval '1 day') g
           LEFT JOIN acquisition_day d ON d.corp_id = $1 AND d.link_id = $2 AND d.day = g::date
           ORDER BY 1""",
        ctx.corp_id, link_key, first, last,
    )  # fmt: skip
    return [LinkDay(**row) for row in rows]


async def sums(ctx: Context, link_keys: list[int]) -> dict[int, Sums]:
    """All that came of each link."""
    rows = await ctx.tx.fetch(
        """SELECT link_id, sum(opened)::bigint AS opened, sum(added)::bigint AS added,
                  sum(chatted)::bigint AS chatted
           FROM acquisition_day WHERE corp_id = $1 AND link_id = ANY($2) GROUP BY link_id""",
        ctx.corp_id, link_keys,
    )  # fmt: skip
    return {row["link_id"]: Sums(row["opened"], row["added"], row["chatted"]) for row in rows}


async def waiting(ctx: Context, link_key: int) -> dict[int, int]:
    """Visitors of the last hour by member: they count as load until they have added."""
    rows = await ctx.tx.fetch(
        """SELECT member_id, count(*) AS waiting FROM acquisition_visit
           WHERE corp_id = $1 AND link_id = $2 AND at > $3::timestamptz - interval '1 hour'
           GROUP BY member_id""",
        ctx.corp_id, link_key, ctx.now,
    )  # fmt: skip
    return {row["member_id"]: row["waiting"] for row in rows}


async def visited(ctx: Context, link_key: int, visitors: list[str]) -> int | None:
    """Whom one of these visitors got before, the first named first."""
    return await ctx.tx.fetchval(
        """SELECT member_id FROM acquisition_visit
           WHERE corp_id = $1 AND link_id = $2 AND visitor = ANY($3)
           ORDER BY array_position($3, visitor) LIMIT 1""",
        ctx.corp_id, link_key, visitors,
    )  # fmt: skip


async def visit(ctx: Context, link_key: int, visitor: str, free: list[int], wanted: int) -> int:
    """The member whom this visitor got before, if still free, else the wanted one; kept from now on."""
    return await ctx.tx.fetchval(
        """INSERT INTO acquisition_visit AS v (corp_id, link_id, visitor, member_id, at)
           VALUES ($1, $2, $3, $5, $6)
           ON CONFLICT (corp_id, link_id, visitor) DO UPDATE SET at = excluded.at, member_id =
               CASE WHEN v.member_id = ANY($4) THEN v.member_id ELSE excluded.member_id END
           RETURNING member_id""",
        ctx.corp_id, link_key, visitor, free, wanted, ctx.now,
    )  # fmt: skip


async def has(ctx: Context, person_id: int, member_ids: list[int] | None) -> int | None:
    """A member whom this person has as a contact: one of these, or of the whole company."""
    return await ctx.tx.fetchval(
        """SELECT f.member_id FROM contact c
           JOIN follow f ON f.corp_id = c.corp_id AND f.contact_id = c.id AND f.state = 'active'
           JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
               AND m.status IN ('active', 'pending') AND m.can_contact
           WHERE c.corp_id = $1 AND c.person_id = $2
             AND ($3::bigint[] IS NULL OR f.member_id = ANY($3))
           ORDER BY f.added_at DESC LIMIT 1""",
        ctx.corp_id, person_id, member_ids,
    )  # fmt: skip
