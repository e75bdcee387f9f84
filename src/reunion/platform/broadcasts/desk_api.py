"""群发 on the desk: confirm in one tap, and one's own sends by tag."""

from typing import Annotated, Any, Literal

from litestar import get, post
from litestar.params import Parameter, QueryParameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.broadcasts import audience, desk, group_sending
from reunion.platform.broadcasts.desk import DeskTasks
from reunion.platform.broadcasts.model import (
    Attachments,
    Audience,
    ChatType,
    Content,
    DeskTask,
    RuleCount,
    Wires,
)
from reunion.platform.broadcasts.outcome import TaskCustomer
from reunion.platform.broadcasts.store import tasks
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.workbench import Todo, source

_MEMBER = allow("member")
_MOST = 50_000
Limit = Annotated[int, Parameter(ge=1, le=200)]


class OwnEstimate(Struct):
    """How many of my customers have the tags, and would get it."""

    customers: int
    reachable: int
    refusals: list[RuleCount]


class Tagged(Struct):
    """Of my customers: with all of these tags, any of these, none of these."""

    tags_all: Wires = []
    tags_any: Wires = []
    tags_none: Wires = []
    chat_type: ChatType = "single"
    group_ids: Annotated[list[int], Meta(max_length=2000)] = []


class OwnBroadcast(Tagged):
    """Text at most 4000 bytes, at most nine attachments, not both empty. `chat_type` group: to groups
    that the caller looks after, to all where none is named."""

    text: Content = ""
    attachments: Attachments = []


class Confirmation(Struct):
    """Customers to leave out, where the broadcast allows it."""

    deselected: Annotated[list[int], Meta(max_length=_MOST)] = []


def _audience(caller: Caller, data: Tagged) -> Audience:
    wanted = Audience(
        tags_all=data.tags_all, tags_any=data.tags_any, tags_none=data.tags_none,
        group_ids=data.group_ids,
    )  # fmt: skip
    return desk.own_audience(caller.userid, wanted)


@get("/api/desk/broadcasts", opt=_MEMBER)
async def list_my_broadcasts(
    ctx: Context,
    caller: Caller,
    among: Annotated[Literal["pending", "done"], QueryParameter(name="state")] = "pending",
    cursor: str | None = None,
    limit: Limit = 50,
) -> DeskTasks:
    """待办与记录 What waits for me or is being sent, or what is over."""
    return await desk.page(
        ctx, caller.principal_id, done=among == "done", cursor=cursor, limit=limit
    )


@get("/api/desk/broadcasts/{broadcast_id:int}", opt=_MEMBER)
async def get_my_broadcast(ctx: Context, caller: Caller, broadcast_id: int) -> DeskTask:
    """My part of one."""
    return await desk.get(ctx, caller.principal_id, broadcast_id)


@get("/api/desk/broadcasts/{broadcast_id:int}/customers", opt=_MEMBER)
async def list_my_broadcast_customers(
    ctx: Context, caller: Caller, broadcast_id: int, cursor: str | None = None, limit: Limit = 50
) -> Page[TaskCustomer]:
    """Who gets it from me."""
    return await desk.customers(ctx, caller.principal_id, broadcast_id, cursor=cursor, limit=limit)


@post("/api/desk/broadcasts/{broadcast_id:int}/confirm", status_code=200, opt=_MEMBER)
async def confirm_my_broadcast(
    ctx: Context, caller: Caller, broadcast_id: int, data: Confirmation
) -> DeskTask:
    """确认发送 It goes out in the background; again changes nothing."""
    return await desk.confirm(ctx, caller.principal_id, broadcast_id, data.deselected)


@post("/api/desk/broadcasts", opt=_MEMBER)
async def send_my_broadcast(ctx: Context, caller: Caller, data: OwnBroadcast) -> DeskTask:
    """我的群发 To my customers by tag, at once, under the same limits."""
    wanted = _audience(caller, data)
    return await desk.send_own(
        ctx,
        caller.userid,
        caller.principal_id,
        data.text,
        data.attachments,
        wanted,
        data.chat_type,
    )


@post("/api/desk/broadcasts/estimate", status_code=200, opt=_MEMBER)
async def estimate_my_broadcast(ctx: Context, caller: Caller, data: Tagged) -> OwnEstimate:
    """预估 How many of my customers would get it."""
    how = group_sending.estimate if data.chat_type == "group" else audience.estimate
    found = await how(ctx, _audience(caller, data), None, "marketing", ctx.now)
    return OwnEstimate(found.customers, found.reachable, found.refusals)


@source("broadcasts")
async def broadcasts_to_confirm(ctx: Context, member_id: int) -> Todo:
    """待确认的群发 What waits for my tap."""
    return Todo(await tasks.pending(ctx, member_id))


routes: list[Any] = [
    list_my_broadcasts, get_my_broadcast, list_my_broadcast_customers, confirm_my_broadcast,
    send_my_broadcast, estimate_my_broadcast,
]  # fmt: skip
