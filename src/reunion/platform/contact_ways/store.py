"""SQL of contact_way, contact_way_day, contact_way_visit and contact_way_quota.

Names and loads of members are read by joins; nobody else's rows are written.
"""

from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.contact_ways.model import (
    QUOTA,
    TEMPORARY_A_DAY,
    MemberAdded,
    Shown,
    WayDay,
    WayMember,
    WayRow,
)

_ROW = """
    id, corp_id, config_id, slug, type, scene, style, remark, skip_verify, state, member_ids,
    department_ids, is_temp, is_exclusive, expires_at, chat_expires_in, unionid, conclusions,
    tag_ids, owner_id, created_by, opened, added, created_at
"""
_BELOW = """
    WITH RECURSIVE below AS (
        SELECT id FROM department WHERE corp_id = $1 AND id = ANY($3)
        UNION SELECT d.id FROM department d JOIN below b ON d.corp_id = $1 AND d.parent_id = b.id
    ), pool AS (
        SELECT unnest($2::bigint[]) AS id
        UNION SELECT md.member_id FROM member_department md JOIN below b ON b.id = md.department_id
        WHERE md.corp_id = $1
    )
"""


async def take_quota(ctx: Context, count: int) -> bool:
    """Counts contact ways under the row lock; false where the limit is reached."""
    await ctx.tx.execute(
        "INSERT INTO contact_way_quota (corp_id) VALUES ($1) ON CONFLICT DO NOTHING", ctx.corp_id
    )
    taken = await ctx.tx.fetchval(
        """UPDATE contact_way_quota SET used = used + $2 WHERE corp_id = $1 AND used + $2 <= $3
           RETURNING used""",
        ctx.corp_id, count, QUOTA,
    )  # fmt: skip
    return taken is not None


async def temporary_full(ctx: Context, day: date) -> bool:
    """Whether the corp has made as many temporary ones on this day as it may."""
    made = await ctx.tx.fetchval(
        """SELECT count(*) FROM contact_way w JOIN corp k ON k.id = w.corp_id
           WHERE w.corp_id = $1 AND w.is_temp
             AND (w.created_at AT TIME ZONE k.time_zone)::date = $2""",
        ctx.corp_id, day,
    )  # fmt: skip
    return made >= TEMPORARY_A_DAY


async def insert(ctx: Context, values: dict[str, Any]) -> WayRow | None:
    """A new way; None where the member's own exists already."""
    columns = ", ".join(values)
    places = ", ".join(f"${n}" for n in range(2, len(values) + 2))
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO contact_way (corp_id, {columns}) VALUES ($1, {places})
            ON CONFLICT DO NOTHING RETURNING {_ROW}""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip
    return WayRow(**row) if row else None


async def update(ctx: Context, way_id: int, values: dict[str, Any]) -> WayRow:
    """Sets the given columns."""
    sets = ", ".join(f"{name} = ${n}" for n, name in enumerate(values, 3))
    row = await ctx.tx.fetchrow(
        f"UPDATE contact_way SET {sets} WHERE corp_id = $1 AND id = $2 RETURNING {_ROW}",
        ctx.corp_id, way_id, *values.values(),
    )  # fmt: skip
    return WayRow(**row)


async def delete(ctx: Context, way_id: int) -> None:
    """Its code stops working; customers keep it as their source."""
    await ctx.tx.execute(
        """UPDATE contact_way SET deleted_at = $3
           WHERE corp_id = $1 AND id = $2 AND deleted_at IS NULL""",
        ctx.corp_id, way_id, ctx.now,
    )  # fmt: skip


