"""What the figures of groups answer."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.platform.groups.figures.model import (
    KEPT,
    LONGEST_SPAN,
    OWNERS,
    GroupDay,
    GroupStatistics,
    OwnerSums,
    SpanInvalid,
    TooManyOwners,
    check_span,
)
from reunion.platform.groups.store import counting, figures


async def span(ctx: Context, begin: int, end: int | None) -> tuple[date, date, ZoneInfo]:
    """Days of seconds since 1970, and the company's time zone. Raises SpanInvalid."""
    zone = await corps.zone(ctx)
    try:
        first = _day(begin, zone)
        last = first if end is None else _day(end, zone)
    except (OverflowError, OSError, ValueError):
        raise SpanInvalid(kept=KEPT, longest=LONGEST_SPAN) from None
    check_span(first, last, ctx.now.astimezone(zone).date())
    return first, last, zone


async def owners_named(ctx: Context, userids: Sequence[str]) -> list[int] | None:
    """None: everybody. Raises TooManyOwners, MemberNotFound."""
    if not userids:
        return None
    if len(userids) > OWNERS:
        raise TooManyOwners(limit=OWNERS)
    return [one.id for one in await directory.require_all(ctx, list(userids))]


async def by_day(
    ctx: Context, owner_ids: Sequence[int] | None, first: date, last: date, zone: ZoneInfo
) -> list[GroupDay]:
    """Each day."""
    return await figures.days(ctx, owner_ids, None, first, last, zone)


async def by_owner(
    ctx: Context, owner_ids: Sequence[int] | None, first: date, last: date, zone: ZoneInfo
) -> list[OwnerSums]:
    """The whole span by owner."""
    return await figures.owners(ctx, owner_ids, first, last, zone)


async def recent(ctx: Context, owner_ids: Sequence[int] | None, days: int) -> GroupStatistics:
    """The last days with today, and the same by owner."""
    first, last, zone = await _recent(ctx, days)
    return GroupStatistics(
        await figures.days(ctx, owner_ids, None, first, last, zone),
        await figures.owners(ctx, owner_ids, first, last, zone),
    )


async def of_group(ctx: Context, group_id: int, days: int) -> list[GroupDay]:
    """The last days of one group, with today."""
    first, last, zone = await _recent(ctx, days)
    return await figures.days(ctx, None, group_id, first, last, zone)


async def recount(tx: Any) -> None:
    """Every corp's sums anew."""
    await counting.recount(tx)


async def _recent(ctx: Context, days: int) -> tuple[date, date, ZoneInfo]:
    zone = await corps.zone(ctx)
    today = ctx.now.astimezone(zone).date()
    return today - timedelta(days=days - 1), today, zone


def _day(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()
