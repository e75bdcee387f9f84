"""The one compiler: a definition becomes a plan of sets, statements of the engine and their algebra.

Conditions on one row of a table that has a row a person stand in one statement, whatever joins them.
Conditions on the events of one name share a pass over them, absence too where it stands beside others. By
itself absence is the set of those who did, taken away: two steps, not one scan.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from reunion.engine.sets import plans
from reunion.growth.calendar.model import Now
from reunion.growth.segments import definition as d
from reunion.growth.segments.model import Field
from reunion.growth.segments.store import events, facts, sql
from reunion.growth.segments.windows import Span, span

Word = Literal["AND", "OR"]


class Book(msgspec.Struct, frozen=True):
    """What names in a definition stand for."""

    now: Now
    fields: Mapping[str, Field]
    segments: Mapping[int, d.Condition]
    snapshots: Mapping[int, bytes]


class OneRow(msgspec.Struct, frozen=True):
    """A condition on a person's one row. Of `profile_facts` everybody has one."""

    table: Literal["profile_facts", "prediction_facts"]
    fits: sql.Sql


class SomeRow(msgspec.Struct, frozen=True):
    """Some row of hers fits."""

    table: Literal["follow_facts", "tracked_event"]
    fits: sql.Sql


class Together(msgspec.Struct, frozen=True):
    """Her events of one name fit together. `fit` is told which of the rows are meant, where others are
    among them."""

    event: str
    rows: sql.Sql
    fit: Callable[[sql.Sql | None], sql.Sql]


class Absent(msgspec.Struct, frozen=True):
    """None of her events of one name is among these; who has no events is in it too."""

    event: str
    rows: sql.Sql


class Set(msgspec.Struct, frozen=True):
    """A set by itself."""

    plan: plans.Plan


Piece: TypeAlias = OneRow | SomeRow | Together | Absent | Set


def compiled(definition: d.Condition, book: Book) -> plans.Plan:
    """The plan of a sound definition."""
    return _plan(_Compiler(book).piece(definition))


