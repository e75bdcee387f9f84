"""What WeCom's lists share: how many are asked for, and between which times."""

from datetime import UTC, datetime, timedelta

from reunion.core.errors import Invalid, Text


def limit_or(given: int, most: int, otherwise: int) -> int:
    """How many of a list; as WeCom does, what is out of range is as if it were not given."""
    return given if 1 <= given <= most else otherwise


def span(
    start_time: int, end_time: int, longest: timedelta, too_long: Text
) -> tuple[datetime, datetime]:
    """From a second since 1970 to another, its whole second included; raises Invalid."""
    try:
        start = datetime.fromtimestamp(start_time, UTC)
        end = datetime.fromtimestamp(end_time, UTC) + timedelta(seconds=1)
    except (OverflowError, ValueError, OSError):
        wrong = Text("须为秒", "must be seconds since 1970")
        raise Invalid(start_time=wrong) from None
    if not start < end <= start + longest + timedelta(seconds=1):
        raise Invalid(end_time=too_long)
    return start, end
