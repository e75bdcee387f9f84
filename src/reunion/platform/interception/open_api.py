"""聊天敏感词 on the open surface."""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.directory import service as directory
from reunion.platform.interception import service
from reunion.platform.interception.model import Action, Range, Rule
from reunion.platform.interception.service import Draft
from reunion.surfaces.open import serves
from reunion.wecom.endpoints import interception
from reunion.wecom.endpoints.interception import (
    AddInterceptRuleRequest,
    AddInterceptRuleResponse,
    ApplicableRange,
    GetInterceptRuleListRequest,
    GetInterceptRuleListResponse,
    GetInterceptRuleResponse,
    InterceptRule,
    InterceptRuleHead,
    InterceptRuleId,
    UpdateInterceptRuleRequest,
)
from reunion.wecom.wire import Done

_ACTIONS: dict[int, Action] = {1: "block", 2: "warn"}


@serves(interception.add_intercept_rule)
async def add_intercept_rule(
    ctx: Context, req: AddInterceptRuleRequest
) -> AddInterceptRuleResponse:
    """Holds for the next message."""
    place = await _range(ctx, req.applicable_range)
    draft = Draft(
        req.rule_name, _action(req.intercept_type), req.word_list, req.semantics_list, place
    )
    return AddInterceptRuleResponse(rule_id=(await service.create(ctx, draft)).rule_id)


@serves(interception.get_intercept_rule_list)
async def get_intercept_rule_list(
    ctx: Context, req: GetInterceptRuleListRequest
) -> GetInterceptRuleListResponse:
    """Newest first; there are at most a hundred."""
    return GetInterceptRuleListResponse(
        rule_list=[
            InterceptRuleHead(rule.rule_id, rule.name, int(rule.created_at.timestamp()))
            for rule in await service.every(ctx)
        ]
    )


@serves(interception.get_intercept_rule)
async def get_intercept_rule(ctx: Context, req: InterceptRuleId) -> GetInterceptRuleResponse:
    """Members who have left are not named any more."""
    rule = await service.require(ctx, req.rule_id)
    return GetInterceptRuleResponse(rule=await _wire(ctx, rule))


@serves(interception.update_intercept_rule)
async def update_intercept_rule(ctx: Context, req: UpdateInterceptRuleRequest) -> Done:
    """What is not given stays."""
    rule = await service.require(ctx, req.rule_id)
    more = await _range(ctx, req.add_applicable_range)
    less = await _range(ctx, req.remove_applicable_range)
    place = Range(
        _changed(rule.member_ids, more.member_ids, less.member_ids),
        _changed(rule.department_ids, more.department_ids, less.department_ids),
    )
    draft = Draft(
        rule.name if req.rule_name is None else req.rule_name,
        rule.action if req.intercept_type is None else _action(req.intercept_type),
        rule.words if req.word_list is None else req.word_list,
        rule.semantics if req.semantics_list is None else req.semantics_list,
        place,
        rule.watchers,
    )
    await service.change(ctx, req.rule_id, draft)
    return Done()


@serves(interception.del_intercept_rule)
async def del_intercept_rule(ctx: Context, req: InterceptRuleId) -> Done:
    """What it found stays on record."""
    await service.delete(ctx, req.rule_id)
    return Done()


def _action(intercept_type: int) -> Action:
    action = _ACTIONS.get(intercept_type)
    if action is None:
        raise Invalid(intercept_type=Text("只能是 1 或 2", "must be 1 or 2"))
    return action


def _changed(before: Sequence[int], more: Sequence[int], less: Sequence[int]) -> list[int]:
    return sorted({*before, *more} - set(less))


async def _range(ctx: Context, given: ApplicableRange | None) -> Range:
    if given is None:
        return Range()
    members = await directory.require_all(ctx, given.user_list)
    return Range([member.id for member in members], given.department_list)


async def _wire(ctx: Context, rule: Rule) -> InterceptRule:
    members = await directory.by_ids(ctx, rule.member_ids)
    return InterceptRule(
        rule.rule_id,
        rule.name,
        rule.words,
        rule.semantics,
        1 if rule.action == "block" else 2,
        ApplicableRange(
            [one.userid for one in members if one.status != "resigned"], rule.department_ids
        ),
        int(rule.created_at.timestamp()),
    )
