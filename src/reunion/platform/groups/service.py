"""What other modules and the surfaces may ask of groups. The verbs live in coming, going, leading, joining,
ways, welcoming and saying."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion import outbox
from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.corps.model import picture_url
from reunion.platform.groups.coming import invite, require, start
from reunion.platform.groups.going import dismiss, leave, remove, resign
from reunion.platform.groups.leading import call, change, change_owner, set_admins, set_notice
from reunion.platform.groups.model import (
    FORMER,
    Group,
    GroupCard,
    GroupKind,
    GroupLabel,
    GroupMember,
    GroupMembers,
    GroupRow,
    Role,
    Status,
)
from reunion.platform.groups.refusals import GroupUnknown, LabelTaken, LabelUnknown, NotALeader
from reunion.platform.groups.saying import permit, say
from reunion.platform.groups.store import groups, lists, people

__all__ = [
    "by_chat_ids", "call", "change", "change_owner", "chat_ids", "delete_label", "dismiss", "get",
    "id_of_chat", "invite",
    "leave", "members", "memberships", "mine", "owned_by", "page", "permit", "put_label", "remove",
    "require", "resign", "say", "seat", "set_admins", "set_labels", "set_notice", "start",
]  # fmt: skip


class Seat:
    """The side that a caller has in a group."""

    __slots__ = ("ctx", "group", "kind", "principal_id", "role")

    def __init__(self, ctx: Context, group: GroupRow, row: Any) -> None:
        self.ctx = ctx
        self.group = group
        self.principal_id: int = row["principal_id"]
        self.kind: str = row["kind"]
        self.role: Role = row["role"]

    @property
    def leads(self) -> bool:
        """Owner or admin."""
        return self.role != "member"


async def seat(ctx: Context, group_id: int, account_id: int, *, leading: bool = False) -> Seat:
    """The caller's, with the context inside the group's corp. Raises GroupUnknown, NotALeader."""
    row = await people.seat_of(ctx, group_id, account_id)
    if row is None:
        raise GroupUnknown
    inside = ctx.in_corp(row["corp_id"])
    found = Seat(inside, await require(inside, group_id), row)
    if leading and not found.leads:
        raise NotALeader
    return found


async def get(ctx: Context, group_id: int, *, my_role: Role | None = None) -> Group:
    """One as our own surfaces have it; raises GroupUnknown."""
    found = await lists.one(ctx, group_id)
    if found is None:
        raise GroupUnknown
    found.my_role = my_role
    return found


async def page(
    ctx: Context, *, q: str, owners: Sequence[int] | None, label: int | None, status: Status,
    kind: GroupKind | None = None, cursor: str | None, limit: int,
) -> Page[Group]:  # fmt: skip
    """Headquarters' list, the latest talk first, with the sum of all pages."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    wanted: dict[str, Any] = {
        "q": q.strip(), "owners": owners, "label": label, "status": status, "kind": kind,
    }  # fmt: skip
    found = await lists.page(ctx, after=after, limit=limit + 1, **wanted)
    more, found = len(found) > limit, found[:limit]
    next_cursor = encode_cursor(found[-1].last_at, found[-1].id) if more else None
    return Page(found, next_cursor, await lists.total(ctx, **wanted))


async def mine(
    ctx: Context, member_id: int, *, q: str, owned: bool, dismissed: bool, kind: GroupKind | None,
    cursor: str | None, limit: int,
) -> Page[Group]:  # fmt: skip
    """A member's, the latest talk first."""
    after = decode_cursor(cursor, tuple[datetime, int]) if cursor else None
    found = await lists.mine(
        ctx, member_id, q=q.strip(), owned=owned, dismissed=dismissed, kind=kind, after=after,
        limit=limit + 1,
    )  # fmt: skip
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].last_at, found[-1].id) if more else None)


