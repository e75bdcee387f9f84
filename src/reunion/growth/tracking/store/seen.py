"""SQL on the engine's `tracked_event`: what came, as the catalogue and the live page show it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from reunion.engine.client import Engine

_RECENT = 20_000
"""So many of a name's latest events are looked at for its properties."""


class NameRow(msgspec.Struct, frozen=True):
    """What is known of the events of one name; `late` arrived more than a day after they happened."""

    name: str
    count: int
    late: int
    first_at: datetime
    last_at: datetime
    sources: list[str]


class Day(msgspec.Struct, frozen=True):
    """How many events of a name happened on a day."""

    name: str
    day: date
    count: int


class Property(msgspec.Struct, frozen=True):
    """A path inside properties with the engine's word for its type, and in how many events it was seen."""

    path: str
    type: str
    count: int


class TrackedEvent(msgspec.Struct, frozen=True):
    """An event as it was kept; `batch` grows as events come in."""

    id: str
    name: str
    at: datetime
    received_at: datetime
    profile_no: int
    source: str
    userid: str
    subject: str
    amount_fen: int
    identity: str
    properties: dict[str, Any]
    batch: int


async def names(engine: Engine, corp_id: int) -> list[NameRow]:
    """The most frequent first."""
    return await engine.rows(
        NameRow,
        f"""SELECT name, count() AS count, countIf(received_at > at + INTERVAL 1 DAY) AS late,
              {_iso("min(at)")} AS first_at, {_iso("max(at)")} AS last_at,
              arraySort(groupUniqArray(50)(source)) AS sources
            FROM tracked_event WHERE corp_id = {{corp_id:UInt32}}
            GROUP BY name ORDER BY count DESC, name LIMIT 1000""",
        corp_id=corp_id,
    )


async def days(engine: Engine, corp_id: int, since: datetime, zone: str) -> list[Day]:
    """By day of the zone, days without any left out."""
    return await engine.rows(
        Day,
        """SELECT name, toDate(at, {zone:String}) AS day, count() AS count FROM tracked_event
           WHERE corp_id = {corp_id:UInt32} AND at >= {since:DateTime64(3)}
           GROUP BY name, day ORDER BY name, day""",
        corp_id=corp_id, since=since, zone=zone,
    )  # fmt: skip


async def properties(engine: Engine, corp_id: int, name: str) -> list[Property]:
    """Of the latest events of a name, the most frequent first."""
    return await engine.rows(
        Property,
        """SELECT seen.1 AS path, seen.2 AS type, count() AS count FROM (
             SELECT JSONAllPathsWithTypes(properties) AS paths FROM tracked_event
             WHERE corp_id = {corp_id:UInt32} AND name = {name:String} ORDER BY at DESC LIMIT {most:UInt32}
           ) ARRAY JOIN paths AS seen
           GROUP BY path, type ORDER BY count DESC, path LIMIT 500""",
        corp_id=corp_id, name=name, most=_RECENT,
    )  # fmt: skip


async def looked_at(engine: Engine, corp_id: int, name: str) -> int:
    """How many events `properties` is about."""
    count = await engine.value(
        int,
        "SELECT count() FROM tracked_event WHERE corp_id = {corp_id:UInt32} AND name = {name:String}",
        corp_id=corp_id, name=name,
    )  # fmt: skip
    return min(count, _RECENT)


async def latest(
    engine: Engine, corp_id: int, after: int, upto: int, most: int, *, name: str = "", source: str = "",
) -> list[TrackedEvent]:  # fmt: skip
    """What came in batches after the one, up to the other, the newest first."""
    return await engine.rows(
        TrackedEvent,
        f"""SELECT {_EVENT} FROM tracked_event
            WHERE corp_id = {{corp_id:UInt32}} AND batch > {{after:Int64}}
              AND batch <= {{upto:Int64}}
              AND ({{name:String}} = '' OR name = {{name:String}})
              AND ({{source:String}} = '' OR source = {{source:String}})
            ORDER BY batch DESC, received_at DESC, at DESC LIMIT {{most:UInt32}}""",
        corp_id=corp_id, after=after, upto=upto, most=most, name=name, source=source,
    )  # fmt: skip


async def of_people(engine: Engine, corp_id: int, profile_nos: Sequence[int]) -> list[TrackedEvent]:
    """Everything that happened to them, by time."""
    return await engine.rows(
        TrackedEvent,
        f"""SELECT {_EVENT} FROM tracked_event
            WHERE corp_id = {{corp_id:UInt32}} AND profile_no IN {{profile_nos:Array(UInt32)}}
            ORDER BY at, id""",
        corp_id=corp_id, profile_nos=list(profile_nos),
    )  # fmt: skip


def _iso(value: str) -> str:
    return f"formatDateTime({value}, '%Y-%m-%dT%H:%i:%S.%fZ', 'UTC')"


_EVENT = (
    f"toString(id) AS id, name, {_iso('tracked_event.at')} AS at, "
    f"{_iso('tracked_event.received_at')} AS received_at, profile_no, source, userid, subject, "
    "amount_fen, identity, properties, batch"
)