async def get(
    ctx: Context, *, way_id: int | None = None, config_id: str | None = None, lock: bool = False
) -> WayRow | None:
    """One by key or by wire id."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM contact_way
            WHERE corp_id = $1 AND deleted_at IS NULL AND (id = $2 OR config_id = $3)
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, way_id, config_id,
    )  # fmt: skip
    return WayRow(**row) if row else None


async def by_slug(tx: Any, slug: str) -> WayRow | None:
    """One by the end of its address.

    Global: a visitor belongs to no corp, the address names it.
    """
    row = await tx.fetchrow(
        f"SELECT {_ROW} FROM contact_way WHERE slug = $1 AND deleted_at IS NULL", slug
    )
    return WayRow(**row) if row else None


async def own(ctx: Context, member_id: int) -> WayRow | None:
    """A member's own."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM contact_way
            WHERE corp_id = $1 AND owner_id = $2 AND deleted_at IS NULL""",
        ctx.corp_id, member_id,
    )  # fmt: skip
    return WayRow(**row) if row else None


async def page(
    ctx: Context, q: str, after: tuple[datetime, int] | None, limit: int
) -> list[WayRow]:
    """Headquarters' ways, the latest first; `q` finds in remark, state and members' names."""
    at, way_id = after or (None, None)
    like = "%" + q.lower().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
    rows = await ctx.tx.fetch(
        f"""SELECT {_ROW} FROM contact_way w
            WHERE corp_id = $1 AND deleted_at IS NULL AND owner_id IS NULL
              AND ($2 = '%%' OR lower(remark) LIKE $2 OR lower(state) LIKE $2
                   OR EXISTS (SELECT 1 FROM member m WHERE m.corp_id = $1 AND m.id = ANY(w.member_ids)
                              AND lower(m.name || ' ' || m.userid) LIKE $2))
              AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))
            ORDER BY created_at DESC, id DESC LIMIT $5""",
        ctx.corp_id, like, at, way_id, limit,
    )  # fmt: skip
    return [WayRow(**row) for row in rows]


async def config_ids(
    ctx: Context, start: datetime, end: datetime, after: int, limit: int
) -> list[tuple[int, str]]:
    """(key, wire id) of the ways made in a span of time; not temporary ones, not members' own."""
    rows = await ctx.tx.fetch(
        """SELECT id, config_id FROM contact_way
           WHERE corp_id = $1 AND deleted_at IS NULL AND NOT is_temp AND owner_id IS NULL
             AND created_at >= $2 AND created_at <= $3 AND id > $4 ORDER BY id LIMIT $5""",
        ctx.corp_id, start, end, after, limit,
    )  # fmt: skip
    return [(row["id"], row["config_id"]) for row in rows]


class Named(msgspec.Struct, frozen=True):
    """A member as a way's maker names him."""

    id: int
    userid: str
    name: str
    may_contact: bool


async def members_by_userid(ctx: Context, userids: list[str]) -> dict[str, Named]:
    """Members who have not left, by lower-case userid."""
    rows = await ctx.tx.fetch(
        """SELECT id, userid, name, can_contact AND status IN ('active', 'pending') AS may_contact
           FROM member WHERE corp_id = $1 AND lower(userid) = ANY($2) AND status <> 'resigned'""",
        ctx.corp_id, [userid.lower() for userid in userids],
    )  # fmt: skip
    return {row["userid"].lower(): Named(**row) for row in rows}


async def member_names(ctx: Context, member_ids: list[int]) -> dict[int, WayMember]:
    """Userid and name by key."""
    rows = await ctx.tx.fetch(
        "SELECT id, userid, name FROM member WHERE corp_id = $1 AND id = ANY($2)",
        ctx.corp_id, member_ids,
    )  # fmt: skip
    return {row["id"]: WayMember(row["userid"], row["name"]) for row in rows}


async def departments_known(ctx: Context, ids: list[int]) -> set[int]:
    """Those that exist."""
    rows = await ctx.tx.fetch(
        "SELECT id FROM department WHERE corp_id = $1 AND id = ANY($2)", ctx.corp_id, ids
    )
    return {row["id"] for row in rows}


async def pool_size(ctx: Context, member_ids: list[int], department_ids: list[int]) -> int:
    """How many members there are with the departments counted out."""
    return await ctx.tx.fetchval(
        f"""{_BELOW} SELECT count(*) FROM pool JOIN member m ON m.corp_id = $1 AND m.id = pool.id
            WHERE m.status <> 'resigned'""",
        ctx.corp_id, member_ids, department_ids,
    )  # fmt: skip


