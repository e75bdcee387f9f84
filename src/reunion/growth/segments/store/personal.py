"""SQL of the snapshots that a person's number is in."""

from collections.abc import Sequence

from pyroaring import BitMap

from reunion.core.context import Context
from reunion.growth.segments.store import saved


async def snapshots(ctx: Context, numbers: Sequence[int]) -> list[int]:
    """The snapshots in which one of these is; they are read one after the other."""
    wanted, found = BitMap(numbers), list[int]()
    rows = await ctx.tx.fetch("SELECT id FROM segment_snapshot WHERE corp_id = $1", ctx.corp_id)
    for row in rows:
        if await _members(ctx, row["id"]) & wanted:
            found.append(row["id"])
    return found


async def leave_snapshot(ctx: Context, snapshot_id: int, numbers: Sequence[int]) -> None:
    """These were never in it."""
    left = await _members(ctx, snapshot_id) - BitMap(numbers)
    await ctx.tx.execute(
        "UPDATE segment_snapshot SET members = $3, count = $4 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, snapshot_id, left.serialize(), len(left),
    )  # fmt: skip


async def _members(ctx: Context, snapshot_id: int) -> BitMap:
    kept = await saved.snapshot_members(ctx, snapshot_id)
    return BitMap.deserialize(kept) if kept else BitMap()
