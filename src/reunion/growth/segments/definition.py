"""A segment's definition: one condition, of others or of facts. Data only; `checking` says what is sound.

Days are calendar days of the company; nothing later than the moment of asking counts.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

Words = Annotated[str, Meta(min_length=1, max_length=200)]
Texts = Annotated[tuple[Words, ...], Meta(max_length=1000)]
Numbers = Annotated[tuple[int, ...], Meta(max_length=1000)]
Scores = Annotated[tuple[Annotated[int, Meta(ge=1, le=5)], ...], Meta(max_length=5)]
DaysBack = Annotated[int, Meta(ge=0, le=3660)]


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of: today and the `last_days` - 1 days before; the days from `days_ago`[0] to [1] ago; the days
    `since` to `until`, both counted, one of which may be absent."""

    last_days: Annotated[int, Meta(ge=1, le=3660)] | None = None
    days_ago: tuple[DaysBack, DaysBack] | None = None
    since: date | None = msgspec.field(name="from", default=None)
    until: date | None = msgspec.field(name="to", default=None)


class _Condition(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"
):
    """Told apart by `kind`."""


class All(_Condition, frozen=True, tag="all"):
    of: "Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=50)]"


class AnyOf(_Condition, frozen=True, tag="any"):
    of: "Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=50)]"


class Not(_Condition, frozen=True, tag="not"):
    of: "Condition"


Is = Literal[
    "one_of", "none_of", "all_of", "contains", "starts_with", "at_least", "at_most", "between",
    "true", "false", "known", "unknown", "within", "anniversary",
]  # fmt: skip


class Attribute(_Condition, frozen=True, tag="attribute"):
    """`field`: name gender birthday age city known_since is_contact, or a custom field's key."""

    field: Words
    is_: Is = msgspec.field(name="is")
    value: Any = None


class Tags(_Condition, frozen=True, tag="tags"):
    """By their numbers; every list that is given must hold."""

    any_of: Numbers = ()
    all_of: Numbers = ()
    none_of: Numbers = ()


Status = Literal["current", "lost", "dropped", "ended", "ever"]


class Follow(_Condition, frozen=True, tag="follow"):
    """She has, or had, a follow relation that is all of this."""

    userids: Texts = ()
    channels: Texts = ()
    add_ways: Numbers = ()
    added: Window | None = None
    status: Status = "current"


class Source(_Condition, frozen=True, tag="source"):
    """Her first follow relation, whether it ended or not, is all of this."""

    add_ways: Numbers = ()
    channels: Texts = ()
    userids: Texts = ()


class Near(_Condition, frozen=True, tag="near"):
    """Her place is so near to a point; `place` is its name for people."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    within_m: Annotated[float, Meta(gt=0, le=20_000_000)]
    place: Annotated[str, Meta(max_length=200)] = ""


Holds = Literal[
    "one_of", "none_of", "contains", "starts_with", "at_least", "at_most", "between", "true",
    "false", "known", "unknown", "within",
]  # fmt: skip


class Filter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A property of an event: subject, source, userid, amount_fen, or one of `properties`, by its path. `[]`
    behind a part: that is a list, and what is asked holds for some of what is in it. `within`: a text that is
    a day, among the days of a window, those to come too."""

    property: Words
    is_: Holds = msgspec.field(name="is")
    value: Any = None


Where = Annotated[tuple[Filter, ...], Meta(max_length=20)]


class Did(_Condition, frozen=True, tag="did"):
    """So many events, or such a sum of a number property; without bounds at least one."""

    event: Words
    where: Where = ()
    window: Window | None = None
    at_least: float | None = None
    at_most: float | None = None
    sum: Words | None = None


class Never(_Condition, frozen=True, tag="never"):
    event: Words
    where: Where = ()
    window: Window | None = None


class Last(_Condition, frozen=True, tag="last"):
    """The last such event lies in the window."""

    event: Words
    window: Window
    where: Where = ()


class First(_Condition, frozen=True, tag="first"):
    """The first such event lies in the window."""

    event: Words
    window: Window
    where: Where = ()


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    event: Words
    where: Where = ()


class Sequence(_Condition, frozen=True, tag="sequence"):
    """`then` came after `first`, by at most `within_days` times 24 hours; both in the window."""

    first: Step
    then: Step
    within_days: Annotated[int, Meta(ge=1, le=3660)]
    window: Window | None = None


class Rfm(_Condition, frozen=True, tag="rfm"):
    """Scores of her purchases, 5 the best."""

    recency: Scores = ()
    frequency: Scores = ()
    monetary: Scores = ()


class Prediction(_Condition, frozen=True, tag="prediction"):
    """What the newest computation says; bounds included."""

    of: Literal["alive", "expected_30", "expected_90", "expected_365", "value_fen"]
    at_least: float | None = None
    at_most: float | None = None


class InSegment(_Condition, frozen=True, tag="segment"):
    """Who is in that segment now."""

    segment_id: int


class InSnapshot(_Condition, frozen=True, tag="snapshot"):
    """Who was in a segment when the snapshot was taken."""

    snapshot_id: int


Condition: TypeAlias = (
    All | AnyOf | Not | Attribute | Tags | Follow | Source | Near | Did | Never | Last | First
    | Sequence | Rfm | Prediction | InSegment | InSnapshot
)  # fmt: skip


def read(given: Any) -> Condition:
    """A definition from JSON's values. Raises msgspec.ValidationError, which names the path."""
    return msgspec.convert(given, Condition)


def written(definition: Condition) -> dict[str, Any]:
    """As JSON's values."""
    return msgspec.json.decode(msgspec.json.encode(definition))


def inside(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that one is made of."""
    if isinstance(condition, All | AnyOf):
        return condition.of
    return (condition.of,) if isinstance(condition, Not) else ()


def placed(condition: Condition, path: str) -> Iterator[tuple[str, Condition]]:
    """Those with the places where they stand; `path`: where the condition does."""
    for number, one in enumerate(inside(condition)):
        yield (f"{path}.of" if isinstance(condition, Not) else f"{path}.of[{number}]"), one


def everything(condition: Condition) -> Iterator[Condition]:
    """It, and all that it is made of."""
    yield condition
    for one in inside(condition):
        yield from everything(one)


def steps(condition: Condition) -> tuple[Step, ...]:
    """The events that it asks about itself, with what is asked of them."""
    match condition:
        case Did(event, where) | Never(event, where):
            return (Step(event, where),)
        case Last(event, _, where) | First(event, _, where):
            return (Step(event, where),)
        case Sequence(first, then):
            return (first, then)
        case _:
            return ()


def bare(condition: Condition) -> Condition:
    """What stands in it, where all or any of a single condition is asked for."""
    while isinstance(condition, All | AnyOf) and len(condition.of) == 1:
        condition = condition.of[0]
    return condition


def window_of(value: Any) -> Window:
    """The window among an attribute's values. Raises msgspec.ValidationError."""
    return msgspec.convert(value, Window)
