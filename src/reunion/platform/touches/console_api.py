"""触达规则 in the console, and the ledger of one customer, group or member."""

from typing import Annotated, Any

from litestar import Request, get, post, put
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.contacts import service as contacts
from reunion.platform.directory.members import service as members
from reunion.platform.directory.scope import authority_of
from reunion.platform.groups import scope as groups
from reunion.platform.touches import foreseeing, service
from reunion.platform.touches.model import (
    Forecast,
    Foreseen,
    PolicyWanted,
    TouchLine,
    TouchPolicy,
    TouchSums,
)
from reunion.restraint.standing import Standing
from reunion.surfaces.access import Caller, allow
from reunion.surfaces.problems import language_of

_ADMINS = allow("super_admin", "admin")
_READERS = allow("super_admin", "admin", "scoped")
Limit = Annotated[int, Parameter(ge=1, le=100)]
GroupId = Annotated[int, Parameter(ge=1, lt=2**53)]


@get("/api/console/touch-policy", opt=_ADMINS)
async def read_policy(ctx: Context) -> TouchPolicy:
    """触达规则 The company's limits on touches; WeCom's hold beside them."""
    return await service.policy(ctx)


@put("/api/console/touch-policy", opt=_ADMINS)
async def set_policy(ctx: Context, data: PolicyWanted) -> TouchPolicy:
    """修改触达规则 The whole policy; written down in the audit log with what it was before."""
    return await service.set_policy(ctx, data)


@post("/api/console/touch-policy/forecast", status_code=200, opt=_ADMINS)
async def foresee(ctx: Context, request: Request[Any, Any, Any], data: Forecast) -> Foreseen:
    """预览 What these rules would refuse now, for one customer or for many; nothing is sent or kept."""
    return await foreseeing.foresee(ctx, data, language_of(request))


@get("/api/console/customers/{external_userid:str}/touches", opt=_READERS)
async def list_touches(
    ctx: Context,
    caller: Caller,
    request: Request[Any, Any, Any],
    external_userid: str,
    cursor: str | None = None,
    limit: Limit = 30,
) -> Page[TouchLine]:
    """触达台账 What was sent to a customer and what was not, newest first."""
    contact_id = await contacts.require_visible(ctx, external_userid, caller.scope)
    return await service.touches(
        ctx, contact_id, cursor=cursor, limit=limit, language=language_of(request)
    )


@get("/api/console/customers/{external_userid:str}/touches/standing", opt=_READERS)
async def read_standing(ctx: Context, caller: Caller, external_userid: str) -> Standing:
    """What the customer had this day, week and month beside the caps, and what she refuses."""
    contact_id = await contacts.require_visible(ctx, external_userid, caller.scope)
    return await service.standing(ctx, contact_id)


@get("/api/console/groups/{group_id:int}/touches", opt=_READERS)
async def list_touches_of_group(
    ctx: Context,
    caller: Caller,
    request: Request[Any, Any, Any],
    group_id: GroupId,
    cursor: str | None = None,
    limit: Limit = 30,
) -> Page[TouchLine]:
    """群的触达台账 What was sent to a whole customer group and what was not, newest first."""
    group = await groups.visible(ctx, caller, group_id)
    return await service.touches(
        ctx, group.addressee, cursor=cursor, limit=limit, language=language_of(request)
    )


@get("/api/console/groups/{group_id:int}/touches/standing", opt=_READERS)
async def read_standing_of_group(ctx: Context, caller: Caller, group_id: GroupId) -> Standing:
    """What the group had this day, week and month beside the caps."""
    return await service.standing(ctx, (await groups.visible(ctx, caller, group_id)).addressee)


@get("/api/console/members/{userid:str}/touches", opt=_READERS)
async def list_touches_of_member(
    ctx: Context,
    caller: Caller,
    request: Request[Any, Any, Any],
    userid: str,
    rule: str | None = None,
    cursor: str | None = None,
    limit: Limit = 30,
) -> Page[TouchLine]:
    """成员的触达台账 What came in a member's name in 30 days and what did not, or what `rule` refused."""
    member = await members.require_seen(ctx, authority_of(caller).reach, userid, left=True)
    return await service.touches_by(
        ctx, member.id, rule=rule, cursor=cursor, limit=limit, language=language_of(request)
    )


@get("/api/console/members/{userid:str}/touches/sums", opt=_READERS)
async def read_touch_sums_of_member(ctx: Context, caller: Caller, userid: str) -> TouchSums:
    """成员的触达汇总 The same, added up by rule."""
    member = await members.require_seen(ctx, authority_of(caller).reach, userid, left=True)
    return await service.sums_by(ctx, member.id)


routes: list[Any] = [
    read_policy, set_policy, foresee, list_touches, read_standing, list_touches_of_group,
    read_standing_of_group, list_touches_of_member, read_touch_sums_of_member,
]  # fmt: skip
