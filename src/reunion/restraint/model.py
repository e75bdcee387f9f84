"""Policies, verdicts and the periods that limits count in; no I/O."""

import calendar
from collections.abc import Sequence, Set
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

Channel = Literal["broadcast", "moment", "group", "automated"]
Purpose = Literal["marketing", "service"]
Period = Literal["day", "week", "month"]
Class = Literal["broadcast", "moment", "marketing", "service", "every"]
PERIODS: tuple[Period, ...] = get_args(Period)
UNLIMITED = 32_767
"""More than any counter holds: no limit."""

Cap = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Caps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At most this many touches of a customer within a day, a week from Monday, a month; null: no limit."""

    day: Cap | None = None
    week: Cap | None = None
    month: Cap | None = None


class QuietHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Within these hours of the company's time zone nothing is sent; over midnight when `since` is later."""

    since: Clock
    until: Clock


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=False):
    """A company's rules for all that touches customers; each can only be stricter than WeCom's own.

    `broadcast` chooses WeCom's limit on mass sends per customer (path 92135): as many a month as the
    month has days, 7 a week, or 1 a day.
    """

    broadcast: Literal["month", "week", "day"] = "month"
    moments_a_day: Annotated[int, msgspec.Meta(ge=0, le=3)] = 3
    marketing: Caps = Caps()
    service: Caps = Caps()
    every: Caps = Caps()
    quiet_hours: QuietHours | None = None
    quiet_for: tuple[Purpose, ...] = ("marketing",)


class Days(msgspec.Struct, frozen=True):
    """The day, week and month that a touch counts in, each as first and last day."""

    day: date
    week: date
    month: date

    @classmethod
    def of(cls, at: datetime, zone: ZoneInfo) -> "Days":
        """The periods around a time, as a calendar in `zone` has them."""
        day = at.astimezone(zone).date()
        return cls(day, day - timedelta(days=day.weekday()), day.replace(day=1))

    def first(self, period: Period) -> date:
        return getattr(self, period)

    def last(self, period: Period) -> date:
        if period == "day":
            return self.day
        if period == "week":
            return self.week + timedelta(days=6)
        return self.month.replace(day=calendar.monthrange(self.month.year, self.month.month)[1])


class Touch(msgspec.Struct, frozen=True):
    """What wants to be sent. (`source`, `source_id`) names it, such as ("broadcast", 17): a customer gets
    it at most once. A higher `priority` may use room that others have reserved."""

    channel: Channel
    purpose: Purpose
    source: str
    source_id: int
    priority: int = 0

    @property
    def key(self) -> str:
        return f"{self.source}:{self.source_id}"

    @property
    def classes(self) -> tuple[Class, ...]:
        """The counters that it counts in."""
        if self.channel == "broadcast" or self.channel == "moment":
            return (self.channel, self.purpose, "every")
        return (self.purpose, "every")


class Ask(msgspec.Struct, frozen=True):
    """One customer, and the member in whose name it comes. `barred`: why it cannot reach her at all
    (no friend any more, blocked), which the caller knows."""

    contact_id: int
    member_id: int
    barred: str | None = None


class Asks(msgspec.Struct, frozen=True):
    """Many asks as columns, each in the same order."""

    contact_ids: list[int]
    member_ids: list[int]
    barred: list[str | None]

    @classmethod
    def of(cls, asks: "Sequence[Ask] | Asks") -> "Asks":
        """As they are, or from asks one by one."""
        if isinstance(asks, Asks):
            return asks
        return cls(
            [ask.contact_id for ask in asks],
            [ask.member_id for ask in asks],
            [ask.barred for ask in asks],
        )

    def but(self, contact_ids: Set[int]) -> "Asks":
        """Those of other customers."""
        kept = [at for at, one in enumerate(self.contact_ids) if one not in contact_ids]
        return Asks(
            [self.contact_ids[at] for at in kept],
            [self.member_ids[at] for at in kept],
            [self.barred[at] for at in kept],
        )


class Refusal(msgspec.Struct, frozen=True):
    """Why a customer does not get it: the rule, what was counted, and what is allowed."""

    rule: str
    counted: int | None = None
    allowed: int | None = None


class Line(msgspec.Struct, frozen=True):
    """One line of the ledger; `refused_by` null: it was sent."""

    contact_id: int
    source: str
    source_id: int
    member_id: int
    channel: Channel
    purpose: Purpose
    refused_by: str | None
    counted: int | None
    allowed: int | None
    at: datetime


class Verdicts(msgspec.Struct, frozen=True):
    """`permitted` may be sent now; `already` were decided before and must not be sent again."""

    permitted: frozenset[int]
    refused: dict[int, Refusal]
    already: frozenset[int]


class Limits(msgspec.Struct, frozen=True):
    """A policy for one time: the cap of each class and period."""

    caps: dict[tuple[Class, Period], int]

    def cap(self, one: Class, period: Period) -> int:
        return self.caps.get((one, period), UNLIMITED)


def limits(policy: Policy, days: Days) -> Limits:
    """What counts on these days: WeCom's limits with the company's beside them."""
    broadcast: dict[Period, int] = {
        "month": days.last("month").day,
        "week": 7 if policy.broadcast == "week" else UNLIMITED,
        "day": 1 if policy.broadcast == "day" else UNLIMITED,
    }
    caps: dict[tuple[Class, Period], int] = {
        ("broadcast", period): cap for period, cap in broadcast.items()
    }
    caps["moment", "day"] = policy.moments_a_day
    own: dict[Class, Caps] = {
        "marketing": policy.marketing, "service": policy.service, "every": policy.every,
    }  # fmt: skip
    for one, given in own.items():
        for period in PERIODS:
            cap = getattr(given, period)
            caps[one, period] = UNLIMITED if cap is None else cap
    return Limits(caps)


def quiet_until(policy: Policy, purpose: Purpose, at: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that `at` lies in are over; None when it does not."""
    hours = policy.quiet_hours
    if hours is None or purpose not in policy.quiet_for or hours.since == hours.until:
        return None
    local = at.astimezone(zone)
    since, until = time.fromisoformat(hours.since), time.fromisoformat(hours.until)
    now = local.time()
    if since < until:
        return _at(local.date(), until, zone) if since <= now < until else None
    if now >= since:
        return _at(local.date() + timedelta(days=1), until, zone)
    return _at(local.date(), until, zone) if now < until else None


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone)


def rule_of(one: Class, period: Period) -> str:
    """The name of a limit in the ledger, such as marketing_week."""
    return f"{one}_{period}"


OPTED_OUT = "opted_out"
NEVER = date(1970, 1, 1)
"""The periods of a customer who was never touched."""
