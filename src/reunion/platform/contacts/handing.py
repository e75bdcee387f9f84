"""How a customer goes from one member to another: everything at once, under the customer's lock.

Whether and when is decided by handover; this is what then becomes of follows, places, chats and tags.
"""

from typing import Any, Literal

import msgspec

from reunion.core.context import Context
from reunion.platform.contacts.adding import announce, hint, rename
from reunion.platform.contacts.handed import Earlier, Handing, Room
from reunion.platform.contacts.model import Arrival, FollowRow
from reunion.platform.contacts.store import follows, handing, load
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Party

BY_TRANSFER = "DELETE_BY_TRANSFER"
ASSIGNED = 202
Outcome = Literal["done", "parted", "unable", "full"]


class HandedOver(msgspec.Struct, frozen=True):
    """What came of it: `done`; `parted`: the giver has her no more, or the handover was given up;
    `unable`: the taker may not have customers now; `full`: he has no place."""

    outcome: Outcome
    follow: FollowRow | None = None


async def hand_over(
    ctx: Context, contact_id: int, from_id: int, to_id: int, *, oper_userid: str, line: str,
    said: dict[str, str],
) -> HandedOver:  # fmt: skip
    """The giver's follow ends, the taker has her: with remark, description, numbers, tags and source.

    The caller has locked the contact. `line` and `said`: the grey line with which their chat begins. An
    administrator's additions are events of `ctx.actor`.
    """
    low, high = sorted((from_id, to_id))
    both = {low: await follows.lock(ctx, contact_id, low)}
    both[high] = await follows.lock(ctx, contact_id, high)
    old, known = both[from_id], both[to_id]
    locked = await handing.lock_of_member(ctx, from_id, [contact_id])
    if old is None or old.state != "active" or locked[contact_id].handing_to != to_id:
        return HandedOver("parted")
    taker = await follows.member_facts(ctx, to_id)
    if taker is None or not taker.may_contact:
        return HandedOver("unable")
    has_her = known is not None and known.state == "active"
    if has_her:
        await load.give_back(ctx, from_id)
    elif await load.move(ctx, from_id, to_id) is not None:
        return HandedOver("full")
    else:
        arrival = Arrival(ASSIGNED, old.source_state, old.contact_way_id)
        await follows.put(ctx, contact_id, to_id, "active", arrival)
    await handing.inherit(ctx, contact_id, from_id, to_id, "" if has_her else oper_userid)
    giver = await follows.member_facts(ctx, from_id)
    new = await _begin(ctx, contact_id, to_id, line, said)
    await follows.set_state(ctx, contact_id, from_id, "deleted_by_member")
    reasons = {contact_id: "handed_over", from_id: "handed_over"}
    await conversations.close_pair(ctx, contact_id, from_id, reasons)
    between: dict[str, Any] = {
        "from": giver.name if giver else old.userid, "to": taker.name, "contact_way_id": None,
    }  # fmt: skip
    left = giver is not None and await follows.has_left(ctx, from_id)
    ended = between | {"by": "member", "source": BY_TRANSFER, "left": left}
    await announce(ctx, old, "contact.deleted", ended)
    if not has_her:
        again = known is not None and known.added_at is not None
        await announce(ctx, new, "contact.added", between | {"again": again, "handed_over": True})
    await hint(ctx, old, "contacts")
    await hint(ctx, new, "contacts", "requests")
    return HandedOver("done", new)


async def _begin(
    ctx: Context, contact_id: int, to_id: int, line: str, said: dict[str, str]
) -> FollowRow:
    row = await follows.find(ctx, contact_id, to_id)
    if row is None:
        raise LookupError("a follow that was just written is not there")
    await rename(ctx, row)
    customer = Party(contact_id, "contact", row.person_id)
    conversation_id = await conversations.open_pair(ctx, customer, Party(to_id, "member", to_id))
    await follows.set_conversation(ctx, contact_id, to_id, conversation_id, None)
    await conversations.send_system(ctx, conversation_id, "handed_over", line, said=said)
    return msgspec.structs.replace(row, conversation_id=conversation_id)


async def ids_of(ctx: Context, external_userids: list[str]) -> dict[str, int]:
    """Keys of those customers that exist, by wire id."""
    return await handing.contact_ids(ctx, external_userids)


async def lock_contacts(ctx: Context, contact_ids: list[int]) -> None:
    """Additions and handovers of these customers come one after another: the first lock of all."""
    await handing.lock_contacts(ctx, contact_ids)


async def lock_of_member(
    ctx: Context, member_id: int, contact_ids: list[int]
) -> dict[int, Handing]:
    """One member's follows of these customers, locked, by customer."""
    return await handing.lock_of_member(ctx, member_id, contact_ids)


async def hand_to(ctx: Context, member_id: int, contact_ids: list[int], to_id: int | None) -> None:
    """Marks to whom a member's customers are being handed over; None: to nobody any more."""
    await handing.set_handing(ctx, member_id, contact_ids, to_id)


async def earlier(ctx: Context, contact_id: int, member_id: int) -> list[Earlier]:
    """Whom a member has taken a customer over from, the latest first: he may read what they said."""
    return await handing.earlier(ctx, contact_id, member_id)


async def next_of(ctx: Context, member_id: int, after: int, limit: int) -> list[tuple[int, str]]:
    """(key, external_userid) of a member's customers who are not being handed over."""
    return await handing.next_of(ctx, member_id, after, limit)


async def free_count(ctx: Context, member_id: int) -> int:
    """How many of a member's customers are not being handed over."""
    return await handing.free_count(ctx, member_id)


async def rooms(ctx: Context, member_ids: list[int]) -> list[Room]:
    """How many customers these members have, with those on their way to them, and may have."""
    return await handing.rooms(ctx, member_ids)
