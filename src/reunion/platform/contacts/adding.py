"""How two become contacts: adding, asking, accepting, ignoring, and temporary chats."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from reunion import outbox, realtime
from reunion.core.context import Context
from reunion.platform.contacts.model import Addition, Arrival, FollowRow, name_key, search_text
from reunion.platform.contacts.refusals import (
    MEMBER_IS_FULL,
    CorpFull,
    MemberCannotContact,
    MemberFull,
    NotFollowed,
    NotPossible,
)
from reunion.platform.contacts.states import State, Step, after
from reunion.platform.contacts.store import follows, load, marks
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Party
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Greeting

_ADDED = "你们已成为联系人，现在可以开始聊天了"
_OPENED = "临时会话已开始，结束后将不能继续发消息"


async def add(
    ctx: Context, person_id: int, member_id: int, arrival: Arrival, *, confirm: bool = False
) -> Addition:
    """A customer adds a member; with `confirm` the member has to accept first.

    Adding again changes nothing. Raises MemberCannotContact, MemberFull, CorpFull.
    """
    member = await follows.member_facts(ctx, member_id)
    if member is None or not member.may_contact:
        raise MemberCannotContact()
    contact_id = await follows.contact_of(ctx, person_id)
    row = await follows.lock(ctx, contact_id, member_id)
    was_added = row is not None and row.added_at is not None
    step: Step = "request" if confirm else "add"
    state = after(row.state if row else None, step, was_added=was_added)
    if state is None:
        raise NotPossible()
    if row is not None and state == row.state:
        return Addition(contact_id, member_id, state, row.conversation_id, new=False)
    if state == "active":
        await _take_place(ctx, member_id)
    elif confirm and await _is_full(ctx, member_id):
        raise MemberFull(MEMBER_IS_FULL)
    await follows.put(ctx, contact_id, member_id, state, arrival)
    row = await _renamed(ctx, contact_id, member_id)
    if arrival.tag_keys:
        await marks.put(ctx, contact_id, member_id, list(arrival.tag_keys))
    if state == "requested":
        return await _requested(ctx, row)
    return await _become_contacts(ctx, row)


async def accept(ctx: Context, contact_id: int, member_id: int) -> Addition:
    """The member accepts a request. Raises NotFollowed, NotPossible, MemberFull, CorpFull."""
    row = await _step(ctx, contact_id, member_id, "accept")
    if row.state == "active":
        return Addition(contact_id, member_id, "active", row.conversation_id, new=False)
    await _take_place(ctx, member_id)
    await follows.set_state(ctx, contact_id, member_id, "active")
    return await _become_contacts(ctx, row)


async def ignore(ctx: Context, contact_id: int, member_id: int) -> None:
    """The member puts a request away; the customer may ask again. Raises NotFollowed, NotPossible."""
    row = await _step(ctx, contact_id, member_id, "ignore")
    await follows.set_state(ctx, contact_id, member_id, "deleted_by_member")
    await announce(ctx, row, "contact.ignored")
    await hint(ctx, row, "requests")


async def open_temporary(
    ctx: Context, person_id: int, member_id: int, arrival: Arrival, *, lasts: timedelta
) -> Addition:
    """A temporary chat: the two may talk until it ends, but are no contacts and count for no cap."""
    member = await follows.member_facts(ctx, member_id)
    if member is None or not member.may_contact:
        raise MemberCannotContact()
    contact_id = await follows.contact_of(ctx, person_id)
    row = await follows.lock(ctx, contact_id, member_id)
    state = after(row.state if row else None, "open_temporary")
    if state is None:
        raise NotPossible()
    if row is not None and state == row.state:
        return Addition(contact_id, member_id, state, row.conversation_id, new=False)
    await follows.put(ctx, contact_id, member_id, state, arrival)
    row = await _renamed(ctx, contact_id, member_id)
    until = ctx.now + lasts
    conversation_id = await _open(ctx, row, until, "opened", _OPENED)
    await announce(ctx, row, "contact.chat_opened", {"until": until.isoformat()})
    await hint(ctx, row, "contacts")
    return Addition(contact_id, member_id, state, conversation_id, new=True)


async def _step(ctx: Context, contact_id: int, member_id: int, step: Step) -> FollowRow:
    row = await follows.lock(ctx, contact_id, member_id)
    if row is None:
        raise NotFollowed()
    if after(row.state, step) is None:
        raise NotPossible()
    return row


async def _take_place(ctx: Context, member_id: int) -> None:
    reached = await load.take(ctx, member_id)
    if reached is None:
        return
    kind, cap = reached
    if ctx.actor.kind == "customer":
        raise MemberFull(MEMBER_IS_FULL)
    raise MemberFull(cap=cap) if kind == "member" else CorpFull(cap=cap)


async def _is_full(ctx: Context, member_id: int) -> bool:
    count, cap = await load.of_member(ctx, member_id)
    return count >= cap


async def _renamed(ctx: Context, contact_id: int, member_id: int) -> FollowRow:
    """Writes what the follow is found by; answers the row as it is now."""
    row = await follows.find(ctx, contact_id, member_id)
    if row is None:
        raise MemberCannotContact()
    await rename(ctx, row)
    return row


async def rename(ctx: Context, row: FollowRow) -> None:
    """Recomputes order and search after a name, a remark or a number has changed."""
    name, remark = row.customer_name, row.remark
    await follows.set_names(
        ctx,
        row.contact_id,
        row.member_id,
        name_key(name, remark),
        search_text(name, remark, row.remark_company, row.description, row.remark_mobiles),
    )


async def _requested(ctx: Context, row: FollowRow) -> Addition:
    await announce(ctx, row, "contact.requested", {"apply_text": row.apply_text})
    await hint(ctx, row, "requests")
    return Addition(row.contact_id, row.member_id, "requested", row.conversation_id, new=True)


async def _become_contacts(ctx: Context, row: FollowRow) -> Addition:
    conversation_id = await _open(ctx, row, None, "added", _ADDED)
    code = await welcome.greet(
        ctx,
        Greeting(
            row.contact_id, row.member_id, row.userid, conversation_id, row.contact_way_id,
            row.customer_name, row.external_userid,
        ),
    )  # fmt: skip
    data: dict[str, Any] = {"again": row.added_at is not None and row.added_at < ctx.now}
    if code is not None:
        data["welcome_code"] = code
    await announce(ctx, row, "contact.added", data)
    await hint(ctx, row, "contacts", "requests")
    return Addition(row.contact_id, row.member_id, "active", conversation_id, new=True)


async def _open(ctx: Context, row: FollowRow, until: datetime | None, code: str, text: str) -> int:
    customer = Party(row.contact_id, "contact", row.person_id)
    member = Party(row.member_id, "member", row.member_id)
    conversation_id = await conversations.open_pair(ctx, customer, member)
    await follows.set_conversation(ctx, row.contact_id, row.member_id, conversation_id, until)
    if row.apply_text and code == "added":
        client_id = f"apply-{ctx.now.timestamp():.6f}"
        content = {"text": row.apply_text}
        await conversations.send(ctx, conversation_id, row.contact_id, "text", content, client_id)
    await conversations.send_system(ctx, conversation_id, code, text)
    return conversation_id


async def announce(
    ctx: Context, row: FollowRow, name: str, more: dict[str, Any] | None = None
) -> None:
    """Appends an event about a follow, in wire ids."""
    data = {
        "member_id": row.member_id,
        "userid": row.userid,
        "external_userid": row.external_userid,
        "state": row.source_state,
        "add_way": row.add_way,
        "contact_way_id": row.contact_way_id,
        **(more or {}),
    }
    await outbox.append(ctx, name, subject=row.external_userid, key=str(row.contact_id), data=data)


async def hint(ctx: Context, row: FollowRow, *what: str) -> None:
    """Tells both sides' clients to pull."""
    for changed in what:
        await realtime.notify(ctx, [row.member_id], {"type": "changed", "what": changed})
    await realtime.notify(ctx, [row.person_id], {"type": "changed", "what": "contacts"})


def with_state(row: FollowRow, state: State) -> FollowRow:
    """The same follow in another state."""
    return msgspec.structs.replace(row, state=state)
