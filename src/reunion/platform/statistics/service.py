"""What members did, day by day; and what headquarters sees first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reunion.core.context import Context
from reunion.platform.broadcasts import service as broadcasts
from reunion.platform.corps import service as corps
from reunion.platform.directory import service as directory
from reunion.platform.directory.departments import service as tree
from reunion.platform.handover import service as handover
from reunion.platform.interception import service as interception
from reunion.platform.statistics.model import (
    MEMBERS,
    Behavior,
    Home,
    NobodyNamed,
    ToDo,
    check_span,
)
from reunion.platform.statistics.store import counting, reading, standing

_TREND_DAYS = 30

# kind: Chinese text, English text, page of the console
_TODOS: dict[str, tuple[str, str, str]] = {
    "alerts": (
        "敏感词与敏感行为的新提醒",
        "New alerts of words and acts that you watch",
        "/interception/hits?mine=true",
    ),
    "broadcasts": (
        "群发等待批准",
        "Broadcasts waiting for approval",
        "/broadcasts?state=review",
    ),
    "requests": (
        "客户申请等待成员通过",
        "Customers waiting to be accepted",
        "/customers?state=requested",
    ),
    "unassigned": (
        "离职成员的客户等待接替",
        "Customers of members who left, without a successor",
        "/handovers",
    ),
    "ownerless": (
        "离职成员的客户群等待新群主",
        "Customer groups of members who left, without a new owner",
        "/handovers",
    ),
    "idle": (
        "停用或无权限成员的客户无人服务",
        "Customers of members who are disabled or may have none",
        "/handovers",
    ),
    "idle_groups": (
        "停用或无权限成员的客户群无人管理",
        "Customer groups of members who are disabled or may have no customers",
        "/handovers",
    ),
    "nearly_full": (
        "成员的客户数接近上限",
        "Members close to their limit of customers",
        "/directory",
    ),
    "expiring": (
        "联系我二维码将在 7 天内过期",
        "Contact codes that expire within 7 days",
        "/contact-ways",
    ),
    "failed": (
        "近一天推送失败的回调",
        "Callbacks that failed within the last day",
        "/deliveries?state=failed",
    ),
}


async def behavior(
    ctx: Context, userids: list[str], departments: list[int], start: int, end: int
) -> tuple[list[Behavior], ZoneInfo]:
    """All named members together, by day of the corp's time zone; the present day is left out, as it
    is not over. `start` and `end` in seconds since 1970.

    Raises NobodyNamed, SpanInvalid, MemberNotFound, DepartmentNotFound.
    """
    if not (userids or departments) or len(userids) > MEMBERS or len(departments) > MEMBERS:
        raise NobodyNamed(limit=MEMBERS)
    zone = await _zone(ctx)
    first, last, today = (_day(one, zone) for one in (start, end, ctx.now))
    check_span(first, last, today)
    members = {one.id for one in await directory.require_all(ctx, userids)}
    if departments:
        await tree.require_all(ctx, departments)
        members |= set(await directory.members_of_departments(ctx, departments))
    last = min(last, today - timedelta(days=1))
    found = await reading.behavior(ctx, sorted(members), first, last)
    return found, zone


async def home(ctx: Context, departments: tuple[int, ...] | None, language: str) -> Home:
    """Today, the last thirty days, and what waits; `departments` None: the whole company."""
    zone = await _zone(ctx)
    today = _day(ctx.now, zone)
    members = None
    if departments is not None:
        members = await directory.members_of_departments(ctx, list(departments))
    first = today - timedelta(days=_TREND_DAYS - 1)
    trend = await reading.trend(ctx, members, first, today)
    waiting = await standing.waiting(ctx, members)
    customers, staff = await standing.standing(ctx, members)
    matters = await standing.open_matters(ctx, members)
    left = await handover.unassigned(ctx, departments)
    matters |= {"unassigned": left.customers, "ownerless": left.groups,
                "idle": left.idle, "idle_groups": left.idle_groups}  # fmt: skip
    matters["alerts"] = await interception.alerts(ctx)
    if members is None:
        matters["broadcasts"] = await broadcasts.to_decide(ctx)
        matters["failed"] = await standing.failed_deliveries(ctx)
    todos = [_todo(kind, matters[kind], language) for kind in _TODOS if matters.get(kind)]
    return Home(standing.today_of(trend, waiting, customers, staff), trend, todos)


async def recount(tx: Any) -> None:
    """Every corp's sums anew, from messages and events: after rows were written past the verbs, or a
    company changed its time zone. Counting waits meanwhile; reading does not."""
    await counting.recount(tx)


def _todo(kind: str, count: int, language: str) -> ToDo:
    zh, en, link = _TODOS[kind]
    return ToDo(kind, count, en if language == "en" else zh, link)


async def _zone(ctx: Context) -> ZoneInfo:
    return await corps.zone(ctx)


def _day(moment: int | datetime, zone: ZoneInfo) -> date:
    at = moment if isinstance(moment, datetime) else datetime.fromtimestamp(moment, UTC)
    return at.astimezone(zone).date()
