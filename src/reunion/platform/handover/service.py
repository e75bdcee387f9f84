"""What screens and other modules ask of handovers. The verbs live in starting, settling and giving."""

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.refusals import NotFollowed
from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Message
from reunion.platform.directory.model import Member
from reunion.platform.handover.giving import make, preview, stop
from reunion.platform.handover.groups import hand_over_groups
from reunion.platform.handover.model import (
    GroupRecord,
    Handover,
    Leaver,
    Left,
    Pack,
    Plan,
    Unassigned,
)
from reunion.platform.handover.pack import pack
from reunion.platform.handover.refusals import HandoverUnknown, PlanUnknown
from reunion.platform.handover.settling import call_off, refuse
from reunion.platform.handover.starting import kind_of, start
from reunion.platform.handover.store import groups as groups_store
from reunion.platform.handover.store import leavers as store
from reunion.platform.handover.store import lists
from reunion.platform.handover.store.groups import WantedGroups
from reunion.platform.handover.store.lists import Wanted
from reunion.platform.promises import service as promises
from reunion.surfaces import workbench

__all__ = [
    "call_off", "earlier_talk", "get", "get_plan", "group_records", "hand_over_groups", "kind_of",
    "leavers", "left_by", "make", "of_taker_or_giver", "pack_of", "page", "plans", "preview", "refuse",
    "start", "stop", "unassigned",
]  # fmt: skip


async def page(ctx: Context, wanted: Wanted, *, cursor: str | None, limit: int) -> Page[Handover]:
    """Handovers, the latest first, each with how many promises go along."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await lists.page(ctx, wanted, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    await _with_promises(ctx, found)
    return Page(found, encode_cursor(found[-1].id) if more else None)


async def _with_promises(ctx: Context, found: list[Handover]) -> None:
    keeper = {one.id: (one.taker if one.state == "done" else one.giver).member_id for one in found}
    pairs = [(one.contact_id, keeper[one.id]) for one in found]
    counts = await promises.open_counts(ctx, pairs)
    for one in found:
        one.promises = counts.get((one.contact_id, keeper[one.id]), 0)


async def get(ctx: Context, handover_id: int, scope: tuple[int, ...] | None = None) -> Handover:
    """One; with a scope only where giver or taker is in its departments. Raises HandoverUnknown."""
    found = await lists.one(ctx, handover_id)
    if found is None:
        raise HandoverUnknown
    if scope is not None:
        wanted = Wanted(scope=scope, contact_id=found.contact_id)
        if not await lists.page(ctx, wanted, handover_id + 1, 1):
            raise HandoverUnknown
    await _with_promises(ctx, [found])
    return found


async def of_taker_or_giver(ctx: Context, handover_id: int, member_id: int) -> Handover:
    """One that concerns this member; raises HandoverUnknown."""
    found = await get(ctx, handover_id)
    if member_id not in (found.giver.member_id, found.taker.member_id):
        raise HandoverUnknown
    return found


async def pack_of(ctx: Context, one: Handover, language: str) -> Pack:
    """The pack of a handover, as the giver's records have it."""
    keeper = one.taker if one.state == "done" else one.giver
    return await pack(ctx, one.contact_id, one.giver.member_id, keeper.member_id, language)


async def earlier_talk(
    ctx: Context, contact_id: int, member_id: int, colleague_id: int, *, before: int | None, limit: int
) -> list[Message]:  # fmt: skip
    """What a colleague and the customer said before he handed her over; raises NotFollowed."""
    for one in await contacts.earlier(ctx, contact_id, member_id):
        if one.member_id == colleague_id and one.conversation_id is not None:
            return await conversations.history(ctx, one.conversation_id, before=before, limit=limit)
    raise NotFollowed()


async def leavers(ctx: Context, scope: tuple[int, ...] | None) -> list[Leaver]:
    """Members who look after nobody any more and whose customers wait or are on their way, or whose groups
    wait."""
    return await store.every(ctx, scope)


async def unassigned(ctx: Context, scope: tuple[int, ...] | None) -> Unassigned:
    """How much of that waits for somebody to be named."""
    found = await store.sums(ctx, scope)
    customers, groups = found.get("resigned", (0, 0))
    idle = [found.get(why, (0, 0)) for why in ("disabled", "unable")]
    return Unassigned(customers, groups, sum(n for n, _ in idle), sum(n for _, n in idle))


async def left_by(ctx: Context, member: Member) -> Left:
    """What one member has, or leaves behind."""
    side, customers, waiting, groups = await store.left_by(ctx, member.id)
    # Promises go along with the customers; what else waits for his hand is done by nobody once he has left.
    todos = {name: one.count for name, one in (await workbench.collect(ctx, member.id, member.userid)).items()
             if one.count and name not in ("promises", "handovers")}  # fmt: skip
    return Left(side, member.status == "resigned", customers, waiting, groups, todos)


async def group_records(
    ctx: Context, wanted: WantedGroups, *, cursor: str | None, limit: int
) -> Page[GroupRecord]:
    """Groups that changed hands, or did not, the latest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await groups_store.page(ctx, wanted, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return Page(found, encode_cursor(found[-1].id) if more else None)


async def plans(
    ctx: Context, scope: tuple[int, ...] | None, *, cursor: str | None, limit: int
) -> Page[Plan]:
    """Jobs, the latest first, each with what became of its customers."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await lists.plans(ctx, scope, before, limit + 1)
    more, found = len(found) > limit, found[:limit]
    for one in found:
        one.states = await lists.counts(ctx, None, None, one.id)
    return Page(found, encode_cursor(found[-1].id) if more else None)


async def get_plan(ctx: Context, plan_id: int, scope: tuple[int, ...] | None) -> Plan:
    """One with its shares; raises PlanUnknown."""
    found = await lists.plans(ctx, scope, None, 1, plan_id)
    if not found:
        raise PlanUnknown
    found[0].states = await lists.counts(ctx, None, None, plan_id)
    found[0].shares = await lists.shares(ctx, plan_id)
    return found[0]
