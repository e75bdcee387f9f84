"""Writes events beside the rows that they tell of."""

from collections.abc import Sequence
from typing import Any

from reunion.core.context import Context

_INSERT = """
    INSERT INTO event (corp_id, name, subject, order_key, actor_kind, actor_id, actor_name, data, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
"""
_INSERT_MANY = """
    INSERT INTO event (corp_id, name, subject, order_key, actor_kind, actor_id, actor_name, data, at)
    SELECT $1, $2, subject, order_key, $3, $4, $5, data::jsonb, $6
    FROM unnest($7::text[], $8::text[], $9::json[]) AS e (subject, order_key, data)
"""


async def append(
    ctx: Context, name: str, *, subject: str = "", key: str = "", data: dict[str, Any] | None = None
) -> int:
    """Appends one event and answers its id. `key` orders events of one customer, member or tag."""
    actor = ctx.actor
    return await ctx.tx.fetchval(
        _INSERT,
        ctx.corp_id, name, subject, key, actor.kind, actor.id, actor.name, data or {}, ctx.now,
    )  # fmt: skip


async def append_many(
    ctx: Context, name: str, rows: Sequence[tuple[str, str, dict[str, Any]]]
) -> None:
    """Appends one event a row `(subject, key, data)` in a single statement."""
    if not rows:
        return
    subjects, keys, data = zip(*rows, strict=True)
    actor = ctx.actor
    await ctx.tx.execute(
        _INSERT_MANY,
        ctx.corp_id, name, actor.kind, actor.id, actor.name, ctx.now,
        list(subjects), list(keys), list(data),
    )  # fmt: skip
