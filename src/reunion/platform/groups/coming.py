"""Making groups, and who comes into them."""

from collections.abc import Sequence
from typing import Any

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.folding import one_line
from reunion.platform.conversations import groups as seats
from reunion.platform.conversations.model import Party
from reunion.platform.corps import service as corps
from reunion.platform.groups import hooks, saying
from reunion.platform.groups.hooks import Joining
from reunion.platform.groups.model import (
    BY_CODE,
    NAME_LENGTH,
    SIZE,
    SIZE_BY_CODE,
    Coming,
    GroupKind,
    GroupRow,
    Newcomer,
    version_of,
)
from reunion.platform.groups.refusals import (
    Dismissed,
    GroupFull,
    GroupUnknown,
    JoinRefused,
    NotAColleague,
    NotOfPartners,
    NotYourCustomer,
    NotYourPartner,
    OwnerUnfit,
)
from reunion.platform.groups.store import groups, people
from reunion.platform.partners import service as partners
from reunion.platform.partners.model import KINDS


async def require(ctx: Context, group_id: int, *, lock: bool = False) -> GroupRow:
    """One; raises GroupUnknown."""
    found = await groups.get(ctx, group_id, lock=lock)
    if found is None:
        raise GroupUnknown
    return found


async def held(ctx: Context, group_id: int) -> GroupRow:
    """One that is not dismissed, under its lock. Raises GroupUnknown, Dismissed."""
    found = await require(ctx, group_id, lock=True)
    if found.dismissed_at is not None:
        raise Dismissed
    return found


async def start(
    ctx: Context, owner_id: int, name: str, contact_ids: Sequence[int], member_ids: Sequence[int],
    kind: GroupKind = "customer",
) -> GroupRow:  # fmt: skip
    """创建客户群: of the owner's customers and colleagues; or a group for partners, of their people.

    Raises Invalid, OwnerUnfit, NotYourCustomer, NotYourPartner, NotAColleague, GroupFull, JoinRefused.
    """
    if not await people.may_own(ctx, owner_id):
        raise OwnerUnfit
    invited = await invitable(ctx, owner_id, contact_ids, member_ids, kind)
    if not invited:
        raise Invalid(contact_ids=Text("请选择至少一人", "choose somebody"))
    group = await make(ctx, owner_id, name, invited, {"kind": kind})
    names = saying.listed([one.name for one in invited])
    await saying.line(ctx, group.id, "group_started", names)
    await saying.greet(ctx, group, invited)
    return group


async def make(
    ctx: Context, owner_id: int, name: str, others: Sequence[Newcomer], more: dict[str, Any],
    coming: Coming | None = None,
) -> GroupRow:  # fmt: skip
    """A new group with its owner and these, of whom none is the owner."""
    coming = coming or Coming(inviter_id=owner_id)
    if 1 + len(others) > SIZE:
        raise GroupFull(limit=SIZE)
    [owner] = await people.colleagues(ctx, [owner_id])
    title = checked_name(name)
    group_id = await seats.open_group(ctx, title, party(owner), [party(one) for one in others])
    group = await groups.insert(
        ctx,
        {
            "id": group_id, "chat_id": f"wr{ids.alphanumeric(30)}",
            "open_gid": f"og{ids.alphanumeric(26)}", "name": title, "owner_id": owner_id,
            "size": 1 + len(others), "customers": sum(one.kind == "contact" for one in others),
            "created_by": ctx.actor.name, **more,
        },
    )  # fmt: skip
    await check(ctx, group, others, coming)
    await people.come(ctx, group_id, [owner], Coming(inviter_id=owner_id))
    await people.come(ctx, group_id, others, coming)
    await people.set_roles(ctx, group_id, owner_id, [])
    data = {
        "group_id": group.id, "chat_id": group.chat_id, "name": title, "owner_id": owner_id,
        "owner_userid": owner.wire_id, "size": group.size, "members": [one.wire_id for one in others],
    }  # fmt: skip
    await outbox.append(ctx, "group.created", subject=group.chat_id, key=group.key, data=data)
    return group


async def invite(
    ctx: Context, group_id: int, inviter_id: int, contact_ids: Sequence[int],
    member_ids: Sequence[int],
) -> GroupRow:  # fmt: skip
    """邀请: customers of the inviter, and colleagues; who is in it already is passed over.

    Raises GroupUnknown, Dismissed, NotYourCustomer, NotYourPartner, NotAColleague, GroupFull,
    JoinRefused.
    """
    group = await held(ctx, group_id)
    invited = await invitable(ctx, inviter_id, contact_ids, member_ids, group.kind)
    return await admit(ctx, group, invited, Coming(inviter_id=inviter_id))


