"""A segment as the audience of a 群发. What is asked for is kept, and the worker makes the tasks
(`sending.py`): one a member and 10,000 of his customers, through the company's WeCom, which holds its own
limits; members confirm before anybody gets it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from pyroaring import BitMap

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import AppError, Conflict, NotFound
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.engine.client import Engine
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.segments.model import Segment
from reunion.growth.segments.store import broadcasts as store
from reunion.growth.segments.store import shares

CHANNEL = "segment_broadcasts"

BroadcastState = Literal["sorting", "asking", "done", "stopped"]
TaskState = Literal["waiting", "asked", "made", "refused"]


class MemberShare(msgspec.Struct, frozen=True):
    userid: str
    name: str
    customers: int


class SegmentReach(msgspec.Struct, frozen=True):
    """`reachable`: whom a member has now; `without_wecom`: the others of them. `members`: who have most of
    them first."""

    count: int
    reachable: int
    without_wecom: int
    members: list[MemberShare]


class SegmentBroadcast(msgspec.Struct, frozen=True, kw_only=True):
    """`total` people were in it when it began; `sorted` of them are sorted by their members so far, and
    `reachable` have one. Of `tasks` so many are `made` and `refused`, with so many customers; `failed`:
    customers whom WeCom did not take. `error`: why it waits until `next_at`."""

    id: int
    segment_id: int
    segment: str
    text: str
    state: BroadcastState
    total: int
    sorted: int
    reachable: int
    tasks: int
    made: int
    refused: int
    handed: int
    failed: int
    error: str
    next_at: datetime
    made_by: str
    made_at: datetime
    finished_at: datetime | None


class SegmentBroadcastTask(msgspec.Struct, frozen=True):
    """One call. asked: whether WeCom carried it out is not known yet. `failed`: customers whom it did not
    take; `error` where it took none."""

    userid: str
    name: str
    part: int
    customers: int
    state: TaskState
    msgid: str
    failed: int
    error: str


class NobodyInside(AppError):
    """Nobody is in the segment."""

    code = "nobody_reachable"
    title_zh = "人群里现在没有人，无法群发"
    title_en = "Nobody is in the segment now, so there is nobody to send to"


class NoSuchSegmentBroadcast(NotFound):
    code = "no_such_segment_broadcast"
    title_zh = "没有这次群发"
    title_en = "There is no such broadcast to a segment"


class KeyUsed(Conflict):
    """The key names another broadcast."""

    code = "key_used"
    title_zh = "这个 key 已用于另一次群发，请换一个"
    title_en = "This key names another broadcast; use a new one"


class BroadcastOver(Conflict):
    """Nothing of it is left to be stopped."""

    code = "segment_broadcast_over"
    title_zh = "这次群发已经结束，不能停止"
    title_en = "This broadcast is over and cannot be stopped"


async def by_member(ctx: Context, profile_nos: Sequence[int], reach: Reach) -> dict[str, str]:
    """The customers among them whom somebody has now, each with the member who added her last: of a scoped
    administrator's, where he asks."""
    found: dict[str, str] = {}
    for hers in (await mirror.follows(ctx, profile_nos)).values():
        now = [one for one in hers if one.ended_at is None and reach.has(one.userid)]
        if now:
            last = max(now, key=lambda one: (one.added_at, one.userid))
            found[last.external_userid] = last.userid
    return found


async def estimate(ctx: Context, engine: Engine, people: BitMap, reach: Reach) -> SegmentReach:
    """Who would be asked to confirm, and for how many: counted by the engine, a moment behind WeCom. Raises
    EngineError."""
    counts = await shares.by_member(ctx, engine, people, reach)
    names = await mirror.names(ctx, list(counts))
    most_first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    members = [MemberShare(userid, names.get(userid, userid), n) for userid, n in most_first]
    reachable = sum(counts.values())
    return SegmentReach(len(people), reachable, len(people) - reachable, members)


