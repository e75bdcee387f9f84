"""客户群 for customers: a code's page, who is in a group, and leaving it."""

from typing import Annotated, Any

from litestar import Request, Response, delete, get, post, put
from litestar.params import Parameter

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.platform.contact_ways.visitors import known
from reunion.platform.groups import joining, service
from reunion.platform.groups.desk_api import Nickname
from reunion.platform.groups.model import Group, GroupMembers, JoinCard, Joined
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of

_CUSTOMER = allow("customer")
_TAGS = ["groups"]
PathId = Annotated[int, Parameter(ge=1, lt=2**53)]


@get("/api/app/join-ways/{slug:str}", opt=allow("public"), tags=_TAGS)
async def show_join_way(
    ctx: Context, request: Request[Any, Any, Any], config: Config, slug: str
) -> Response[JoinCard]:
    """进群码 Which group it leads to now, and why nobody can join."""
    visitor, cookies = known(request, config)
    card = await joining.show(ctx, slug, visitor.person_id, language_of(request))
    return Response(card, cookies=cookies)


@post("/api/app/join-ways/{slug:str}/join", opt=_CUSTOMER, tags=_TAGS, status_code=200)
async def join_by_way(ctx: Context, caller: Caller, slug: str) -> Joined:
    """扫码进群 Who is in one of its groups already is led there."""
    return await joining.join(ctx, slug, caller.principal_id)


@get("/api/app/groups/{group_id:int}", opt=_CUSTOMER, tags=_TAGS)
async def get_group_i_am_in(ctx: Context, caller: Caller, group_id: PathId) -> Group:
    """群资料."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    found = await service.get(seat.ctx, group_id, my_role=seat.role)
    found.chat_id, found.labels = "", []
    return found


@get("/api/app/groups/{group_id:int}/members", opt=_CUSTOMER, tags=_TAGS)
async def list_members_with_me(ctx: Context, caller: Caller, group_id: PathId) -> GroupMembers:
    """群成员."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    return await service.members(seat.ctx, group_id, seat.principal_id, to_customer=True)


@put("/api/app/groups/{group_id:int}/nickname", opt=_CUSTOMER, tags=_TAGS)
async def set_nickname_with_others(
    ctx: Context, caller: Caller, group_id: PathId, data: Nickname
) -> None:
    """我在本群的昵称."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    await service.call(seat.ctx, group_id, seat.principal_id, data.nickname)


@delete("/api/app/groups/{group_id:int}/membership", opt=_CUSTOMER, tags=_TAGS)
async def leave_group_as_customer(ctx: Context, caller: Caller, group_id: PathId) -> None:
    """退出群聊."""
    seat = await service.seat(ctx, group_id, caller.principal_id)
    await service.leave(seat.ctx, group_id, seat.principal_id)


routes: list[Any] = [
    show_join_way, join_by_way, get_group_i_am_in, list_members_with_me, set_nickname_with_others,
    leave_group_as_customer,
]  # fmt: skip
