"""客户标签 on the open surface: the tag library. Marking is in contacts."""

from msgspec import UNSET

from reunion.core.context import Context
from reunion.platform.rule_groups import service as rule_groups
from reunion.platform.rule_groups.model import RuleGroupUnknown
from reunion.platform.tags import service
from reunion.platform.tags.model import (
    Among,
    Draft,
    GroupRow,
    Made,
    NothingToAdd,
    TagRow,
    TagUnknown,
)
from reunion.surfaces.open import serves
from reunion.surfaces.open.context import OpenContext
from reunion.wecom.endpoints import external_tags
from reunion.wecom.endpoints.external_tags import (
    AddCorpTagRequest,
    AddCorpTagResponse,
    AddStrategyTagRequest,
    CorpTag,
    CorpTagGroup,
    DelCorpTagRequest,
    DelStrategyTagRequest,
    EditCorpTagRequest,
    EditStrategyTagRequest,
    GetCorpTagListRequest,
    GetCorpTagListResponse,
    GetStrategyTagListRequest,
)
from reunion.wecom.registry import Secret
from reunion.wecom.wire import Done

_MOST = 1000


@serves(external_tags.get_corp_tag_list)
async def get_corp_tag_list(ctx: Context, req: GetCorpTagListRequest) -> GetCorpTagListResponse:
    """Named tags win over named groups; without either, all."""
    rows = await service.rows(ctx, tag_ids=req.tag_id, group_ids=[] if req.tag_id else req.group_id)
    return GetCorpTagListResponse(tag_group=_grouped(rows))


def _grouped(rows: list[TagRow]) -> list[CorpTagGroup]:
    groups: dict[str, CorpTagGroup] = {}
    for row in rows:
        group = groups.setdefault(row.group_id, _group(row))
        if row.tag_id is not None:
            group.tag.append(CorpTag(row.tag_id, row.tag_name, row.tag_made, row.tag_sort))
    return list(groups.values())


def _group(row: TagRow) -> CorpTagGroup:
    of = UNSET if row.strategy_id is None else row.strategy_id
    return CorpTagGroup(
        row.group_id, row.group_name, row.group_made, row.group_sort, tag=[], strategy_id=of
    )


@serves(external_tags.add_corp_tag)
async def add_corp_tag(ctx: Context, req: AddCorpTagRequest) -> AddCorpTagResponse:
    """The group and the tags that were added now."""
    group, made = await service.add(
        ctx,
        [Draft(tag.name, tag.order) for tag in req.tag],
        group_id=req.group_id,
        group_name=req.group_name,
        group_order=req.order,
    )
    return AddCorpTagResponse(tag_group=_made(group, made))


def _made(group: GroupRow, made: list[Made]) -> CorpTagGroup:
    tags = [CorpTag(tag.id, tag.name, tag.made, tag.order) for tag in made]
    return CorpTagGroup(group.id, group.name, group.made, group.sort, deleted=UNSET, tag=tags)


@serves(external_tags.edit_corp_tag)
async def edit_corp_tag(ctx: Context, req: EditCorpTagRequest) -> Done:
    """An empty name leaves it."""
    await service.edit(ctx, req.id, name=req.name or None, order=req.order)
    return Done()


@serves(external_tags.del_corp_tag)
async def del_corp_tag(ctx: Context, req: DelCorpTagRequest) -> Done:
    """One of the lists must hold something."""
    if not req.tag_id and not req.group_id:
        raise NothingToAdd("tag_id 与 group_id 至少给一个 give tag_id or group_id")
    await service.delete(ctx, tag_ids=req.tag_id, group_ids=req.group_id)
    return Done()


def _app(ctx: OpenContext) -> int | None:
    return ctx.caller.id if ctx.caller.kind is Secret.SELF_BUILT else None


async def _own(ctx: OpenContext, wire_ids: list[str]) -> Among:
    """The rule groups of these tags; raises TagUnknown where one is not of the caller's rule groups."""
    owners = await service.owners(ctx, wire_ids)
    for wire_id in wire_ids:
        strategy_id = owners.get(wire_id)
        try:
            if strategy_id is not None:
                await rule_groups.require(ctx, "customer", strategy_id, _app(ctx))
                continue
        except RuleGroupUnknown:
            pass
        raise TagUnknown(id=wire_id)
    return Among(False, tuple({one for one in owners.values() if one is not None}))


@serves(external_tags.get_strategy_tag_list)
async def get_strategy_tag_list(
    ctx: OpenContext, req: GetStrategyTagListRequest
) -> GetCorpTagListResponse:
    """Of one rule group, or of all that the caller sees."""
    if req.strategy_id:
        row = await rule_groups.require(ctx, "customer", req.strategy_id, _app(ctx))
        of = (row.id,)
    else:
        of = tuple((await rule_groups.ids(ctx, "customer", _app(ctx), "", _MOST))[0])
    rows = await service.rows(
        ctx, tag_ids=req.tag_id, group_ids=[] if req.tag_id else req.group_id,
        among=Among(False, of),
    )  # fmt: skip
    return GetCorpTagListResponse(tag_group=_grouped(rows))


@serves(external_tags.add_strategy_tag)
async def add_strategy_tag(ctx: OpenContext, req: AddStrategyTagRequest) -> AddCorpTagResponse:
    """The group and the tags that were added now."""
    row = await rule_groups.require(ctx, "customer", req.strategy_id, _app(ctx))
    group, made = await service.add(
        ctx,
        [Draft(tag.name, tag.order) for tag in req.tag],
        group_id=req.group_id,
        group_name=req.group_name,
        group_order=req.order,
        strategy_id=row.id,
    )
    wire = _made(group, made)
    wire.strategy_id = row.id
    return AddCorpTagResponse(tag_group=wire)


@serves(external_tags.edit_strategy_tag)
async def edit_strategy_tag(ctx: OpenContext, req: EditStrategyTagRequest) -> Done:
    """An empty name leaves it."""
    [of] = (await _own(ctx, [req.id])).strategies
    await service.edit(ctx, req.id, name=req.name or None, order=req.order, strategy_id=of)
    return Done()


@serves(external_tags.del_strategy_tag)
async def del_strategy_tag(ctx: OpenContext, req: DelStrategyTagRequest) -> Done:
    """One of the lists must hold something."""
    if not req.tag_id and not req.group_id:
        raise NothingToAdd("tag_id 与 group_id 至少给一个 give tag_id or group_id")
    among = await _own(ctx, [*req.tag_id, *req.group_id])
    await service.delete(ctx, tag_ids=req.tag_id, group_ids=req.group_id, among=among)
    return Done()
