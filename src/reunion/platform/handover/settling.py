"""The end of a handover: it takes effect, is refused, or is called off. Each exactly once.

Whoever decides locks the customer's row first and the handover's second, and then looks whether it still
waits; so of two who come at once the second finds that it is over.
"""

from typing import Any

from reunion import outbox, realtime
from reunion.core.context import SYSTEM, Actor, Context
from reunion.platform.contacts import service as contacts
from reunion.platform.conversations import service as conversations
from reunion.platform.corps import service as corps
from reunion.platform.handover.model import HINT, HandoverRow
from reunion.platform.handover.refusals import HandoverUnknown, NotWaiting
from reunion.platform.handover.store import rows
from reunion.platform.promises import service as promises
from reunion.restraint import service as restraint
from reunion.restraint.model import Ask

_FAILURES = {"full": "customer_limit_exceed", "refused": "customer_refused"}


async def look(ctx: Context, handover_id: int) -> None:
    """The worker looks at one whose customer it has locked: it takes effect where its time has come, and
    ends where it cannot be any more (they parted, the taker has left). Over already: nothing."""
    row = await rows.lock(ctx, handover_id)
    if row is None or row.state != "waiting":
        return
    if row.due_at <= ctx.now:
        await _take_effect(ctx, row)
        return
    follow = await contacts.lock_of_member(ctx, row.from_id, [row.contact_id])
    taker = await contacts.member(ctx, row.to_id)
    if follow[row.contact_id].handing_to != row.to_id:
        await _end(ctx, row, "parted")
    elif taker is None or not taker.may_contact:
        await _end(ctx, row, "unable")
    else:
        await rows.look_at(ctx, row.id, row.due_at)


async def _take_effect(ctx: Context, row: HandoverRow) -> None:
    made_by = Actor("app" if row.origin == "api" else "admin", row.creator_id, row.created_by)
    line = f"{row.to_name} 已接替 {row.from_name} 为你服务，现在可以开始聊天了"
    done = await contacts.hand_over(
        ctx.acting_as(made_by), row.contact_id, row.from_id, row.to_id,
        oper_userid=row.oper_userid, line=line, said={"from": row.from_name, "to": row.to_name},
    )  # fmt: skip
    if done.outcome == "done":
        await promises.move(ctx, row.contact_id, row.from_id, row.to_id)
        greeting = "waiting" if row.message else "none"
        await rows.settle(ctx, row.id, "done", "", greeting)
        await _tell(ctx.acting_as(made_by), row, "handover.done")
        return
    if done.outcome == "full":
        await _settle(ctx, row, "full", "")
        await _fail(ctx.acting_as(SYSTEM), row, "full")
    else:
        await _end(ctx, row, done.outcome)


async def greet(ctx: Context, handover_id: int) -> None:
    """The taker's first words, where restraint permits them. Quiet hours are over: the caller has looked."""
    row = await rows.lock(ctx, handover_id)
    if row is None or row.greeting != "waiting":
        return
    follow = await contacts.find_follow(ctx, row.contact_id, row.to_id)
    barred = None
    if follow is None or follow.state != "active":
        barred = "not_friend"
    elif follow.blocked_by_customer:
        barred = "blocked"
    asks = [Ask(row.contact_id, row.to_id, barred)]
    verdicts = await restraint.decide(ctx, row.touch, asks, await corps.zone(ctx))
    permitted = row.contact_id in verdicts.permitted
    if permitted and follow is not None and follow.conversation_id is not None:
        await conversations.send(
            ctx, follow.conversation_id, row.to_id, "text", {"text": row.message},
            f"welcome-handover-{row.id}",
        )  # fmt: skip
    await rows.greeted(ctx, row.id, "sent" if permitted else "refused")


async def refuse(ctx: Context, contact_id: int, handover_id: int) -> None:
    """The customer says no: she stays where she is; twice changes nothing. Raises NotWaiting,
    HandoverUnknown."""
    row = await _decide(ctx, contact_id, handover_id)
    if row.state == "refused":
        return
    _require_waiting(row)
    await _settle(ctx, row, "refused", "")
    line = f"你已拒绝由 {row.to_name} 接替"
    follow = await contacts.find_follow(ctx, row.contact_id, row.from_id)
    if follow is not None and follow.conversation_id is not None:
        said = {"to": row.to_name}
        await conversations.send_system(
            ctx, follow.conversation_id, "handover_refused", line, said=said
        )
    await _fail(ctx, row, "refused")


async def call_off(ctx: Context, handover_id: int, reason: str = "withdrawn") -> None:
    """It shall not be, or cannot be any more. Raises NotWaiting, HandoverUnknown."""
    contact_id = await rows.contact_of(ctx, handover_id)
    row = await _decide(ctx, contact_id or 0, handover_id)
    _require_waiting(row)
    await _end(ctx, row, reason)


async def _end(ctx: Context, row: HandoverRow, reason: str) -> None:
    await _settle(ctx, row, "ended", reason)
    follow = await contacts.find_follow(ctx, row.contact_id, row.from_id)
    if follow is not None and follow.conversation_id is not None and follow.state == "active":
        await conversations.send_system(
            ctx, follow.conversation_id, "handover_off", "交接已取消，一切照旧"
        )
    await _tell(ctx, row, "handover.ended", reason=reason)


async def _decide(ctx: Context, contact_id: int, handover_id: int) -> HandoverRow:
    await contacts.lock_contacts(ctx, [contact_id])
    row = await rows.lock(ctx, handover_id)
    if row is None:
        raise HandoverUnknown
    return row


def _require_waiting(row: HandoverRow) -> None:
    if row.state != "waiting":
        raise NotWaiting


async def _settle(ctx: Context, row: HandoverRow, state: str, reason: str) -> None:
    await rows.settle(ctx, row.id, state, reason, "none")
    follows = await contacts.lock_of_member(ctx, row.from_id, [row.contact_id])
    follow = follows.get(row.contact_id)
    if follow is not None and follow.handing_to == row.to_id:
        await contacts.hand_to(ctx, row.from_id, [row.contact_id], None)


async def _fail(ctx: Context, row: HandoverRow, state: str) -> None:
    """WeCom names the taker in transfer_fail."""
    name = "handover.refused" if state == "refused" else "handover.failed"
    await _tell(ctx, row, name, fail_reason=_FAILURES[state])


async def _tell(ctx: Context, row: HandoverRow, name: str, **more: Any) -> None:
    data = {
        "handover_id": row.id,
        "kind": row.kind,
        "member_id": row.from_id,
        "userid": row.from_userid,
        "to_userid": row.to_userid,
        "external_userid": row.external_userid,
        "from": row.from_name,
        "to": row.to_name,
        **more,
    }
    await outbox.append(ctx, name, subject=row.external_userid, key=str(row.contact_id), data=data)
    follow = await contacts.find_follow(ctx, row.contact_id, row.from_id)
    people = [follow.person_id] if follow else []
    await realtime.notify(ctx, [row.from_id, row.to_id, *people], HINT)
