"""埋点 in the console: who sends, what is refused, what came, and what comes just now."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Annotated

from litestar import get, post
from litestar.params import Parameter
from msgspec import Meta, Struct

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.calendar import service as calendar
from reunion.growth.tracking import senders
from reunion.growth.tracking.model import UserKind
from reunion.growth.tracking.store import inbox, seen, sources
from reunion.growth.tracking.store.sources import TrackingRefusal, TrackingSource
from reunion.surfaces.access import allow

_ADMINS = allow("super_admin", "admin")
_DAYS = 30
_LATELY = 500
"""Batches that the live page begins with."""
Days = Annotated[int, Parameter(ge=1, le=365)]
After = Annotated[int | None, Parameter(ge=-1, le=2**53)]
Most = Annotated[int, Parameter(ge=1, le=200)]


class NewTrackingSource(Struct):
    """`user_kind` says what the userId of its messages is."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    user_kind: UserKind = "member_no"


class RevokedWriteKey(Struct):
    """Which key holds no more."""

    write_key: Annotated[str, Meta(min_length=1, max_length=100)]


class TrackingSources(Struct):
    """Who sends, what was not taken in the last days, and what was taken as of its arrival, since it said
    that it happens later. `waiting`: events on their way into the engine; `unreadable`: kept aside."""

    items: list[TrackingSource]
    refusals: list[TrackingRefusal]
    ahead: list[TrackingRefusal]
    unreadable: int
    waiting: int


class TrackedName(Struct):
    """The events of one name; `late` of them arrived more than a day after they happened, `days` has a
    count for each day up to today."""

    name: str
    count: int
    late: int
    first_at: datetime
    last_at: datetime
    sources: list[str]
    days: list[int]


class EventCatalogue(Struct):
    """What came, by name, the most frequent first; `since` is the first of the days."""

    since: date
    items: list[TrackedName]


class PropertyType(Struct):
    """A type that a property had, in how many of the events."""

    type: str
    count: int


class EventProperty(Struct):
    """A path inside properties, in how many of the events it was, and its types, the most frequent first.
    `conflict`: they are of more than one kind (integers and numbers are one)."""

    path: str
    types: list[PropertyType]
    count: int
    conflict: bool


class EventProperties(Struct):
    """`looked_at`: the latest events of the name, of which this is said."""

    looked_at: int
    items: list[EventProperty]


class LiveEvents(Struct):
    """The newest first; `cursor` is given back as `after` for what comes next: each event is then in one
    answer, unless more than `limit` came at once."""

    items: list[seen.TrackedEvent]
    cursor: int


@get("/api/console/tracking/sources", opt=_ADMINS)
async def list_sources(ctx: Context) -> TrackingSources:
    """事件来源与写入密钥 Who sends events, with their write keys and what of theirs was refused."""
    since = (ctx.now - timedelta(days=7)).date()
    noted = await sources.refusals(ctx, since)
    return TrackingSources(
        await senders.listed(ctx),
        [one for one in noted if one.reason != sources.AHEAD],
        [one for one in noted if one.reason == sources.AHEAD],
        await sources.unreadable(ctx),
        await inbox.waiting(ctx.tx, ctx.corp_id),
    )


@post("/api/console/tracking/sources", opt=_ADMINS)
async def add_source(ctx: Context, data: NewTrackingSource) -> TrackingSource:
    """新建来源 A new source, with its first write key."""
    return await senders.add(ctx, data.name, data.user_kind)


@post("/api/console/tracking/sources/{source_no:int}/keys", opt=_ADMINS)
async def add_write_key(ctx: Context, source_no: int) -> TrackingSource:
    """新建密钥 Another write key of a source."""
    return await senders.add_key(ctx, source_no)


@post("/api/console/tracking/sources/{source_no:int}/keys/revoke", opt=_ADMINS, status_code=200)
async def revoke_write_key(ctx: Context, source_no: int, data: RevokedWriteKey) -> TrackingSource:
    """停用密钥 The key is refused from now on, for good."""
    return await senders.revoke(ctx, source_no, data.write_key)


@get("/api/console/tracking/names", opt=_ADMINS)
async def list_names(ctx: Context, engine: Engine, days: Days = _DAYS) -> EventCatalogue:
    """事件目录 The names of events as seen in the data, with volumes by day."""
    now = await calendar.now(ctx)
    first = now.today - timedelta(days=days - 1)
    volumes: dict[str, list[int]] = {}
    for one in await seen.days(engine, ctx.corp_id, now.begins(first), now.zone.key):
        at = (one.day - first).days
        if at < days:
            volumes.setdefault(one.name, [0] * days)[at] = one.count
    items = [
        TrackedName(
            one.name, one.count, one.late, one.first_at, one.last_at, one.sources,
            volumes.get(one.name, [0] * days),
        )
        for one in await seen.names(engine, ctx.corp_id)
    ]  # fmt: skip
    return EventCatalogue(first, items)


@get("/api/console/tracking/properties", opt=_ADMINS)
async def list_properties(ctx: Context, engine: Engine, name: str) -> EventProperties:
    """事件属性 The properties of the events of one name, with their types."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for one in await seen.properties(engine, ctx.corp_id, name):
        types[one.path][_readable(one.type)] += one.count
    items = [
        EventProperty(
            path, [PropertyType(*one) for one in found.most_common()], found.total(),
            len({"number" if one == "integer" else one for one in found}) > 1,
        )
        for path, found in types.items()
    ]  # fmt: skip
    items.sort(key=lambda one: (-one.count, one.path))
    return EventProperties(await seen.looked_at(engine, ctx.corp_id, name), items)


@get("/api/console/tracking/live", opt=_ADMINS)
async def list_live(
    ctx: Context, engine: Engine, after: After = None, limit: Most = 50,
    name: str = "", source: str = "",
) -> LiveEvents:  # fmt: skip
    """实时事件 What came since `after`, or lately."""
    whole = await inbox.delivered(ctx.tx)
    begin = max(whole - _LATELY, -1) if after is None else after
    items = await seen.latest(engine, ctx.corp_id, begin, whole, limit, name=name, source=source)
    return LiveEvents(items, whole)


def _readable(kind: str) -> str:
    """The engine's word for a type, as people read it."""
    bare = kind.replace("Nullable(", "").rstrip(")") if kind.startswith("Nullable(") else kind
    if bare.startswith("Array"):
        return "list"
    return _WORDS.get(bare, bare.lower())


_WORDS = {
    "String": "text", "Int64": "integer", "UInt64": "integer", "Float64": "number",
    "Bool": "boolean", "Date": "date", "DateTime": "time",
}  # fmt: skip

routes = [
    list_sources, add_source, add_write_key, revoke_write_key, list_names, list_properties,
    list_live,
]  # fmt: skip
