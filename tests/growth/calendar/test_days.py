"""When the days of a company begin."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from reunion.growth.calendar.model import Now
from reunion.growth.segments.definition import Window
from reunion.growth.segments.windows import Span, span


def _at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_it_is_another_day_elsewhere() -> None:
    at = datetime(2026, 3, 8, 17, tzinfo=UTC)
    assert Now(at, ZoneInfo("Asia/Shanghai")).today == date(2026, 3, 9)
    assert Now(at, ZoneInfo("America/New_York")).today == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("zone", "day", "since", "until"),
    [
        ("Asia/Shanghai", date(2026, 3, 8), _at(7, 16), _at(8, 16)),
        ("America/New_York", date(2026, 3, 8), _at(8, 5), _at(9, 4)),  # 23 hours
        ("America/New_York", date(2026, 11, 1), _at(1, 4, month=11), _at(2, 5, month=11)),  # 25
        (
            "Africa/Cairo",
            date(2026, 4, 24),
            _at(23, 22, month=4),
            _at(24, 21, month=4),
        ),  # no midnight
        (
            "America/Havana",
            date(2026, 11, 1),
            _at(1, 4, month=11),
            _at(2, 5, month=11),
        ),  # two of them
    ],
)
def test_a_day_is_as_long_as_the_clocks_say(
    zone: str, day: date, since: datetime, until: datetime
) -> None:
    now = Now(datetime(2027, 1, 1, tzinfo=UTC), ZoneInfo(zone))
    assert span(Window(since=day, until=day), now) == Span(since, until)
