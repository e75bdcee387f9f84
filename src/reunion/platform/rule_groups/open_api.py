"""规则组 on the open surface: customer_strategy and moment_strategy, alike but for their privileges."""

from msgspec import UNSET

from reunion.core.errors import Invalid
from reunion.platform.rule_groups import service
from reunion.platform.rule_groups.model import (
    RANGE,
    Change,
    Draft,
    Kind,
    Named,
    RangeInvalid,
    RuleGroupRow,
)
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import rule_groups as wire
from reunion.wecom.endpoints.rule_groups import (
    CreateStrategyRequest,
    CreateStrategyResponse,
    EditStrategyRequest,
    GetStrategyResponse,
    Strategy,
    StrategyIdRequest,
    StrategyListRequest,
    StrategyListResponse,
    StrategyRange,
    StrategyRangeRequest,
    StrategyRangeResponse,
    StrategyRef,
)
from reunion.wecom.registry import Secret
from reunion.wecom.wire import Done

_MOST = 1000


def _app(ctx: OpenContext) -> int | None:
    """A self-built app sees what it made; the customer contact app everything."""
    return ctx.caller.id if ctx.caller.kind is Secret.SELF_BUILT else None


def _limit(given: int) -> int:
    if not 1 <= given <= _MOST:
        raise Invalid(f"limit 须为 1 到 {_MOST} must be 1 to {_MOST}", limit=str(given))
    return given


async def _one(ctx: OpenContext, kind: Kind, group_id: int) -> RuleGroupRow:
    return await service.require(ctx, kind, group_id, _app(ctx))


def _userids(items: list[StrategyRange]) -> tuple[str, ...]:
    """Members of a range; raises RangeInvalid where an entry is neither member nor department."""
    for one in items:
        if one.type not in (1, 2) or (one.userid if one.type == 1 else one.partyid) is UNSET:
            raise RangeInvalid(limit=RANGE)
    return tuple(one.userid for one in items if one.type == 1 and one.userid is not UNSET)


def _parties(items: list[StrategyRange]) -> tuple[int, ...]:
    return tuple(one.partyid for one in items if one.type == 2 and one.partyid is not UNSET)


def _of(named: Named) -> StrategyRange:
    if named.type == 1:
        return StrategyRange(1, userid=named.id)
    return StrategyRange(2, partyid=int(named.id))


async def _list(ctx: OpenContext, kind: Kind, req: StrategyListRequest) -> StrategyListResponse:
    found, cursor = await service.ids(ctx, kind, _app(ctx), req.cursor, _limit(req.limit))
    return StrategyListResponse(strategy=[StrategyRef(one) for one in found], next_cursor=cursor)


async def _get(ctx: OpenContext, kind: Kind, req: StrategyIdRequest) -> GetStrategyResponse:
    row = await _one(ctx, kind, req.strategy_id)
    return GetStrategyResponse(
        strategy=Strategy(
            strategy_id=row.id,
            parent_id=row.parent_id or 0,
            strategy_name=row.name,
            create_time=int(row.created_at.timestamp()),
            admin_list=await service.admin_userids(ctx, row),
            privilege=row.privileges,
        )
    )


async def _range(ctx: OpenContext, kind: Kind, req: StrategyRangeRequest) -> StrategyRangeResponse:
    row = await _one(ctx, kind, req.strategy_id)
    found, cursor = await service.range_of(ctx, row, req.cursor, _limit(req.limit))
    return StrategyRangeResponse(range=[_of(one) for one in found], next_cursor=cursor)


async def _create(
    ctx: OpenContext, kind: Kind, req: CreateStrategyRequest
) -> CreateStrategyResponse:
    row = await service.create(
        ctx,
        Draft(
            kind=kind,
            name=req.strategy_name,
            parent_id=req.parent_id or None,
            admins=tuple(req.admin_list),
            privileges=req.privilege,
            userids=_userids(req.range),
            departments=_parties(req.range),
            app_id=_app(ctx),
        ),
    )
    return CreateStrategyResponse(strategy_id=row.id)


async def _edit(ctx: OpenContext, kind: Kind, req: EditStrategyRequest) -> Done:
    wanted = Change(
        name=req.strategy_name,
        admins=None if req.admin_list is None else tuple(req.admin_list),
        privileges=req.privilege,
        add_userids=_userids(req.range_add),
        add_departments=_parties(req.range_add),
        del_userids=_userids(req.range_del),
        del_departments=_parties(req.range_del),
    )
    await service.change(ctx, await _one(ctx, kind, req.strategy_id), wanted)
    return Done()


async def _del(ctx: OpenContext, kind: Kind, req: StrategyIdRequest) -> Done:
    await service.delete(ctx, await _one(ctx, kind, req.strategy_id))
    return Done()


@serves(wire.list_customer_strategies)
async def list_customer(ctx: OpenContext, req: StrategyListRequest) -> StrategyListResponse:
    return await _list(ctx, "customer", req)


@serves(wire.get_customer_strategy)
async def get_customer(ctx: OpenContext, req: StrategyIdRequest) -> GetStrategyResponse:
    return await _get(ctx, "customer", req)


@serves(wire.get_customer_range)
async def customer_range(ctx: OpenContext, req: StrategyRangeRequest) -> StrategyRangeResponse:
    return await _range(ctx, "customer", req)


@serves(wire.create_customer_strategy)
async def create_customer(ctx: OpenContext, req: CreateStrategyRequest) -> CreateStrategyResponse:
    return await _create(ctx, "customer", req)


@serves(wire.edit_customer_strategy)
async def edit_customer(ctx: OpenContext, req: EditStrategyRequest) -> Done:
    return await _edit(ctx, "customer", req)


@serves(wire.del_customer_strategy)
async def del_customer(ctx: OpenContext, req: StrategyIdRequest) -> Done:
    return await _del(ctx, "customer", req)


@serves(wire.list_moment_strategies)
async def list_moment(ctx: OpenContext, req: StrategyListRequest) -> StrategyListResponse:
    return await _list(ctx, "moment", req)


@serves(wire.get_moment_strategy)
async def get_moment(ctx: OpenContext, req: StrategyIdRequest) -> GetStrategyResponse:
    return await _get(ctx, "moment", req)


@serves(wire.get_moment_range)
async def moment_range(ctx: OpenContext, req: StrategyRangeRequest) -> StrategyRangeResponse:
    return await _range(ctx, "moment", req)


@serves(wire.create_moment_strategy)
async def create_moment(ctx: OpenContext, req: CreateStrategyRequest) -> CreateStrategyResponse:
    return await _create(ctx, "moment", req)


@serves(wire.edit_moment_strategy)
async def edit_moment(ctx: OpenContext, req: EditStrategyRequest) -> Done:
    return await _edit(ctx, "moment", req)


@serves(wire.del_moment_strategy)
async def del_moment(ctx: OpenContext, req: StrategyIdRequest) -> Done:
    return await _del(ctx, "moment", req)
