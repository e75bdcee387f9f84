"""What a builder of definitions offers."""

import re
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
_LIST = re.compile(r"Array\((?:Nullable\((.+)\)|.+)\)")
_OBJECTS = re.compile(r"Array\(JSON")
_NAME = re.compile(r"[^`\\\x00-\x1f]{1,80}")
_LISTS = 10
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
    paths = await seen.paths(ctx, engine)
    lists = [one.name for one in paths if _OBJECTS.match(one.type) and _NAME.fullmatch(one.name)]
    for path in [*paths, *await seen.within(ctx, engine, lists[:_LISTS])]:
        name, kind = _property(path)
        if kind is not None:
            types.setdefault(path.event, {}).setdefault(name, kind)
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


def _property(path: seen.Path) -> tuple[str, PropertyType | None]:
    """How a definition names it, and what it is; None: nothing is asked of it."""
    name, kind = path.name, path.type
    if (inner := _LIST.fullmatch(kind)) is None:
        return name, _TYPES.get(kind, "other")
    if "[]" in name or _OBJECTS.match(kind):
        return name, None  # a list in a list; and objects, whose own are listed
    return f"{name}[]", _TYPES.get(inner[1], "other")


def _called(event: str) -> Words:
    ours = OUR_EVENTS.get(event)
    return Words(event, event) if ours is None else Words(str(ours), ours.en)


def _offered(one: Field) -> OfferedField:
    name = Words(one.name, FIELDS_EN.get(one.key, one.name))
    return OfferedField(one.key, name, one.type, list(one.choices))
