"""From what a range says to keys, and what would come of it."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from reunion.core.context import Context
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.platform.moments.model import Range, Resolved, TaggedCustomers, Unknown
from reunion.platform.moments.store import reach
from reunion.platform.moments.views import Reach, Refused
from reunion.platform.tags import service as tags
from reunion.restraint import service as restraint
from reunion.restraint.model import Purpose, Touch


def _tags_of(wanted: TaggedCustomers) -> list[str]:
    return sorted({*wanted.tags_all, *wanted.tags_any, *wanted.tags_none})


async def check(ctx: Context, wanted: Range) -> None:
    """Raises MemberNotFound, TagUnknown for what the range names and the company does not have."""
    await directory.require_all(ctx, wanted.userids)
    await tags.require(ctx, _tags_of(wanted))


async def unknown(ctx: Context, wanted: Range) -> Unknown:
    """What the range names and the company does not have."""
    people = {one.userid.lower() for one in await directory.by_userids(ctx, wanted.userids)}
    places, _, _ = await directory.strangers(ctx, wanted.department_ids, [], [])
    labels = {one.id for one in await tags.by_wire_ids(ctx, _tags_of(wanted))}
    return Unknown(
        [one for one in wanted.userids if one.lower() not in people],
        places,
        [one for one in _tags_of(wanted) if one not in labels],
    )


async def resolve(ctx: Context, wanted: Range, scope: Sequence[int] | None) -> Resolved:
    """By keys; what no longer exists is nobody. `scope`: the departments that it is held to."""
    member_ids = await _members(ctx, wanted, scope)
    return msgspec.structs.replace(await tagged(ctx, wanted), member_ids=member_ids)


async def tagged(ctx: Context, wanted: TaggedCustomers) -> Resolved:
    """The tags by keys, of whoever's customers."""
    named = _tags_of(wanted)
    refs = {one.id: one.key for one in await tags.by_wire_ids(ctx, named)} if named else {}
    return Resolved(
        all_of=[refs.get(tag, 0) for tag in wanted.tags_all],
        any_of=[refs.get(tag, 0) for tag in wanted.tags_any],
        none_of=[refs[tag] for tag in wanted.tags_none if tag in refs],
    )


async def _members(
    ctx: Context, wanted: Range, scope: Sequence[int] | None
) -> list[int] | None:  # fmt: skip
    """Those who may post it; None: all."""
    named: set[int] | None = None
    if wanted.userids or wanted.department_ids:
        named = {one.id for one in await directory.by_userids(ctx, wanted.userids)}
        if wanted.department_ids:
            named |= set(await directory.members_of_departments(ctx, wanted.department_ids))
    if scope is not None:
        held_to = set(await directory.members_of_departments(ctx, list(scope))) if scope else set()
        named = held_to if named is None else named & held_to
    return sorted(named) if named is not None else None


async def estimate(
    ctx: Context, wanted: Range, scope: Sequence[int] | None, purpose: Purpose
) -> Reach:
    """Who would see it now, if every member confirmed; writes nothing, needs a transaction."""
    await check(ctx, wanted)
    resolved = await resolve(ctx, wanted, scope)
    here = await corps.zone(ctx)
    touch = Touch("moment", purpose, "moment", 0)
    customers, members = await reach.look(ctx, resolved)
    rules = Counter(await restraint.foresee_all(ctx, touch, reach.LOOKED_AT, ctx.now, here))
    reachable = rules.pop(None, 0)
    refusals = [Refused(rule, n) for rule, n in rules.most_common() if rule]
    return Reach(customers, members, reachable, refusals)
