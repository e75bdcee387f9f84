"""A round reads everything: the first time to know it, later to find what was not told.

Its state is in PostgreSQL after every step, so that a worker that was killed is followed by one that
goes on where it was.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reunion.core.context import Context
from reunion.growth.connection import service as connections
from reunion.growth.mirror import drifting, groups, members, parts, reading, tags
from reunion.growth.mirror.halts import HALTS
from reunion.growth.mirror.model import NewDrift, Refusal, Round, Stage
from reunion.growth.mirror.pace import gathered
from reunion.growth.mirror.store import groups as group_store
from reunion.growth.mirror.store import hints, leases
from reunion.growth.mirror.store import rounds as store
from reunion.wecom.errors import WecomError

if TYPE_CHECKING:
    from reunion.growth.mirror.reader import Reader

_NEXT: dict[Stage, Stage] = {
    "directory": "tags", "tags": "customers", "customers": "groups", "groups": "done",
}  # fmt: skip


async def step(reader: "Reader") -> bool:
    """The next step of the round that is due or under way; False where there is none. A stage that WeCom
    does not let us read is left out, and said so; raises WecomError where nothing can be read."""
    async with reader.writing() as ctx:
        current = await store.current(ctx) or await _begun(ctx)
    if current is None:
        return False
    try:
        if await _step(reader, current):
            return True
        await _go_on(reader, current, [])
    except WecomError as error:
        if error.errcode in HALTS:
            raise
        refusal = Refusal(current.stage, error.errcode, error.errmsg[:300])
        await _go_on(reader, current, [refusal])
    return True


async def _begun(ctx: Context) -> Round | None:
    state = await leases.state(ctx)
    if state["next_round_at"] is None or state["next_round_at"] > ctx.now:
        return None
    kind = "schedule" if await store.any_finished(ctx) else "first"
    await store.begin(ctx, kind, repairs=True)
    await leases.next_round(ctx, None)
    return await store.current(ctx)


async def _step(reader: "Reader", current: Round) -> bool:
    """True while the stage has more."""
    match current.stage:
        case "directory":
            await members.refresh(reader)
        case "tags":
            await tags.refresh(reader)
        case "customers":
            return await parts.read(reader, current)
        case "groups":
            return await _groups(reader, current)
        case "done":
            raise AssertionError("unreachable")
    return False


async def _go_on(reader: "Reader", current: Round, refusals: list[Refusal]) -> None:
    stage = _NEXT[current.stage]
    async with reader.writing() as ctx:
        await store.end_parts(ctx, current.round_no)
        await store.go_on(ctx, current.round_no, stage, refusals)
        if stage == "customers":
            await parts.lay(ctx, current)
        elif stage == "groups":
            await store.add_parts(ctx, current.round_no, [[]])
        elif stage == "done":
            await leases.works(ctx)
            if current.repairs and not [*current.refusals, *refusals]:
                await store.mended(ctx, current.began_at)
            await leases.next_round(ctx, await _next_time(ctx, current))


async def _next_time(ctx: Context, current: Round) -> datetime | None:
    connected = await connections.require(ctx)
    if not connected.every_hours:
        return None
    return current.began_at + timedelta(hours=connected.every_hours)


async def _groups(reader: "Reader", current: Round) -> bool:
    """A page of groups, each read whole; at the end those that the round did not see are asked for."""
    async with reader.db.in_corp(reader.corp_id) as ctx:
        left = await store.parts(ctx, current.round_no, 1)
    if not left:
        return False
    part = left[0]
    chat_ids, following = await reading.groups(reader.wecom, part.cursor)
    answers = await gathered(reading.group(reader.wecom, one) for one in chat_ids)
    async with reader.writing() as ctx:
        again = [c for c, a in zip(chat_ids, answers, strict=True) if isinstance(a, WecomError)]
        differ: list[NewDrift] = []
        for found in answers:
            if found is None or isinstance(found, WecomError):
                continue
            change = await groups.compare(ctx, found)
            if change.fields and found.made_at <= ctx.now - drifting.ON_ITS_WAY:
                differ.append(groups.drift(change))
            if current.repairs:
                await groups.apply(ctx, change)
        await group_store.seen(ctx, chat_ids, current.round_no)
        if following:
            await store.advance(ctx, current.round_no, part.part_no, following)
        else:
            unseen = await group_store.unseen(ctx, current.round_no)
            differ += [groups.gone(chat_id) for chat_id in unseen]
            again += unseen if current.repairs else []
            await store.end_part(ctx, current.round_no, part.part_no)
        drifts = await drifting.note(ctx, current, differ, set())
        await store.count(ctx, current.round_no, groups=len(chat_ids), drifts=drifts)
        await hints.put_again(ctx, "group", sorted(set(again)))
    return True
