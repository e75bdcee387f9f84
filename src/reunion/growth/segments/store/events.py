"""Conditions on what happened to a person: rows of tracked_event, and what they come to together."""

from collections.abc import Iterable
from datetime import datetime

from reunion.growth.calendar.model import Now
from reunion.growth.segments import definition as d
from reunion.growth.segments.store import facts, lists
from reunion.growth.segments.store.sql import MOMENT, Parameters, Sql, joined, names
from reunion.growth.segments.windows import Span, said

_TEXTS = {"subject", "source", "userid"}
_AMOUNT = "amount_fen"
_DAY = "^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$"


def rows(event: str, where: Iterable[d.Filter], limits: Span, now: Now, new: Parameters) -> Sql:
    """The events of a condition."""
    return joined(
        "AND",
        [
            new.sql("name = $", ("String", event)),
            facts.within("at", limits, new),
            *(_filter(one, now, new) for one in where),
        ],
    )


def named(event: str, new: Parameters) -> Sql:
    return new.sql("name = $", ("String", event))


def _filter(one: d.Filter, now: Now, new: Parameters) -> Sql:
    name = one.property
    if name == _AMOUNT:
        if one.is_ in facts.NUMERIC:
            return facts.number(_AMOUNT, one.is_, one.value, new)
        return Sql("1" if one.is_ in {"known", "none_of"} else "0")
    if name in _TEXTS:
        if one.is_ in facts.NUMERIC or one.is_ in {"true", "false"}:
            return Sql("0")
        if one.is_ == "within":
            return day(name, one, now, new)
        return facts.text(name, one.is_, one.value, new)
    if lists.LIST in name:
        return lists.filtered(one, lambda text: day(text, one, now, new), new)
    path = _path(name)
    if one.is_ in facts.NUMERIC:
        return facts.number(_number(path), one.is_, one.value, new)
    if one.is_ == "within":
        return day(f"ifNull({path}.:String, '')", one, now, new)
    if one.is_ in {"true", "false"}:
        return Sql(f"ifNull({path}.:Bool = {one.is_}, 0)")
    if one.is_ in {"known", "unknown"}:
        return Sql(f"dynamicType({path}) {'!=' if one.is_ == 'known' else '='} 'None'")
    return facts.text(f"ifNull({path}.:String, '')", one.is_, one.value, new)


def day(text: str, one: d.Filter, now: Now, new: Parameters) -> Sql:
    """On a text: a day, written 2026-05-01, in a window."""
    limits = said(d.window_of(one.value), now)
    pieces = [new.sql(f"match({text}, $)", ("String", _DAY))]
    if limits.first is not None:
        pieces.append(new.sql(f"{text} >= $", ("String", limits.first.isoformat())))
    pieces.append(new.sql(f"{text} <= $", ("String", limits.last.isoformat())))
    return joined("AND", pieces)


def _path(name: str) -> str:
    return f"properties.{names(name)}"


def _number(path: str) -> str:
    return f"coalesce({path}.:Float64, toFloat64({path}.:Int64))"


def measured(one: d.Did, among: Sql | None) -> str:
    """What a person's events come to: their number, or a sum. `among`: those of the rows that count."""
    if one.sum is None:
        return f"countIf({among.text})" if among else "count()"
    if one.sum == _AMOUNT:
        value = _AMOUNT
    elif lists.LIST in one.sum:
        value = lists.summed(one.sum)
    else:
        value = _number(_path(one.sum))
    summed = f"sumIf({value}, {among.text})" if among else f"sum({value})"
    return summed if one.sum == _AMOUNT else f"ifNull({summed}, 0)"


def in_bounds(one: d.Did, among: Sql | None, new: Parameters) -> Sql:
    """On a person's events together."""
    measure = measured(one, among)
    kept = among.parameters if among else {}
    low = 1.0 if one.at_least is None and one.at_most is None else one.at_least
    pieces: list[Sql] = []
    if low is not None:
        pieces.append(new.sql(f"{measure} >= $", ("Float64", low)))
    if one.at_most is not None:
        pieces.append(new.sql(f"{measure} <= $", ("Float64", one.at_most)))
    both = joined("AND", pieces)
    return Sql(both.text, {**kept, **both.parameters})


def none_of(among: Sql) -> Sql:
    """On a person's events, where others are among them: none of these."""
    return Sql(f"countIf({among.text}) = 0", among.parameters)


def last_before(until: datetime, among: Sql | None, new: Parameters) -> Sql:
    """On a person's events up to now: none of them is later."""
    last = f"maxIf(at, {among.text})" if among else "max(at)"
    return _there(new.sql(f"{last} < $", (MOMENT, until)), among)


def first_from(since: datetime, among: Sql | None, new: Parameters) -> Sql:
    """On a person's events from the first on: none of them is earlier."""
    first = f"minIf(at, {among.text})" if among else "min(at)"
    return _there(new.sql(f"{first} >= $", (MOMENT, since)), among)


def _there(extreme: Sql, among: Sql | None) -> Sql:
    """The earliest or latest of no events at all is 1970."""
    if among is None:
        return extreme
    some = f"countIf({among.text}) > 0 AND {extreme.text}"
    return Sql(some, {**among.parameters, **extreme.parameters})


def one_after_other(one: d.Sequence, first: Sql, then: Sql, new: Parameters) -> Sql:
    """On a person's rows of both steps: some `then` comes later than a `first`, in time.

    Each event is its millisecond twice, plus one where it is `first`: sorted, a `then` stands before a
    `first` of the same moment, and looks back to the last `first` before it.
    """
    moment = "toUnixTimestamp64Milli(at) * 2"
    if one.first.event == one.then.event:
        steps = (
            f"arraySort(groupArrayArray(arrayConcat(if({then.text}, [{moment}], []), "
            f"if({first.text}, [{moment} + 1], []))))"
        )
        given = {**first.parameters, **then.parameters}
    else:
        kind = named(one.first.event, new)
        steps = f"arraySort(groupArray({moment} + ({kind.text})))"
        given = kind.parameters
    reach = new.sql(
        f"arrayExists((step, before) -> step % 2 = 0 AND before % 2 = 1 "
        f"AND step - before < $, {steps} AS steps, arrayFill(step -> step % 2 = 1, steps))",
        ("Int64", one.within_days * 86_400_000 * 2),
    )
    return Sql(reach.text, {**given, **reach.parameters})