async def invitable(
    ctx: Context, inviter_id: int, contact_ids: Sequence[int], member_ids: Sequence[int],
    kind: GroupKind,
) -> list[Newcomer]:  # fmt: skip
    """Those whom a member may bring in. Raises NotYourCustomer, NotYourPartner, NotAColleague."""
    wanted = list(dict.fromkeys(contact_ids))
    if kind == "customer":
        customers = await people.customers_of(ctx, inviter_id, wanted)
    else:
        reached = await partners.reached(ctx, inviter_id, kind, wanted)
        customers = await people.contacts(ctx, reached)
    missing = set(wanted) - {one.principal_id for one in customers}
    if missing:
        who = saying.listed(await people.names(ctx, sorted(missing)))
        refusal = NotYourCustomer if kind == "customer" else NotYourPartner
        raise refusal(who=who or "?")
    wanted = [one for one in dict.fromkeys(member_ids) if one != inviter_id]
    colleagues = await people.colleagues(ctx, wanted)
    if len(colleagues) < len(wanted):
        raise NotAColleague
    return [*colleagues, *customers]


async def admit(
    ctx: Context, group: GroupRow, newcomers: Sequence[Newcomer], coming: Coming
) -> GroupRow:
    """These are in it from now on: seats, stays, sum, grey line, event and welcome, all or nothing.
    The caller has the group's lock. Raises GroupFull, JoinRefused."""
    inside = await people.roles(ctx, group.id)
    new = [one for one in newcomers if one.principal_id not in inside]
    if not new:
        return group
    limit = group.size_limit
    if coming.scene == BY_CODE:
        limit = min(limit, SIZE_BY_CODE)
    if group.size + len(new) > limit:
        raise GroupFull(limit=limit)
    await check(ctx, group, new, coming)
    await seats.hold(ctx, group.id)
    await people.come(ctx, group.id, new, coming)
    await seats.seat(ctx, group.id, [party(one) for one in new])
    before = group
    group = await groups.resize(ctx, group.id, len(new), sum(one.kind == "contact" for one in new))
    names = saying.listed([one.name for one in new])
    if coming.scene == BY_CODE:
        await saying.line(ctx, group.id, "group_joined", by=names)
    else:
        [by] = await people.names(ctx, [coming.inviter_id or group.owner_id])
        await saying.line(ctx, group.id, "group_added", names, by=by)
    data = {
        "group_id": group.id, "chat_id": group.chat_id, "join_scene": coming.scene,
        "principal_ids": [one.principal_id for one in new], "kinds": [one.kind for one in new],
        "members": [one.wire_id for one in new], "inviter_id": coming.inviter_id,
        "way_id": coming.way_id, "state": coming.state, **versions(before, group),
    }  # fmt: skip
    await outbox.append(ctx, "group.member_joined", subject=group.chat_id, key=group.key, data=data)
    await seats.tell(ctx, group.id)
    await saying.greet(ctx, group, new)
    return group


async def check(
    ctx: Context, group: GroupRow, newcomers: Sequence[Newcomer], coming: Coming
) -> None:
    """A group for partners is for their people alone; and asks whoever registered for it. Raises
    JoinRefused, and by a code the reason itself."""
    customers = tuple(one.principal_id for one in newcomers if one.kind == "contact")
    if not customers:
        return
    if group.kind != "customer":
        kinds = await partners.kinds_of(ctx, customers)
        if any(kinds.get(one) != group.kind for one in customers):
            raise await not_of_partners(ctx, group.kind)
    joining = Joining(group.id, customers, coming.scene, coming.inviter_id)
    kept_out = await hooks.kept_out(ctx, joining)
    if not kept_out:
        return
    reason = next(iter(kept_out.values()))
    if coming.scene == BY_CODE:
        raise reason
    who = saying.listed([one.name for one in newcomers if one.principal_id in kept_out])
    raise JoinRefused(who=who, why=reason.text("zh"))


async def not_of_partners(ctx: Context, kind: str) -> NotOfPartners:
    """Why somebody cannot join a group for partners."""
    corp = (await corps.require(ctx)).name
    return NotOfPartners(
        Text(
            f"这是{corp}的{KINDS[kind]}群，只有{KINDS[kind]}的联系人可以加入，请联系邀请您的人",
            f"This group is for the {KINDS[kind].en} of {corp}; ask whoever invited you",
        )
    )


def party(one: Newcomer) -> Party:
    """As the conversation has it."""
    return Party(one.principal_id, one.kind, one.account_id)


def checked_name(name: str) -> str:
    """One line. Raises Invalid."""
    cleaned = one_line(name)
    if len(cleaned) > NAME_LENGTH:
        wrong = Text(f"群名最多 {NAME_LENGTH} 个字", f"at most {NAME_LENGTH} characters")
        raise Invalid(name=wrong)
    return cleaned


def versions(before: GroupRow, after: GroupRow) -> dict[str, str]:
    """The lists of members before and after a change, as the wire names them."""
    return {
        "last_version": version_of(before.chat_id, before.version),
        "version": version_of(after.chat_id, after.version),
    }
