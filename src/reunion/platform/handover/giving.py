"""Giving out all customers of a member by a rule: a preview first, then parts that survive a crash.
His groups follow in group_giving."""

import logging
from collections import Counter
from datetime import timedelta

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.core.db import Database
from reunion.core.errors import Conflict
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.handed import Room
from reunion.platform.directory import service as directory
from reunion.platform.directory.model import Member
from reunion.platform.groups.service import owned_by
from reunion.platform.handover.group_giving import give_groups
from reunion.platform.handover.groups import rooms as rooms_for_groups
from reunion.platform.handover.model import CHANNEL, Preview, Rule, Share, distribute
from reunion.platform.handover.refusals import (
    EACH,
    NobodyTakes,
    NothingToGive,
    PlanRunning,
    PlanUnknown,
)
from reunion.platform.handover.starting import away, kind_of, start
from reunion.platform.handover.store import plans
from reunion.platform.handover.store.plans import PlanRow
from reunion.realtime import notify

log = logging.getLogger("reunion.handover")

CHUNK = 100
_AFTER_FAILURE = timedelta(seconds=10)
_CODES = {one.errcode: one.code for one in EACH}


async def takers(
    ctx: Context, giver: Member, rule: Rule, scope: tuple[int, ...] | None
) -> list[Member]:
    """Whom the rule names and who may take over; with a scope those of its departments. Raises
    NobodyTakes."""
    if rule.among == "store":
        ids = await plans.takers_of_store(ctx, giver.id)
    elif rule.among == "departments":
        ids = await directory.members_of_departments(ctx, rule.departments)
    else:
        ids = [one.id for one in await directory.require_all(ctx, rule.userids)]
    if scope is not None:
        inside = set(await directory.members_of_departments(ctx, list(scope)))
        ids = [one for one in ids if one in inside]
    found = await directory.by_ids(ctx, ids)
    able = [
        one
        for one in found
        if one.can_contact
        and one.status == "active"
        and one.id != giver.id
        and one.seen_at is not None
        and not away(one, ctx.now)
    ]
    if not able:
        raise NobodyTakes
    return sorted(able, key=lambda one: one.id)


async def preview(
    ctx: Context, giver: Member, rule: Rule, scope: tuple[int, ...] | None, *, with_groups: bool
) -> Preview:
    """Who would get how many. Raises NobodyTakes, NothingToGive."""
    able = await takers(ctx, giver, rule, scope)
    customers = await contacts.free_count(ctx, giver.id)
    groups = len(await owned_by(ctx, giver.id)) if with_groups else 0
    if not customers and not groups:
        raise NothingToGive
    ids = [one.id for one in able]
    rooms = await contacts.rooms(ctx, ids)
    gets = distribute(rooms, customers, rule.spread)
    shares = await _shares(ctx, able, rooms, gets)
    group_rooms = await rooms_for_groups(ctx, giver.id, ids)
    gets_groups = distribute(group_rooms, groups, rule.spread)
    has_groups = {room.member_id: room.customers for room in group_rooms}
    for one in shares:
        one.has_groups, one.gets_groups = has_groups[one.member_id], gets_groups[one.member_id]
    return Preview(
        customers, customers - sum(gets.values()), shares,
        groups, groups - sum(gets_groups.values()),
    )  # fmt: skip


async def _shares(
    ctx: Context, able: list[Member], rooms: list[Room], gets: dict[int, int]
) -> list[Share]:
    names = await directory.names(ctx)
    room_of = {room.member_id: room for room in rooms}
    return [
        Share(
            one.id, one.userid, one.name, names.get(one.main_department, ""),
            room_of[one.id].customers, room_of[one.id].cap, gets[one.id],
        )
        for one in able
    ]  # fmt: skip


