"""What the owner and the admins decide: name, notice, settings, admins, and whose the group is."""

from collections.abc import Sequence
from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.folding import one_line
from reunion.platform.conversations import groups as seats
from reunion.platform.groups import going, saying
from reunion.platform.groups.coming import admit, checked_name, held
from reunion.platform.groups.model import (
    ADMINS,
    NICKNAME_LENGTH,
    SIZE,
    Coming,
    GroupRow,
    InviteBy,
    NoticeRefusal,
)
from reunion.platform.groups.refusals import NotInGroup, OwnerUnfit
from reunion.platform.groups.store import groups, people
from reunion.platform.interception import vetting


async def change(
    ctx: Context, group_id: int, *, name: str | None = None, invite_by: InviteBy | None = None,
    size_limit: int | None = None,
) -> GroupRow:  # fmt: skip
    """群名与设置: what is None stays. A lower limit throws nobody out. Raises GroupUnknown, Dismissed,
    Invalid."""
    group = await held(ctx, group_id)
    if size_limit is not None and not 2 <= size_limit <= SIZE:
        raise Invalid(size_limit=Text(f"须为 2 到 {SIZE}", f"from 2 to {SIZE}"))
    wanted = {"name": None if name is None else checked_name(name), "invite_by": invite_by,
              "size_limit": size_limit}  # fmt: skip
    values = {
        key: value
        for key, value in wanted.items()
        if value is not None and value != getattr(group, key)
    }
    if not values:
        return group
    after = await groups.update(ctx, group_id, values)
    data = {"group_id": group.id, "chat_id": group.chat_id, "changed": values}
    if "name" in values:
        await seats.rename(ctx, group_id, after.name)
        code = "group_named" if after.name else "group_unnamed"
        await saying.line(ctx, group_id, code, after.name)
        await outbox.append(ctx, "group.renamed", subject=group.chat_id, key=group.key, data=data)
    else:
        await outbox.append(
            ctx, "group.settings_changed", subject=group.chat_id, key=group.key, data=data
        )
    await seats.tell(ctx, group_id)
    return after


async def set_notice(
    ctx: Context, group_id: int, speaker_id: int | None, text: str, *, tell: bool
) -> tuple[GroupRow, bool, NoticeRefusal | None]:
    """群公告: kept, and told to all where asked for and restraint permits it. `speaker_id`: in whose
    name; None or somebody who is not in it: the owner's. Raises GroupUnknown, Dismissed, TextBlocked,
    TextWarned."""
    group = await held(ctx, group_id)
    text = text.replace("\x00", "").strip()
    told, refusal = False, None
    inside = await people.roles(ctx, group_id)
    speaker = speaker_id if speaker_id in inside else group.owner_id
    await vetting.vet(ctx, "group_notice", [text], speaker_id=speaker)
    if text and tell:
        notice_id = await groups.put_notice(ctx, group_id, text, ctx.actor.name, True)
        refusal = await saying.announce(ctx, group, notice_id, speaker, text)
        told = refusal is None
    elif text:
        await groups.put_notice(ctx, group_id, text, ctx.actor.name, False)
    values: dict[str, Any] = {
        "notice": text, "notice_by": ctx.actor.name if text else "",
        "notice_at": ctx.now if text else None,
    }  # fmt: skip
    after = await groups.update(ctx, group_id, values)
    data = {"group_id": group.id, "chat_id": group.chat_id, "notice": text[:200], "told": told}
    await outbox.append(
        ctx, "group.notice_changed", subject=group.chat_id, key=group.key, data=data
    )
    await seats.tell(ctx, group_id)
    return after, told, refusal


async def set_admins(ctx: Context, group_id: int, member_ids: Sequence[int]) -> GroupRow:
    """群管理员: these colleagues in the group and nobody else. Raises GroupUnknown, Dismissed, Invalid,
    NotInGroup."""
    group = await held(ctx, group_id)
    wanted = [one for one in dict.fromkeys(member_ids) if one != group.owner_id]
    if len(wanted) > ADMINS:
        raise Invalid(member_ids=Text(f"最多 {ADMINS} 位群管理员", f"at most {ADMINS} admins"))
    inside = await people.roles(ctx, group_id)
    strangers = [one for one in wanted if inside.get(one, ("", ""))[0] != "member"]
    if strangers:
        raise NotInGroup(who=saying.listed(await people.names(ctx, strangers)) or "?")
    before = {one for one, (_, role) in inside.items() if role == "admin"}
    if before == set(wanted):
        return group
    await seats.hold(ctx, group_id)
    await people.set_roles(ctx, group_id, group.owner_id, wanted)
    await seats.lead(ctx, group_id, group.owner_id, [group.owner_id, *wanted])
    names = saying.listed(await people.names(ctx, wanted))
    await saying.line(ctx, group_id, "group_admins" if wanted else "group_unadmins", names)
    data = {
        "group_id": group.id, "chat_id": group.chat_id,
        "admins": await people.wire_ids(ctx, wanted),
    }  # fmt: skip
    await outbox.append(
        ctx, "group.admins_changed", subject=group.chat_id, key=group.key, data=data
    )
    await seats.tell(ctx, group_id)
    return group


async def change_owner(
    ctx: Context, group_id: int, member_id: int, *, by_owner: bool = False
) -> GroupRow:
    """转让群主: to a working member who may have customers; one who is not in the group yet comes in,
    where it is not the owner himself who passes it on. An owner who has left the company goes, any other
    stays as a member.

    Raises GroupUnknown, Dismissed, OwnerUnfit, GroupFull.
    """
    group = await held(ctx, group_id)
    before = group.owner_id
    if before == member_id:
        return group
    if not await people.may_own(ctx, member_id):
        raise OwnerUnfit
    inside = await people.roles(ctx, group_id)
    if member_id not in inside:
        if by_owner:
            raise OwnerUnfit
        [newcomer] = await people.colleagues(ctx, [member_id])
        group = await admit(ctx, group, [newcomer], Coming(inviter_id=before))
    group = await going.hand_over(ctx, group, member_id, by_owner=by_owner)
    if not await people.works(ctx, before):
        return await going.leave(ctx, group_id, before)
    await seats.tell(ctx, group_id)
    return group


async def call(ctx: Context, group_id: int, principal_id: int, nickname: str) -> None:
    """我在本群的昵称. Raises GroupUnknown, Dismissed, Invalid."""
    await held(ctx, group_id)
    nickname = one_line(nickname)
    if len(nickname) > NICKNAME_LENGTH:
        wrong = Text(f"最多 {NICKNAME_LENGTH} 个字", f"at most {NICKNAME_LENGTH} characters")
        raise Invalid(nickname=wrong)
    await people.set_nickname(ctx, group_id, principal_id, nickname)
    await seats.tell(ctx, group_id)
