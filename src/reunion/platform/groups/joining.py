"""What happens behind a code: which group somebody gets, and the next group when all are full.

Joins of one code come one after another under its row's lock. A group that turns out to be full is let go
of again, so that two codes that lead to the same groups never wait for each other in a circle.
"""

from reunion.core.context import SYSTEM, Actor, Context
from reunion.core.errors import AppError
from reunion.platform.contacts import service as contacts
from reunion.platform.conversations import groups as seats
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import card
from reunion.platform.groups import saying
from reunion.platform.groups.coming import admit, make, not_of_partners, require
from reunion.platform.groups.model import (
    BY_CODE,
    SIZE_BY_CODE,
    AlreadyIn,
    Coming,
    GroupRow,
    JoinCard,
    Joined,
    JoinWayRow,
    Newcomer,
)
from reunion.platform.groups.refusals import Dismissed, GroupFull, JoinWayUnknown
from reunion.platform.groups.store import groups, people, ways
from reunion.platform.groups.ways import GROUPS
from reunion.platform.partners import service as partners


class _Full(Exception):
    """The group was filled while we waited for it."""


async def find(ctx: Context, slug: str) -> tuple[Context, JoinWayRow]:
    """The code of an address, and the context inside its corp; raises JoinWayUnknown."""
    way = await ways.by_slug(ctx.tx, slug)
    if way is None:
        raise JoinWayUnknown
    return ctx.in_corp(way.corp_id), way


async def opened(ctx: Context, slug: str) -> None:
    """Counts an opening, where there is such a code."""
    way = await ways.by_slug(ctx.tx, slug)
    if way is not None:
        await ways.count(ctx.in_corp(way.corp_id), way.id, opened=1)


async def show(ctx: Context, slug: str, person_id: int | None, language: str) -> JoinCard:
    """The page behind a code; raises JoinWayUnknown."""
    here, way = await find(ctx, slug)
    rows = await groups.several(here, way.group_ids)
    in_order = [rows[i] for i in way.group_ids]
    already, kind = None, in_order[0].kind
    if person_id is not None:
        inside = await ways.inside(here, way.group_ids, person_id)
        already = AlreadyIn(inside) if inside is not None else None
    free = [one for one in in_order if one.room_by_code]
    shown = rows[already.conversation_id] if already else (free or in_order)[0]
    problem = None if free or already or way.auto_create else _problem(in_order)
    if kind != "customer" and person_id is not None and not already:
        known = await contacts.find_known(here, person_id)
        if known is None or (await partners.kinds_of(here, [known])).get(known) != kind:
            problem = await not_of_partners(here, kind)
    return JoinCard(
        slug, kind, _name(way, shown, bool(free or already)), shown.size if free or already else 0,
        card(await corps.require(here)), problem.text(language) if problem else None, already,
    )  # fmt: skip


def _problem(rows: list[GroupRow]) -> AppError:
    if all(one.dismissed_at is not None for one in rows):
        return Dismissed()
    return GroupFull(limit=max(min(one.size_limit, SIZE_BY_CODE) for one in rows))


def _name(way: JoinWayRow, shown: GroupRow, there: bool) -> str:
    if there or not way.auto_create:
        return shown.name
    return _next_name(way, shown)


async def join(ctx: Context, slug: str, person_id: int) -> Joined:
    """A signed-in person joins; somebody who is nobody's customer becomes known to the company by it.

    Raises JoinWayUnknown, Dismissed, GroupFull, and why a rule keeps her out.
    """
    here, way = await find(ctx, slug)
    contact_id = await contacts.known_as(here, person_id)
    locked = await ways.get(here, way_id=way.id, lock=True)
    if locked is None:
        raise JoinWayUnknown
    way = locked
    inside = await ways.inside(here, way.group_ids, person_id)
    if inside is not None:
        return Joined(inside, (await require(here, inside)).name, True)
    [who] = await people.contacts(here, [contact_id])
    coming = Coming(BY_CODE, None, way.id, way.state)
    for group_id in way.group_ids:
        group = await _try(here, group_id, who, coming)
        if group is not None:
            break
    else:
        group = await _open_next(here, way, who, coming)
    await ways.count(here, way.id, joined=1)
    return Joined(group.id, group.name, False)


async def _try(ctx: Context, group_id: int, who: Newcomer, coming: Coming) -> GroupRow | None:
    row = await groups.get(ctx, group_id)
    if row is None or not row.room_by_code:
        return None
    try:
        async with ctx.tx.transaction():
            group = await require(ctx, group_id, lock=True)
            if not group.room_by_code:
                raise _Full
            return await admit(ctx, group, [who], coming)
    except _Full:
        return None


async def _open_next(ctx: Context, way: JoinWayRow, who: Newcomer, coming: Coming) -> GroupRow:
    """The next group, with the owner, the admins and the settings of the last one."""
    rows = await groups.several(ctx, way.group_ids)
    last = rows[way.group_ids[-1]]
    owner_works = await people.may_own(ctx, last.owner_id)
    if not way.auto_create or not owner_works:
        raise _problem([rows[i] for i in way.group_ids])
    inside = await people.roles(ctx, last.id)
    admins = [i for i, (_, role) in inside.items() if role == "admin"]
    colleagues = await people.colleagues(ctx, admins)
    [name] = await people.names(ctx, [last.owner_id])
    as_owner = ctx.acting_as(Actor(SYSTEM.kind, SYSTEM.id, name))
    group = await make(
        as_owner, last.owner_id, _next_name(way, last), colleagues,
        {"kind": last.kind, "size_limit": last.size_limit, "invite_by": last.invite_by,
         "template_id": last.template_id, "welcome": last.welcome},
    )  # fmt: skip
    again = [one.principal_id for one in colleagues]
    await people.set_roles(ctx, group.id, last.owner_id, again)
    await seats.lead(ctx, group.id, last.owner_id, [last.owner_id, *again])
    kept = [i for i in way.group_ids if rows[i].dismissed_at is None]
    await ways.update(
        ctx, way.id,
        {"next_number": way.next_number + 1, "group_ids": [*kept, group.id][-GROUPS:]},
    )  # fmt: skip
    if last.dismissed_at is None:
        await saying.line(ctx, last.id, "group_code_opened", group.name, by=name)
    return await admit(ctx, group, [who], coming)


def _next_name(way: JoinWayRow, last: GroupRow) -> str:
    return f"{way.base_name or last.name}{way.next_number}"[-40:]
