"""The verbs: decide, foresee, hold room for later, and ask the ledger why.

A verdict is taken and kept in the transaction that sends: when that is rolled back, nothing was counted.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from reunion.core.context import Context
from reunion.restraint.model import (
    Ask,
    Asks,
    Channel,
    Days,
    Limits,
    Line,
    Policy,
    Purpose,
    Refusal,
    Touch,
    Verdicts,
    limits,
    quiet_until,
)
from reunion.restraint.standing import Standing
from reunion.restraint.standing import standing as standing_of
from reunion.restraint.store import counters, deciding, ledger, rules


async def decide(
    ctx: Context,
    touch: Touch,
    asks: Sequence[Ask] | Asks,
    zone: ZoneInfo,
    policy: Policy | None = None,
) -> Verdicts:
    """May these customers get it now? What is permitted counts from here on; each answer is in the ledger.

    Whoever was decided about before, for the same source, is in `already`: a job that runs again sends
    nothing twice. Quiet hours are not judged here, as a send waits for their end (`quiet`).
    """
    policy = policy or await rules.policy(ctx)
    days = Days.of(ctx.now, zone)
    allowed = limits(policy, days)
    asks = Asks.of(asks)
    permitted: frozenset[int] = frozenset()
    if not _closed(touch, allowed):
        permitted = frozenset(await deciding.permit(ctx, touch, days, allowed, asks))
    if len(permitted) == len(asks.contact_ids):
        return Verdicts(permitted, {}, frozenset())
    rest = asks.but(permitted)
    refused = await deciding.refuse(ctx, touch, days, allowed, rest)
    return Verdicts(permitted, refused, frozenset(rest.contact_ids) - refused.keys())


async def foresee(
    ctx: Context,
    touch: Touch,
    asks: Sequence[Ask] | Asks,
    at: datetime,
    zone: ZoneInfo,
    policy: Policy | None = None,
) -> dict[str | None, int]:
    """How many of these would be refused at a time, by rule, as things stand; None: how many would get it."""
    policy = policy or await rules.policy(ctx)
    days = Days.of(at, zone)
    return await deciding.weigh(ctx, touch, days, limits(policy, days), Asks.of(asks))


async def foresee_all(
    ctx: Context, touch: Touch, table: str, at: datetime, zone: ZoneInfo
) -> dict[str | None, int]:
    """`foresee` for asks that are rows (contact_id, member_id, barred) of a temporary table of this
    transaction: a million at once."""
    days = Days.of(at, zone)
    allowed = limits(await rules.policy(ctx), days)
    return await deciding.weigh_table(ctx, touch, days, allowed, table)


async def foresee_each(
    ctx: Context, touch: Touch, asks: Sequence[Ask] | Asks, at: datetime, zone: ZoneInfo
) -> dict[int, Refusal]:
    """Who of these would be refused at a time, and why, as things stand."""
    days = Days.of(at, zone)
    allowed = limits(await rules.policy(ctx), days)
    return await deciding.weigh_each(ctx, touch, days, allowed, Asks.of(asks))


async def hold(
    ctx: Context, touch: Touch, asks: Sequence[Ask] | Asks, at: datetime, zone: ZoneInfo
) -> frozenset[int]:
    """Keeps room at a later time, where there is some; answers for whom. Less urgent sends then see that
    room as taken; `decide` for the same source uses it up, `release` gives it back."""
    policy = await rules.policy(ctx)
    days = Days.of(at, zone)
    allowed = limits(policy, days)
    if _closed(touch, allowed):
        return frozenset()
    return frozenset(await deciding.hold(ctx, touch, days, allowed, Asks.of(asks)))


async def describe(ctx: Context, touch: Touch, title: str) -> None:
    """What this send is called where people read the ledger, such as the first words of it."""
    await ledger.describe(ctx, touch.source, touch.source_id, title)


async def titles(ctx: Context, sends: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What these (source, source_id) are called; those that nobody described are left out."""
    return await ledger.titles(ctx, sends)


