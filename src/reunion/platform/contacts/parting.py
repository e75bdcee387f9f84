"""How two part, for a while or for good: deleting on either side, blocking, the end of a temporary chat."""

from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.contacts.adding import announce, hint, rename
from reunion.platform.contacts.model import CUSTOMER_REMARK_LENGTH, FollowRow
from reunion.platform.contacts.refusals import NotFollowed, NotPossible
from reunion.platform.contacts.states import Step, after
from reunion.platform.contacts.store import follows, load
from reunion.platform.conversations import service as conversations


async def delete_by_member(ctx: Context, contact_id: int, member_id: int) -> None:
    """The member deletes the customer. Raises NotFollowed, NotPossible."""
    row = await _require(ctx, contact_id, member_id)
    if row.state != "active":
        raise NotPossible()
    await _end(ctx, row, "delete_by_member", by="member")


async def delete_by_customer(ctx: Context, contact_id: int, member_id: int) -> None:
    """The customer deletes the member, or takes a request back. Raises NotFollowed, NotPossible."""
    row = await _require(ctx, contact_id, member_id)
    await _end(ctx, row, "delete_by_customer", by="customer")


async def _end(ctx: Context, row: FollowRow, step: Step, *, by: str) -> None:
    state = after(row.state, step)
    if state is None:
        raise NotPossible()
    await follows.set_state(ctx, row.contact_id, row.member_id, state)
    if row.state == "active":
        await load.give_back(ctx, row.member_id)
        reasons = {row.contact_id: "deleted", row.member_id: "deleted"}
        await conversations.close_pair(ctx, row.contact_id, row.member_id, reasons)
        await announce(ctx, row, "contact.deleted", {"by": by})
    else:
        await announce(ctx, row, "contact.withdrawn", {"by": by})
    await hint(ctx, row, "contacts", "requests")


async def block(ctx: Context, contact_id: int, member_id: int, *, blocked: bool) -> None:
    """The customer stops (or again accepts) the member's messages. Raises NotFollowed, NotPossible."""
    row = await _require(ctx, contact_id, member_id)
    if row.state != "active":
        raise NotPossible()
    if row.blocked_by_customer == blocked:
        return
    await follows.set_by_customer(ctx, row, blocked=blocked)
    if blocked:
        reasons = {row.member_id: "blocked", row.contact_id: "blocked_by_me"}
        await conversations.close_pair(ctx, row.contact_id, row.member_id, reasons)
    else:
        await conversations.reopen_pair(ctx, row.contact_id, row.member_id)
    await announce(ctx, row, "contact.blocked" if blocked else "contact.unblocked")
    await hint(ctx, row, "contacts")


async def name_member(ctx: Context, contact_id: int, member_id: int, remark: str) -> None:
    """What the customer calls the member. Raises NotFollowed."""
    row = await _require(ctx, contact_id, member_id)
    await follows.set_by_customer(ctx, row, remark=remark.strip()[:CUSTOMER_REMARK_LENGTH])
    await hint(ctx, row)


async def end_temporary(
    ctx: Context,
    contact_id: int,
    member_id: int,
    *,
    last_words: list[tuple[str, dict[str, Any]]] | None = None,
    quiet: bool = False,
) -> FollowRow | None:
    """Ends a temporary chat; answers its follow. The member's `last_words` are sent before.

    Where there is none: NotFollowed, or None if `quiet`.
    """
    row = await follows.lock(ctx, contact_id, member_id)
    if row is None or row.state != "temporary":
        if quiet:
            return None
        raise NotFollowed()
    for place, (kind, content) in enumerate(last_words or []):
        client_id = f"end-{ctx.now.timestamp():.6f}-{place}"
        if row.conversation_id is not None:
            await conversations.send(ctx, row.conversation_id, member_id, kind, content, client_id)
    await follows.set_state(ctx, contact_id, member_id, "deleted_by_member")
    reasons = {row.contact_id: "ended", row.member_id: "ended"}
    await conversations.close_pair(ctx, contact_id, member_id, reasons)
    await announce(ctx, row, "contact.chat_ended")
    await hint(ctx, row, "contacts")
    return row


async def leave(ctx: Context, person_id: int) -> None:
    """A person closes the account: every relation in every corp ends."""
    for corp_id, contact_id, member_id in await follows.all_of_person(ctx, person_id):
        inside = ctx.in_corp(corp_id)
        if await end_temporary(inside, contact_id, member_id, quiet=True) is None:
            await delete_by_customer(inside, contact_id, member_id)


async def rename_everywhere(ctx: Context, person_id: int) -> None:
    """A person's name has changed: it is found by the new one in every corp."""
    for corp_id, contact_id, member_id in await follows.all_of_person(ctx, person_id):
        inside = ctx.in_corp(corp_id)
        row = await follows.lock(inside, contact_id, member_id)
        if row is not None:
            await rename(inside, row)
            await hint(inside, row, "contacts")


async def unassign_all(ctx: Context, member_id: int, userid: str) -> int:
    """A member has left: the customers wait for somebody to take them over; answers how many."""
    left = await follows.unassign(ctx, member_id)
    events = [
        (
            external_userid,
            str(contact_id),
            {"member_id": member_id, "userid": userid, "external_userid": external_userid},
        )
        for contact_id, external_userid, _ in left
    ]
    await outbox.append_many(ctx, "contact.unassigned", events)
    return len(left)


async def _require(ctx: Context, contact_id: int, member_id: int) -> FollowRow:
    row = await follows.lock(ctx, contact_id, member_id)
    if row is None:
        raise NotFollowed()
    return row
