"""What a definition means, said as plainly as possible: one person after the other, in Python."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from tests.growth.segments.world import Event, Follow, Person, World

EARTH_M = 6_371_008.8
Definition = dict[str, Any]


def fitting(definition: Definition, world: World, now: datetime) -> list[int]:
    """The people of the world who fit."""
    return [
        no
        for no, person in world.people.items()
        if person.into is None and not person.erased and holds(definition, person, world, now)
    ]


def holds(one: Definition, her: Person, world: World, now: datetime) -> bool:
    now = now.astimezone(world.now.zone)
    match one["kind"]:
        case "all":
            return all(holds(part, her, world, now) for part in one["of"])
        case "any":
            return any(holds(part, her, world, now) for part in one["of"])
        case "not":
            return not holds(one["of"], her, world, now)
        case "attribute":
            return _attribute(one, her, now)
        case "tags":
            return _tags(one, her.tags)
        case "follow":
            return any(_follow(one, follow, now) for follow in _follows(her, world))
        case "source":
            first = min(_follows(her, world), key=lambda f: (f.added_at, f.userid), default=None)
            return first is not None and _listed(one, first)
        case "near":
            if her.latitude is None or her.longitude is None:
                return False
            away = distance(one["latitude"], one["longitude"], her.latitude, her.longitude)
            return away <= one["within_m"]
        case "did":
            found = _events(one, her, world, now, one.get("window"))
            bare = "at_least" not in one and "at_most" not in one
            measure = _sum(one["sum"], found) if "sum" in one else len(found)
            low = 1 if bare else one.get("at_least", -math.inf)
            return low <= measure <= one.get("at_most", math.inf)
        case "never":
            return not _events(one, her, world, now, one.get("window"))
        case "last" | "first":
            times = [event.at for event in _events(one, her, world, now, None)]
            if not times:
                return False
            extreme = max(times) if one["kind"] == "last" else min(times)
            return _in(extreme, one["window"], now)
        case "sequence":
            window, most = one.get("window"), timedelta(days=one["within_days"])
            starts = [event.at for event in _events(one["first"], her, world, now, window)]
            ends = [event.at for event in _events(one["then"], her, world, now, window)]
            return any(start < end <= start + most for start in starts for end in ends)
        case "rfm":
            score = world.scores.get(her.no)
            wanted = (one.get("recency"), one.get("frequency"), one.get("monetary"))
            return score is not None and all(
                not few or have in few for few, have in zip(wanted, score.rfm, strict=True)
            )
        case "prediction":
            score = world.scores.get(her.no)
            value = None if score is None else getattr(score, one["of"])
            return value is not None and (
                one.get("at_least", -math.inf) <= value <= one.get("at_most", math.inf)
            )
        case kind:
            raise AssertionError(kind)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """In metres, on a sphere."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(half))


def _in(at: datetime, window: Any, now: datetime) -> bool:
    return at <= now and (window is None or _on(at.astimezone(now.tzinfo).date(), window, now))


def _on(day: date, window: Any, now: datetime) -> bool:
    today = now.date()
    if day > today:
        return False
    ago = (today - day).days
    if "last_days" in window:
        return ago < window["last_days"]
    if "days_ago" in window:
        return window["days_ago"][1] <= ago <= window["days_ago"][0]
    since, until = window.get("from"), window.get("to")
    return (since is None or day >= date.fromisoformat(since)) and (
        until is None or day <= date.fromisoformat(until)
    )


def _attribute(one: Definition, her: Person, now: datetime) -> bool:
    field, is_ = one["field"], one["is"]
    wanted: Any = one.get("value")
    value: Any = None
    if field == "age":
        if her.birthday is not None:
            today = now.date()
            before = (today.month, today.day) < (her.birthday.month, her.birthday.day)
            value = today.year - her.birthday.year - before
    elif field in her.own or not hasattr(her, field):
        value = her.own.get(field)
    else:
        value = getattr(her, field)
    if field == "joined" and value is not None:
        value = date.fromisoformat(value)
    if is_ == "within":
        if isinstance(value, datetime):
            return _in(value, wanted, now)
        return value is not None and _on(value, wanted, now)
    if is_ == "anniversary":
        days = (now.date() + timedelta(days=ahead) for ahead in range(wanted + 1))
        return value is not None and any(_celebrates(value, day) for day in days)
    return compared(value, is_, wanted)


