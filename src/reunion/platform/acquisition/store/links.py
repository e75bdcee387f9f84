"""Links: made, changed, found; and whether anybody can be added by them."""

from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets
from reunion.platform.acquisition.model import LinkMember, LinkRow

_ROW = """
    id, corp_id, link_id, name, member_ids, department_ids, skip_verify, mark_source,
    priority_type, priority_member_ids, available, created_by_app, created_by, created_at
"""


async def lock_account(ctx: Context) -> None:
    """One after the other: whoever makes links, adds uses or takes one in this corp."""
    await ctx.tx.execute(
        "INSERT INTO acquisition_account (corp_id) VALUES ($1) ON CONFLICT DO NOTHING", ctx.corp_id
    )
    await ctx.tx.execute(
        "SELECT 1 FROM acquisition_account WHERE corp_id = $1 FOR UPDATE", ctx.corp_id
    )


async def how_many(ctx: Context) -> int:
    """Links of the corp that are not deleted."""
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM acquisition_link WHERE corp_id = $1 AND deleted_at IS NULL",
        ctx.corp_id,
    )


async def insert(ctx: Context, values: dict[str, Any]) -> LinkRow:
    """A new link."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO acquisition_link (corp_id, {columns(values)})
            VALUES ($1, {places(values, 2)}) RETURNING {_ROW}""",
        ctx.corp_id, *values.values(),
    )  # fmt: skip
    return LinkRow(**row)


async def update(ctx: Context, key: int, values: dict[str, Any]) -> LinkRow:
    """Sets the given columns."""
    row = await ctx.tx.fetchrow(
        f"UPDATE acquisition_link SET {sets(values, 3)} WHERE corp_id = $1 AND id = $2 RETURNING {_ROW}",
        ctx.corp_id, key, *values.values(),
    )  # fmt: skip
    return LinkRow(**row)


async def get(
    ctx: Context, *, key: int | None = None, link_id: str | None = None, lock: bool = False
) -> LinkRow | None:
    """One by key or by wire id."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM acquisition_link
            WHERE corp_id = $1 AND deleted_at IS NULL AND (id = $2 OR link_id = $3)
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, key, link_id,
    )  # fmt: skip
    return LinkRow(**row) if row else None


async def by_address(tx: Any, link_id: str) -> LinkRow | None:
    """One by the end of its address.

    Global: a visitor belongs to no corp, the address names it.
    """
    row = await tx.fetchrow(
        f"SELECT {_ROW} FROM acquisition_link WHERE link_id = $1 AND deleted_at IS NULL", link_id
    )
    return LinkRow(**row) if row else None


async def page(
    ctx: Context, q: str, after: tuple[datetime, int] | None, limit: int
) -> list[LinkRow]:
    """The latest first; `q` finds in the name, the wire id and members' names."""
    at, key = after or (None, None)
    like = containing(q.lower())
    rows = await ctx.tx.fetch(
        f"""SELECT {_ROW} FROM acquisition_link l
            WHERE corp_id = $1 AND deleted_at IS NULL
              AND ($2 = '%%' OR lower(name) LIKE $2 OR link_id LIKE $2
                   OR EXISTS (SELECT 1 FROM member m WHERE m.corp_id = $1 AND m.id = ANY(l.member_ids)
                              AND lower(m.name || ' ' || m.userid) LIKE $2))
              AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))
            ORDER BY created_at DESC, id DESC LIMIT $5""",
        ctx.corp_id, like, at, key, limit,
    )  # fmt: skip
    return [LinkRow(**row) for row in rows]


async def of_app(ctx: Context, app_id: int, after: int, limit: int) -> list[tuple[int, str]]:
    """(key, wire id) of the links that an app made."""
    rows = await ctx.tx.fetch(
        """SELECT id, link_id FROM acquisition_link
           WHERE corp_id = $1 AND created_by_app = $2 AND deleted_at IS NULL AND id > $3
           ORDER BY id LIMIT $4""",
        ctx.corp_id, app_id, after, limit,
    )  # fmt: skip
    return [(row["id"], row["link_id"]) for row in rows]


async def names(ctx: Context, member_ids: list[int]) -> dict[int, LinkMember]:
    """Userid and name by key."""
    rows = await ctx.tx.fetch(
        "SELECT id, userid, name FROM member WHERE corp_id = $1 AND id = ANY($2)",
        ctx.corp_id, member_ids,
    )  # fmt: skip
    return {row["id"]: LinkMember(row["userid"], row["name"]) for row in rows}


async def app_names(ctx: Context, app_ids: list[int]) -> dict[int, str]:
    """What the apps are called."""
    rows = await ctx.tx.fetch(
        "SELECT id, name FROM app WHERE corp_id = $1 AND id = ANY($2)", ctx.corp_id, app_ids
    )
    return {row["id"]: row["name"] for row in rows}


_AVAILABLE = """
    WITH RECURSIVE able AS (
        SELECT id FROM member WHERE corp_id = $1 AND status IN ('active', 'pending') AND can_contact
    ), up AS (
        SELECT md.department_id AS id FROM member_department md JOIN able a ON a.id = md.member_id
        WHERE md.corp_id = $1
        UNION
        SELECT d.parent_id FROM department d JOIN up ON d.corp_id = $1 AND d.id = up.id
        WHERE d.parent_id > 0
    ), now AS (
        SELECT l.id, EXISTS (SELECT 1 FROM able a WHERE a.id = ANY(l.member_ids))
            OR EXISTS (SELECT 1 FROM up WHERE up.id = ANY(l.department_ids)) AS available
        FROM acquisition_link l
        WHERE l.corp_id = $1 AND l.deleted_at IS NULL
    )
"""


async def refresh_available(ctx: Context) -> list[LinkRow]:
    """Writes down by which links somebody can be added now; answers those that changed."""
    rows = await ctx.tx.fetch(
        f"""{_AVAILABLE}
            UPDATE acquisition_link SET available = now.available FROM now
            WHERE acquisition_link.corp_id = $1 AND acquisition_link.id = now.id
              AND acquisition_link.available <> now.available
            RETURNING {", ".join(f"acquisition_link.{one.strip()}" for one in _ROW.split(","))}""",
        ctx.corp_id,
    )
    return [LinkRow(**row) for row in rows]
