"""Who goes from a group, and why; and the end of one."""

from collections.abc import Sequence
from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.platform.conversations import groups as seats
from reunion.platform.groups import saying
from reunion.platform.groups.coming import held, versions
from reunion.platform.groups.model import LEFT, REMOVED, GroupRow
from reunion.platform.groups.refusals import LastMember, NotInGroup, OwnerCannotGo
from reunion.platform.groups.store import groups, people
from reunion.platform.partners import service as partners

_NO_PARTNER = "不再是上下游联系人"


async def remove(
    ctx: Context, group_id: int, principal_ids: Sequence[int], *, reason: str = "",
    by: str | None = None, keeps: frozenset[str] = frozenset({"owner"}),
) -> GroupRow:  # fmt: skip
    """移出群聊: who is not in it is passed over, whoever has one of the roles `keeps` stays.

    Raises GroupUnknown, Dismissed, OwnerCannotGo, NotInGroup when nobody named is in it.
    """
    group = await held(ctx, group_id)
    inside = await people.roles(ctx, group_id)
    out = [one for one in dict.fromkeys(principal_ids) if one in inside]
    if not out:
        raise NotInGroup(who=saying.listed(await people.names(ctx, principal_ids)) or "?")
    if any(inside[one][1] in keeps for one in out):
        raise OwnerCannotGo
    by = by if by is not None else ctx.actor.name
    names = saying.listed(await people.names(ctx, out))
    group = await _part(ctx, group, out, REMOVED, by, reason)
    await saying.line(ctx, group_id, "group_removed", names, by=by)
    await seats.tell(ctx, group_id)
    return group


async def leave(ctx: Context, group_id: int, principal_id: int) -> GroupRow:
    """退出群聊: an owner's group passes to the oldest admin, else to the colleague who is in it for the
    longest. Raises GroupUnknown, Dismissed, NotInGroup, LastMember."""
    group = await held(ctx, group_id)
    inside = await people.roles(ctx, group_id)
    [name] = await people.names(ctx, [principal_id])
    if principal_id not in inside:
        raise NotInGroup(who=name)
    if inside[principal_id][1] == "owner":
        heir = await people.heir(ctx, group_id, principal_id)
        if heir is None:
            raise LastMember
        group = await hand_over(ctx, group, heir, by_owner=True)
    group = await _part(ctx, group, [principal_id], LEFT, "", "")
    await saying.line(ctx, group_id, "group_left", by=name)
    await seats.tell(ctx, group_id)
    return group


async def leave_partners(ctx: Context, contact_id: int) -> None:
    """Out of the groups for partners of a kind that she does not work for any more."""
    kind = (await partners.kinds_of(ctx, [contact_id])).get(contact_id)
    for group_id in await groups.of_partners(ctx, contact_id, kind):
        await remove(ctx, group_id, [contact_id], reason=_NO_PARTNER)


async def dismiss(ctx: Context, group_id: int) -> GroupRow:
    """解散: nobody writes any more; everybody keeps what was said. Raises GroupUnknown, Dismissed."""
    group = await held(ctx, group_id)
    await seats.hold(ctx, group_id)
    group = await groups.dismiss(ctx, group_id)
    await saying.line(ctx, group_id, "group_dismissed")
    data = {"group_id": group.id, "chat_id": group.chat_id, "name": group.name}
    await outbox.append(ctx, "group.dismissed", subject=group.chat_id, key=group.key, data=data)
    await seats.end(ctx, group_id)
    return group


async def hand_over(ctx: Context, group: GroupRow, member_id: int, *, by_owner: bool) -> GroupRow:
    """Somebody in it is the owner from now on; the owner before stays as a member. `by_owner`: he passed
    it on himself, outside of any handover."""
    inside = await people.roles(ctx, group.id)
    admins = [i for i, (_, role) in inside.items() if role == "admin" and i != member_id]
    before = group.owner_id
    old_userid, new_userid = await people.wire_ids(ctx, [before, member_id])
    await seats.hold(ctx, group.id)
    group = await groups.pass_on(ctx, group.id, member_id)
    await people.set_roles(ctx, group.id, member_id, admins)
    await seats.lead(ctx, group.id, member_id, [member_id, *admins])
    [name] = await people.names(ctx, [member_id])
    await saying.line(ctx, group.id, "group_owner", by=name)
    data: dict[str, Any] = {
        "group_id": group.id, "chat_id": group.chat_id, "old_id": before, "new_id": member_id,
        "old_userid": old_userid, "new_userid": new_userid, "by_owner": by_owner,
    }  # fmt: skip
    await outbox.append(ctx, "group.owner_changed", subject=group.chat_id, key=group.key, data=data)
    return group


async def resign(ctx: Context, member_id: int) -> None:
    """Whoever leaves the company leaves its groups; what he looks after waits for somebody who takes it
    over, and he does not write in it any more."""
    for _, group_id in await people.groups_of(ctx, [member_id]):
        group = await held(ctx, group_id)
        if group.owner_id == member_id:
            await seats.silence(ctx, group_id, member_id, "resigned")
            await seats.tell(ctx, group_id)
        else:
            await leave(ctx, group_id, member_id)


async def leave_all(ctx: Context, person_id: int) -> None:
    """A customer closes the account: she leaves every group of every company."""
    for corp_id, group_id, contact_id in await people.groups_of_person(ctx.tx, person_id):
        await leave(ctx.in_corp(corp_id), group_id, contact_id)


async def _part(
    ctx: Context, group: GroupRow, principal_ids: Sequence[int], scene: int, by: str, reason: str
) -> GroupRow:
    """Seats, stays, sum and event; the caller has the group's lock."""
    await seats.hold(ctx, group.id)
    gone = await people.go(ctx, group.id, principal_ids, scene, by, reason)
    await seats.unseat(ctx, group.id, principal_ids)
    before = group
    customers = sum(row["kind"] == "contact" for row in gone)
    group = await groups.resize(ctx, group.id, -len(gone), -customers)
    left = [row["principal_id"] for row in gone]
    data = {
        "group_id": group.id, "chat_id": group.chat_id, "quit_scene": scene, "principal_ids": left,
        "kinds": [row["kind"] for row in gone], "members": await people.wire_ids(ctx, left),
        "reason": reason, **versions(before, group),
    }  # fmt: skip
    await outbox.append(ctx, "group.member_left", subject=group.chat_id, key=group.key, data=data)
    return group