async def make(
    ctx: Context, giver: Member, rule: Rule, message: str, scope: tuple[int, ...] | None, *,
    with_groups: bool,
) -> int:  # fmt: skip
    """Starts the job as the preview shows it; answers its id. Raises PlanRunning, and as `preview`."""
    seen = await preview(ctx, giver, rule, scope, with_groups=with_groups)
    kind = kind_of(giver)
    plan_id = await plans.insert(
        ctx, kind, giver.id, rule, message.strip(), seen.customers, seen.groups
    )
    if plan_id is None:
        raise PlanRunning
    await plans.insert_shares(ctx, plan_id, seen.shares)
    data = {"plan_id": plan_id, "userid": giver.userid, "customers": seen.customers,
            "groups": seen.groups, "takers": len(seen.shares)}  # fmt: skip
    await outbox.append(ctx, "handover.planned", subject=giver.userid, key=giver.key, data=data)
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
    return plan_id


async def stop(ctx: Context, plan_id: int) -> None:
    """Nobody more is given out; what began goes on. Raises PlanUnknown where it is over."""
    if not await plans.end(ctx, plan_id, "stopped"):
        raise PlanUnknown
    await outbox.append(ctx, "handover.plan_stopped", data={"plan_id": plan_id})


async def step(db: Database) -> bool:
    """One part of the plan that has waited longest, in a transaction of its own."""
    plan: PlanRow | None = None
    try:
        async with db.transaction() as tx:
            plan = await plans.take_due(tx, clock.now())
            if plan is None:
                return False
            by = Actor("admin", plan.creator_id, plan.created_by)
            await _give_some(Context(plan.corp_id, by, tx, clock.now()), plan)
    except Exception:
        if plan is None:
            raise
        log.exception("plan %s gave nobody out; it is tried again", plan.id)
        async with db.connection() as tx:
            await plans.put_off(tx, plan, clock.now() + _AFTER_FAILURE)
    return True


async def _give_some(ctx: Context, plan: PlanRow) -> None:
    rest = await plans.room(ctx, plan.id)
    if not rest:
        await _then_groups(ctx, plan)
        return
    to_id, free = rest[0]
    found = await contacts.next_of(ctx, plan.from_id, plan.reached, min(CHUNK, free))
    if not found:
        await _then_groups(ctx, plan)
        return
    giver = await directory.require_id(ctx, plan.from_id)
    taker = await directory.require_id(ctx, to_id)
    left_out: Counter[str] = Counter()
    wanted = [external_userid for _, external_userid in found]
    begun = 0
    try:
        answers = await start(
            ctx, giver, taker, wanted, plan.message, kind=plan.kind, origin="console", plan_id=plan.id
        )  # fmt: skip
    except Conflict as why:
        # The taker cannot any more: what was meant for him stays where it is.
        left_out[why.code] += free
        await plans.shut(ctx, plan.id, to_id)
        await plans.reach(ctx, plan, plan.reached, 0, dict(left_out))
        return
    for answer in answers:
        begun += answer.errcode == 0
        if answer.errcode:
            left_out[_CODES[answer.errcode]] += 1
    await plans.give(ctx, plan.id, to_id, begun)
    await plans.reach(ctx, plan, found[-1][0], begun, dict(left_out))
    await notify(ctx, [plan.creator_id], {"type": "changed", "what": "handovers"})


async def _then_groups(ctx: Context, plan: PlanRow) -> None:
    """What follows when no customers are left to give."""
    if await give_groups(ctx, plan):
        await notify(ctx, [plan.creator_id], {"type": "changed", "what": "handovers"})
    else:
        await _finish(ctx, plan)


async def _finish(ctx: Context, plan: PlanRow) -> None:
    await plans.end(ctx, plan.id, "done")
    giver = await directory.require_id(ctx, plan.from_id)
    data = {"plan_id": plan.id, "userid": giver.userid, "started": plan.started,
            "groups": plan.groups_given}  # fmt: skip
    await outbox.append(ctx, "handover.plan_done", subject=giver.userid, key=giver.key, data=data)
    await notify(ctx, [plan.creator_id], {"type": "changed", "what": "handovers"})
