"""Shapes of statistics. Days are the corp's own, by its time zone."""

from datetime import date

import msgspec

from reunion.core.errors import Invalid

LONGEST_SPAN = 30
KEPT = 180
MEMBERS = 100


class Behavior(msgspec.Struct, frozen=True):
    """One day of some members. `answered` of `asked` conversations that the customer began got an
    answer; `wait_seconds` is the average until the first answer, None without any."""

    day: date
    chats: int
    messages: int
    asked: int
    answered: int
    wait_seconds: float | None
    lost: int
    requested: int
    added: int


class Today(msgspec.Struct):
    """`waiting`: conversations of the last three days where the customer spoke last; `lost`: on either
    side."""

    added: int
    lost: int
    talked: int
    waiting: int
    customers: int
    members: int


class TrendDay(msgspec.Struct):
    """`talked`: conversations with customers in which something was said."""

    day: date
    added: int
    lost: int
    talked: int
    messages: int


class ToDo(msgspec.Struct):
    """Something that waits for headquarters; `link` is a page inside the console."""

    kind: str
    count: int
    text: str
    link: str


class Home(msgspec.Struct):
    today: Today
    trend: list[TrendDay]
    todos: list[ToDo]


class SpanInvalid(Invalid):
    """Backwards, too long, or too long ago."""

    errcode = 40035
    code = "span"
    title_zh = "时间范围须在最近 {kept} 天内，且不超过 {longest} 天"
    title_en = "The span must lie within the last {kept} days and be at most {longest} days long"


class NobodyNamed(Invalid):
    """Neither userid nor partyid, or more than 100."""

    errcode = 40035
    code = "nobody_named"
    title_zh = "userid 与 partyid 至少给一个，各不超过 {limit} 个"
    title_en = "Give userid or partyid, at most {limit} of each"


def check_span(first: date, last: date, today: date) -> None:
    """Raises SpanInvalid."""
    if last < first or (last - first).days >= LONGEST_SPAN or (today - first).days > KEPT:
        raise SpanInvalid(kept=KEPT, longest=LONGEST_SPAN)
