"""Figures of groups: shapes and spans."""

from datetime import date, timedelta

import msgspec

from reunion.core.errors import Invalid

KEPT = 180
LONGEST_SPAN = 30
OWNERS = 100


class GroupDay(msgspec.Struct):
    """One day of the company's time zone; `groups` and `members` as they stood at its end."""

    day: date
    new_groups: int
    groups: int
    active_groups: int
    joined: int
    left: int
    members: int
    active_members: int
    messages: int


class OwnerSums(msgspec.Struct):
    """The same for one owner and a span of days; who looked after a group last on a day has its day."""

    owner_id: int
    userid: str
    name: str
    new_groups: int
    groups: int
    active_groups: int
    joined: int
    left: int
    members: int
    active_members: int
    messages: int


class GroupStatistics(msgspec.Struct):
    days: list[GroupDay]
    owners: list[OwnerSums]


class SpanInvalid(Invalid):
    """At most 30 days, within the last 180."""

    errcode = 40058
    code = "span_invalid"
    title_zh = "时间范围须在最近 {kept} 天内，且不超过 {longest} 天"
    title_en = "The span must lie within the last {kept} days and be {longest} days at most"


class TooManyOwners(Invalid):
    errcode = 40058
    code = "too_many_owners"
    title_zh = "一次最多 {limit} 位群主"
    title_en = "At most {limit} owners at a time"


def check_span(first: date, last: date, today: date) -> None:
    """Raises SpanInvalid."""
    if not (
        today - timedelta(days=KEPT) <= first <= last <= today
        and (last - first).days <= LONGEST_SPAN
    ):
        raise SpanInvalid(kept=KEPT, longest=LONGEST_SPAN)
