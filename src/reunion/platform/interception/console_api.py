"""敏感词 in the console: rules, watched acts, hits and alerts."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from litestar import delete, get, post, put
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.platform.interception import service
from reunion.platform.interception.model import (
    ACTS,
    IN_MESSAGES,
    Act,
    Action,
    Outcome,
    Range,
    Rule,
    Word,
)
from reunion.platform.interception.service import Draft
from reunion.platform.interception.store import hits, rules
from reunion.platform.interception.store.hits import DayCount, HitFilter, HitRow, MemberCount
from reunion.platform.interception.store.rules import SensitiveAct
from reunion.surfaces.access import Caller, allow

_ADMINS = allow("super_admin", "admin")
_READERS = allow("super_admin", "admin", "scoped")
_BASE = "/api/console/interception"
_RANKED = 20
Limit = Annotated[int, Parameter(ge=1, le=200)]
Userids = Annotated[list[str], Meta(max_length=1000)]
Watchers = Annotated[list[str], Meta(max_length=100)]


class RuleWanted(Struct):
    """`semantics`: 1 mobile number, 2 e-mail address, 3 red packet; `watchers`: userids of those who are
    alerted."""

    name: str
    action: Action
    words: Annotated[list[Word], Meta(max_length=300)] = []
    semantics: list[Literal[1, 2, 3]] = []
    userids: Userids = []
    department_ids: Annotated[list[int], Meta(max_length=1000)] = []
    watchers: Watchers = []


class Somebody(Struct):
    """A member as a rule shows him."""

    member_id: int
    name: str
    userid: str


class Place(Struct):
    department_id: int
    name: str


class InterceptionRule(Struct):
    """A rule with the names of those it holds for and of those it alerts."""

    rule_id: str
    name: str
    action: Action
    words: list[str]
    semantics: list[int]
    members: list[Somebody]
    departments: list[Place]
    watchers: list[Somebody]
    created_by: str
    created_at: datetime


class InterceptionRules(Struct):
    items: list[InterceptionRule]
    most: int


class WatchedAct(Struct):
    act: Act
    watched: bool
    threshold: int
    watchers: list[Somebody]


class WatchedActs(Struct):
    items: list[WatchedAct]


class ActWanted(Struct):
    """`threshold`: of exports, from so many rows on."""

    watched: bool
    threshold: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    watchers: Watchers = []


class HitSummary(Struct):
    """Of the last days; `alerts`: hits that the caller watches and has not seen."""

    days: list[DayCount]
    members: list[MemberCount]
    alerts: int


class SeenTo(Struct):
    """The newest hit that was shown."""

    hit_id: Annotated[int, Meta(ge=0, lt=2**53)]


async def _people(ctx: Context, ids: set[int]) -> dict[int, Somebody]:
    found = await directory.by_ids(ctx, list(ids))
    return {one.id: Somebody(one.id, one.name, one.userid) for one in found}


async def _shown(ctx: Context, found: list[Rule]) -> list[InterceptionRule]:
    people = await _people(ctx, {i for r in found for i in (*r.member_ids, *r.watchers)})
    places = await directory.names(ctx)
    return [
        InterceptionRule(
            r.rule_id, r.name, r.action, r.words, r.semantics,
            [people[i] for i in r.member_ids if i in people],
            [Place(i, places[i]) for i in r.department_ids if i in places],
            [people[i] for i in r.watchers if i in people],
            r.created_by, r.created_at,
        ) for r in found
    ]  # fmt: skip


async def _draft(ctx: Context, data: RuleWanted) -> Draft:
    place = Range(await _ids(ctx, data.userids), data.department_ids)
    watchers = await _ids(ctx, data.watchers)
    return Draft(data.name, data.action, data.words, list(data.semantics), place, watchers)


async def _ids(ctx: Context, userids: list[str]) -> list[int]:
    return [member.id for member in await directory.require_all(ctx, userids)]


async def _departments(ctx: Context, caller: Caller) -> list[int] | None:
    return await directory.below(ctx, list(caller.scope)) if caller.scope is not None else None


@get(f"{_BASE}/rules", opt=_ADMINS)
async def list_rules(ctx: Context) -> InterceptionRules:
    """敏感词规则 Newest first."""
    return InterceptionRules(await _shown(ctx, await service.every(ctx)), service.MOST_RULES)


@post(f"{_BASE}/rules", opt=_ADMINS)
async def create_rule(ctx: Context, data: RuleWanted) -> InterceptionRule:
    """新建规则 Holds for the next message."""
    [made] = await _shown(ctx, [await service.create(ctx, await _draft(ctx, data))])
    return made


@put(f"{_BASE}/rules/{{rule_id:str}}", opt=_ADMINS)
async def change_rule(ctx: Context, rule_id: str, data: RuleWanted) -> InterceptionRule:
    """修改规则 The whole rule."""
    [made] = await _shown(ctx, [await service.change(ctx, rule_id, await _draft(ctx, data))])
    return made


@delete(f"{_BASE}/rules/{{rule_id:str}}", opt=_ADMINS)
async def delete_rule(ctx: Context, rule_id: str) -> None:
    """删除规则 What it found stays on record."""
    await service.delete(ctx, rule_id)


@get(f"{_BASE}/acts", opt=_ADMINS)
async def list_acts(ctx: Context) -> WatchedActs:
    """敏感行为 What members do that is noticed."""
    known = await rules.acts(ctx)
    acts = [known.get(act) or SensitiveAct(act, act not in IN_MESSAGES) for act in ACTS]
    people = await _people(ctx, {i for act in acts for i in act.watchers})
    return WatchedActs(
        [
            WatchedAct(
                one.act, one.watched, one.threshold,
                [people[i] for i in one.watchers if i in people],
            ) for one in acts
        ]
    )  # fmt: skip


@put(f"{_BASE}/acts/{{act:str}}", opt=_ADMINS)
async def set_act(ctx: Context, act: Act, data: ActWanted) -> WatchedActs:
    """设置敏感行为 Whether it is noticed, and who is alerted."""
    watchers = await _ids(ctx, data.watchers)
    await service.set_act(ctx, SensitiveAct(act, data.watched, data.threshold, watchers))
    return await list_acts.fn(ctx)


@get(f"{_BASE}/hits", opt=_READERS)
async def list_hits(
    ctx: Context,
    caller: Caller,
    rule_id: str | None = None,
    act: Act | None = None,
    outcome: Outcome | None = None,
    member_id: int | None = None,
    mine: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[HitRow]:
    """命中记录 Newest first; `mine`: those that the caller is alerted to."""
    watcher = caller.principal_id if mine else None
    wanted = HitFilter(
        rule_id, act, outcome, member_id, watcher, since, until, await _departments(ctx, caller)
    )
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await hits.page(ctx, wanted, caller.principal_id, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].id) if more else None)


@get(f"{_BASE}/summary", opt=_READERS)
async def sum_hits(
    ctx: Context, caller: Caller, days: Annotated[int, Parameter(ge=1, le=366)] = 30
) -> HitSummary:
    """命中统计 By day and by member."""
    zone = await corps.zone(ctx)
    today = ctx.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = today - timedelta(days=days - 1)
    wanted = HitFilter(since=since, departments=await _departments(ctx, caller))
    return HitSummary(
        await hits.days(ctx, wanted, zone.key),
        await hits.members(ctx, wanted, _RANKED),
        await hits.alerts(ctx, caller.principal_id),
    )


@post(f"{_BASE}/seen", status_code=200, opt=_READERS)
async def see_hits(ctx: Context, caller: Caller, data: SeenTo) -> None:
    """已读提醒 The caller's alerts up to this hit are seen."""
    await hits.see(ctx, caller.principal_id, data.hit_id)


routes: list[Any] = [
    list_rules, create_rule, change_rule, delete_rule, list_acts, set_act, list_hits, sum_hits,
    see_hits,
]  # fmt: skip
