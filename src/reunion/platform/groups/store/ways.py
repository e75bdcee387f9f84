"""Codes that lead into groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import columns, containing, places, sets
from reunion.platform.groups.model import JoinWayRow

_ROW = ", ".join(f"w.{name}" for name in JoinWayRow.__struct_fields__)


def _row(row: Any) -> JoinWayRow:
    return JoinWayRow(**row)


async def by_slug(tx: Any, slug: str) -> JoinWayRow | None:
    """Whose page an address is. Global: the address names no corp; the row says which corp_id it is of."""
    row = await tx.fetchrow(
        f"SELECT {_ROW} FROM join_way w WHERE w.slug = $1 AND w.deleted_at IS NULL", slug
    )
    return _row(row) if row else None


async def get(
    ctx: Context, *, way_id: int | None = None, config_id: str | None = None,
    own_group_id: int | None = None, lock: bool = False,
) -> JoinWayRow | None:  # fmt: skip
    """One that is in use, by one of its keys."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_ROW} FROM join_way w WHERE w.corp_id = $1 AND w.deleted_at IS NULL
              AND (w.id = $2 OR w.config_id = $3 OR w.own_group_id = $4)
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, way_id, config_id, own_group_id,
    )  # fmt: skip
    return _row(row) if row else None


async def insert(ctx: Context, values: dict[str, Any]) -> JoinWayRow | None:
    """A new one; None where the group has its own already."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO join_way AS w (corp_id, created_at, created_by, {columns(values)})
            VALUES ($1, $2, $3, {places(values, 4)})
            ON CONFLICT DO NOTHING RETURNING {_ROW}""",
        ctx.corp_id, ctx.now, ctx.actor.name, *values.values(),
    )  # fmt: skip
    return _row(row) if row else None


async def update(ctx: Context, way_id: int, values: dict[str, Any]) -> JoinWayRow:
    """Sets columns; the caller has the row's lock."""
    row = await ctx.tx.fetchrow(
        f"UPDATE join_way AS w SET {sets(values, 3)} WHERE w.corp_id = $1 AND w.id = $2 RETURNING {_ROW}",
        ctx.corp_id, way_id, *values.values(),
    )  # fmt: skip
    return _row(row)


async def count(ctx: Context, way_id: int, *, opened: int = 0, joined: int = 0) -> None:
    """Adds to its sums."""
    await ctx.tx.execute(
        """UPDATE join_way SET opened = opened + $3, joined = joined + $4
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, way_id, opened, joined,
    )  # fmt: skip


async def page(
    ctx: Context,
    q: str,
    after: tuple[datetime, int] | None,
    scope: Sequence[int] | None,
    limit: int,
) -> list[JoinWayRow]:
    """Headquarters' and apps' codes, the latest first; `scope`: those that lead to a group of a member
    of these departments or below."""
    at, way_id = after or (None, None)
    like = containing(q.lower())
    rows = await ctx.tx.fetch(
        f"""SELECT {_ROW} FROM join_way w
            WHERE w.corp_id = $1 AND w.deleted_at IS NULL AND w.own_group_id IS NULL
              AND ($2 = '%%' OR lower(w.remark) LIKE $2 OR lower(w.state) LIKE $2)
              AND ($3::timestamptz IS NULL OR (w.created_at, w.id) < ($3, $4))
              AND ($5::bigint[] IS NULL OR EXISTS (SELECT FROM customer_group g
                   WHERE g.corp_id = $1 AND g.id = ANY(w.group_ids) AND g.owner_id = ANY($5)))
            ORDER BY w.created_at DESC, w.id DESC LIMIT $6""",
        ctx.corp_id, like, at, way_id, scope, limit,
    )  # fmt: skip
    return [_row(row) for row in rows]


async def inside(ctx: Context, group_ids: Sequence[int], person_id: int) -> int | None:
    """The first of these groups that a person is in."""
    return await ctx.tx.fetchval(
        """SELECT p.conversation_id FROM participant p
           JOIN customer_group g ON g.corp_id = p.corp_id AND g.id = p.conversation_id
             AND g.dismissed_at IS NULL
           WHERE p.corp_id = $1 AND p.account_id = $2 AND p.conversation_id = ANY($3::bigint[])
           LIMIT 1""",
        ctx.corp_id, person_id, list(group_ids),
    )  # fmt: skip
