"""SQL of tag_rule."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.sql import columns, places, sets
from reunion.growth.tag_rules.model import Kind

_COLUMNS = """r.id, r.name, r.kind, r.definition, r.tag_nos, r.takes_back, r.enabled, r.segment_id,
    r.swept_to, r.sweep_total, r.sweep_done, r.given, r.taken, r.acted_at, r.created_by, r.created_at,
    r.changed_at"""


class Row(msgspec.Struct, frozen=True):
    """A rule as it is kept; `holds`: of how many people."""

    id: int
    name: str
    kind: Kind
    definition: dict[str, Any]
    tag_nos: list[int]
    takes_back: bool
    enabled: bool
    segment_id: int | None
    swept_to: int | None
    sweep_total: int
    sweep_done: int
    given: int
    taken: int
    acted_at: datetime | None
    created_by: str
    created_at: datetime
    changed_at: datetime
    holds: int = 0

    @property
    def origin(self) -> str:
        """What its tags say of where they come from."""
        return f"rule:{self.id}"


class ToSweep(msgspec.Struct, frozen=True):
    """A rule for which everybody is to be looked at."""

    corp_id: int
    id: int
    segment_id: int


async def all_of(ctx: Context) -> list[Row]:
    """The latest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS}, (SELECT count(*) FROM tag_rule_hold h
                WHERE h.corp_id = r.corp_id AND h.rule_id = r.id) AS holds
            FROM tag_rule r WHERE r.corp_id = $1 AND r.deleted_at IS NULL ORDER BY r.id DESC""",
        ctx.corp_id,
    )
    return [Row(**row) for row in rows]


async def get(ctx: Context, rule_id: int, *, lock: bool = False) -> Row | None:
    """One; with `lock`, nobody else changes it until the transaction ends."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS}, (SELECT count(*) FROM tag_rule_hold h
                WHERE h.corp_id = r.corp_id AND h.rule_id = r.id) AS holds
            FROM tag_rule r WHERE r.corp_id = $1 AND r.id = $2 AND r.deleted_at IS NULL
            {"FOR UPDATE OF r" if lock else ""}""",
        ctx.corp_id, rule_id,
    )  # fmt: skip
    return Row(**row) if row else None


async def of_segment(ctx: Context, segment_id: int) -> list[int]:
    """The rules whose people are a segment's."""
    rows = await ctx.tx.fetch(
        """SELECT id FROM tag_rule WHERE corp_id = $1 AND segment_id = $2 AND deleted_at IS NULL
           ORDER BY id""",
        ctx.corp_id, segment_id,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def count(ctx: Context) -> int:
    """How many there are; who makes one waits for who is making one."""
    await ctx.tx.execute("SELECT 1 FROM corp WHERE id = $1 FOR NO KEY UPDATE", ctx.corp_id)
    return await ctx.tx.fetchval(
        "SELECT count(*) FROM tag_rule WHERE corp_id = $1 AND deleted_at IS NULL", ctx.corp_id
    )


async def insert(ctx: Context, values: dict[str, Any]) -> int:
    """A new one."""
    return await ctx.tx.fetchval(
        f"""INSERT INTO tag_rule (corp_id, created_by, created_at, changed_at, {columns(values)})
            VALUES ($1, $2, $3, $3, {places(values, 4)}) RETURNING id""",
        ctx.corp_id, ctx.actor.name, ctx.now, *values.values(),
    )  # fmt: skip


async def update(ctx: Context, rule_id: int, values: dict[str, Any]) -> None:
    """What it is from now on."""
    await ctx.tx.execute(
        f"UPDATE tag_rule SET changed_at = $3, {sets(values, 4)} WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, rule_id, ctx.now, *values.values(),
    )  # fmt: skip


async def delete(ctx: Context, rule_id: int) -> None:
    """It gives nothing any more; what it did stays written down."""
    await ctx.tx.execute(
        """UPDATE tag_rule SET deleted_at = $3, enabled = false, segment_id = NULL, swept_to = NULL
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, rule_id, ctx.now,
    )  # fmt: skip


async def sweep_from_start(ctx: Context, rule_id: int) -> None:
    """Everybody is to be looked at."""
    await ctx.tx.execute(
        """UPDATE tag_rule SET swept_to = -1, sweep_total = 0, sweep_done = 0
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, rule_id,
    )  # fmt: skip


async def to_sweep(tx: Any) -> list[ToSweep]:
    """Those for which everybody is to be looked at, of all companies."""
    rows = await tx.fetch(
        """SELECT corp_id, id, segment_id FROM tag_rule WHERE swept_to IS NOT NULL AND enabled
           ORDER BY corp_id, id"""
    )
    return [ToSweep(**row) for row in rows]


async def swept(ctx: Context, rule_id: int, to: int | None, done: int, total: int) -> None:
    """So many were looked at, as far as this number; null: all."""
    await ctx.tx.execute(
        """UPDATE tag_rule SET swept_to = $3, sweep_done = $4, sweep_total = $5
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, rule_id, to, done, total,
    )  # fmt: skip


async def acted(ctx: Context, rule_id: int, given: int, taken: int) -> None:
    """So many more tags."""
    await ctx.tx.execute(
        """UPDATE tag_rule SET given = given + $3, taken = taken + $4, acted_at = $5
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, rule_id, given, taken, ctx.now,
    )  # fmt: skip
