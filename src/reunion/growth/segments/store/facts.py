"""Conditions on what is known of a person: attributes, place, follow relations, scores. None is null."""

import math
from typing import Any

from reunion.growth.calendar.model import Now
from reunion.growth.segments import definition as d
from reunion.growth.segments.model import Field
from reunion.growth.segments.store.sql import MOMENT, Parameters, Sql, joined
from reunion.growth.segments.windows import Span, anniversaries, days, span

EARTH_M = 6_371_008.8
NUMERIC = {"at_least", "at_most", "between"}
"""What is asked of numbers alone."""
_TEXTS = "Array(String)"
_EVERY = Sql("1")


def attribute(one: d.Attribute, field: Field, now: Now, new: Parameters) -> Sql:
    """On rows of profile_facts."""
    match field.type:
        case "text" | "choice":
            own = field.column.startswith("f_")  # the standard ones are never null
            column = f"ifNull({field.column}, '')" if own else field.column
            return text(column, one.is_, one.value, new)
        case "choices":
            return _choices(field.column, one.is_, one.value, new)
        case "number" if field.key == "age":
            return _age(field.column, one.is_, one.value, now, new)
        case "number":
            return number(field.column, one.is_, one.value, new)
        case "boolean":
            return boolean(field.column, one.is_)
        case "date" | "time":
            return _moment(one, field, now, new)


def text(column: str, is_: str, value: Any, new: Parameters) -> Sql:
    """On a text; what is not known is empty."""
    match is_:
        case "one_of":
            return new.sql(f"{column} IN $", (_TEXTS, list(value)))
        case "none_of":
            return new.sql(f"{column} NOT IN $", (_TEXTS, list(value)))
        case "contains":
            sought = ("String", value)
            return new.sql(f"position(lowerUTF8({column}), lowerUTF8($)) > 0", sought)
        case "starts_with":
            return new.sql(f"startsWith(lowerUTF8({column}), lowerUTF8($))", ("String", value))
        case "known":
            return Sql(f"{column} != ''")
        case _:
            return Sql(f"{column} = ''")


def number(column: str, is_: str, value: Any, new: Parameters) -> Sql:
    """On a number; null is not known."""
    match is_:
        case "at_least":
            return new.sql(f"ifNull({column} >= $, 0)", ("Float64", value))
        case "at_most":
            return new.sql(f"ifNull({column} <= $, 0)", ("Float64", value))
        case "between":
            low, high = value
            return new.sql(
                f"ifNull({column} >= $ AND {column} <= $, 0)", ("Float64", low), ("Float64", high)
            )
        case "known":
            return Sql(f"isNotNull({column})")
        case _:
            return Sql(f"isNull({column})")


def boolean(column: str, is_: str) -> Sql:
    """On yes or no; null is neither known nor true."""
    match is_:
        case "true":
            return Sql(f"ifNull({column} = 1, 0)")
        case "false":
            return Sql(f"ifNull({column} = 0, 1)")
        case "known":
            return Sql(f"isNotNull({column})")
        case _:
            return Sql(f"isNull({column})")


def _age(column: str, is_: str, value: Any, now: Now, new: Parameters) -> Sql:
    """On whole years since a day, as days between which it lies: an index can find those."""
    if is_ in {"known", "unknown"}:
        return number(column, is_, value, new)
    low, high = value if is_ == "between" else (value, value)
    pieces = [Sql(f"isNotNull({column})")]
    if is_ != "at_most":
        pieces.append(_born(column, "<=", math.ceil(low), now, new))
    if is_ != "at_least":
        pieces.append(_born(column, ">", math.floor(high) + 1, now, new))
    return joined("AND", pieces)


def _born(column: str, how: str, years: int, now: Now, new: Parameters) -> Sql:
    """Before or after the day so many years ago; days lie between 1900 and 2299."""
    day = _years_ago(now, years)
    if day is None:
        return Sql("1" if (how == "<=") == (years < 0) else "0")
    return new.sql(f"{column} {how} toDate32($)", ("String", day))


def _years_ago(now: Now, years: int) -> str | None:
    """The last day on which who is so old was born; None: not among the engine's days."""
    day = now.today
    if not 1900 < day.year - years < 2299:
        return None
    try:
        return day.replace(year=day.year - years).isoformat()
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28).isoformat()


def _choices(column: str, is_: str, value: Any, new: Parameters) -> Sql:
    match is_:
        case "one_of":
            return new.sql(f"hasAny({column}, $)", (_TEXTS, list(value)))
        case "all_of":
            return new.sql(f"hasAll({column}, $)", (_TEXTS, list(value)))
        case "none_of":
            return new.sql(f"NOT hasAny({column}, $)", (_TEXTS, list(value)))
        case "known":
            return Sql(f"notEmpty({column})")
        case _:
            return Sql(f"empty({column})")