async def members(
    ctx: Context, group_id: int, viewer_id: int = 0, *, to_customer: bool = False
) -> GroupMembers:
    """群成员; a customer sees names and faces of those who are in it."""
    rows = await people.shown(ctx, group_id, viewer_id, 0 if to_customer else FORMER)
    everybody = [_member(row, to_customer) for row in rows]
    return GroupMembers(
        [one for one in everybody if one.left_at is None],
        [one for one in everybody if one.left_at is not None],
    )


def _member(row: Any, to_customer: bool) -> GroupMember:
    return GroupMember(
        principal_id=row["principal_id"], kind=row["kind"],
        name=row["own_name"] if to_customer and row["kind"] == "contact" else row["name"],
        nickname=row["nickname"], avatar_url=picture_url(row["picture"]),
        userid=None if to_customer else row["userid"],
        external_userid=None if to_customer else row["external_userid"], title=row["title"],
        corp_name=row["corp_name"],
        role=row["role"], joined_at=row["joined_at"], join_scene=row["join_scene"],
        inviter_name=row["inviter_name"], mine=bool(row["mine"]) and not to_customer,
        left_at=row["left_at"], quit_scene=row["quit_scene"], removed_by=row["removed_by"],
        reason=row["reason"],
    )  # fmt: skip


async def owned_by(ctx: Context, member_id: int) -> list[GroupCard]:
    """What a member looks after, without what is dismissed."""
    return await groups.owned(ctx, member_id)


async def by_chat_ids(ctx: Context, chat_ids: Sequence[str]) -> dict[str, GroupCard]:
    """Those of these that exist, by wire id."""
    return await groups.cards_by_chat_id(ctx, chat_ids)


async def chat_ids(ctx: Context, group_ids: Sequence[int]) -> dict[int, str]:
    """The wire ids of those of these conversations that are customer groups."""
    found = await groups.several(ctx, group_ids)
    return {one.id: one.chat_id for one in found.values()}


async def id_of_chat(ctx: Context, chat_id: str) -> int | None:
    """The group with this wire id."""
    found = await groups.by_wire(ctx, "chat_id", chat_id)
    return found.id if found else None


async def memberships(ctx: Context, principal_ids: Sequence[int]) -> dict[int, list[int]]:
    """In which groups these are now."""
    found: dict[int, list[int]] = {}
    for principal_id, group_id in await people.groups_of(ctx, principal_ids):
        found.setdefault(principal_id, []).append(group_id)
    return found


async def put_label(ctx: Context, label_id: int | None, name: str) -> list[GroupLabel]:
    """Makes or renames a label. Raises LabelTaken, LabelUnknown."""
    known = {one.id for one in await lists.labels(ctx)}
    if label_id is not None and label_id not in known:
        raise LabelUnknown
    made = await lists.put_label(ctx, label_id, name)
    if made is None:
        raise LabelTaken
    data = {"id": made, "name": name}
    await outbox.append(ctx, "group_label.changed", subject=name, data=data)
    return await lists.labels(ctx)


async def delete_label(ctx: Context, label_id: int) -> None:
    """Raises LabelUnknown."""
    names = {one.id: one.name for one in await lists.labels(ctx)}
    if not await lists.delete_label(ctx, label_id):
        raise LabelUnknown
    name = names.get(label_id, "")
    await outbox.append(ctx, "group_label.deleted", subject=name, data={"id": label_id})


async def set_labels(ctx: Context, group_id: int, label_ids: Sequence[int]) -> Group:
    """These labels and no others. Raises GroupUnknown, LabelUnknown."""
    group = await require(ctx, group_id, lock=True)
    if set(label_ids) - {one.id for one in await lists.labels(ctx)}:
        raise LabelUnknown
    await lists.put_labels(ctx, group_id, label_ids)
    data = {"group_id": group.id, "chat_id": group.chat_id, "labels": list(label_ids)}
    await outbox.append(ctx, "group.labelled", subject=group.chat_id, key=group.key, data=data)
    return await get(ctx, group_id)