def _celebrates(born: date, day: date) -> bool:
    try:
        return born.replace(year=day.year) == day
    except ValueError:  # 29 February
        return (day.month, day.day) == (2, 28)


def compared(value: Any, is_: str, wanted: Any) -> bool:
    """A value, None or empty where it is not known, and what is asked of it."""
    known = value not in (None, "", [])
    match is_:
        case "known":
            return known
        case "unknown":
            return not known
        case "one_of" | "none_of" | "all_of":
            have = set(value) if isinstance(value, list) else ({value} if known else set())
            if is_ == "all_of":
                return have >= set(wanted)
            return bool(have & set(wanted)) == (is_ == "one_of")
        case "contains":
            return known and wanted.lower() in value.lower()
        case "starts_with":
            return known and value.lower().startswith(wanted.lower())
        case "true" | "false":
            return (value is True) if is_ == "true" else value is not True
        case "at_least":
            return value is not None and value >= wanted
        case "at_most":
            return value is not None and value <= wanted
        case _:
            return value is not None and wanted[0] <= value <= wanted[1]


def _tags(one: Definition, has: set[int]) -> bool:
    any_of, all_of, none_of = (set(one.get(name, ())) for name in ("any_of", "all_of", "none_of"))
    return (not any_of or bool(has & any_of)) and has >= all_of and not has & none_of


def _follows(her: Person, world: World) -> list[Follow]:
    return [follow for follow in world.follows if follow.no == her.no]


def _listed(one: Definition, follow: Follow) -> bool:
    return (
        (not one.get("userids") or follow.userid in one["userids"])
        and (not one.get("channels") or follow.channel in one["channels"])
        and (not one.get("add_ways") or follow.add_way in one["add_ways"])
    )


def _follow(one: Definition, follow: Follow, now: datetime) -> bool:
    match one.get("status", "current"):
        case "current":
            fits = follow.ended_at is None
        case "ended":
            fits = follow.ended_at is not None
        case "ever":
            fits = True
        case state:
            fits = follow.state == state
    added = one.get("added")
    return fits and _listed(one, follow) and (added is None or _in(follow.added_at, added, now))


def _events(one: Definition, her: Person, world: World, now: datetime, window: Any) -> list[Event]:
    return [
        event
        for event in world.events
        if world.who(event.no) == her.no
        and event.name == one["event"]
        and _in(event.at, window, now)
        and all(_filtered(part, event, now) for part in one.get("where", ()))
    ]


def _filtered(part: Definition, event: Event, now: datetime) -> bool:
    name, is_ = part["property"], part["is"]
    if name in ("subject", "amount_fen"):
        return _asked(getattr(event, name), part, now)
    if "[]" not in name:
        return _asked(_at(event.properties, name), part, now)
    values = [
        one for one in _listed_at(event.properties, name) if _is_number(one) or isinstance(one, str)
    ]
    if is_ in ("known", "unknown"):
        return bool(values) == (is_ == "known")
    if is_ == "none_of":
        return all(_asked(one, part, now) for one in values)
    return is_ not in ("true", "false") and any(_asked(one, part, now) for one in values)


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _listed_at(properties: Any, name: str) -> list[Any]:
    before, _, after = name.partition("[]")
    found = _at(properties, before)
    if not isinstance(found, list):
        return []
    return [_at(one, after[1:]) for one in found] if after else found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _asked(value: Any, part: Definition, now: datetime) -> bool:
    is_ = part["is"]
    if is_ == "within":
        return isinstance(value, str) and _said(value, part["value"], now)
    if is_ in ("known", "unknown"):
        return compared(value, is_, None)
    if is_ in ("at_least", "at_most", "between"):
        return _is_number(value) and compared(value, is_, part["value"])
    if is_ in ("true", "false"):
        return value is (is_ == "true")
    return compared(value if isinstance(value, str) else None, is_, part["value"])


def _said(value: str, window: Any, now: datetime) -> bool:
    """A day that is named in a text, which may be one to come."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    if "last_days" in window or "days_ago" in window:
        return _on(date.fromisoformat(value), window, now)
    return window.get("from", value) <= value <= window.get("to", value)


def _sum(name: str, events: Iterable[Event]) -> float:
    if name == "amount_fen":
        return sum(event.amount_fen for event in events)
    found: list[Any] = []
    for event in events:
        if "[]" in name:
            found += _listed_at(event.properties, name)
        else:
            found.append(_at(event.properties, name))
    return sum(filter(_is_number, found))
