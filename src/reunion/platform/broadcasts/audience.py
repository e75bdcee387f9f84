"""From what an audience says to keys, and what would come of it."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.broadcasts.model import Audience, Estimate, Resolved, RuleCount
from reunion.platform.broadcasts.store import audience as store
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.platform.tags import service as tags
from reunion.restraint import service as restraint
from reunion.restraint.model import Purpose, Touch


async def check(ctx: Context, wanted: Audience) -> None:
    """Raises MemberNotFound, TagUnknown for what the audience names and the company does not have, Invalid
    for days that hold nobody."""
    await directory.require_all(ctx, wanted.userids)
    await tags.require(ctx, sorted(_tags_of(wanted)))
    if wanted.added_from and wanted.added_until and wanted.added_from > wanted.added_until:
        raise Invalid(added_until=Text("结束日期早于开始日期", "the last day is before the first"))


async def resolve(ctx: Context, wanted: Audience, scope: list[int] | None) -> Resolved:
    """By keys; what no longer exists is nobody. `scope`: the departments that it is held to."""
    refs = {one.id: one.key for one in await tags.by_wire_ids(ctx, sorted(_tags_of(wanted)))}
    member_ids = await _members(ctx, wanted, scope)
    contact_ids = None
    if wanted.external_userids:
        found = await store.contact_ids(ctx, wanted.external_userids)
        contact_ids = sorted(found.values())
    here = await corps.zone(ctx)
    return Resolved(
        member_ids=member_ids,
        contact_ids=contact_ids,
        all_of=[refs.get(tag, 0) for tag in wanted.tags_all],
        any_of=[
            [refs.get(tag, 0) for tag in group]
            for group in (wanted.tags_any, *wanted.tag_groups)
            if group
        ],
        none_of=[refs[tag] for tag in wanted.tags_none if tag in refs],
        sources=wanted.source_states,
        since=_midnight(wanted.added_from, here),
        until=_midnight(wanted.added_until, here, days=1),
    )


def _tags_of(wanted: Audience) -> set[str]:
    groups = (wanted.tags_all, wanted.tags_any, wanted.tags_none, *wanted.tag_groups)
    return {tag for group in groups for tag in group}


def _midnight(day: date | None, here: ZoneInfo, *, days: int = 0) -> datetime | None:
    return datetime.combine(day + timedelta(days=days), time(), here) if day else None


async def _members(ctx: Context, wanted: Audience, scope: list[int] | None) -> list[int] | None:
    """The members who may send it; None: all."""
    if scope is not None and not scope:
        return []
    named = [wanted.department_ids, scope]
    within = [await directory.members_of_departments(ctx, ids) for ids in named if ids]
    if wanted.userids:
        within.append([one.id for one in await directory.by_userids(ctx, wanted.userids)])
    return sorted(set.intersection(*map(set, within))) if within else None


async def estimate(
    ctx: Context, wanted: Audience, scope: list[int] | None, purpose: Purpose, at: datetime
) -> Estimate:
    """Who would get it at that time as things stand; writes nothing, needs a transaction."""
    await check(ctx, wanted)
    resolved = await resolve(ctx, wanted, scope)
    here = await corps.zone(ctx)
    touch = Touch("broadcast", purpose, "broadcast", 0)
    customers, members = await store.look(ctx, resolved)
    rules = Counter(await restraint.foresee_all(ctx, touch, store.LOOKED_AT, at, here))
    reachable = rules.pop(None, 0)
    refusals = [RuleCount(rule, n) for rule, n in rules.most_common() if rule]
    return Estimate(customers, members, reachable, refusals)
