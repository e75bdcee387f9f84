"""Where a customer stands: what she had in each period, what is held for her, and what is allowed; no I/O."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import msgspec

from reunion.restraint.model import (
    PERIODS,
    UNLIMITED,
    Channel,
    Class,
    Days,
    Limits,
    Period,
    Purpose,
)


class Count(msgspec.Struct, frozen=True):
    """Of one class within one period: sent, room held for scheduled sends, and the cap; null: no limit."""

    sent: int
    held: int
    allowed: int | None


class ClassCounts(msgspec.Struct, frozen=True):
    """The present day, the week from Monday and the month of one class."""

    counter: Class
    day: Count
    week: Count
    month: Count


class Held(msgspec.Struct, frozen=True):
    """Room that a scheduled send keeps on a day. `title`: what the send is called; may be empty."""

    source: str
    source_id: int
    day: date
    channel: Channel
    purpose: Purpose
    title: str = ""


class Standing(msgspec.Struct, frozen=True):
    """`refuses`: the purposes that the customer does not want; `held`: today's and later, by day."""

    counts: list[ClassCounts]
    refuses: list[Purpose]
    held: list[Held]


def standing(row: Mapping[str, Any] | None, days: Days, limits: Limits) -> Standing:
    """A customer's row of counters, read on these days; without a row she had nothing yet."""
    row = row or {}
    held = sorted(
        _held(row.get("held") or {}), key=lambda one: (one.day, one.source, one.source_id)
    )
    return Standing(
        counts=[
            ClassCounts(one, *(_count(row, one, period, days, limits, held) for period in PERIODS))
            for one in get_args(Class)
        ],
        refuses=[one for one in get_args(Purpose) if row.get(f"refuses_{one}")],
        held=[one for one in held if one.day >= days.day],
    )


def _held(held: dict[str, Any]) -> list[Held]:
    found = []
    for key, hold in held.items():
        source, _, source_id = key.rpartition(":")
        day = date.fromisoformat(hold["day"])
        found.append(Held(source, int(source_id), day, hold["channel"], hold["purpose"]))
    return found


def _count(
    row: Mapping[str, Any], one: Class, period: Period, days: Days, limits: Limits, held: list[Held]
) -> Count:
    first, last = days.first(period), days.last(period)
    current = row and row[period] >= first
    cap = limits.cap(one, period)
    return Count(
        sent=row[f"{one}_{period}"] if current else 0,
        held=sum(
            first <= hold.day <= last and one in (hold.channel, hold.purpose, "every")
            for hold in held
        ),
        allowed=None if cap == UNLIMITED else cap,
    )
