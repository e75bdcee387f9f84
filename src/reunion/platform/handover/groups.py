"""Customer groups go to a new owner, at once; what stands in the way of one leaves the others alone."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import msgspec

from reunion.core.context import Context
from reunion.core.errors import AppError, Invalid, Text
from reunion.platform.contacts.handed import Room
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.platform.directory.model import Member
from reunion.platform.groups import service as groups
from reunion.platform.groups.model import GroupCard
from reunion.platform.groups.refusals import GroupUnknown, OwnerUnfit
from reunion.platform.handover.model import AGAIN, AT_ONCE, WITHIN_DAYS, Kind, Origin
from reunion.platform.handover.refusals import (
    GroupTooOften,
    NotHisGroup,
    OwnerHasLeft,
    OwnerWorksHere,
    SameOwner,
    TakerInactive,
    TooManyToday,
)
from reunion.platform.handover.store import groups as store
from reunion.platform.handover.store.groups import Change

A_DAY = 300
"""From one owner to another."""
CLOSES = (OwnerUnfit, TooManyToday)
"""What holds for every further group of the same taker."""


class NotGone(msgspec.Struct, frozen=True):
    """A group that stays, and why."""

    chat_id: str
    why: AppError


class Way(msgspec.Struct, frozen=True):
    """How groups are handed over: of owners who have left, or who work here; by whom. With `giver_id` groups
    of others stay."""

    kind: Kind
    origin: Origin
    giver_id: int | None = None
    plan_id: int | None = None


async def hand_over_groups(
    ctx: Context, chat_ids: Sequence[str], taker: Member, way: Way
) -> list[NotGone]:
    """Up to 100 groups; answers those that stay. Each is written down, why it stays, too. Raises
    TakerInactive, Invalid."""
    if taker.seen_at is None:
        raise TakerInactive(userid=taker.userid)
    wanted = list(dict.fromkeys(chat_ids))
    if not 1 <= len(wanted) <= AT_ONCE:
        wrong = Text(f"一次 1 到 {AT_ONCE} 个群", f"1 to {AT_ONCE} groups at once")
        raise Invalid(chat_id_list=wrong)
    cards = await groups.by_chat_ids(ctx, wanted)
    stays: dict[str, AppError] = {one: GroupUnknown() for one in wanted if one not in cards}
    for card in sorted(cards.values(), key=lambda one: one.id):
        try:
            async with ctx.tx.transaction():
                await _hand_over(ctx, card, taker, way)
        except AppError as why:
            stays[card.chat_id] = why
            await _note_stays(ctx, card, taker, way, why)
    return [NotGone(one, stays[one]) for one in wanted if one in stays]


async def _note_stays(
    ctx: Context, card: GroupCard, taker: Member, way: Way, why: AppError
) -> None:
    """A plan goes on with other takers: what holds for all further groups of one is in its own sums."""
    if card.owner_id != taker.id and not (way.plan_id and isinstance(why, CLOSES)):
        await store.insert(
            ctx,
            Change(way.kind, card.id, card.owner_id, taker.id, way.origin, way.plan_id, why.code),
        )


async def note_passed_on(ctx: Context, group_id: int, from_id: int, to_id: int) -> None:
    """An owner passed his group on himself: written down, and no handover that counts."""
    await store.insert(ctx, Change("onjob", group_id, from_id, to_id, "desk"))


async def _hand_over(ctx: Context, card: GroupCard, taker: Member, way: Way) -> None:
    kind = way.kind
    owner_id = (await groups.require(ctx, card.id, lock=True)).owner_id
    if way.giver_id not in (None, owner_id):
        raise NotHisGroup
    owner = await directory.require_id(ctx, owner_id)
    if owner.id == taker.id:
        raise SameOwner
    if kind == "resigned" and owner.status != "resigned":
        raise OwnerWorksHere
    if kind == "onjob" and owner.status == "resigned":
        raise OwnerHasLeft
    await store.lock_between(ctx, owner.id, taker.id)
    today, since = await _days(ctx)
    gone_today, often = await store.counted(ctx, card.id, owner.id, taker.id, today, since)
    if gone_today >= A_DAY:
        raise TooManyToday
    if kind == "onjob" and often >= AGAIN:
        raise GroupTooOften
    await groups.change_owner(ctx, card.id, taker.id)
    await store.insert(ctx, Change(kind, card.id, owner.id, taker.id, way.origin, way.plan_id))


async def _days(ctx: Context) -> tuple[datetime, datetime]:
    """The beginning of today, and of the 90 natural days that end today, in the company's time zone."""
    zone = await corps.zone(ctx)
    day = ctx.now.astimezone(zone).date()
    first = day - timedelta(days=WITHIN_DAYS - 1)
    return datetime.combine(day, time(), zone), datetime.combine(first, time(), zone)


async def rooms(ctx: Context, from_id: int, member_ids: Sequence[int]) -> list[Room]:
    """How many groups these members look after, and may get of this owner until the day is over."""
    today, _ = await _days(ctx)
    found = await store.standing(ctx, from_id, member_ids, today)
    return [Room(one, has, has + max(0, A_DAY - got)) for one, has, got in found]
