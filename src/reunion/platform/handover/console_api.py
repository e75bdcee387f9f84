"""继承 in the console: on the job, those who have left, what became of each, and by rule."""

from typing import Annotated, Any

from litestar import get, post
from litestar.params import Parameter, QueryParameter
from msgspec import Meta, Struct, field

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.handover import rights, service
from reunion.platform.handover.model import (
    AT_ONCE,
    Handover,
    Kind,
    Leaver,
    Left,
    Message,
    Pack,
    Plan,
    Preview,
    Rule,
    Started,
    State,
    Unassigned,
)
from reunion.platform.handover.store.lists import Wanted
from reunion.surfaces.access import Caller, allow

_EDITORS = allow("super_admin", "admin", "scoped")
Limit = Annotated[int, Parameter(ge=1, le=200)]


class NewHandovers(Struct):
    """Up to 100 customers of one member to another; `message`: what the taker says once it is done."""

    handover_userid: str
    takeover_userid: str
    external_userids: Annotated[list[str], Meta(min_length=1, max_length=AT_ONCE)]
    message: Message = ""


class Outcomes(Struct):
    """For each customer: 0, or why not."""

    items: list[Started]


class Leavers(Struct):
    """`sums` over all of them."""

    items: list[Leaver]
    sums: Unassigned


class ByRule(Struct):
    """All customers and all groups of one member, by a rule."""

    handover_userid: str
    rule: Rule = field(default_factory=Rule)
    message: Message = ""


@get("/api/console/handovers", opt=_EDITORS)
async def list_handovers(
    ctx: Context,
    caller: Caller,
    among: Annotated[State | None, QueryParameter(name="state")] = None,
    kind: Kind | None = None,
    plan_id: int | None = None,
    q: Annotated[str, Parameter(max_length=64)] = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Handover]:
    """继承记录 The latest first; `q` finds customers and members by name."""
    wanted = Wanted(among, kind, plan_id=plan_id, q=q, scope=caller.scope)
    return await service.page(ctx, wanted, cursor=cursor, limit=limit)


@post("/api/console/handovers", opt=_EDITORS)
async def start_handovers(
    ctx: Context, caller: Caller, language: str, data: NewHandovers
) -> Outcomes:
    """分配客户 On the job, or of one who has left: the giver's status says which."""
    giver = await rights.seen(ctx, caller, data.handover_userid, left=True)
    await rights.require_customers(ctx, caller, giver)
    taker = await rights.seen(ctx, caller, data.takeover_userid, left=False)
    found = await service.start(
        ctx, giver, taker, data.external_userids, data.message,
        kind=service.kind_of(giver), origin="console", language=language,
    )  # fmt: skip
    return Outcomes(found)


@get("/api/console/handovers/leavers", opt=_EDITORS)
async def list_leavers(ctx: Context, caller: Caller) -> Leavers:
    """待分配 Members who have left, are disabled, or may have no customers any more, while theirs wait for
    somebody or are on their way."""
    found = await service.leavers(ctx, caller.scope)
    return Leavers(found, await service.unassigned(ctx, caller.scope))


@get("/api/console/handovers/unassigned", opt=_EDITORS)
async def count_unassigned(ctx: Context, caller: Caller) -> Unassigned:
    """What nobody looks after: the badge of the navigation."""
    return await service.unassigned(ctx, caller.scope)


@get("/api/console/handovers/from/{userid:str}", opt=_EDITORS)
async def show_what_is_left(ctx: Context, caller: Caller, userid: str) -> Left:
    """他留下的 What one member has, or leaves behind, his to-dos too."""
    return await service.left_by(ctx, await rights.seen(ctx, caller, userid, left=True))


@get("/api/console/handovers/{handover_id:int}/pack", opt=_EDITORS)
async def handover_pack(ctx: Context, caller: Caller, language: str, handover_id: int) -> Pack:
    """交接包 What the taker is shown."""
    one = await service.get(ctx, handover_id, caller.scope)
    return await service.pack_of(ctx, one, language)


@post("/api/console/handovers/{handover_id:int}/withdraw", status_code=200, opt=_EDITORS)
async def withdraw_handover(ctx: Context, caller: Caller, handover_id: int) -> Handover:
    """撤回 While the customer may still refuse."""
    await service.get(ctx, handover_id, caller.scope)
    await service.call_off(ctx, handover_id)
    return await service.get(ctx, handover_id)


@post("/api/console/handover-plans/preview", status_code=200, opt=_EDITORS)
async def preview_plan(ctx: Context, caller: Caller, data: ByRule) -> Preview:
    """预览 Who would get how many; nothing is begun."""
    giver = await rights.seen(ctx, caller, data.handover_userid, left=True)
    both = await rights.may_groups(ctx, caller, giver)
    return await service.preview(ctx, giver, data.rule, caller.scope, with_groups=both)


@post("/api/console/handover-plans", opt=_EDITORS)
async def make_plan(ctx: Context, caller: Caller, data: ByRule) -> Plan:
    """按规则分配 Goes on in the background; a restart goes on where it was."""
    giver = await rights.seen(ctx, caller, data.handover_userid, left=True)
    await rights.require_customers(ctx, caller, giver)
    both = await rights.may_groups(ctx, caller, giver)
    plan_id = await service.make(
        ctx, giver, data.rule, data.message, caller.scope, with_groups=both
    )
    return await service.get_plan(ctx, plan_id, None)


@get("/api/console/handover-plans", opt=_EDITORS)
async def list_plans(
    ctx: Context, caller: Caller, cursor: str | None = None, limit: Limit = 50
) -> Page[Plan]:
    """分配任务 The latest first."""
    return await service.plans(ctx, caller.scope, cursor=cursor, limit=limit)


@get("/api/console/handover-plans/{plan_id:int}", opt=_EDITORS)
async def get_plan(ctx: Context, caller: Caller, plan_id: int) -> Plan:
    """One with its shares and how far it is."""
    return await service.get_plan(ctx, plan_id, caller.scope)


@post("/api/console/handover-plans/{plan_id:int}/stop", status_code=200, opt=_EDITORS)
async def stop_plan(ctx: Context, caller: Caller, plan_id: int) -> Plan:
    """停止 What has begun goes on."""
    await service.get_plan(ctx, plan_id, caller.scope)
    await service.stop(ctx, plan_id)
    return await service.get_plan(ctx, plan_id, None)


routes: list[Any] = [
    list_handovers, start_handovers, list_leavers, count_unassigned,
    show_what_is_left, handover_pack, withdraw_handover, preview_plan, make_plan, list_plans,
    get_plan, stop_plan,
]  # fmt: skip
