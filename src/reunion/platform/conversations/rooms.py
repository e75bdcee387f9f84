"""Rooms of colleagues: anybody in one may bring others, name it and leave; its owner puts others out.

Each change is told by a grey line in the room. Who is out keeps nothing of it: his devices drop it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.folding import one_line
from reunion.platform.conversations import service, starting
from reunion.platform.conversations.model import (
    ROOM_SIZE,
    Conversation,
    NoConversation,
    NotColleagues,
    NotTheOwner,
    Party,
)
from reunion.platform.conversations.store import parties, rooms
from reunion.platform.corps.model import picture_url

_NAMED = 10
"""How many names a grey line lists."""


class RoomMember(msgspec.Struct):
    """`joined_at` is null for somebody who has left."""

    principal_id: int
    userid: str
    name: str
    title: str
    avatar_url: str | None
    joined_at: datetime | None


class RoomMembers(msgspec.Struct):
    """`items`: the owner, then in the order of joining; `former` have left, and what they said stays."""

    owner_id: int | None
    items: list[RoomMember]
    former: list[RoomMember]


async def start(
    ctx: Context, account_id: int, title: str, member_ids: Sequence[int]
) -> Conversation:
    """发起群聊: a room of the caller, who looks after it, and these colleagues."""
    everybody = list(dict.fromkeys((account_id, *member_ids)))
    await _working(ctx, everybody)
    room = await service.open_room(ctx, one_line(title), [Party(i, "member", i) for i in everybody])
    await rooms.look_after(ctx, room, account_id)
    await _say(ctx, room, "room_started", await _names(ctx, everybody[1:]))
    return await starting.shown(ctx, account_id, room)


async def members(ctx: Context, account_id: int, room_id: int) -> RoomMembers:
    """群成员. Raises NoConversation."""
    room = await _seen(ctx, account_id, room_id)
    people = [_member(row) for row in await rooms.people(ctx, room_id)]
    people.sort(key=lambda one: one.principal_id != room["owner_id"])
    return RoomMembers(
        room["owner_id"],
        [one for one in people if one.joined_at is not None],
        [one for one in people if one.joined_at is None],
    )


async def add(ctx: Context, account_id: int, room_id: int, member_ids: Sequence[int]) -> None:
    """邀请: whoever of these is in it already stays. Raises NotColleagues, Invalid, NoConversation."""
    room = await _held(ctx, account_id, room_id)
    inside = await rooms.ids_in(ctx, room_id)
    new = [i for i in dict.fromkeys(member_ids) if i not in inside]
    if not new:
        return
    await _working(ctx, new)
    if len(inside) + len(new) > ROOM_SIZE:
        raise Invalid(
            member_ids=Text(f"群聊最多 {ROOM_SIZE} 人", f"a room has at most {ROOM_SIZE} members")
        )
    await rooms.join(ctx, room_id, new, room["last_seq"])
    await _changed(ctx, room_id, "room_added", await _names(ctx, new), also=new)


async def remove(ctx: Context, account_id: int, room_id: int, member_id: int) -> None:
    """移出群聊: by the owner. Raises NotTheOwner, NoConversation when nobody like that is in it."""
    room = await _held(ctx, account_id, room_id)
    if room["owner_id"] != account_id or member_id == account_id:
        raise NotTheOwner
    if member_id not in await rooms.ids_in(ctx, room_id):
        raise NoConversation
    name = await _names(ctx, [member_id])
    await rooms.depart(ctx, room_id, member_id)
    await _changed(ctx, room_id, "room_removed", name, also=[member_id])


async def leave(ctx: Context, account_id: int, room_id: int) -> None:
    """退出群聊: an owner's room passes to who has been in it for the longest."""
    room = await _held(ctx, account_id, room_id)
    name = await _names(ctx, [account_id])
    await rooms.depart(ctx, room_id, account_id)
    heir = None
    if room["owner_id"] == account_id:
        heir = await rooms.oldest(ctx, room_id)
        await rooms.look_after(ctx, room_id, heir["id"] if heir else None)
    await _changed(ctx, room_id, "room_left", name, by=name, also=[account_id])
    if heir:
        await _say(ctx, room_id, "room_owner", heir["name"], by=heir["name"])


async def leave_all(ctx: Context, member_id: int) -> None:
    """Whoever leaves the company leaves its rooms."""
    for room_id in await rooms.rooms_of(ctx, member_id):
        await leave(ctx, member_id, room_id)


async def rename(ctx: Context, account_id: int, room_id: int, title: str) -> None:
    """修改群名; empty: called after who is in it."""
    room = await _held(ctx, account_id, room_id)
    title = one_line(title)
    if room["title"] == title:
        return
    await rooms.name(ctx, room_id, title)
    await _changed(ctx, room_id, "room_named" if title else "room_unnamed", title)


async def _held(ctx: Context, account_id: int, room_id: int) -> Any:
    """Nobody else comes, goes or writes until the transaction ends."""
    await parties.lock(ctx, room_id)
    return await _seen(ctx, account_id, room_id)


async def _seen(ctx: Context, account_id: int, room_id: int) -> Any:
    room = await rooms.seen(ctx, room_id, account_id)
    if room is None:
        raise NoConversation
    return room


async def _working(ctx: Context, member_ids: Sequence[int]) -> None:
    if await parties.active_members(ctx, member_ids) != len(member_ids):
        raise NotColleagues


async def _names(ctx: Context, member_ids: Sequence[int]) -> str:
    names = "、".join(await rooms.names(ctx, member_ids[:_NAMED]))
    return f"{names}…" if len(member_ids) > _NAMED else names


def _member(row: Any) -> RoomMember:
    return RoomMember(
        row["id"], row["userid"], row["name"], row["title"] or "",
        picture_url(row["avatar_media_id"]), row["joined_at"],
    )  # fmt: skip


_LINES = {
    "room_started": "{by} 发起了群聊，成员有 {what}",
    "room_added": "{by} 邀请 {what} 加入了群聊",
    "room_removed": "{by} 将 {what} 移出了群聊",
    "room_left": "{by} 退出了群聊",
    "room_owner": "{by} 成为新群主",
    "room_named": "{by} 修改群名为“{what}”",
    "room_unnamed": "{by} 清空了群名",
}


async def _say(ctx: Context, room_id: int, code: str, what: str, by: str | None = None) -> None:
    by = by or ctx.actor.name
    text = _LINES[code].format(by=by, what=what)
    await service.send_system(ctx, room_id, code, text, said={"by": by, "what": what})


async def _changed(
    ctx: Context, room_id: int, code: str, what: str,
    *, by: str | None = None, also: Sequence[int] = (),
) -> None:  # fmt: skip
    """The nodes forget who was in it, the room is told, and everybody's devices pull."""
    await rooms.say_changed(ctx, room_id)
    await _say(ctx, room_id, code, what, by)
    await service.tell(ctx, {*await rooms.ids_in(ctx, room_id), *also}, room_id)
