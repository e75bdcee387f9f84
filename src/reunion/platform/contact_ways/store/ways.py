"""Contact ways themselves: made, changed, found; their quota; the members and departments they name."""

from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets
from reunion.platform.contact_ways.model import (
    QUOTA,
    TEMPORARY_A_DAY,
    WayMember,
    WayRow,
    WayState,
)

_ROW = """
    id, corp_id, config_id, slug, type, scene, style, remark, skip_verify, state, member_ids,
    department_ids, is_temp, is_exclusive, expires_at, chat_expires_in, unionid, conclusions,
    tag_ids, owner_id, created_by, opened, added, created_at
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
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO contact_way (corp_id, {columns(values)}) VALUES ($1, {places(values, 2)})
            ON CONFLICT DO NOTHING RETURNING {_ROW}""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip
    return WayRow(**row) if row else None


async def states(ctx: Context) -> list[WayState]:
    """What ways bring, those that have gone too. Of several that bring the same the newest gives the name;
    one that is there before one that has gone."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT ON (state) state, remark AS name,
                  bool_and(deleted_at IS NOT NULL) OVER (PARTITION BY state) AS gone
           FROM contact_way WHERE corp_id = $1 AND state <> ''
           ORDER BY state, remark = '', deleted_at IS NOT NULL, created_at DESC, id DESC""",
        ctx.corp_id,
    )
    return [WayState(**row) for row in rows]


async def update(ctx: Context, way_id: int, values: dict[str, Any]) -> WayRow:
    """Sets the given columns."""
    row = await ctx.tx.fetchrow(
        f"UPDATE contact_way SET {sets(values, 3)} WHERE corp_id = $1 AND id = $2 RETURNING {_ROW}",
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
    like = containing(q.lower())
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
