"""Customer groups that change hands, in the console: by hand, on a group's own page, and their records."""

from typing import Annotated, Any

from litestar import get, post, put
from litestar.params import Parameter, QueryParameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.directory import service as directory
from reunion.platform.groups import scope
from reunion.platform.groups import service as groups
from reunion.platform.groups.desk_api import PathId
from reunion.platform.groups.model import Group
from reunion.platform.handover import rights, service
from reunion.platform.handover.groups import Way
from reunion.platform.handover.model import AT_ONCE, GroupGiven, GroupRecord, GroupState, Kind
from reunion.platform.handover.store.groups import WantedGroups
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
Limit = Annotated[int, Parameter(ge=1, le=200)]
Userid = Annotated[str, Meta(min_length=1, max_length=64)]


class GivenGroups(Struct):
    """Up to 100 customer groups of one member to another, at once."""

    handover_userid: str
    takeover_userid: str
    chat_ids: Annotated[list[str], Meta(min_length=1, max_length=AT_ONCE)]


class GroupOutcomes(Struct):
    """For each group: 0, or why it stays."""

    items: list[GroupGiven]


class OwnerRef(Struct):
    userid: Userid


@get("/api/console/handovers/groups", opt=_EDITORS)
async def list_groups_to_give(
    ctx: Context,
    caller: Caller,
    member: Annotated[str, Parameter(max_length=64)],
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Group]:
    """客户群 Of one member, who may have left; the latest talk first."""
    giver = await rights.seen(ctx, caller, member, left=True)
    return await groups.page(
        ctx, q="", owners=[giver.id], label=None, status="open", cursor=cursor, limit=limit
    )


@post("/api/console/handovers/groups", status_code=200, opt=_EDITORS)
async def give_groups(
    ctx: Context, caller: Caller, language: str, data: GivenGroups
) -> GroupOutcomes:
    """分配客户群 At once; the limits are those of groupchat/transfer and onjob_transfer."""
    giver = await rights.seen(ctx, caller, data.handover_userid, left=True)
    await rights.require_groups(ctx, caller, giver)
    taker = await rights.seen(ctx, caller, data.takeover_userid, left=False)
    way = Way(service.kind_of(giver), "console", giver.id)
    stays = await service.hand_over_groups(ctx, data.chat_ids, taker, way)
    why = {one.chat_id: one.why for one in stays}
    return GroupOutcomes(
        [
            GroupGiven(one, why[one].errcode, why[one].text(language)) if one in why
            else GroupGiven(one, 0)
            for one in dict.fromkeys(data.chat_ids)
        ]
    )  # fmt: skip


@put("/api/console/groups/{group_id:int}/owner", opt=_EDITORS, tags=["groups"])
async def change_owner(ctx: Context, caller: Caller, group_id: PathId, data: OwnerRef) -> Group:
    """更换群主 Who is not in the group yet comes in; an owner who has left the company goes. It is a
    handover: under the same limits, and in the records."""
    row = await scope.visible(ctx, caller, group_id)
    giver = await directory.require_id(ctx, row.owner_id)
    await rights.require_groups(ctx, caller, giver)
    taker = await directory.require(ctx, data.userid)
    if taker.id != giver.id:
        way = Way(service.kind_of(giver), "console", giver.id)
        for stays in await service.hand_over_groups(ctx, [row.chat_id], taker, way):
            raise stays.why
    return await groups.get(ctx, group_id)


@get("/api/console/handovers/group-records", opt=_EDITORS)
async def list_group_records(
    ctx: Context,
    caller: Caller,
    among: Annotated[GroupState | None, QueryParameter(name="state")] = None,
    kind: Kind | None = None,
    plan_id: int | None = None,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[GroupRecord]:
    """客户群继承记录 Groups that changed hands, or did not, the latest first; `q` finds groups and
    members."""
    wanted = WantedGroups(among, kind, plan_id, q, caller.scope)
    return await service.group_records(ctx, wanted, cursor=cursor, limit=limit)


routes: list[Any] = [list_groups_to_give, give_groups, change_owner, list_group_records]
