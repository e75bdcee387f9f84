"""When a window begins and ends. Days are those of the company's calendar."""

from datetime import date, datetime, timedelta

import msgspec

from reunion.growth.calendar.model import Now
from reunion.growth.segments.definition import Window


class Span(msgspec.Struct, frozen=True):
    """`since` counts, `until` does not; None: open."""

    since: datetime | None
    until: datetime


class Days(msgspec.Struct, frozen=True):
    """Both count; None: open."""

    first: date | None
    last: date


def days(window: Window, now: Now) -> Days:
    """The window's days, none of them after today."""
    day = now.today
    if window.last_days is not None:
        return Days(day - timedelta(days=window.last_days - 1), day)
    if window.days_ago is not None:
        oldest, newest = window.days_ago
        return Days(day - timedelta(days=oldest), day - timedelta(days=newest))
    return Days(window.since, min(window.until or day, day))


def said(window: Window, now: Now) -> Days:
    """The days of a window in which something is said to be, those to come too where it names days."""
    if window.since is None and window.until is None:
        return days(window, now)
    return Days(window.since, window.until or date.max)


def span(window: Window | None, now: Now) -> Span:
    """The window's time, whose end is not after the millisecond of now."""
    whole = now.at.microsecond // 1000 * 1000
    over = now.at.replace(microsecond=whole) + timedelta(milliseconds=1)
    if window is None:
        return Span(None, over)
    within = days(window, now)
    since = None if within.first is None else now.begins(within.first)
    return Span(since, min(now.begins(within.last + timedelta(days=1)), over))


def anniversaries(now: Now, ahead: int) -> list[int]:
    """Month and day, as month × 100 + day, of today and of so many days after it. Who was born on 29
    February has her day on the 28th in other years."""
    found: list[int] = []
    for number in range(ahead + 1):
        day = now.today + timedelta(days=number)
        found.append(day.month * 100 + day.day)
        if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3:
            found.append(229)
    return sorted(set(found))
