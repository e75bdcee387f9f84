"""What a builder of definitions offers."""

from typing import Literal

import msgspec

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.segments import checking
from reunion.growth.segments.fields import fields_of
from reunion.growth.segments.model import Field, Words
from reunion.growth.segments.store import saved, seen
from reunion.growth.segments.words.names import FIELDS_EN
from reunion.growth.tracking.names import OUR_EVENTS

PropertyType = Literal["text", "number", "boolean", "other"]
_TYPES: dict[str, PropertyType] = {
    "String": "text", "Int64": "number", "Float64": "number", "Bool": "boolean",
}  # fmt: skip
_ALWAYS: tuple[tuple[str, PropertyType], ...] = (
    ("amount_fen", "number"), ("subject", "text"), ("source", "text"), ("userid", "text"),
)  # fmt: skip


class OfferedField(msgspec.Struct, frozen=True):
    key: str
    name: Words
    type: str
    choices: list[str]


class Property(msgspec.Struct, frozen=True):
    name: str
    type: PropertyType


class OfferedEvent(msgspec.Struct, frozen=True):
    """`count`: how many there are; 0 for one of our own that has not happened yet; null to who does not see
    everybody."""

    name: str
    words: Words
    count: int | None
    properties: list[Property]


class Limits(msgspec.Struct, frozen=True):
    depth: int = checking.DEPTH
    conditions: int = checking.CONDITIONS
    values: int = checking.VALUES


class KnownPlace(msgspec.Struct, frozen=True):
    """A point that some definition names already."""

    name: str
    latitude: float
    longitude: float


class Vocabulary(msgspec.Struct, frozen=True):
    fields: list[OfferedField]
    events: list[OfferedEvent]
    places: list[KnownPlace]
    limits: Limits


async def vocabulary(ctx: Context, engine: Engine, reach: Reach = EVERYBODY) -> Vocabulary:
    """The fields, the events that were seen or may be, and the places that were named."""
    found = {one.name: one.count for one in await seen.events(ctx, engine)}
    types: dict[str, dict[str, PropertyType]] = {}
    for path in await seen.paths(ctx, engine):
        kind = _TYPES.get(path.type, "other")
        types.setdefault(path.event, {}).setdefault(path.name, kind)
    names = [*found, *(name for name in OUR_EVENTS if name not in found)]
    events = [
        OfferedEvent(
            name, _called(name), found.get(name, 0) if reach.userids is None else None,
            [Property(*one) for one in (*_ALWAYS, *types.get(name, {}).items())],
        )
        for name in names
    ]  # fmt: skip
    fields = [_offered(one) for one in (await fields_of(ctx)).values()]
    places = [KnownPlace(name, *point) for name, point in sorted((await saved.places(ctx)).items())]
    return Vocabulary(fields, events, places, Limits())


def _called(event: str) -> Words:
    ours = OUR_EVENTS.get(event)
    return Words(event, event) if ours is None else Words(str(ours), ours.en)


def _offered(one: Field) -> OfferedField:
    name = Words(one.name, FIELDS_EN.get(one.key, one.name))
    return OfferedField(one.key, name, one.type, list(one.choices))