class _Compiler:
    def __init__(self, book: Book) -> None:
        self._book = book
        self._new = sql.Parameters()

    def piece(self, one: d.Condition) -> Piece:
        now, new = self._book.now, self._new
        match one:
            case d.All(of):
                return self._joined("AND", of)
            case d.AnyOf(of):
                return self._joined("OR", of)
            case d.Not(of):
                return self._not(self.piece(of))
            case d.Attribute():
                field = self._book.fields[one.field]
                return OneRow("profile_facts", facts.attribute(one, field, now, new))
            case d.Near():
                return OneRow("profile_facts", facts.near(one, new))
            case d.Tags():
                return Set(_tags(one))
            case d.Follow():
                return SomeRow("follow_facts", facts.follow(one, now, new))
            case d.Source():
                every = sql.Sql("1")
                return Set(sql.of_groups("follow_facts", every, facts.source(one, new)))
            case d.Rfm():
                return OneRow("prediction_facts", facts.rfm(one, new))
            case d.Prediction():
                return OneRow("prediction_facts", facts.prediction(one, new))
            case d.InSegment(segment_id):
                return self.piece(self._book.segments[segment_id])
            case d.InSnapshot(snapshot_id):
                return Set(plans.Given(self._book.snapshots[snapshot_id]))
            case _:
                return self._behaviour(one)

    def _behaviour(self, one: d.Did | d.Never | d.Last | d.First | d.Sequence) -> Piece:
        now, new = self._book.now, self._new
        ever = span(None, now)
        match one:
            case d.Never(event, where, window):
                return Absent(event, events.rows(event, where, span(window, now), now, new))
            case d.Did():
                return self._did(one)
            case d.Last(event, window, where):
                limits = span(window, now)
                since = events.rows(event, where, Span(limits.since, ever.until), now, new)
                if limits.until == ever.until:
                    return SomeRow("tracked_event", since)
                return Together(
                    event, since, lambda among: events.last_before(limits.until, among, new)
                )
            case d.First(event, window, where):
                since, until = (limits := span(window, now)).since, limits.until
                rows = events.rows(event, where, Span(None, until), now, new)
                if since is None:
                    return SomeRow("tracked_event", rows)
                return Together(event, rows, lambda among: events.first_from(since, among, new))
            case d.Sequence(first, then, _, window):
                limits = span(window, now)
                ones = events.rows(first.event, first.where, limits, now, new)
                others = events.rows(then.event, then.where, limits, now, new)
                steps = events.one_after_other(one, ones, others, new)
                return Set(sql.of_groups("tracked_event", sql.joined("OR", [ones, others]), steps))

    def _did(self, one: d.Did) -> Piece:
        now, new = self._book.now, self._new
        rows = events.rows(one.event, one.where, span(one.window, now), now, new)
        bare = one.at_least is None and one.at_most is None
        low = 1.0 if bare else one.at_least
        if one.sum is None and low is not None and 0 < low <= 1 and one.at_most is None:
            return SomeRow("tracked_event", rows)
        if (low is None or low <= 0) and (one.at_most is None or one.at_most >= 0):
            # who has no events at all fits: those are taken away who have some, and do not fit
            outside = sql.negated(events.in_bounds(one, None, new))
            return Set(plans.Besides(sql.of_groups("tracked_event", rows, outside)))
        return Together(one.event, rows, lambda among: events.in_bounds(one, among, new))

    def _not(self, piece: Piece) -> Piece:
        if isinstance(piece, OneRow) and piece.table == "profile_facts":
            return OneRow(piece.table, sql.negated(piece.fits))
        return Set(plans.Besides(_plan(piece)))

    def _joined(self, word: Word, of: Iterable[d.Condition]) -> Piece:
        by_kind: dict[object, list[Piece]] = defaultdict(list)
        for number, piece in enumerate(map(self.piece, of)):
            by_kind[_company(piece, word) or number].append(piece)
        pieces = [self._one(word, several) for several in by_kind.values()]
        if len(pieces) == 1:
            return pieces[0]
        kept = tuple(map(_plan, pieces))
        return Set(plans.Both(kept) if word == "AND" else plans.Either(kept))

    def _one(self, word: Word, several: list[Piece]) -> Piece:
        """Pieces that share a statement, as one."""
        first = several[0]
        if len(several) == 1:
            return first
        if isinstance(first, OneRow):
            fits = sql.joined(word, (one.fits for one in several if isinstance(one, OneRow)))
            return OneRow(first.table, fits)
        if isinstance(first, SomeRow):
            fits = sql.joined(word, (one.fits for one in several if isinstance(one, SomeRow)))
            return SomeRow(first.table, fits)
        groups = [one for one in several if isinstance(one, Together)]
        absent = [one for one in several if isinstance(one, Absent)]
        rows = sql.joined("OR", (one.rows for one in [*groups, *absent]))
        if not groups:
            return Set(plans.Besides(_plan(SomeRow("tracked_event", rows))))
        fits = [one.fit(one.rows) for one in groups] + [events.none_of(one.rows) for one in absent]
        return Set(sql.of_groups("tracked_event", rows, sql.joined(word, fits)))


def _company(piece: Piece, word: Word) -> object:
    """With what a piece shares a statement; None: with nothing."""
    match piece:
        case OneRow(table):
            return table
        case SomeRow(table) if word == "OR":
            return table
        case Together(event):
            return ("together", event)
        case Absent(event) if word == "AND":
            return ("together", event)
        case _:
            return None


def _plan(piece: Piece) -> plans.Plan:
    match piece:
        case OneRow(table, fits) | SomeRow(table, fits):
            return sql.of_rows(table, fits)
        case Together(_, rows, fit):
            return sql.of_groups("tracked_event", rows, fit(None))
        case Absent(_, rows):
            return plans.Besides(_plan(SomeRow("tracked_event", rows)))
        case Set(plan):
            return plan


def _tags(one: d.Tags) -> plans.Plan:
    of: list[plans.Plan] = [plans.Tagged(tag) for tag in one.all_of]
    if one.any_of:
        of.append(plans.Either(tuple(plans.Tagged(tag) for tag in one.any_of)))
    of += [plans.Besides(plans.Tagged(tag)) for tag in one.none_of]
    return of[0] if len(of) == 1 else plans.Both(tuple(of))