async def asked_for(
    ctx: Context, segment_id: int, text: str, key: str, reach: Reach
) -> SegmentBroadcast | None:
    """The one that was asked for with this key already. Raises KeyUsed."""
    known = await store.by_key(ctx, key)
    return None if known is None else await _again(ctx, known, segment_id, text, reach)


async def begin(
    ctx: Context, segment: Segment, people: BitMap, text: str, key: str, reach: Reach = EVERYBODY
) -> SegmentBroadcast:
    """Asks for it; the same key again is the same broadcast. Raises NobodyInside, KeyUsed."""
    if not people:
        raise NobodyInside
    made = await store.insert(ctx, key, segment, text, people.serialize(), len(people), reach)
    if made is None:
        known = await store.by_key(ctx, key)
        assert known is not None
        return await _again(ctx, known, segment.id, text, reach)
    await _tell(ctx, "segment.broadcast", segment.id, {"broadcast": made, "people": len(people)})
    return await get(ctx, made, reach)


async def _again(
    ctx: Context, known: int, segment_id: int, text: str, reach: Reach
) -> SegmentBroadcast:
    try:
        one = await get(ctx, known, reach)
    except NoSuchSegmentBroadcast:
        raise KeyUsed from None
    if (one.segment_id, one.text) != (segment_id, text):
        raise KeyUsed
    return one


async def get(ctx: Context, broadcast_id: int, reach: Reach = EVERYBODY) -> SegmentBroadcast:
    """One, and how far it is; a scoped administrator's are those that he began. Raises
    NoSuchSegmentBroadcast."""
    row = await store.get(ctx, broadcast_id, reach)
    if row is None:
        raise NoSuchSegmentBroadcast
    return msgspec.convert(row, SegmentBroadcast)


async def page(
    ctx: Context, segment_id: int, cursor: str | None, limit: int, reach: Reach
) -> Page[SegmentBroadcast]:
    """Those to one segment, the latest first. Raises InvalidCursor."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    rows = await store.page(ctx, segment_id, before, limit + 1, reach)
    shown = [msgspec.convert(row, SegmentBroadcast) for row in rows[:limit]]
    return Page(shown, encode_cursor(shown[-1].id) if len(rows) > limit else None)


async def tasks(
    ctx: Context, broadcast_id: int, cursor: str | None, limit: int, reach: Reach
) -> Page[SegmentBroadcastTask]:
    """Its calls, by member. Raises NoSuchSegmentBroadcast, InvalidCursor."""
    await get(ctx, broadcast_id, reach)
    after = decode_cursor(cursor, tuple[str, int]) if cursor else ("", -1)
    rows = await store.tasks(ctx, broadcast_id, after, limit + 1)
    names = await mirror.names(ctx, sorted({row["userid"] for row in rows}))
    shown = [
        msgspec.convert(
            {**row, "name": names.get(row["userid"], row["userid"])}, SegmentBroadcastTask
        )
        for row in rows[:limit]
    ]
    last = shown[-1] if len(rows) > limit else None
    return Page(shown, encode_cursor(last.userid, last.part) if last else None)


async def stop(ctx: Context, broadcast_id: int, reach: Reach) -> SegmentBroadcast:
    """What is not asked for yet is not asked for; what members were given stays with them. Raises
    NoSuchSegmentBroadcast, BroadcastOver."""
    one = await get(ctx, broadcast_id, reach)
    if not await store.stop(ctx, broadcast_id):
        raise BroadcastOver
    await _tell(ctx, "segment.broadcast_stopped", one.segment_id, {"broadcast": broadcast_id})
    return await get(ctx, broadcast_id, reach)


async def _tell(ctx: Context, name: str, segment_id: int, data: dict[str, int]) -> None:
    await outbox.append(ctx, name, subject=str(segment_id), key=f"segment-{segment_id}", data=data)
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
