"""SQL of tag_batch."""

from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.reach import Reach
from reunion.growth.tag_rules.model import BatchState

_COLUMNS = """id, name, source, add_nos, remove_nos, state, total, done_to, done, undo_total, changed,
    restored, kept, created_by, created_at, finished_at, undone_by, undone_at,
    own_of, userids"""


class Row(msgspec.Struct, frozen=True):
    """A batch without its people. `own_of`: a scoped administrator's, who has WeCom's tags written on the
    follows of `userids` alone."""

    id: int
    name: str
    source: str
    add_nos: list[int]
    remove_nos: list[int]
    state: BatchState
    total: int
    done_to: int
    done: int
    undo_total: int
    changed: int
    restored: int
    kept: int
    created_by: str
    created_at: datetime
    finished_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    own_of: int | None
    userids: list[str] | None


class Open(msgspec.Struct, frozen=True):
    """A batch that has something to do."""

    corp_id: int
    id: int


async def insert(
    ctx: Context, *, name: str, source: str, add: list[int], remove: list[int], people: bytes,
    total: int, reach: Reach,
) -> int:  # fmt: skip
    """A new one, running."""
    return await ctx.tx.fetchval(
        """INSERT INTO tag_batch (corp_id, name, source, add_nos, remove_nos, state, people, total,
               created_by, created_at, own_of, userids)
           VALUES ($1, $2, $3, $4, $5, 'running', $6, $7, $8, $9, $10, $11) RETURNING id""",
        ctx.corp_id, name, source, add, remove, people, total, ctx.actor.name, ctx.now,
        reach.own_of, reach.userids,
    )  # fmt: skip


async def get(ctx: Context, batch_id: int, *, lock: bool = False) -> Row | None:
    """One; with `lock`, nobody else changes it until the transaction ends."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM tag_batch WHERE corp_id = $1 AND id = $2
            {"FOR UPDATE" if lock else ""}""",
        ctx.corp_id, batch_id,
    )  # fmt: skip
    return Row(**row) if row else None


async def people(ctx: Context, batch_id: int) -> bytes:
    """Who is meant, as a roaring bitmap of profile numbers."""
    return await ctx.tx.fetchval(
        "SELECT people FROM tag_batch WHERE corp_id = $1 AND id = $2", ctx.corp_id, batch_id
    )


async def page(ctx: Context, reach: Reach, before: int | None, limit: int) -> list[Row]:
    """The latest first; who does not see everybody has his own."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM tag_batch WHERE corp_id = $1 AND ($2::bigint IS NULL OR id < $2)
              AND ($4::bigint IS NULL OR own_of = $4)
            ORDER BY id DESC LIMIT $3""",
        ctx.corp_id, before, limit, reach.own_of,
    )  # fmt: skip
    return [Row(**row) for row in rows]


async def next_open(tx: Any) -> Open | None:
    """One that has something to do, of any company; the one that others wait for the least."""
    row = await tx.fetchrow(
        """SELECT corp_id, id FROM tag_batch WHERE state IN ('running', 'undoing')
           ORDER BY corp_id, id LIMIT 1"""
    )
    return Open(row["corp_id"], row["id"]) if row else None


async def reached(
    ctx: Context, batch_id: int, done_to: int, seen: int, restored: int = 0, kept: int = 0
) -> None:
    """So many more were seen to, the last of them this number."""
    await ctx.tx.execute(
        """UPDATE tag_batch SET done_to = $3, done = done + $4, restored = restored + $5,
               kept = kept + $6 WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, batch_id, done_to, seen, restored, kept,
    )  # fmt: skip


async def finish(ctx: Context, batch_id: int, state: BatchState) -> None:
    """It is done, or undone."""
    await ctx.tx.execute(
        """UPDATE tag_batch SET state = $3,
               finished_at = CASE WHEN $3 = 'done' THEN $4 ELSE finished_at END,
               undone_at = CASE WHEN $3 = 'undone' THEN $4 ELSE undone_at END
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, batch_id, state, ctx.now,
    )  # fmt: skip


async def set_state(ctx: Context, batch_id: int, state: BatchState) -> None:
    """It stops where it is, or goes on from there."""
    await ctx.tx.execute(
        "UPDATE tag_batch SET state = $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, batch_id, state,
    )  # fmt: skip


async def begin_undo(ctx: Context, batch_id: int) -> None:
    """From the lowest number up, what it changed is put back."""
    await ctx.tx.execute(
        """UPDATE tag_batch SET state = 'undoing', done_to = -1, done = 0, undone_by = $3,
               finished_at = coalesce(finished_at, $4),
               undo_total = (SELECT count(DISTINCT profile_no) FROM tag_batch_change
                             WHERE corp_id = $1 AND batch_id = $2)
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, batch_id, ctx.actor.name, ctx.now,
    )  # fmt: skip


async def add_changed(ctx: Context, counts: dict[int, int]) -> None:
    """So many more tags that they really changed."""
    await ctx.tx.execute(
        """UPDATE tag_batch b SET changed = changed + g.n
           FROM unnest($2::bigint[], $3::int[]) AS g (id, n) WHERE b.corp_id = $1 AND b.id = g.id""",
        ctx.corp_id, list(counts), list(counts.values()),
    )  # fmt: skip


async def restored(ctx: Context, batch_id: int, count: int) -> None:
    """So many more tags were put back."""
    await ctx.tx.execute(
        "UPDATE tag_batch SET restored = restored + $3 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, batch_id, count,
    )  # fmt: skip
