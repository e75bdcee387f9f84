"""How often codes were opened, and what came of it, by day in the corp's time zone."""

from datetime import date, datetime

from reunion.core.context import Context
from reunion.platform.contact_ways.model import (
    MemberAdded,
    WayDay,
)


async def count(
    ctx: Context, way_id: int, at: datetime, *, opened: int = 0, added: int = 0, lost: int = 0
) -> None:
    """Adds to the totals and to the day in the corp's time zone."""
    await ctx.tx.execute(
        """WITH total AS (
               UPDATE contact_way SET opened = opened + $4, added = added + $5
               WHERE corp_id = $1 AND id = $2 RETURNING corp_id, id
           )
           INSERT INTO contact_way_day AS d (corp_id, way_id, day, opened, added, lost)
           SELECT t.corp_id, t.id, ($3::timestamptz AT TIME ZONE k.time_zone)::date, $4, $5, $6
           FROM total t JOIN corp k ON k.id = t.corp_id
           ON CONFLICT (corp_id, way_id, day) DO UPDATE SET opened = d.opened + excluded.opened,
               added = d.added + excluded.added, lost = d.lost + excluded.lost""",
        ctx.corp_id, way_id, at, opened, added, lost,
    )  # fmt: skip


async def days(ctx: Context, way_id: int, first: date, last: date) -> list[WayDay]:
    """Every day of the span, with zeros."""
    rows = await ctx.tx.fetch(
        """SELECT g::date AS day, coalesce(d.opened, 0) AS opened, coalesce(d.added, 0) AS added,
                  coalesce(d.lost, 0) AS lost
           FROM generate_series($3::date, $4::date, interval '1 day') g
           LEFT JOIN contact_way_day d ON d.corp_id = $1 AND d.way_id = $2 AND d.day = g::date
           ORDER BY 1""",
        ctx.corp_id, way_id, first, last,
    )  # fmt: skip
    return [WayDay(**row) for row in rows]


async def added_by_member(ctx: Context, way_id: int) -> list[MemberAdded]:
    """Who got how many customers through the way."""
    rows = await ctx.tx.fetch(
        """SELECT m.userid, m.name, count(*) AS added
           FROM follow f JOIN member m ON m.corp_id = f.corp_id AND m.id = f.member_id
           WHERE f.corp_id = $1 AND f.contact_way_id = $2 AND f.added_at IS NOT NULL
           GROUP BY m.userid, m.name ORDER BY count(*) DESC, m.userid""",
        ctx.corp_id, way_id,
    )  # fmt: skip
    return [MemberAdded(**row) for row in rows]
