"""Behaviour of members for the open surface, and the console's first page."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.platform.corps import service as corps
from reunion.platform.statistics import store
from reunion.platform.statistics.model import (
    KEPT,
    LONGEST_SPAN,
    TREND_DAYS,
    BadSpan,
    Day,
    Home,
    Todo,
    TrendDay,
)

# kind -> where it is looked after, and its text in Chinese and English
_TODOS = {
    "requests": (
        "/customers?state=requested",
        "客户申请等待成员通过",
        "Customers waiting to be accepted",
    ),
    "unassigned": (
        "/directory?status=resigned",
        "离职成员的客户等待接替",
        "Customers of resigned members without a successor",
    ),
    "nearly_full": ("/directory", "成员的客户数接近上限", "Members close to their customer limit"),
    "failed_callbacks": (
        "/apps/deliveries?state=failed",
        "近 7 天推送失败的回调",
        "Callbacks that failed in the last 7 days",
    ),
}


async def behavior(
    ctx: Context, member_ids: list[int], start: int, end: int
) -> list[tuple[int, Day]]:
    """Days with the second at which each begins; `start` and `end` in seconds since 1970, floored to
    days. Raises BadSpan."""
    zone = ZoneInfo((await corps.require(ctx)).time_zone)
    today = ctx.now.astimezone(zone).date()
    try:
        first = datetime.fromtimestamp(start, UTC).astimezone(zone).date()
        last = datetime.fromtimestamp(end, UTC).astimezone(zone).date()
    except (OverflowError, ValueError, OSError) as error:
        raise BadSpan from error
    if last < first or last - first > LONGEST_SPAN or today - first > KEPT:
        raise BadSpan
    last = min(last, today - timedelta(days=1))
    if last < first:
        return []
    found = await store.days(ctx, member_ids, str(zone), first, last)
    return [(_midnight(day.day, zone), day) for day in found]


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


async def home(ctx: Context, member_ids: list[int] | None, language: str) -> Home:
    """Today and the last thirty days of these members, or of the whole corp; `language` zh or en."""
    zone = (await corps.require(ctx)).time_zone
    today = ctx.now.astimezone(ZoneInfo(zone)).date()
    first = today - timedelta(days=TREND_DAYS - 1)
    days = await store.days(ctx, member_ids, zone, first, today)
    talked = await store.talked(ctx, member_ids, zone, first)
    counts = await store.todo_counts(ctx, member_ids, ctx.now)
    return Home(
        ctx.now,
        await store.today(ctx, member_ids, days[-1], talked.get(today, 0)),
        [
            TrendDay(day.day, day.added, day.lost, talked.get(day.day, 0), day.messages)
            for day in days
        ],
        [_todo(kind, count, language) for kind, count in counts.items() if count],
    )


def _todo(kind: str, count: int, language: str) -> Todo:
    link, zh, en = _TODOS[kind]
    return Todo(kind, count, en if language == "en" else zh, link)
