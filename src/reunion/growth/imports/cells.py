"""What a cell says: times, amounts and whole numbers as people and programs write them."""

import math
import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from reunion.core.errors import Text

_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_MONEY = re.compile(r"[¥￥$,，\s元]")
_EARLIEST, _LATEST = 1900, 2100


class Unread(Exception):
    """The cell does not say what it should; `text` for people."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def words(value: Any) -> str:
    """A cell as text: 13800000000.0 of a spreadsheet is 13800000000."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()


def moment(value: Any, zone: ZoneInfo) -> datetime:
    """A time with its zone, the company's where none is written; a day alone is its noon, so that it
    stays the same day in every report."""
    found = value if isinstance(value, datetime) else _moment(value)
    if not _EARLIEST <= found.year <= _LATEST:
        raise _no_time()
    return found if found.tzinfo else found.replace(tzinfo=zone)


def birthday(value: Any, zone: ZoneInfo) -> datetime:
    """As `moment`; what is wrong with it is said of a day."""
    try:
        return moment(value, zone)
    except Unread as error:
        raise Unread(Text("不是日期，例如 1990-05-20", "not a day such as 1990-05-20")) from error


def _moment(value: Any) -> datetime:
    if isinstance(value, date):
        return datetime.combine(value, time(12))
    text = words(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ].+", text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    day = _DAY.match(text)
    if day is None:
        raise _no_time()
    rest = text[day.end() :].strip(" T")
    clock = _CLOCK.fullmatch(rest)
    if rest and clock is None:
        raise _no_time()
    hour = (int(clock[1]), int(clock[2]), int(clock[3] or 0)) if clock else (12, 0, 0)
    try:
        return datetime(int(day[1]), int(day[2]), int(day[3]), *hour)  # noqa: DTZ001 (the caller's zone)
    except ValueError as error:
        raise _no_time() from error


def _no_time() -> Unread:
    return Unread(Text("不是时间，例如 2026-05-20 14:30", "not a time such as 2026-05-20 14:30"))


def amount(value: Any, unit: str) -> int:
    """Whole fen, rounded half to even where the file has more places."""
    try:
        number = Decimal(
            _MONEY.sub("", words(value) if not isinstance(value, float) else repr(value))
        )
        if not number.is_finite():
            raise InvalidOperation
    except InvalidOperation as error:
        raise Unread(Text("不是金额，例如 128.50", "not an amount such as 128.50")) from error
    fen = int((number * 100 if unit == "yuan" else number).to_integral_value())
    if not 0 <= fen < 10**13:
        raise Unread(Text("金额应在 0 以上", "an amount is not below 0"))
    return fen


def whole(value: Any) -> int:
    """A count from 0 on."""
    try:
        number = float(words(value).replace(",", ""))
    except ValueError:
        number = math.nan
    if not (number >= 0 and number.is_integer() and number < 10**9):
        raise Unread(Text("不是整数", "not a whole number"))
    return int(number)