def _moment(one: d.Attribute, field: Field, now: Now, new: Parameters) -> Sql:
    column = field.column
    match one.is_:
        case "known":
            return Sql(f"isNotNull({column})")
        case "unknown":
            return Sql(f"isNull({column})")
        case "anniversary":
            born = f"toMonth({column}) * 100 + toDayOfMonth({column})"
            wanted = ("Array(UInt16)", anniversaries(now, one.value))
            return new.sql(f"ifNull(({born}) IN $, 0)", wanted)
        case _:
            pass
    window = d.window_of(one.value)
    if field.type == "time":
        return within(column, span(window, now), new)
    limits = days(window, now)
    last = new.sql(f"ifNull({column} <= toDate32($), 0)", ("String", limits.last.isoformat()))
    if limits.first is None:
        return last
    first = new.sql(f"ifNull({column} >= toDate32($), 0)", ("String", limits.first.isoformat()))
    return joined("AND", [first, last])


def within(column: str, limits: Span, new: Parameters) -> Sql:
    """On a moment."""
    until = new.sql(f"{column} < $", (MOMENT, limits.until))
    if limits.since is None:
        return until
    return joined("AND", [new.sql(f"{column} >= $", (MOMENT, limits.since)), until])


def near(one: d.Near, new: Parameters) -> Sql:
    """On rows of profile_facts: a box around the circle first, then the great circle (haversine)."""
    away = math.degrees(one.within_m / EARTH_M) * 1.001
    box = [
        new.sql(
            "latitude BETWEEN $ AND $",
            ("Float64", one.latitude - away), ("Float64", one.latitude + away),
        )
    ]  # fmt: skip
    widest = math.cos(math.radians(min(abs(one.latitude) + away, 90)))
    if widest > 0.01 and abs(one.longitude) + (sideways := away / widest) < 180:
        box.append(
            new.sql(
                "longitude BETWEEN $ AND $",
                ("Float64", one.longitude - sideways), ("Float64", one.longitude + sideways),
            )
        )  # fmt: skip
    circle = new.sql(
        "pow(sin(radians(latitude - $) / 2), 2) + $ * cos(radians(latitude)) * "
        "pow(sin(radians(longitude - $) / 2), 2) <= $",
        ("Float64", one.latitude),
        ("Float64", math.cos(math.radians(one.latitude))),
        ("Float64", one.longitude),
        ("Float64", math.sin(min(one.within_m / EARTH_M / 2, math.pi / 2)) ** 2),
    )
    known = [Sql("isNotNull(latitude)"), Sql("isNotNull(longitude)")]
    return joined("AND", [*known, *box, circle])


def follow(one: d.Follow, now: Now, new: Parameters) -> Sql:
    """On rows of follow_facts."""
    pieces = _listed(one, new)
    match one.status:
        case "current":
            pieces.append(Sql("isNull(ended_at)"))
        case "ended":
            pieces.append(Sql("isNotNull(ended_at)"))
        case "lost" | "dropped":
            pieces.append(new.sql("state = $", ("String", one.status)))
        case "ever":
            pass
    if one.added is not None:
        pieces.append(within("added_at", span(one.added, now), new))
    return joined("AND", pieces) if pieces else _EVERY


def _listed(one: d.Follow | d.Source, new: Parameters, column: str = "{}") -> list[Sql]:
    pieces: list[Sql] = []
    if one.userids:
        pieces.append(new.sql(f"{column.format('userid')} IN $", (_TEXTS, one.userids)))
    if one.channels:
        pieces.append(new.sql(f"{column.format('channel')} IN $", (_TEXTS, one.channels)))
    if one.add_ways:
        pieces.append(new.sql(f"{column.format('add_way')} IN $", ("Array(Int64)", one.add_ways)))
    return pieces


def source(one: d.Source, new: Parameters) -> Sql:
    """On a person's rows of follow_facts taken together: the first of them."""
    return joined("AND", _listed(one, new, "argMin({}, (added_at, userid))"))


def rfm(one: d.Rfm, new: Parameters) -> Sql:
    """On rows of prediction_facts."""
    columns = {"rfm_r": one.recency, "rfm_f": one.frequency, "rfm_m": one.monetary}
    return joined(
        "AND",
        (
            new.sql(f"{column} IN $", ("Array(UInt8)", list(scores)))
            for column, scores in columns.items()
            if scores
        ),
    )


def prediction(one: d.Prediction, new: Parameters) -> Sql:
    """On rows of prediction_facts."""
    pieces: list[Sql] = []
    if one.at_least is not None:
        pieces.append(number(one.of, "at_least", one.at_least, new))
    if one.at_most is not None:
        pieces.append(number(one.of, "at_most", one.at_most, new))
    return joined("AND", pieces)
