"""Conversations of staff; only they have rooms."""

from typing import Annotated

import msgspec
from litestar import delete, get, patch, post
from msgspec import Meta

from reunion.core.context import Context
from reunion.platform.conversations import rooms, starting
from reunion.platform.conversations.model import ROOM_SIZE, Conversation
from reunion.platform.conversations.rooms import RoomMembers
from reunion.platform.conversations.routes import Id, PathId, routes_of
from reunion.surfaces.access import Caller, allow

_MEMBER = allow("member")
_TAGS = ["conversations"]
Title = Annotated[str, Meta(max_length=50)]


class StartRoom(msgspec.Struct):
    """The caller and at least two colleagues. Without a title it is called after them."""

    member_ids: Annotated[list[Id], Meta(min_length=2, max_length=ROOM_SIZE)]
    title: Title = ""


class RoomPatch(msgspec.Struct):
    """Empty: called after who is in it."""

    title: Title


class RoomInvitation(msgspec.Struct):
    """Colleagues; who is in the room already is passed over."""

    member_ids: Annotated[list[Id], Meta(min_length=1, max_length=ROOM_SIZE)]


@post("/api/desk/rooms", opt=_MEMBER, tags=_TAGS, status_code=200)
async def start_room(ctx: Context, caller: Caller, data: StartRoom) -> Conversation:
    """发起群聊: a room inside the company; the caller looks after it."""
    return await rooms.start(ctx, caller.principal_id, data.title, data.member_ids)


@patch("/api/desk/rooms/{room_id:int}", opt=_MEMBER, tags=_TAGS)
async def rename_room(
    ctx: Context, caller: Caller, room_id: PathId, data: RoomPatch
) -> Conversation:
    """修改群名: anybody in the room."""
    await rooms.rename(ctx, caller.principal_id, room_id, data.title)
    return await starting.shown(ctx, caller.principal_id, room_id)


@get("/api/desk/rooms/{room_id:int}/members", opt=_MEMBER, tags=_TAGS)
async def list_room_members(ctx: Context, caller: Caller, room_id: PathId) -> RoomMembers:
    """群成员: all of them, and those who have left."""
    return await rooms.members(ctx, caller.principal_id, room_id)


@post("/api/desk/rooms/{room_id:int}/members", opt=_MEMBER, tags=_TAGS, status_code=200)
async def add_room_members(
    ctx: Context, caller: Caller, room_id: PathId, data: RoomInvitation
) -> RoomMembers:
    """邀请同事进群: anybody in the room."""
    await rooms.add(ctx, caller.principal_id, room_id, data.member_ids)
    return await rooms.members(ctx, caller.principal_id, room_id)


@delete("/api/desk/rooms/{room_id:int}/members/{member_id:int}", opt=_MEMBER, tags=_TAGS)
async def remove_room_member(
    ctx: Context, caller: Caller, room_id: PathId, member_id: PathId
) -> None:
    """移出群聊: the owner only."""
    await rooms.remove(ctx, caller.principal_id, room_id, member_id)


@delete("/api/desk/rooms/{room_id:int}/membership", opt=_MEMBER, tags=_TAGS)
async def leave_room(ctx: Context, caller: Caller, room_id: PathId) -> None:
    """退出群聊: the owner's room passes to who has been in it for the longest."""
    await rooms.leave(ctx, caller.principal_id, room_id)


routes = [
    *routes_of("desk"), start_room, rename_room, list_room_members, add_room_members,
    remove_room_member, leave_room,
]  # fmt: skip
