"""The verbs on rules and watched acts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.folding import one_line
from reunion.platform.directory import service as directory
from reunion.platform.interception.model import (
    LONGEST_NAME,
    LONGEST_WORD,
    MOST_IN_RANGE,
    MOST_RULES,
    MOST_WORDS,
    SEMANTICS,
    Action,
    Hit,
    Range,
    Rule,
)
from reunion.platform.interception.refusals import (
    NameTaken,
    RangeTooLarge,
    RuleDeleted,
    RuleUnknown,
    SemanticInvalid,
    TooManyRules,
    TooManyWords,
    WordInvalid,
)
from reunion.platform.interception.store import hits
from reunion.platform.interception.store import rules as store
from reunion.platform.interception.store.rules import SensitiveAct


class Draft(msgspec.Struct, frozen=True):
    """A rule as somebody wants it."""

    name: str
    action: Action
    words: list[str]
    semantics: list[int]
    range: Range
    watchers: list[int] = []


async def every(ctx: Context) -> list[Rule]:
    """Newest first."""
    return await store.every(ctx)


async def require(ctx: Context, rule_id: str) -> Rule:
    """Raises RuleUnknown, RuleDeleted."""
    rule = await store.by_wire(ctx, rule_id)
    if rule is None:
        raise RuleUnknown
    if rule.deleted_at is not None:
        raise RuleDeleted
    return rule


async def create(ctx: Context, draft: Draft) -> Rule:
    """Holds for the next message of every node. Raises TooManyRules and why it is not valid."""
    draft = _checked(draft)
    await _check_range(ctx, draft.range)
    await _check_people(ctx, "watchers", draft.watchers)
    if await store.lock(ctx) >= MOST_RULES:
        raise TooManyRules(limit=MOST_RULES)
    await _check_name(ctx, draft.name, None)
    rule = await store.insert(ctx, _rule(ctx, 0, "ri" + ids.alphanumeric(22), draft))
    await _tell(ctx, "intercept_rule.created", rule, {"rule_id": rule.rule_id})
    return rule


async def change(ctx: Context, rule_id: str, draft: Draft) -> Rule:
    """The same for a rule that is there; who or what has gone meanwhile may stay in its range."""
    await store.lock(ctx)
    before = await require(ctx, rule_id)
    draft = _checked(draft)
    new = Range(
        _new(draft.range.member_ids, before.member_ids),
        _new(draft.range.department_ids, before.department_ids),
    )
    await _check_range(ctx, new)
    await _check_people(ctx, "watchers", _new(draft.watchers, before.watchers))
    await _check_name(ctx, draft.name, before.id)
    wanted = _rule(ctx, before.id, before.rule_id, draft)
    after = msgspec.structs.replace(
        wanted, created_by=before.created_by, created_at=before.created_at
    )
    if after != before:
        await store.update(ctx, after)
        names = [n for n in after.__struct_fields__ if getattr(after, n) != getattr(before, n)]
        changed = {n: getattr(after, n) for n in names}
        old = {n: getattr(before, n) for n in names}
        await _tell(ctx, "intercept_rule.updated", after, {"changed": changed, "before": old})
    return after


async def delete(ctx: Context, rule_id: str) -> None:
    """Its hits stay."""
    await store.lock(ctx)
    rule = await require(ctx, rule_id)
    await store.delete(ctx, rule.id)
    await _tell(ctx, "intercept_rule.deleted", rule, {"rule_id": rule.rule_id})


async def record(ctx: Context, found: Sequence[Hit], at: datetime) -> None:
    """Hits as they happened then."""
    await hits.keep(ctx, found, at)


async def alerts(ctx: Context) -> int:
    """Hits that the actor watches and has not seen."""
    return await hits.alerts(ctx, ctx.actor.id)


async def set_act(ctx: Context, wanted: SensitiveAct) -> None:
    """Whether an act is watched, and by whom."""
    before = (await store.acts(ctx)).get(wanted.act)
    known = before.watchers if before else []
    await _check_people(ctx, "watchers", _new(wanted.watchers, known))
    if wanted != before:
        await store.set_act(ctx, wanted)
        data = msgspec.to_builtins(wanted)
        await outbox.append(ctx, "sensitive_act.changed", subject=wanted.act, data=data)


async def _tell(ctx: Context, name: str, rule: Rule, data: dict[str, Any]) -> None:
    await outbox.append(ctx, name, subject=rule.name, key=rule.key, data=data)
    await store.announce(ctx)


def _checked(draft: Draft) -> Draft:
    name = one_line(draft.name)
    if not 1 <= len(name) <= LONGEST_NAME:
        wrong = Text(f"1 到 {LONGEST_NAME} 个字", f"1 to {LONGEST_NAME} characters")
        raise Invalid(rule_name=wrong)
    words = list(dict.fromkeys(word.strip() for word in draft.words))
    if len(words) > MOST_WORDS:
        raise TooManyWords(limit=MOST_WORDS)
    if any(not 1 <= len(word) <= LONGEST_WORD or "\x00" in word for word in words):
        raise WordInvalid
    semantics = sorted(set(draft.semantics))
    if any(number not in SEMANTICS for number in semantics):
        raise SemanticInvalid
    if not words and not semantics:
        raise WordInvalid
    place = Range(sorted(set(draft.range.member_ids)), sorted(set(draft.range.department_ids)))
    if not place.member_ids and not place.department_ids:
        wrong = Text("请选择至少一个成员或部门", "choose a member or a department at least")
        raise Invalid(applicable_range=wrong)
    if max(len(place.member_ids), len(place.department_ids)) > MOST_IN_RANGE:
        raise RangeTooLarge(limit=MOST_IN_RANGE)
    watchers = sorted(set(draft.watchers))
    return Draft(name, draft.action, words, semantics, place, watchers)


def _rule(ctx: Context, row: int, rule_id: str, draft: Draft) -> Rule:
    return Rule(
        row, rule_id, draft.name, draft.action, draft.words, draft.semantics,
        draft.range.member_ids, draft.range.department_ids, draft.watchers, ctx.actor.name, ctx.now,
    )  # fmt: skip


def _new(wanted: Sequence[int], before: Sequence[int]) -> list[int]:
    return sorted(set(wanted) - set(before))


async def _check_range(ctx: Context, place: Range) -> None:
    departments, members, _ = await directory.strangers(
        ctx, place.department_ids, place.member_ids, []
    )
    if departments or members:
        gone = ", ".join(map(str, [*members, *departments][:10]))
        raise Invalid(applicable_range=Text(f"不存在：{gone}", f"not there: {gone}"))


async def _check_people(ctx: Context, field: str, member_ids: list[int]) -> None:
    _, unknown, _ = await directory.strangers(ctx, [], member_ids, [])
    if unknown:
        gone = ", ".join(map(str, unknown[:10]))
        raise Invalid(**{field: Text(f"成员不存在：{gone}", f"no such member: {gone}")})


async def _check_name(ctx: Context, name: str, own: int | None) -> None:
    if any(rule.name == name and rule.id != own for rule in await store.every(ctx)):
        raise NameTaken
