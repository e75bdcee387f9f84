"""Conversations of staff; only they have rooms."""

from typing import Annotated

import msgspec
from litestar import post
from msgspec import Meta

from reunion.core.context import Context
from reunion.platform.conversations import starting
from reunion.platform.conversations.model import ROOM_SIZE, Conversation
from reunion.platform.conversations.routes import Id, routes_of
from reunion.surfaces.access import Caller, allow


class StartRoom(msgspec.Struct):
    """The caller and at least two colleagues."""

    title: Annotated[str, Meta(min_length=1, max_length=50)]
    member_ids: Annotated[list[Id], Meta(min_length=2, max_length=ROOM_SIZE)]


@post("/api/desk/rooms", opt=allow("member"), tags=["conversations"], status_code=200)
async def start_room(ctx: Context, caller: Caller, data: StartRoom) -> Conversation:
    """发起群聊: a room inside the company."""
    return await starting.start_room(ctx, caller.principal_id, data.title, data.member_ids)


routes = [*routes_of("desk"), start_room]
