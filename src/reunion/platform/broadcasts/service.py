"""Headquarters' verbs on broadcasts: make, decide, cancel, remind, and look at them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from reunion import jobs, outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.broadcasts import audience, group_sending, preparing
from reunion.platform.broadcasts.model import (
    AHEAD,
    REMINDERS,
    REMINDERS_WITHIN,
    TEXT_BYTES,
    Answers,
    Broadcast,
    BroadcastRow,
    ChatType,
    Draft,
    RuleCount,
    State,
    Sums,
    Totals,
)
from reunion.platform.broadcasts.refusals import (
    BeingPrepared,
    BroadcastUnknown,
    Cancelled,
    NobodyReached,
    OwnApproval,
    RemindedTooOften,
    TextTooLong,
    WrongState,
)
from reunion.platform.broadcasts.store import answers, rows, tasks
from reunion.platform.corps import service as corps
from reunion.platform.interception import vetting
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Attachment, Welcome, check

_AT_ONCE = 2
"""Parts of the audience that are prepared while the maker waits; the worker does the rest."""
_COUNTED_AT_ONCE: dict[ChatType, int] = {"single": 20_000, "group": 200}
"""Sent messages whose readers are counted while somebody waits; a group has up to 500 of them."""
_COUNTED_AGAIN = timedelta(minutes=1)
_ENDED: dict[State, type[Cancelled | WrongState]] = {"cancelled": Cancelled}


async def create(ctx: Context, draft: Draft) -> BroadcastRow:
    """A new broadcast, for review or being prepared; a small one is ready at once.

    Raises Invalid, TextTooLong, MediaUnusable, TagUnknown, MemberNotFound, NobodyReached,
    TextBlocked, TextWarned.
    """
    if len(draft.text.encode()) > TEXT_BYTES:
        raise TextTooLong(limit=TEXT_BYTES)
    if draft.send_at is not None and not ctx.now < draft.send_at <= ctx.now + AHEAD:
        wrong = Text(
            f"发送时间须在现在之后、{AHEAD.days} 天以内",
            f"the time must lie ahead, within {AHEAD.days} days",
        )
        raise Invalid(send_at=wrong)
    words = Welcome(draft.text, draft.attachments)
    check(words)
    await welcome.require_media(ctx, words)
    speaker_id = ctx.actor.id if draft.origin == "desk" else None
    await vetting.vet(ctx, "broadcast", words.said, speaker_id=speaker_id)
    await audience.check(ctx, draft.audience)
    await group_sending.check(ctx, draft.chat_type, draft.audience)
    state: State = "review" if draft.needs_approval else "preparing"
    msgid = f"msg{ids.alphanumeric(29)}"
    broadcast_id = await rows.insert(ctx, msgid, draft, state)
    row = await require(ctx, broadcast_id, lock=True)
    data = {"text": draft.text[:200], "origin": draft.origin, "review": draft.needs_approval}
    await outbox.append(ctx, "broadcast.created", subject=msgid, key=row.key, data=data)
    return row if draft.needs_approval else await _begin(ctx, row)


async def _begin(ctx: Context, row: BroadcastRow) -> BroadcastRow:
    """Prepares what is quickly done; whoever is reached by nobody is told so."""
    for _ in range(_AT_ONCE):
        last = await preparing.prepare(ctx, row)
        row = await require(ctx, row.id)
        if last:
            if row.prepared == 0:
                raise NobodyReached
            return row
    await rows.wake(ctx)
    return row


async def require(
    ctx: Context, broadcast_id: int, *, creator_id: int | None = None, lock: bool = False
) -> BroadcastRow:
    """One; of `creator_id` alone, where it is given. Raises BroadcastUnknown."""
    row = await rows.get(ctx, broadcast_id, lock=lock)
    if row is None or (creator_id is not None and row.creator_id != creator_id):
        raise BroadcastUnknown
    return row


async def require_msgid(ctx: Context, msgid: str) -> BroadcastRow:
    """One by its id on the wire; raises BroadcastUnknown, BeingPrepared."""
    row = await rows.by_msgid(ctx, msgid)
    if row is None or row.state in ("review", "rejected"):
        raise BroadcastUnknown
    if row.state == "preparing":
        raise BeingPrepared
    return row


async def approve(ctx: Context, broadcast_id: int, *, creator_id: int | None = None) -> None:
    """The second person agrees. Raises BroadcastUnknown, WrongState, OwnApproval, NobodyReached."""
    row = await require(ctx, broadcast_id, creator_id=creator_id, lock=True)
    if row.state != "review":
        raise WrongState
    if row.creator_id == ctx.actor.id:
        raise OwnApproval
    await rows.set_state(
        ctx, row.id, "preparing", due_at=ctx.now, decided_by=ctx.actor.name
    )  # fmt: skip
    await outbox.append(ctx, "broadcast.approved", subject=row.msgid, key=row.key)
    await _begin(ctx, await require(ctx, row.id))
    await preparing.tell(ctx, [row.creator_id])


async def reject(
    ctx: Context, broadcast_id: int, reason: str, *, creator_id: int | None = None
) -> None:
    """The second person does not. Raises BroadcastUnknown, WrongState, OwnApproval."""
    row = await require(ctx, broadcast_id, creator_id=creator_id, lock=True)
    if row.state != "review":
        raise WrongState
    if row.creator_id == ctx.actor.id:
        raise OwnApproval
    await rows.set_state(ctx, row.id, "rejected", decided_by=ctx.actor.name, reason=reason)
    data = {"reason": reason}
    await outbox.append(ctx, "broadcast.rejected", subject=row.msgid, key=row.key, data=data)
    await preparing.tell(ctx, [row.creator_id])


async def cancel(ctx: Context, broadcast_id: int, *, creator_id: int | None = None) -> None:
    """Stops what is not sent, and gives back the room that was held. Raises BroadcastUnknown,
    Cancelled, WrongState."""
    row = await require(ctx, broadcast_id, creator_id=creator_id, lock=True)
    if row.state not in ("review", "scheduled", "preparing", "open"):
        raise _ENDED.get(row.state, WrongState)
    told = await tasks.cancel(ctx, row.id)
    await rows.set_state(ctx, row.id, "cancelled", due_at=ctx.now if row.holds else None)
    await outbox.append(ctx, "broadcast.cancelled", subject=row.msgid, key=row.key)
    await preparing.tell(ctx, [*told, row.creator_id])
    await rows.wake(ctx)


async def remind(ctx: Context, broadcast_id: int, *, creator_id: int | None = None) -> None:
    """Tells those who have not confirmed, three times within 24 hours. Raises BroadcastUnknown,
    Cancelled, WrongState, RemindedTooOften."""
    row = await require(ctx, broadcast_id, creator_id=creator_id, lock=True)
    if row.state != "open":
        raise _ENDED.get(row.state, WrongState)
    recent = _recent(row, ctx.now)
    if len(recent) >= REMINDERS:
        next_at = (min(recent) + REMINDERS_WITHIN).astimezone(await corps.zone(ctx))
        raise RemindedTooOften(limit=REMINDERS, next_at=next_at.isoformat(timespec="minutes"))
    await rows.reminded(ctx, row.id, [*recent, ctx.now])
    waiting = await tasks.members_of(ctx, row.id, ["pending"])
    data = {"members": len(waiting)}
    await outbox.append(ctx, "broadcast.reminded", subject=row.msgid, key=row.key, data=data)
    await preparing.tell(ctx, waiting)


def _recent(row: BroadcastRow, now: datetime) -> list[datetime]:
    return [at for at in row.reminded if at > now - REMINDERS_WITHIN]


async def to_decide(ctx: Context) -> int:
    """Broadcasts that wait for somebody like the actor; nobody approves his own."""
    return await rows.to_decide(ctx, ctx.actor.id)


async def page(
    ctx: Context, *, state: State | None, q: str, creator_id: int | None, cursor: str | None,
    limit: int,
) -> Page[Broadcast]:  # fmt: skip
    """Newest first, with the sums that were counted last."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await rows.page(
        ctx, state=state, q=q.strip(), creator_id=creator_id, after=after, limit=limit + 1
    )
    more, found = len(found) > limit, found[:limit]
    next_cursor = encode_cursor(found[-1].created_at, found[-1].id) if more else None
    return Page(await shown(ctx, found), next_cursor)


