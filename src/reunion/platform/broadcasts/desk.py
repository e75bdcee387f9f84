"""A member's verbs: confirm what headquarters prepared, and send to one's own customers by tag."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.broadcasts import group_sending, preparing, service
from reunion.platform.broadcasts.model import (
    Audience,
    BroadcastRow,
    ChatType,
    DeskTask,
    Draft,
    Task,
)
from reunion.platform.broadcasts.outcome import ShownRefusal, TaskCustomer
from reunion.platform.broadcasts.refusals import (
    BroadcastUnknown,
    Cancelled,
    NobodyReached,
    NoSelection,
    WrongState,
)
from reunion.platform.broadcasts.store import results, rows, tasks
from reunion.platform.corps import service as corps
from reunion.platform.welcome.model import Attachment
from reunion.restraint import service as restraint
from reunion.restraint.model import Refusal


class DeskTasks(Page[DeskTask], kw_only=True):
    """A page of tasks. `pending`: how many wait for a confirmation, on whichever page."""

    pending: int


async def page(
    ctx: Context, member_id: int, *, done: bool, cursor: str | None, limit: int
) -> DeskTasks:
    """Newest first: what waits or is being sent, or what is over."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await tasks.of_member(ctx, member_id, done=done, before=before, limit=limit + 1)
    more, found = len(found) > limit, found[:limit]
    by_id = await rows.several(ctx, [one.broadcast_id for one in found])
    return DeskTasks(
        [await shown(ctx, by_id[one.broadcast_id], one) for one in found],
        encode_cursor(found[-1].broadcast_id) if more else None,
        pending=await tasks.pending(ctx, member_id),
    )


async def get(ctx: Context, member_id: int, broadcast_id: int) -> DeskTask:
    """One's own part; raises BroadcastUnknown."""
    task = await tasks.get(ctx, broadcast_id, member_id)
    if task is None:
        raise BroadcastUnknown
    row = await service.require(ctx, broadcast_id)
    one = await shown(ctx, row, task)
    if task.state == "pending":
        one.refused = len(await _foreseen(ctx, row, task, 0, task.customers))
        one.quiet_until = await restraint.quiet(ctx, row.purpose, await corps.zone(ctx))
    elif task.sent:
        one.answers = await service.answers_to(ctx, row, member_id, task.sent)
    return one


async def _foreseen(
    ctx: Context, row: BroadcastRow, task: Task, after: int, limit: int
) -> dict[int, Refusal]:
    """Which of the next customers would not get it if it was sent now."""
    people = await group_sending.chunk(
        ctx, row, msgspec.structs.replace(task, sent_to=after), limit
    )
    if not people.contact_ids:
        return {}
    asks = people.asks(task.member_id)
    return await restraint.foresee_each(ctx, row.touch, asks, ctx.now, await corps.zone(ctx))


async def customers(
    ctx: Context, member_id: int, broadcast_id: int, *, cursor: str | None, limit: int
) -> Page[TaskCustomer]:
    """Who gets it, and while it waits who would not and why; raises BroadcastUnknown."""
    task = await tasks.get(ctx, broadcast_id, member_id)
    if task is None:
        raise BroadcastUnknown
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    row = await service.require(ctx, broadcast_id)
    found = await results.customers(ctx, broadcast_id, row.chat_type, member_id, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    if task.state == "pending":
        refused = await _foreseen(ctx, row, task, after, limit)
        found = [_with_refusal(one, refused.get(one.contact_id)) for one in found]
    return Page(found, encode_cursor(found[-1].contact_id) if more else None)


def _with_refusal(one: TaskCustomer, refusal: Refusal | None) -> TaskCustomer:
    if refusal is None:
        return one
    shown = ShownRefusal(refusal.rule, refusal.counted, refusal.allowed)
    return msgspec.structs.replace(one, refusal=shown)


async def confirm(
    ctx: Context, member_id: int, broadcast_id: int, deselected: Sequence[int]
) -> DeskTask:
    """Sends from now on, in the background. Again changes nothing. Raises BroadcastUnknown, Cancelled,
    NoSelection."""
    task = await tasks.get(ctx, broadcast_id, member_id, lock=True)
    if task is None:
        raise BroadcastUnknown
    row = await service.require(ctx, broadcast_id)
    if task.state == "cancelled":
        raise Cancelled
    if task.state == "pending":
        if row.state != "open":
            raise WrongState
        if deselected and not row.allow_select:
            raise NoSelection
        left_out = await tasks.deselect(ctx, broadcast_id, member_id, deselected)
        await tasks.confirm(ctx, broadcast_id, member_id, left_out)
        data = {"member_id": member_id, "customers": task.customers - left_out}
        data |= {"deselected": left_out}
        await outbox.append(ctx, "broadcast.confirmed", subject=row.msgid, key=row.key, data=data)
        await preparing.tell(ctx, [member_id, row.creator_id])
        await rows.wake(ctx)
    return await get(ctx, member_id, broadcast_id)


async def send_own(
    ctx: Context, userid: str, member_id: int, text: str, attachments: list[Attachment],
    wanted: Audience, chat_type: ChatType = "single",
) -> DeskTask:  # fmt: skip
    """A member's own send to his customers by tag, or to his groups: no headquarters, the same limits.
    Raises what `service.create` raises."""
    own = own_audience(userid, wanted)
    draft = Draft(text, attachments, own, origin="desk", chat_type=chat_type)
    row = await service.create(ctx, draft)
    while row.state == "preparing":
        await preparing.prepare(ctx, row)
        row = await service.require(ctx, row.id)
    if row.prepared == 0:
        raise NobodyReached
    return await confirm(ctx, member_id, row.id, ())


def own_audience(userid: str, wanted: Audience) -> Audience:
    """One's own customers by tag, or one's own groups."""
    return Audience(
        userids=[userid],
        tags_all=wanted.tags_all,
        tags_any=wanted.tags_any,
        tags_none=wanted.tags_none,
        group_ids=wanted.group_ids,
    )


async def shown(ctx: Context, row: BroadcastRow, task: Task) -> DeskTask:
    """A task as the desk has it."""
    at: datetime = task.done_at or task.confirmed_at or row.send_at or row.created_at
    return DeskTask(
        row.id, row.text, await service.attachments_of(ctx, row), task.state, row.origin,
        row.allow_select, row.created_by, at, task.customers, task.sent,
        task.refused + task.not_friend, task.quiet_until, row.chat_type,
    )  # fmt: skip
