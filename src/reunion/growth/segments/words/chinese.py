"""A definition in Chinese."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reunion.growth.segments import definition as d
from reunion.growth.segments.words.names import (
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
    "current": "现在是好友", "lost": "删除了成员", "dropped": "被成员删除", "ended": "不再是好友",
    "ever": "现在或曾经是好友",
}  # fmt: skip


def told(one: d.Condition, known: Names) -> str:
    """The sentence."""
    one = d.bare(one)
    match one:
        case d.All(of):
            return "且".join(_inner(part, known) for part in of)
        case d.AnyOf(of):
            return "或".join(_inner(part, known) for part in of)
        case d.Not(of):
            return f"不满足（{told(of, known)}）"
        case d.Attribute():
            name = known.fields.get(one.field, one.field)
            if one.is_ == "within":
                return f"{name}{_during(d.window_of(one.value))}"
            if one.is_ == "anniversary":
                return f"{name}在{one.value}天内到来"
            return f"{name}{_compared(one.is_, one.value)}"
        case d.Tags():
            return _tags(one, known.tags)
        case d.Follow():
            return f"{STATUS[one.status]}{_listed(one, known)}"
        case d.Source():
            return f"首次来源{_listed(one, known)}"
        case d.Near():
            named = _quoted(one.place) if one.place else ""
            if known.places.get(one.place) != (one.latitude, one.longitude):
                named += f"({number(one.latitude)}, {number(one.longitude)})"
            so_far, far = distance(one.within_m)
            return f"距{named}不超过{so_far}{'公里' if far else '米'}"
        case d.Did():
            when = window(one.window) if one.window else ""
            return f"{when}{_event(one.event, one.where, known)}{_measure(one, known)}"
        case d.Never(event, where, limits):
            return f"{window(limits) if limits else ''}从未{_event(event, where, known)}"
        case d.Last(event, limits, where):
            return f"最后一次{_event(event, where, known)}在{window(limits)}"
        case d.First(event, limits, where):
            return f"首次{_event(event, where, known)}在{window(limits)}"
        case d.Sequence(first, then, days, limits):
            when = window(limits) if limits else ""
            after = f"{_event(first.event, first.where, known)}后{days}天内"
            return f"{when}{after}{_event(then.event, then.where, known)}"
        case d.Rfm():
            named = {"R": one.recency, "F": one.frequency, "M": one.monetary}
            return "，".join(
                f"{letter}得分为{'、'.join(map(str, scores))}"
                for letter, scores in named.items()
                if scores
            )
        case d.Prediction():
            return f"预测{PREDICTIONS[one.of][0]}{_bounds(one.at_least, one.at_most, one.of)}"
        case d.InSegment(segment_id):
            return f"属于人群{_of(known.segments, segment_id)}"
        case d.InSnapshot(snapshot_id):
            return f"属于快照{_of(known.snapshots, snapshot_id)}"


def window(one: d.Window) -> str:
    """When."""
    if one.last_days is not None:
        return f"最近{one.last_days}天"
    if one.days_ago is not None:
        return f"{one.days_ago[0]}天前至{one.days_ago[1]}天前"
    if one.since is None:
        return f"截至{one.until}"
    return f"自{one.since}" if one.until is None else f"{one.since}至{one.until}"


def _during(one: d.Window) -> str:
    said = window(one)
    return said if said[0] in "自截" else f"在{said}"


def _inner(part: d.Condition, known: Names) -> str:
    part = d.bare(part)
    said = told(part, known)
    return f"（{said}）" if bracketed(part) else said


def _compared(is_: str, value: Any, of: str = "") -> str:
    match is_:
        case "one_of":
            return f"是{_several(value)}"
        case "none_of":
            return f"不是{_several(value)}"
        case "all_of":
            return f"同时有{_several(value)}"
        case "contains":
            return f"包含{_quoted(value)}"
        case "starts_with":
            return f"开头是{_quoted(value)}"
        case "at_least":
            return f"至少{number(value, of)}"
        case "at_most":
            return f"至多{number(value, of)}"
        case "between":
            return f"在{number(value[0], of)}到{number(value[1], of)}之间"
        case "true":
            return "为“是”"
        case "false":
            return "为“否”"
        case "known":
            return "已知"
        case _:
            return "未知"


def _tags(one: d.Tags, known: Mapping[int, str]) -> str:
    parts: list[str] = []
    for how, numbers in (
        ("有标签", one.any_of),
        ("同时有标签", one.all_of),
        ("没有标签", one.none_of),
    ):
        if numbers:
            parts.append(how + "、".join(_of(known, tag) for tag in numbers))
    return "且".join(parts)


def _listed(one: d.Follow | d.Source, known: Names) -> str:
    parts: list[str] = []
    if one.userids:
        parts.append(f"成员{_several(known.members.get(who, who) for who in one.userids)}")
    if one.channels:
        parts.append(f"渠道{_several(known.channels.get(came, came) for came in one.channels)}")
    if one.add_ways:
        parts.append(f"添加方式{'、'.join(map(_add_way, one.add_ways))}")
    if isinstance(one, d.Follow) and one.added is not None:
        parts.append(f"{window(one.added)}添加")
    return f"（{'，'.join(parts)}）" if parts else ""


def _event(name: str, where: Sequence[d.Filter], known: Names) -> str:
    verb = OUR_EVENTS[name] if name in OUR_EVENTS else f"发生{_quoted(name)}"
    labels = asked(known, name, where)
    filters = "，".join(_filter(titled(known, name, one), name, labels) for one in where)
    return f"{verb}（其中{filters}）" if filters else verb


def _filter(one: d.Filter, event: str, labels: Mapping[str, str]) -> str:
    named = _called(one.property, event, labels)
    if one.is_ == "within":
        return f"{named}{_during(d.window_of(one.value))}"
    return f"{named}{_compared(one.is_, one.value, one.property)}"


def _measure(one: d.Did, known: Names) -> str:
    if one.sum is not None:
        named = _called(one.sum, one.event, asked(known, one.event, one.where))
        return f"的{named}合计{_bounds(one.at_least, one.at_most, one.sum)}"
    if one.at_least is None and one.at_most is None:
        return "至少1次"
    return _bounds(one.at_least, one.at_most, unit="次")


def _bounds(low: float | None, high: float | None, of: str = "", unit: str = "") -> str:
    at_least = "" if low is None else f"至少{number(low, of)}{unit}"
    return at_least + ("" if high is None else f"至多{number(high, of)}{unit}")


def _called(name: str, event: str, labels: Mapping[str, str]) -> str:
    """A property of an event; `labels`: questions of the forms that are asked about."""
    return word(name, event, 0) or _quoted(labels.get(name, name))


def _add_way(way: int) -> str:
    return _quoted(ADD_WAYS[way]) if way in ADD_WAYS else str(way)


def _several(values: Iterable[str]) -> str:
    return "、".join(map(_quoted, values))


def _of(known: Mapping[int, str], id_: int) -> str:
    return _quoted(known.get(id_, f"#{id_}"))


def _quoted(text: str) -> str:
    return "“" + text.replace("”", "””") + "”"
