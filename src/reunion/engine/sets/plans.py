"""What is asked of sets of people: an expression over tags, statements of the engine and given sets.

`<<only>>` in a statement stands where it is held to some people (else it is empty), `<<person>>` where a
row's person is meant, who may have become another since.
"""

from typing import Any, TypeAlias

import msgspec

ONLY, PERSON = "<<only>>", "<<person>>"


class Everybody(msgspec.Struct, frozen=True, tag_field="is", tag="everybody"):
    """Who is there: neither merged into another nor erased."""


class Tagged(msgspec.Struct, frozen=True, tag_field="is", tag="tagged"):
    """Who carries the tag."""

    tag_no: int


class Given(msgspec.Struct, frozen=True, tag_field="is", tag="given"):
    """These, as a portable roaring bitmap."""

    members: bytes


class Found(msgspec.Struct, frozen=True, tag_field="is", tag="found"):
    """Whom a `SELECT groupBitmapState(…)` finds. `grouped`: it counts rows of a person, so rows of who
    became another are to be counted with hers; else each row speaks for itself."""

    sql: str
    parameters: dict[str, Any]
    grouped: bool = False


class Both(msgspec.Struct, frozen=True, tag_field="is", tag="both"):
    of: "tuple[Plan, ...]"


class Either(msgspec.Struct, frozen=True, tag_field="is", tag="either"):
    of: "tuple[Plan, ...]"


class Besides(msgspec.Struct, frozen=True, tag_field="is", tag="besides"):
    """Everybody but these."""

    of: "Plan"


Plan: TypeAlias = Everybody | Tagged | Given | Found | Both | Either | Besides


class Question(msgspec.Struct, frozen=True):
    """`only`: held to these numbers. Of the answer: `sample` numbers spread over it, and `limit` of those
    above `after`."""

    corp_id: int
    plan: Plan
    only: tuple[int, ...] | None = None
    sample: int = 0
    after: int = 0
    limit: int = 0


class Answer(msgspec.Struct, frozen=True):
    """`total`: how many people are there at all."""

    count: int
    total: int
    sample: list[int]
    numbers: list[int]


class Standing(msgspec.Struct, frozen=True):
    """One profile as the record has it now. `into`: whom she became; `there` is false then, and for who
    was erased."""

    corp_id: int
    profile_no: int
    there: bool
    tags: tuple[int, ...] = ()
    into: int | None = None


class Changes(msgspec.Struct, frozen=True):
    """Profiles that changed in the record, which is named by `record`, told to one life of the owner;
    `until` (given with the last of them): everything before it was told."""

    record: str
    life: str
    since: int
    standings: tuple[Standing, ...]
    until: int | None = None


class Known(msgspec.Struct, frozen=True):
    """Up to where the record's changes are known: 0 where nothing is. `life`: another one each time that
    the owner starts, for what was told after `until` is lost with it."""

    record: str
    until: int
    life: str
