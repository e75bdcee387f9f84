"""Beginning a handover: who may give whom to whom, and telling the customer, once."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from reunion import outbox, realtime
from reunion.core.context import Context
from reunion.core.errors import AppError, Invalid, Text
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.handed import Handing
from reunion.platform.conversations import service as conversations
from reunion.platform.corps import service as corps
from reunion.platform.directory.model import Member
from reunion.platform.handover.model import (
    AGAIN,
    AT_ONCE,
    CHANNEL,
    GONE_FOR,
    HINT,
    MESSAGE_LENGTH,
    WAITS,
    WITHIN_DAYS,
    Kind,
    Started,
)
from reunion.platform.handover.refusals import (
    BeingHandedOver,
    LongAway,
    LongGone,
    NoCustomer,
    NotHisCustomer,
    NotResigned,
    SameMember,
    TakerAway,
    TakerInactive,
    TakerUnable,
    TooOften,
)
from reunion.platform.handover.store import rows
from reunion.platform.handover.store.rows import New


def require_sides(ctx: Context, giver: Member, taker: Member, kind: Kind) -> None:
    """Raises SameMember, NotResigned, LongGone, LongAway, TakerUnable, TakerInactive, TakerAway."""
    if giver.id == taker.id:
        raise SameMember
    if kind == "resigned":
        if giver.status != "resigned":
            raise NotResigned(userid=giver.userid)
        if giver.resigned_at is not None and giver.resigned_at < ctx.now - GONE_FOR:
            raise LongGone(userid=giver.userid)
    if away(giver, giver.resigned_at or ctx.now):
        raise LongAway(userid=giver.userid)
    if not taker.can_contact or taker.status in ("disabled", "resigned"):
        raise TakerUnable(userid=taker.userid)
    if taker.status == "pending" or taker.seen_at is None:
        raise TakerInactive(userid=taker.userid)
    if away(taker, ctx.now):
        raise TakerAway(userid=taker.userid)


def away(member: Member, by: datetime) -> bool:
    """Whether he had not been here for a year by then. Who never signed in was here when he was added."""
    return (member.seen_at or member.created_at) < by - GONE_FOR


def kind_of(giver: Member) -> Kind:
    """Of whom the console names."""
    return "resigned" if giver.status == "resigned" else "onjob"


async def start(
    ctx: Context,
    giver: Member,
    taker: Member,
    external_userids: Sequence[str],
    message: str,
    *,
    kind: Kind,
    origin: str,
    plan_id: int | None = None,
    language: str = "zh",
) -> list[Started]:
    """Begins up to 100 handovers; each customer is answered for by herself, in the order given.

    Raises what `require_sides` raises, and Invalid.
    """
    wanted = list(dict.fromkeys(external_userids))
    _check(wanted, message)
    require_sides(ctx, giver, taker, kind)
    ids = await contacts.ids_of(ctx, wanted)
    keys = sorted(ids.values())
    await contacts.lock_contacts(ctx, keys)
    follows = await contacts.lock_of_member(ctx, giver.id, keys)
    often: dict[int, int] = {}
    if kind == "onjob":
        often = await rows.recent(ctx, keys, await _protected_since(ctx))
    refused: dict[str, type[AppError]] = {}
    going: dict[int, Handing] = {}
    for external_userid in wanted:
        contact_id = ids.get(external_userid)
        follow = follows.get(contact_id) if contact_id is not None else None
        why = _refusal(contact_id, follow, often.get(contact_id or 0, 0))
        if why is not None:
            refused[external_userid] = why
        elif follow is not None:
            going[follow.contact_id] = follow
    if going:
        due_at = ctx.now + WAITS
        new = New(
            kind, giver.id, taker.id, message.strip(), origin,
            ctx.actor.name if ctx.actor.kind == "app" else await _userid(ctx, taker), due_at, plan_id,
        )  # fmt: skip
        await _begin(ctx, giver, taker, new, going)
    return [
        Started(one, refused[one].errcode, _said(refused[one], language)) if one in refused
        else Started(one, 0)
        for one in wanted
    ]  # fmt: skip


def _check(wanted: list[str], message: str) -> None:
    if not 1 <= len(wanted) <= AT_ONCE:
        wrong = Text(f"一次 1 到 {AT_ONCE} 位客户", f"1 to {AT_ONCE} customers at once")
        raise Invalid(external_userid=wrong)
    if len(message) > MESSAGE_LENGTH:
        wrong = Text(f"最多 {MESSAGE_LENGTH} 个字", f"at most {MESSAGE_LENGTH} characters")
        raise Invalid(transfer_success_msg=wrong)


def _said(why: type[AppError], language: str) -> str:
    return why.title_en if language == "en" else why.title_zh


async def _userid(ctx: Context, taker: Member) -> str:
    """oper_userid: the administrator, where one did it."""
    by = await contacts.member(ctx, ctx.actor.id)
    return by.userid if by else taker.userid


async def _protected_since(ctx: Context) -> datetime:
    """The first of the 90 natural days that end today, in the company's time zone."""
    zone = await corps.zone(ctx)
    first = ctx.now.astimezone(zone).date() - timedelta(days=WITHIN_DAYS - 1)
    return datetime.combine(first, time(), zone)


def _refusal(contact_id: int | None, follow: Handing | None, count: int) -> type[AppError] | None:
    if contact_id is None:
        return NoCustomer
    if follow is None or follow.state != "active":
        return NotHisCustomer
    if follow.handing_to is not None:
        return BeingHandedOver
    return TooOften if count >= AGAIN else None


async def _begin(
    ctx: Context, giver: Member, taker: Member, new: New, going: dict[int, Handing]
) -> None:
    await rows.close_stale(ctx, list(going), giver.id)
    made = await rows.insert(ctx, new, sorted(going))
    await contacts.hand_to(ctx, giver.id, sorted(going), taker.id)
    line = f"{giver.name} 的服务将由 {taker.name} 接替，24 小时后生效；你可以拒绝"
    said = {"from": giver.name, "to": taker.name}
    for follow in sorted(going.values(), key=lambda one: one.conversation_id or 0):
        if follow.conversation_id is not None:
            await conversations.send_system(
                ctx, follow.conversation_id, "handover_notice", line, said=said
            )
    await outbox.append_many(
        ctx,
        "handover.started",
        [
            (
                follow.external_userid,
                str(follow.contact_id),
                {
                    "handover_id": made[follow.contact_id],
                    "kind": new.kind,
                    "member_id": giver.id,
                    "userid": giver.userid,
                    "to_userid": taker.userid,
                    "from": giver.name,
                    "to": taker.name,
                    "due_at": new.due_at.isoformat(),
                },
            )
            for follow in going.values()
        ],
    )
    people = [follow.person_id for follow in going.values()]
    await realtime.notify(ctx, [giver.id, taker.id, *people], HINT)
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