async def get(ctx: Context, broadcast_id: int, *, creator_id: int | None = None) -> Broadcast:
    """One, with who has read it and who answered as of now; of a very large one as of the last count,
    which the worker repeats while somebody looks. Raises BroadcastUnknown."""
    row = await require(ctx, broadcast_id, creator_id=creator_id)
    [one] = await shown(ctx, [row])
    if one.sums.sent > _COUNTED_AT_ONCE[row.chat_type]:
        if row.summed_at is None or ctx.now - row.summed_at > _COUNTED_AGAIN:
            await jobs.defer(
                ctx.tx, "broadcasts.sum_up", queueing_lock=f"broadcasts.sum_up:{row.key}",
                corp_id=ctx.corp_id, broadcast_id=row.id,
            )  # fmt: skip
    elif one.sums.sent:
        await answers.sum_up(ctx, row.id, row.chat_type)
        [one] = await shown(ctx, [await require(ctx, broadcast_id)])
    return one


async def answers_to(ctx: Context, row: BroadcastRow, member_id: int, sent: int) -> Answers | None:
    """To one member's part; None where they are too many to be counted while he waits."""
    if sent > _COUNTED_AT_ONCE[row.chat_type]:
        return None
    return await answers.of_member(ctx, row.id, row.chat_type, member_id)


async def shown(ctx: Context, found: Sequence[BroadcastRow]) -> list[Broadcast]:
    """Broadcasts as the console has them."""
    totals = await rows.totals(ctx, [row.id for row in found])
    return [await _shown(ctx, row, totals.get(row.id, Totals())) for row in found]


async def attachments_of(ctx: Context, row: BroadcastRow) -> list[Attachment]:
    """With their media filled in."""
    return (await welcome.shown(ctx, Welcome(row.text, row.attachments))).attachments


async def _shown(ctx: Context, row: BroadcastRow, sums: Totals) -> Broadcast:
    answered = sums.sent + sums.not_friend + sums.refused + sums.deselected
    return Broadcast(
        id=row.id, msgid=row.msgid, state=row.state, origin=row.origin, purpose=row.purpose,
        text=row.text, attachments=await attachments_of(ctx, row), audience=row.audience,
        allow_select=row.allow_select, send_at=row.send_at, created_at=row.created_at,
        created_by=row.created_by, decided_by=row.decided_by, reason=row.reason,
        decidable=row.state == "review" and row.creator_id != ctx.actor.id, prepared=row.prepared,
        customers=row.prepared, members=row.members,
        sums=Sums(
            sums.customers - answered, sums.sent, sums.not_friend, sums.refused, sums.deselected,
            row.reached if row.chat_type == "group" else sums.sent, row.read, row.replied,
        ),
        refusals=[RuleCount(rule, n) for rule, n in sums.refusals.items()],
        quiet_until=sums.quiet_until,
        reminders_left=max(0, REMINDERS - len(_recent(row, ctx.now))), chat_type=row.chat_type,
    )  # fmt: skip


def aware(at: datetime | None) -> datetime | None:
    """A time without a zone is UTC."""
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