async def pool(ctx: Context, way: WayRow) -> list[Shown]:
    """The members whom the way can give now, the least loaded first: customers, and visitors of
    the last hour who have not added yet, count alike."""
    rows = await ctx.tx.fetch(
        f"""{_BELOW} SELECT m.id, m.name, m.avatar_media_id, m.gender,
                coalesce(nullif(m.external_position, ''), m.position) AS title,
                coalesce(d.name, '') AS department,
                coalesce(l.customers, 0) >= coalesce(m.customer_cap, k.customer_cap) AS "full"
            FROM pool JOIN member m ON m.corp_id = $1 AND m.id = pool.id
            JOIN corp k ON k.id = m.corp_id
            LEFT JOIN department d ON d.corp_id = m.corp_id AND d.id = m.main_department
            LEFT JOIN member_load l ON l.corp_id = m.corp_id AND l.member_id = m.id
            LEFT JOIN LATERAL (
                SELECT count(*) AS waiting FROM contact_way_visit v
                WHERE v.corp_id = $1 AND v.way_id = $4 AND v.member_id = m.id
                  AND v.at > $5::timestamptz - interval '1 hour'
            ) v ON true
            WHERE m.status IN ('active', 'pending') AND m.can_contact
            ORDER BY coalesce(l.customers, 0) + v.waiting, m.id""",
        ctx.corp_id, way.member_ids, way.department_ids, way.id, ctx.now,
    )  # fmt: skip
    return [Shown(**row) for row in rows]


async def visit(ctx: Context, way_id: int, visitor: str, free: list[int], wanted: int) -> int:
    """The member whom this visitor got before, if still free, else the wanted one; kept from now on."""
    return await ctx.tx.fetchval(
        """INSERT INTO contact_way_visit AS v (corp_id, way_id, visitor, member_id, at)
           VALUES ($1, $2, $3, $5, $6)
           ON CONFLICT (corp_id, way_id, visitor) DO UPDATE SET at = excluded.at, member_id =
               CASE WHEN v.member_id = ANY($4) THEN v.member_id ELSE excluded.member_id END
           RETURNING member_id""",
        ctx.corp_id, way_id, visitor, free, wanted, ctx.now,
    )  # fmt: skip


async def visited(ctx: Context, way_id: int, visitors: list[str]) -> int | None:
    """Whom one of these visitors got before, the first named first."""
    return await ctx.tx.fetchval(
        """SELECT member_id FROM contact_way_visit
           WHERE corp_id = $1 AND way_id = $2 AND visitor = ANY($3)
           ORDER BY array_position($3, visitor) LIMIT 1""",
        ctx.corp_id, way_id, visitors,
    )  # fmt: skip


async def followed(
    ctx: Context, person_id: int, member_ids: list[int], way_id: int | None
) -> tuple[int, int | None] | None:
    """(member, conversation) of one of these members who is the person's contact already; with a way
    only through this way."""
    row = await ctx.tx.fetchrow(
        """SELECT f.member_id, f.conversation_id
           FROM contact c JOIN follow f ON f.corp_id = c.corp_id AND f.contact_id = c.id
           WHERE c.corp_id = $1 AND c.person_id = $2 AND f.member_id = ANY($3) AND f.state = 'active'
             AND ($4::bigint IS NULL OR f.contact_way_id = $4)
           ORDER BY f.added_at DESC LIMIT 1""",
        ctx.corp_id, person_id, member_ids, way_id,
    )  # fmt: skip
    return (row["member_id"], row["conversation_id"]) if row else None


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


async def conclusions_of(ctx: Context, contact_id: int, member_id: int) -> Any:
    """What the way of a temporary chat says at its end."""
    return await ctx.tx.fetchval(
        """SELECT w.conclusions FROM follow f
           JOIN contact_way w ON w.corp_id = f.corp_id AND w.id = f.contact_way_id
           WHERE f.corp_id = $1 AND f.contact_id = $2 AND f.member_id = $3
             AND f.state = 'temporary'""",
        ctx.corp_id, contact_id, member_id,
    )  # fmt: skip


async def corps_with_expired_chats(tx: Any, now: datetime) -> list[int]:
    """Where temporary chats have to be ended.

    Global: the schedule serves all corps.
    """
    rows = await tx.fetch(
        """SELECT DISTINCT corp_id FROM follow
           WHERE state = 'temporary' AND chat_expires_at <= $1""",
        now,
    )
    return [row["corp_id"] for row in rows]
