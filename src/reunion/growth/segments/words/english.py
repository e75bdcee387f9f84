"""A definition in English."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reunion.growth.segments import definition as d
from reunion.growth.segments.words.names import (
    FIELDS_EN,
    PREDICTIONS,
    Names,
    asked,
    bracketed,
    distance,
    number,
    titled,
    word,
)
from reunion.growth.tracking.names import OUR_EVENTS
from reunion.wecom.add_ways import ADD_WAYS

STATUS = {
    "current": "is a contact", "lost": "deleted a member", "dropped": "was deleted by a member",
    "ended": "is no longer a contact", "ever": "is or was a contact",
}  # fmt: skip


def told(one: d.Condition, known: Names) -> str:
    """The sentence."""
    one = d.bare(one)
    match one:
        case d.All(of):
            return " and ".join(_inner(part, known) for part in of)
        case d.AnyOf(of):
            return " or ".join(_inner(part, known) for part in of)
        case d.Not(of):
            return f"not ({told(of, known)})"
        case d.Attribute():
            name = FIELDS_EN.get(one.field) or known.fields.get(one.field, one.field)
            if one.is_ == "within":
                return f"{name} {window(d.window_of(one.value))}"
            if one.is_ == "anniversary":
                return f"{name} comes within {_days(one.value)}"
            return f"{name} {_compared(one.is_, one.value)}"
        case d.Tags():
            return _tags(one, known.tags)
        case d.Follow():
            return f"{STATUS[one.status]}{_listed(one, known)}"
        case d.Source():
            return f"came first{_listed(one, known)}"
        case d.Near():
            named = [_quoted(one.place)] if one.place else []
            if known.places.get(one.place) != (one.latitude, one.longitude):
                named.append(f"({number(one.latitude)}, {number(one.longitude)})")
            so_far, far = distance(one.within_m)
            return f"within {so_far} {'km' if far else 'm'} of {' '.join(named)}"
        case d.Did():
            when = f" {window(one.window)}" if one.window else ""
            return f"{_event(one.event, one.where, known)}{_measure(one, known)}{when}"
        case d.Never(event, where, limits):
            return f"never {_event(event, where, known)}{f' {window(limits)}' if limits else ''}"
        case d.Last(event, limits, where):
            return f"last {_event(event, where, known)} {window(limits)}"
        case d.First(event, limits, where):
            return f"first {_event(event, where, known)} {window(limits)}"
        case d.Sequence(first, then, days, limits):
            when = f" {window(limits)}" if limits else ""
            after = f"{_event(first.event, first.where, known)} and within {_days(days)}"
            return f"{after} then {_event(then.event, then.where, known)}{when}"
        case d.Rfm():
            named = {"R": one.recency, "F": one.frequency, "M": one.monetary}
            return "; ".join(
                f"{letter} score is {', '.join(map(str, scores))}"
                for letter, scores in named.items()
                if scores
            )
        case d.Prediction():
            return f"predicted {PREDICTIONS[one.of][1]}{_bounds(one.at_least, one.at_most, one.of)}"
        case d.InSegment(segment_id):
            return f"in segment {_of(known.segments, segment_id)}"
        case d.InSnapshot(snapshot_id):
            return f"in snapshot {_of(known.snapshots, snapshot_id)}"


def window(one: d.Window) -> str:
    """When."""
    if one.last_days is not None:
        return f"in the last {_days(one.last_days)}"
    if one.days_ago is not None:
        return f"from {one.days_ago[0]} to {_days(one.days_ago[1])} ago"
    if one.since is None:
        return f"until {one.until}"
    return f"since {one.since}" if one.until is None else f"from {one.since} to {one.until}"


def _inner(part: d.Condition, known: Names) -> str:
    part = d.bare(part)
    said = told(part, known)
    return f"({said})" if bracketed(part) else said


def _compared(is_: str, value: Any, of: str = "") -> str:
    match is_:
        case "one_of":
            return f"is {_several(value)}"
        case "none_of":
            return f"is not {_several(value)}"
        case "all_of":
            return f"is all of {_several(value)}"
        case "contains":
            return f"contains {_quoted(value)}"
        case "starts_with":
            return f"starts with {_quoted(value)}"
        case "at_least":
            return f"at least {_number(value, of)}"
        case "at_most":
            return f"at most {_number(value, of)}"
        case "between":
            return f"between {_number(value[0], of)} and {_number(value[1], of)}"
        case "true":
            return "is true"
        case "false":
            return "is false"
        case "known":
            return "is known"
        case _:
            return "is unknown"


def _tags(one: d.Tags, known: Mapping[int, str]) -> str:
    parts: list[str] = []
    for how, numbers in (
        ("has tag ", one.any_of), ("has all tags ", one.all_of), ("has no tag ", one.none_of),
    ):  # fmt: skip
        if numbers:
            parts.append(how + ", ".join(_of(known, tag) for tag in numbers))
    return " and ".join(parts)


def _listed(one: d.Follow | d.Source, known: Names) -> str:
    parts: list[str] = []
    if one.userids:
        parts.append(f"member {_several(known.members.get(who, who) for who in one.userids)}")
    if one.channels:
        parts.append(f"channel {_several(known.channels.get(came, came) for came in one.channels)}")
    if one.add_ways:
        parts.append(f"way {', '.join(map(_add_way, one.add_ways))}")
    if isinstance(one, d.Follow) and one.added is not None:
        parts.append(f"added {window(one.added)}")
    return f" ({'; '.join(parts)})" if parts else ""


def _event(name: str, where: Sequence[d.Filter], known: Names) -> str:
    verb = OUR_EVENTS[name].en if name in OUR_EVENTS else f"did {_quoted(name)}"
    labels = asked(known, name, where)
    filters = "; ".join(_filter(titled(known, name, one), name, labels) for one in where)
    return f"{verb} (where {filters})" if filters else verb


def _filter(one: d.Filter, event: str, labels: Mapping[str, str]) -> str:
    named = _called(one.property, event, labels)
    if one.is_ == "within":
        return f"{named} {window(d.window_of(one.value))}"
    return f"{named} {_compared(one.is_, one.value, one.property)}"


def _measure(one: d.Did, known: Names) -> str:
    if one.sum is not None:
        named = _called(one.sum, one.event, asked(known, one.event, one.where))
        return f" with {named} in sum{_bounds(one.at_least, one.at_most, one.sum)}"
    if one.at_least is None and one.at_most is None:
        return " at least 1 time"
    return _bounds(one.at_least, one.at_most, unit=" time")


def _bounds(low: float | None, high: float | None, of: str = "", unit: str = "") -> str:
    at_least = "" if low is None else f" at least {_number(low, of)}{_plural(unit, low)}"
    return at_least + ("" if high is None else f" at most {_number(high, of)}{_plural(unit, high)}")


def _days(count: float) -> str:
    return f"{number(count)} {_plural('day', count)}"


def _plural(unit: str, count: float) -> str:
    return unit if count == 1 or not unit else f"{unit}s"


def _number(value: float, of: str) -> str:
    return number(value, of, " yuan")


def _called(name: str, event: str, labels: Mapping[str, str]) -> str:
    """A property of an event; `labels`: questions of the forms that are asked about."""
    return word(name, event, 1) or _quoted(labels.get(name, name))


def _add_way(way: int) -> str:
    return _quoted(ADD_WAYS[way].en) if way in ADD_WAYS else str(way)


def _several(values: Iterable[str]) -> str:
    return ", ".join(map(_quoted, values))


def _of(known: Mapping[int, str], id_: int) -> str:
    return _quoted(known.get(id_, f"#{id_}"))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
