"""Saved segments: made, changed, counted, kept as snapshots. The module's door."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
from pyroaring import BitMap

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Forbidden, Text
from reunion.core.folding import one_line
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.engine.client import Engine
from reunion.growth.calendar import service as calendar
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.segments import asking, words
from reunion.growth.segments import definition as d
from reunion.growth.segments.model import (
    BadDefinition,
    NameTaken,
    NoSuchSegment,
    NoSuchSnapshot,
    Segment,
    SegmentChanged,
    SegmentInUse,
    SegmentOwned,
    Snapshot,
    SnapshotInUse,
)
from reunion.growth.segments.store import saved, watching
from reunion.growth.segments.store.watching import Day


class Draft(msgspec.Struct, frozen=True):
    """What a segment is to be. One with an `owner` was not made by people and is not listed."""

    name: str
    definition: dict[str, Any]
    description: str = ""
    watched: bool = False
    owner: str = ""


async def told_members(
    ctx: Context, segment_id: int, only: Sequence[int] | None = None
) -> BitMap | None:
    """Who is in a watched segment as has been told so far, in the order of what is told; null while
    everybody is still to be looked at."""
    if not await watching.looked_at(ctx, segment_id):
        return None
    if only is None:
        parts = await watching.parts(ctx, segment_id)
        return await watching.members(ctx, segment_id, parts)
    parts = sorted({number // watching.PART for number in only})
    return await watching.members(ctx, segment_id, parts) & BitMap(only)


async def definition_of(ctx: Context, segment_id: int, reach: Reach = EVERYBODY) -> d.Condition:
    """A saved segment's newest definition. Raises NoSuchSegment."""
    return d.read((await _row(ctx, segment_id, reach)).definition)


async def create(ctx: Context, draft: Draft, reach: Reach = EVERYBODY) -> Segment:
    """A new one, at version 1. Raises BadDefinition, NameTaken, Forbidden."""
    if draft.watched and reach.userids is not None:
        raise Forbidden  # who comes and goes is told to the whole company
    definition, made_of = await _sound(ctx, draft.definition, 0, reach)
    made = await saved.insert(
        ctx, _name(draft), draft.description, definition, made_of, draft.watched, draft.owner,
        reach.own_of,
    )  # fmt: skip
    if made is None:
        raise NameTaken(name=_name(draft))
    await _tell(ctx, "segment.created", made, _name(draft))
    return await get(ctx, made, reach)


async def update(
    ctx: Context, segment_id: int, draft: Draft, version: int, reach: Reach = EVERYBODY
) -> Segment:
    """Another definition is another version. Raises NoSuchSegment, SegmentChanged, BadDefinition,
    NameTaken, SegmentOwned, Forbidden."""
    row = await _to_change(ctx, segment_id, reach, draft.owner)
    if draft.watched and not row.watched and reach.userids is not None:
        raise Forbidden  # who comes and goes is told to the whole company
    if row.version != version:
        raise SegmentChanged(version=row.version)
    definition, made_of = await _sound(ctx, draft.definition, segment_id, reach)
    try:
        async with ctx.tx.transaction():
            await saved.update(
                ctx, row, _name(draft), draft.description, definition, made_of, draft.watched
            )
    except asyncpg.UniqueViolationError:
        raise NameTaken(name=_name(draft)) from None
    await _tell(ctx, "segment.changed", segment_id, _name(draft))
    return await get(ctx, segment_id, reach)


async def delete(
    ctx: Context, segment_id: int, reach: Reach = EVERYBODY, *, owner: str = ""
) -> None:
    """With its versions and snapshots. Raises NoSuchSegment, SegmentInUse, SegmentOwned, Forbidden."""
    row = await _to_change(ctx, segment_id, reach, owner)
    if used := await saved.users(ctx, segment_id):
        raise SegmentInUse(names="、".join(used))
    await saved.delete(ctx, segment_id)
    await _tell(ctx, "segment.deleted", segment_id, row.name)


async def get(ctx: Context, segment_id: int, reach: Reach = EVERYBODY) -> Segment:
    """One, as it was last counted. Raises NoSuchSegment."""
    row = await _row(ctx, segment_id, reach)
    return (await _shown(ctx, [row], reach))[0]


async def counted(
    ctx: Context, engine: Engine, segment_id: int, reach: Reach = EVERYBODY
) -> Segment:
    """One, counted now, unless something that it is made of is gone. What is counted of some people alone is
    not kept."""
    row = await _row(ctx, segment_id, reach)
    if reach.userids is not None:
        count = await asking.size(ctx, engine, d.read(row.definition), reach)
        (shown,) = await _shown(ctx, [row], reach)
        return msgspec.structs.replace(shown, count=count, counted_at=ctx.now)
    if not row.watched:
        with suppress(BadDefinition):  # it is shown all the same, to be mended
            count = await asking.size(ctx, engine, d.read(row.definition))
            await saved.counted(ctx, segment_id, count)
    return await get(ctx, segment_id)


