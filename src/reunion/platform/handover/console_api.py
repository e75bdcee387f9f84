"""继承 in the console: on the job, those who have left, what became of each, and by rule."""

from typing import Annotated, Any

from litestar import get, post
from litestar.params import Parameter, QueryParameter
from msgspec import Meta, Struct, field

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.directory import service as directory
from reunion.platform.directory.model import Member
from reunion.platform.groups import service as groups
from reunion.platform.groups.model import Group
from reunion.platform.handover import service
from reunion.platform.handover.model import (
    AT_ONCE,
    GroupGiven,
    Handover,
    Kind,
    Leaver,
    Message,
    Pack,
    Plan,
    Preview,
    Rule,
    Started,
    State,
)
from reunion.platform.handover.store.lists import Wanted
from reunion.platform.rule_groups import service as rule_groups
from reunion.platform.rule_groups.model import NotGranted
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
    """`unassigned`: customers whom nobody has been given yet, over all of them; `groups`: customer groups
    whose owner has left."""

    items: list[Leaver]
    unassigned: int
    groups: int


class GivenGroups(Struct):
    """Up to 100 customer groups of one member to another, at once."""

    handover_userid: str
    takeover_userid: str
    chat_ids: Annotated[list[str], Meta(min_length=1, max_length=AT_ONCE)]


class GroupOutcomes(Struct):
    """For each group: 0, or why it stays."""

    items: list[GroupGiven]


class ByRule(Struct):
    """All customers and all groups of one member, by a rule."""

    handover_userid: str
    rule: Rule = field(default_factory=Rule)
    message: Message = ""


async def _may(ctx: Context, caller: Caller, giver: Member) -> None:
    """A scoped administrator whose rule groups do not grant it is refused."""
    left = service.kind_of(giver) == "resigned"
    privilege = "oper_resign_customer" if left else "onjob_customer_transfer"
    await rule_groups.require_granted(ctx, caller, privilege)


async def _may_groups(ctx: Context, caller: Caller, giver: Member) -> bool:
    """Whether a plan may give his groups out, too."""
    try:
        await _require_groups(ctx, caller, giver)
    except NotGranted:
        return False
    return True


async def _require_groups(ctx: Context, caller: Caller, giver: Member) -> None:
    if service.kind_of(giver) == "resigned":
        await rule_groups.require_granted(ctx, caller, "oper_resign_group")


async def _seen(ctx: Context, caller: Caller, userid: str, *, left: bool) -> Member:
    """A member within the administrator's departments; raises MemberNotFound, OutsideScope."""
    reach = directory.authority_of(caller).reach
    return await directory.require_seen(ctx, reach, userid, left=left)


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
    giver = await _seen(ctx, caller, data.handover_userid, left=True)
    await _may(ctx, caller, giver)
    taker = await _seen(ctx, caller, data.takeover_userid, left=False)
    found = await service.start(
        ctx, giver, taker, data.external_userids, data.message,
        kind=service.kind_of(giver), origin="console", language=language,
    )  # fmt: skip
    return Outcomes(found)


@get("/api/console/handovers/leavers", opt=_EDITORS)
async def list_leavers(ctx: Context, caller: Caller) -> Leavers:
    """待分配 Members who have left and whose customers wait for somebody, or are on their way."""
    found = await service.leavers(ctx, caller.scope)
    unassigned, waiting = sum(one.unassigned for one in found), sum(one.groups for one in found)
    return Leavers(found, unassigned, waiting)


@get("/api/console/handovers/groups", opt=_EDITORS)
async def list_groups_to_give(
    ctx: Context,
    caller: Caller,
    member: Annotated[str, Parameter(max_length=64)],
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[Group]:
    """客户群 Of one member, who may have left; the latest talk first."""
    giver = await _seen(ctx, caller, member, left=True)
    return await groups.page(
        ctx, q="", owners=[giver.id], label=None, status="open", cursor=cursor, limit=limit
    )


@post("/api/console/handovers/groups", status_code=200, opt=_EDITORS)
async def give_groups(
    ctx: Context, caller: Caller, language: str, data: GivenGroups
) -> GroupOutcomes:
    """分配客户群 At once; the limits are those of groupchat/transfer and onjob_transfer."""
    giver = await _seen(ctx, caller, data.handover_userid, left=True)
    await _require_groups(ctx, caller, giver)
    taker = await _seen(ctx, caller, data.takeover_userid, left=False)
    stays = await service.hand_over_groups(
        ctx, data.chat_ids, taker, service.kind_of(giver), giver.id
    )
    why = {one.chat_id: one.why for one in stays}
    return GroupOutcomes(
        [
            GroupGiven(one, why[one].errcode, why[one].text(language)) if one in why
            else GroupGiven(one, 0)
            for one in dict.fromkeys(data.chat_ids)
        ]
    )  # fmt: skip


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
    giver = await _seen(ctx, caller, data.handover_userid, left=True)
    both = await _may_groups(ctx, caller, giver)
    return await service.preview(ctx, giver, data.rule, caller.scope, with_groups=both)


@post("/api/console/handover-plans", opt=_EDITORS)
async def make_plan(ctx: Context, caller: Caller, data: ByRule) -> Plan:
    """按规则分配 Goes on in the background; a restart goes on where it was."""
    giver = await _seen(ctx, caller, data.handover_userid, left=True)
    await _may(ctx, caller, giver)
    both = await _may_groups(ctx, caller, giver)
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
    list_handovers, start_handovers, list_leavers, list_groups_to_give, give_groups,
    handover_pack, withdraw_handover, preview_plan, make_plan, list_plans, get_plan, stop_plan,
]  # fmt: skip