async def release(ctx: Context, touch: Touch, most: int | None = None) -> int:
    """Gives back the room that is still held, of so many customers at most; answers for how many."""
    return await deciding.release(ctx, touch.key, most)


async def quiet(
    ctx: Context, purpose: Purpose, zone: ZoneInfo, at: datetime | None = None
) -> datetime | None:
    """Until when nothing may be sent; None: now it may."""
    return quiet_until(await rules.policy(ctx), purpose, at or ctx.now, zone)


async def policy(ctx: Context) -> Policy:
    """The company's policy."""
    return await rules.policy(ctx)


async def set_policy(ctx: Context, policy: Policy) -> None:
    """From the next verdict on; what was counted stays counted."""
    await rules.put_policy(ctx, policy)


async def refuses(ctx: Context, contact_ids: Sequence[int]) -> dict[int, set[Purpose]]:
    """What these customers do not want; those who refuse nothing are left out."""
    return await rules.refuses(ctx, contact_ids)


async def set_refuses(ctx: Context, contact_id: int, purposes: set[Purpose]) -> set[Purpose]:
    """A customer's own word, which no policy overrules; answers what she refused before."""
    return await rules.set_refuses(
        ctx, contact_id, marketing="marketing" in purposes, service="service" in purposes
    )


async def standing(
    ctx: Context, contact_id: int, zone: ZoneInfo, policy: Policy | None = None
) -> Standing:
    """What she had this day, week and month beside the caps, what is held, and what she refuses."""
    policy = policy or await rules.policy(ctx)
    days = Days.of(ctx.now, zone)
    found = standing_of(await counters.of_customer(ctx, contact_id), days, limits(policy, days))
    called = await titles(ctx, [(one.source, one.source_id) for one in found.held])
    held = [
        msgspec.structs.replace(one, title=called.get((one.source, one.source_id), ""))
        for one in found.held
    ]
    return msgspec.structs.replace(found, held=held)


async def received(
    ctx: Context, contact_id: int, since: datetime
) -> dict[tuple[Channel, Purpose], int]:
    """How many touches she got since a time, by channel and purpose."""
    return await ledger.received(ctx, contact_id, since)


async def of_customer(
    ctx: Context, contact_id: int, before: Sequence[object] | None, limit: int
) -> list[Line]:
    """What was sent to a customer and what was not, newest first; `before`: (at, source, source_id)."""
    return await ledger.of_customer(ctx, contact_id, before, limit)


async def of_member(
    ctx: Context, member_id: int, contact_ids: Sequence[int], since: datetime, rule: str | None,
    before: Sequence[object] | None, limit: int,
) -> list[Line]:  # fmt: skip
    """What came, or did not, to these customers in a member's name since a time, newest first: all
    lines, or those that one rule refused. `before`: (at, contact_id, source, source_id)."""
    return await ledger.of_member(ctx, member_id, contact_ids, since, rule, before, limit)


async def sums_of_member(
    ctx: Context, member_id: int, contact_ids: Sequence[int], since: datetime
) -> dict[str | None, int]:
    """How many of these each rule refused; None: how many came."""
    return await ledger.sums_of_member(ctx, member_id, contact_ids, since)


async def of_source(
    ctx: Context, source: str, source_id: int, rule: str | None, after: int, limit: int
) -> list[Line]:
    """The lines of one send in the order of customers, all or of one rule."""
    return await ledger.of_source(ctx, source, source_id, rule, after, limit)


async def sums_of_source(ctx: Context, source: str, source_id: int) -> dict[str | None, int]:
    """How many each rule refused; None: how many got it."""
    return await ledger.sums_of_source(ctx, source, source_id)


def _closed(touch: Touch, allowed: Limits) -> bool:
    """Whether a limit of zero refuses everybody."""
    return any(
        allowed.cap(one, period) == 0
        for one in touch.classes
        for period in ("day", "week", "month")
    )