async def page(
    ctx: Context, search: str, cursor: str | None, limit: int, reach: Reach = EVERYBODY,
    of: Sequence[int] | None = None, watched: bool | None = None,
) -> Page[Segment]:  # fmt: skip
    """Newest first; of all, or of these; of those that are watched, or are not. Raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    rows = await saved.page(ctx, reach, search.strip(), before, limit + 1, of, watched)
    items = await _shown(ctx, rows[:limit], reach)
    more = encode_cursor(items[-1].id) if len(rows) > limit else None
    return Page(items, more, await saved.total(ctx, reach, search.strip(), of, watched))


async def snapshots(
    ctx: Context, engine: Engine, segment_id: int, reach: Reach = EVERYBODY
) -> list[Snapshot]:
    """Newest first; to who does not see everybody, with the number of those of his who are there. Raises
    NoSuchSegment."""
    await _row(ctx, segment_id, reach)
    return [
        await _within(ctx, engine, one, reach) for one in await saved.snapshots(ctx, segment_id)
    ]


async def snapshot(
    ctx: Context, engine: Engine, snapshot_id: int, reach: Reach = EVERYBODY
) -> Snapshot:
    """One, as among those of its segment. Raises NoSuchSnapshot."""
    segment_id = await require_snapshot(ctx, snapshot_id, reach)
    for one in await saved.snapshots(ctx, segment_id):
        if one.id == snapshot_id:
            return await _within(ctx, engine, one, reach)
    raise NoSuchSnapshot


async def _within(ctx: Context, engine: Engine, one: Snapshot, reach: Reach) -> Snapshot:
    if reach.userids is None:
        return one
    count = await asking.size(ctx, engine, d.InSnapshot(one.id), reach)
    return msgspec.structs.replace(one, count=count)


async def take_snapshot(
    ctx: Context, engine: Engine, segment_id: int, name: str, reach: Reach = EVERYBODY
) -> Snapshot:
    """Who is in it now, kept. Raises NoSuchSegment, Forbidden."""
    row = await _to_change(ctx, segment_id, reach)
    members = await asking.members(ctx, engine, d.read(row.definition), reach)
    kept = await saved.insert_snapshot(
        ctx, row, one_line(name) or row.name, members.serialize(), len(members)
    )
    await _tell(ctx, "segment.snapshot_taken", segment_id, kept.name)
    return kept


async def require_snapshot(ctx: Context, snapshot_id: int, reach: Reach = EVERYBODY) -> int:
    """The segment that it is of. Raises NoSuchSnapshot."""
    segment_id = await saved.snapshot_segment(ctx, snapshot_id)
    if segment_id is None or await saved.get(ctx, segment_id, reach) is None:
        raise NoSuchSnapshot
    return segment_id


async def delete_snapshot(ctx: Context, snapshot_id: int, reach: Reach = EVERYBODY) -> None:
    """Raises NoSuchSnapshot, SnapshotInUse, Forbidden."""
    await _to_change(ctx, await require_snapshot(ctx, snapshot_id, reach), reach)
    if used := await saved.snapshot_users(ctx, snapshot_id):
        raise SnapshotInUse(names="、".join(used))
    if not await saved.delete_snapshot(ctx, snapshot_id):
        raise NoSuchSnapshot


async def history(ctx: Context, segment_id: int, days: int) -> list[Day]:
    """The last days of a watched segment up to the company's today, from the first of which something is
    known; also those on which nobody entered or left. Raises NoSuchSegment."""
    await _row(ctx, segment_id, EVERYBODY)
    today = (await calendar.now(ctx)).today
    since = today - timedelta(days=days - 1)
    kept = {one.day: one for one in await watching.days(ctx, segment_id, since)}
    found: list[Day] = []
    day = min(kept, default=today + timedelta(days=1))
    while day <= today:
        known = kept.get(day) or Day(day, 0, 0, found[-1].count)
        found.append(known)
        day += timedelta(days=1)
    return [one for one in found if one.day >= since]


async def _sound(ctx: Context, given: Any, segment_id: int, reach: Reach) -> tuple[Any, list[int]]:
    """The definition as it is kept, and the segments that it is made of, theirs too."""
    definition, book = await asking.understood(ctx, given, reach, within=segment_id)
    return d.written(definition), sorted(book.segments)


async def _row(
    ctx: Context, segment_id: int, reach: Reach, *, for_update: bool = False
) -> saved.Row:
    row = await saved.get(ctx, segment_id, reach, for_update=for_update)
    if row is None:
        raise NoSuchSegment
    return row


async def _to_change(ctx: Context, segment_id: int, reach: Reach, owner: str = "") -> saved.Row:
    """One that nobody else changes until the transaction ends. Who does not see everybody changes his own
    alone, and what keeps one for itself changes that."""
    row = await _row(ctx, segment_id, reach, for_update=True)
    if not reach.changes(row.own_of):
        raise Forbidden
    if row.owner != owner:
        raise SegmentOwned
    return row


def _name(draft: Draft) -> str:
    name = one_line(draft.name)
    if not 1 <= len(name) <= 100:
        raise BadDefinition("name", Text("名称应为 1 到 100 字", "a name of 1 to 100 characters"))
    return name


async def _shown(ctx: Context, rows: Sequence[saved.Row], reach: Reach) -> list[Segment]:
    whole = reach.userids is None  # the figure that is kept is the company's
    read = [d.read(row.definition) for row in rows]
    known = await words.names_in(ctx, read)
    return [
        Segment(
            id=row.id, name=row.name, description=row.description, definition=row.definition,
            words=words.told(definition, known), version=row.version, watched=row.watched,
            count=row.count if whole else None, counted_at=row.counted_at if whole else None,
            own=row.own_of is not None, editable=reach.changes(row.own_of) and not row.owner,
            made_at=row.made_at, made_by=row.made_by, changed_at=row.changed_at, owner=row.owner,
        )
        for row, definition in zip(rows, read, strict=True)
    ]  # fmt: skip


async def _tell(ctx: Context, name: str, segment_id: int, called: str) -> None:
    await outbox.append(
        ctx, name, subject=str(segment_id), key=f"segment-{segment_id}", data={"name": called}
    )
