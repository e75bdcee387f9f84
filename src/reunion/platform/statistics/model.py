"""Figures by day. A day is one of the corp's own time zone."""

from datetime import date, datetime, timedelta

import msgspec

from reunion.core.errors import AppError

MEMBERS_A_CALL = 100
LONGEST_SPAN = timedelta(days=30)
KEPT = timedelta(days=180)
TREND_DAYS = 30


class BadSpan(AppError):
    """The asked days are in the wrong order, too many, or too old (limits.md)."""

    errcode = 40035
    status = 422
    code = "bad_span"
    title_zh = "时间范围不对：结束不早于开始，最多 30 天，且在最近 180 天内"
    title_en = (
        "The span is not valid: the end not before the start, at most 30 days, within the last 180"
    )


class TooManyMembers(AppError):
    """More than 100 members and departments in one call, or none."""

    errcode = 40035
    status = 422
    code = "too_many_members"
    title_zh = "userid 与 partyid 合计 1 到 100 个"
    title_en = "Give 1 to 100 userids and partyids in all"


class Day(msgspec.Struct, frozen=True):
    """What some members did with customers on one day.

    `chats`: conversations in which a member wrote; `asked`: those that the customer began; `replied`:
    of these, answered on the same day; `reply_seconds`: mean time to the first answer.
    """

    day: date
    chats: int = 0
    messages: int = 0
    asked: int = 0
    replied: int = 0
    reply_seconds: float = 0
    lost: int = 0
    requests: int = 0
    added: int = 0


class Today(msgspec.Struct, frozen=True):
    """`waiting`: customers whose last words, of the last three days, have no answer."""

    added: int
    lost: int
    talked: int
    waiting: int
    customers: int
    members: int


class TrendDay(msgspec.Struct, frozen=True):
    day: date
    added: int
    lost: int
    talked: int
    messages: int


class Todo(msgspec.Struct, frozen=True):
    """Something to look after; `link` is a path inside the console."""

    kind: str
    count: int
    text: str
    link: str


class Home(msgspec.Struct, frozen=True):
    """The console's first page. `at`: when it was counted."""

    at: datetime
    today: Today
    trend: list[TrendDay]
    todos: list[Todo]
