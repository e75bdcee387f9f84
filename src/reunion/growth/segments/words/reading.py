"""Sentences read back into definitions: a small grammar, the same for both languages, whose words differ."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from reunion.growth.segments import definition as d
from reunion.growth.segments.model import Field
from reunion.growth.segments.words.names import (
    FIELDS_EN,
    PREDICTIONS,
    PROPERTIES,
    SUBJECTS,
    Names,
    asked,
)
from reunion.growth.segments.words.phrases import COUNTS, STATUSES
from reunion.growth.segments.words.relations import Relations
from reunion.growth.segments.words.scanning import No
from reunion.growth.tracking.names import OUR_EVENTS

_EVENTS: dict[str, str] = {
    said: event for event, name in OUR_EVENTS.items() for said in (name, name.en)
}
_PREDICTIONS = {said: of for of, both in PREDICTIONS.items() for said in both}
_PROPERTIES = {said: name for name, both in PROPERTIES.items() for said in both}
_SUBJECTS = {event: dict.fromkeys(both, "subject") for event, both in SUBJECTS.items()}


_PLAIN = re.compile(r"[A-Za-z0-9_.\[\]]+")
"""What programs call properties."""


class _Named(msgspec.Struct):
    """A condition on a property, and where it stands; `quoted`: the property may be a question."""

    at: int
    quoted: bool
    filter: d.Filter


def read(text: str, known: Names, fields: Mapping[str, Field]) -> d.Condition:
    """The definition that a sentence says. Raises NotUnderstood, which names the place and what could
    stand there."""
    reader = _Reader(text, known, fields)
    try:
        found = reader.any_of()
        reader.end()
    except No:
        reader.refuse()
    return found


class _Reader(Relations):
    def __init__(self, text: str, known: Names, fields: Mapping[str, Field]) -> None:
        super().__init__(text, known.members, known.channels)
        self._tags = {name: no for no, name in known.tags.items()}
        self._segments = {name: no for no, name in known.segments.items()}
        self._snapshots = {name: no for no, name in known.snapshots.items()}
        self._places = known.places
        self._known = known
        self._forms = {title: id_ for id_, title in known.forms.items()}
        self._fields = _by_names(known, fields)

    def any_of(self) -> d.Condition:
        found = self._joined("or", self.all_of)
        return found[0] if len(found) == 1 else d.AnyOf(tuple(found))

    def all_of(self) -> d.Condition:
        found = self._joined("and", self.one)
        return found[0] if len(found) == 1 else d.All(tuple(found))

    def _joined(self, word: str, part: Callable[[], d.Condition]) -> list[d.Condition]:
        found = [part()]
        while self.maybe(word):
            found.append(part())
        return found

    def one(self) -> d.Condition:
        return self.first_of(
            self._not, self._group, self._tags_of, self._segment, self._snapshot, self._prediction,
            self._rfm, self._source, self._follow, self._near, self._extreme, self._never,
            self._sequence, self._did, self._attribute,
        )  # fmt: skip

    def _group(self) -> d.Condition:
        self.word("open")
        found = self.any_of()
        self.word("close")
        return found

    def _not(self) -> d.Condition:
        self.word("not")
        return d.Not(self._group())

    def _named(self, known: Mapping[str, int], what: str) -> int:
        name = self.quoted()
        number = name.removeprefix("#")
        if name not in known and not (number != name and number.isdigit()):
            self.at -= len(name) + 2
            self.no(what)
        return known[name] if name in known else int(number)

    def _tags_of(self) -> d.Condition:
        for word, key in (("all_tags", "all_of"), ("no_tags", "none_of"), ("tags", "any_of")):
            if self.maybe(word):
                numbers = self.listed(lambda: self._named(self._tags, "tag"))
                return d.Tags(**{key: numbers})
        raise No

    def _segment(self) -> d.Condition:
        self.word("in_segment")
        return d.InSegment(self._named(self._segments, "segment"))

    def _snapshot(self) -> d.Condition:
        self.word("in_snapshot")
        return d.InSnapshot(self._named(self._snapshots, "snapshot"))

    def _prediction(self) -> d.Condition:
        self.word("predicted")
        of: Any = self.longest(_PREDICTIONS, "prediction")
        low, high = self.bounds()
        return d.Prediction(of, low, high)

    def _rfm(self) -> d.Condition:
        scores: dict[str, tuple[int, ...]] = {}
        letters = {"r": "recency", "f": "frequency", "m": "monetary"}

        def one() -> bool:
            name = self.longest(
                {f"{letter} ": key for letter, key in letters.items()} | letters, "score"
            )
            self.word("score_is")
            scores[name] = self.listed(self.whole)
            return True

        one()
        while self.attempt(lambda: (self.word("next"), one())[1]):
            pass
        return d.Rfm(**scores)

    def _source(self) -> d.Condition:
        self.word("source")
        return d.Source(**self.relation(added=False))

    def _follow(self) -> d.Condition:
        self.skip()
        status: Any = self.longest(STATUSES, "follow")
        given = self.attempt(lambda: self.relation(added=True)) or {}
        return d.Follow(status=status, **given)

    def _property(self, event: str) -> tuple[str, bool]:
        """Its name, and whether it stands in quotes."""
        known = _PROPERTIES | _SUBJECTS.get(event, {})
        named = self.attempt(lambda: self.longest(known, "quoted"))
        return (self.quoted(), True) if named is None else (named, False)

    def _near(self) -> d.Condition:
        """“距“店”不超过5公里” and “within 500 m of "shop" (31, 121)”; a known place needs no coordinates."""
        metres: float | None = None
        if self.maybe("within"):
            metres = self._metres("kilometres_of", "metres_of")
        else:
            self.word("distance")
        place = self.attempt(self.quoted) or ""
        latitude, longitude = self._point(place)
        if metres is None:
            self.word("no_more_than")
            metres = self._metres("kilometres", "metres")
        return d.Near(latitude, longitude, metres, place)

    def _metres(self, kilometres: str, metres: str) -> float:
        number = self.number()
        if self.maybe(kilometres):
            return round(number * 1000, 6)
        self.word(metres)
        return number

    def _point(self, place: str) -> tuple[float, float]:
        if not self.maybe("open"):
            if place not in self._places:
                self.no("place" if place else "open")
            return self._places[place]
        latitude = self.number()
        self.word("comma")
        longitude = self.number()
        self.word("close")
        return latitude, longitude

    def event(self) -> d.Step:
        event = self.attempt(lambda: self.longest(_EVENTS, "event"))
        if event is None:
            self.word("did")
            event = self.quoted()
        where = self.attempt(lambda: self._where(event)) or ()
        return d.Step(event, where)

    def _where(self, event: str) -> tuple[d.Filter, ...]:
        self.word("open")
        self.word("where")
        found = [self._filter(event)]
        while self.maybe("next"):
            found.append(self._filter(event))
        self.word("close")
        return (
            self._answered(event, found)
            if event in _SUBJECTS
            else tuple(one.filter for one in found)
        )

    def _filter(self, event: str) -> _Named:
        self.skip()
        at = self.at
        name, quoted = self._property(event)
        days = self.attempt(lambda: (self.maybe("on"), self.window())[1])
        if days is not None:
            return _Named(at, quoted, d.Filter(name, "within", _plain(days)))
        is_, value = self.compared()
        return _Named(at, quoted, d.Filter(name, is_, value))  # pyright: ignore[reportArgumentType]

    def _answered(self, event: str, found: Iterable[_Named]) -> tuple[d.Filter, ...]:
        """Forms by their ids, then questions by the properties that have their answers."""
        named = [msgspec.structs.replace(one, filter=self._form(one)) for one in found]
        labels = asked(self._known, event, [one.filter for one in named])
        properties = {label: name for name, label in labels.items()}
        where: list[d.Filter] = []
        for one in named:
            name = one.filter.property
            if one.quoted and name in properties:
                name = properties[name]
            elif one.quoted and properties and not _PLAIN.fullmatch(name):
                self.halt(one.at, "question")
            where.append(msgspec.structs.replace(one.filter, property=name))
        return tuple(where)

    def _form(self, one: _Named) -> d.Filter:
        if one.filter.property != "subject" or one.filter.is_ not in ("one_of", "none_of"):
            return one.filter
        for title in one.filter.value:
            if title not in self._forms and not title.isdigit():
                self.halt(one.at, "form")
        ids = [self._forms.get(title, title) for title in one.filter.value]
        return msgspec.structs.replace(one.filter, value=ids)

    def _extreme(self) -> d.Condition:
        kind = d.Last if self.maybe("last") else d.First
        if kind is d.First:
            self.word("first")
        step = self.event()
        self.maybe("on")
        return kind(step.event, self.window(), step.where)

    def _never(self) -> d.Condition:
        window = self.attempt(self.window)
        self.word("never")
        step = self.event()
        window = window or self.attempt(self.window)
        return d.Never(step.event, step.where, window)

    def _sequence(self) -> d.Condition:
        window = self.attempt(self.window)
        first = self.event()
        self.word("and_within")
        days = self.whole()
        self.word("days_then")
        then = self.event()
        window = window or self.attempt(self.window)
        return d.Sequence(first, then, days, window)

    def _did(self) -> d.Condition:
        window = self.attempt(self.window)
        step = self.event()
        summed = self.attempt(lambda: self._summed(step))
        low, high = self.bounds() if summed else self.attempt(self._times) or (1.0, None)
        window = window or self.attempt(self.window)
        return d.Did(step.event, step.where, window, low, high, summed)

    def _summed(self, step: d.Step) -> str:
        self.word("with")
        name, quoted = self._property(step.event)
        self.word("in_sum")
        labels = asked(self._known, step.event, step.where)
        return next((key for key, label in labels.items() if quoted and label == name), name)

    def _times(self) -> tuple[float | None, float | None]:
        self.skip()
        if (once := self.attempt(lambda: self.longest(COUNTS, "times"))) is not None:
            return float(once), None
        if (plain := self.attempt(self._plainly)) is not None:
            return plain, None
        return self.bounds("times")

    def _plainly(self) -> float:
        number = self.number()
        self.word("times")
        return number

    def _attribute(self) -> d.Condition:
        field = self.longest(self._fields, "field")
        if field.type in {"date", "time"}:
            if self.maybe("comes_within"):
                ahead = self.whole()
                self.word("days_ahead")
                return d.Attribute(field.key, "anniversary", ahead)
            dated = self.attempt(lambda: (self.maybe("on"), self.window())[1])
            if dated is not None:
                return d.Attribute(field.key, "within", _plain(dated))
            coming = self.attempt(self._coming)
            if coming is not None:
                return d.Attribute(field.key, "anniversary", coming)
        is_, value = self.compared()
        return d.Attribute(field.key, is_, value)  # pyright: ignore[reportArgumentType]

    def _coming(self) -> int:
        self.word("on")
        days = self.whole()
        self.word("days_come")
        return days


def _by_names(known: Names, fields: Mapping[str, Field]) -> dict[str, Field]:
    """Fields by what they are called in either language, and by their keys."""
    found: dict[str, Field] = {}
    for key, field in fields.items():
        names: Iterable[str] = (
            key,
            field.name,
            known.fields.get(key, key),
            FIELDS_EN.get(key, key),
        )
        found |= dict.fromkeys(filter(None, names), field)
    return found


def _plain(window: d.Window) -> dict[str, Any]:
    return msgspec.to_builtins(window)
