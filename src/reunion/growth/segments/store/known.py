"""SQL on the engine for what is known of one person, to say why a condition holds for her."""

from collections.abc import Sequence
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.calendar.model import Now
from reunion.growth.segments import definition as d
from reunion.growth.segments.store import events
from reunion.growth.segments.store.facts import EARTH_M
from reunion.growth.segments.store.sql import Parameters, Sql
from reunion.growth.segments.windows import span


class FollowRow(msgspec.Struct, frozen=True):
    userid: str
    state: str
    channel: str
    add_way: int
    added_at: str
    ended_at: str | None


class ScoreRow(msgspec.Struct, frozen=True):
    recency: int
    frequency: int
    monetary: int
    alive: float | None
    expected_30: float | None
    expected_90: float | None
    expected_365: float | None
    value_fen: int | None


async def column(ctx: Context, engine: Engine, numbers: Sequence[int], name: str) -> Any:
    """A value of hers, None where it is not known."""
    sql = (
        f"SELECT {name} AS value FROM profile_facts FINAL "
        "WHERE corp_id = {corp_id:UInt32} AND profile_no = {no:UInt32}"
    )
    found = await engine.rows(dict[str, Any], sql, corp_id=ctx.corp_id, no=numbers[0])
    return found[0]["value"] if found and found[0]["value"] not in ("", []) else None


async def metres(
    ctx: Context, engine: Engine, numbers: Sequence[int], latitude: float, longitude: float
) -> float | None:
    """How far she is from a point."""
    half = (
        "pow(sin(radians(latitude - {lat:Float64}) / 2), 2) + cos(radians({lat:Float64})) * "
        "cos(radians(latitude)) * pow(sin(radians(longitude - {lon:Float64}) / 2), 2)"
    )
    sql = (
        f"SELECT round(2 * {EARTH_M} * asin(least(1, sqrt({half})))) AS value FROM profile_facts FINAL "
        "WHERE corp_id = {corp_id:UInt32} AND profile_no = {no:UInt32} "
        "AND isNotNull(latitude) AND isNotNull(longitude)"
    )
    found = await engine.rows(
        dict[str, Any], sql, corp_id=ctx.corp_id, no=numbers[0], lat=latitude, lon=longitude
    )
    return found[0]["value"] if found else None


async def follows(ctx: Context, engine: Engine, numbers: Sequence[int]) -> list[FollowRow]:
    """Hers, the first of them first."""
    return await engine.rows(
        FollowRow,
        """SELECT userid, state, channel, add_way, formatDateTime(added_at, '%FT%TZ') AS added_at,
                  formatDateTime(ended_at, '%FT%TZ') AS ended_at
           FROM follow_facts FINAL
           WHERE corp_id = {corp_id:UInt32} AND profile_no IN {numbers:Array(UInt32)}
           ORDER BY follow_facts.added_at, userid LIMIT 50""",
        corp_id=ctx.corp_id, numbers=list(numbers),
    )  # fmt: skip


async def score(ctx: Context, engine: Engine, numbers: Sequence[int]) -> ScoreRow | None:
    """What the newest computation says of her."""
    found = await engine.rows(
        ScoreRow,
        """SELECT rfm_r AS recency, rfm_f AS frequency, rfm_m AS monetary, alive, expected_30, expected_90,
                  expected_365, value_fen
           FROM prediction_facts FINAL
           WHERE corp_id = {corp_id:UInt32} AND profile_no = {no:UInt32}""",
        corp_id=ctx.corp_id, no=numbers[0],
    )  # fmt: skip
    return found[0] if found else None


async def measured(
    ctx: Context, engine: Engine, numbers: Sequence[int], now: Now, one: d.Did
) -> Any:
    """How many such events she has, or what they come to."""
    rows = events.rows(one.event, one.where, span(one.window, now), now, Parameters())
    return await _value(ctx, engine, numbers, events.measured(one, None), rows)


class EventRow(msgspec.Struct, frozen=True):
    happened_at: str
    subject: str
    source: str
    userid: str
    amount_fen: int
    properties: dict[str, Any]
    fits: bool


async def newest(
    ctx: Context, engine: Engine, numbers: Sequence[int], now: Now, step: d.Step
) -> EventRow | None:
    """Her newest such event up to now whose properties fit; else the newest about such a subject."""
    about = tuple(one for one in step.where if one.property == "subject")
    new = Parameters()
    rows = events.rows(step.event, about, span(None, now), now, new)
    fits = events.rows(step.event, step.where, span(None, now), now, new)
    found = await engine.rows(
        EventRow,
        f"""SELECT formatDateTime(at, '%FT%TZ') AS happened_at, subject, source, userid, amount_fen,
                   properties, {fits.text} AS fits
            FROM tracked_event WHERE corp_id = {{corp_id:UInt32}}
              AND profile_no IN {{numbers:Array(UInt32)}} AND ({rows.text})
            ORDER BY fits DESC, at DESC, id LIMIT 1""",
        corp_id=ctx.corp_id, numbers=list(numbers), **rows.parameters, **fits.parameters,
    )  # fmt: skip
    return found[0] if found else None


async def extreme(
    ctx: Context, engine: Engine, numbers: Sequence[int], now: Now, which: str,
    step: d.Step | d.Never | d.Last | d.First, window: d.Window | None,
) -> str | None:  # fmt: skip
    """When the first (min) or the last (max) such event of hers was."""
    rows = events.rows(step.event, step.where, span(window, now), now, Parameters())
    at = f"if(count() = 0, NULL, formatDateTime({which}(at), '%FT%TZ'))"
    return await _value(ctx, engine, numbers, at, rows)


async def _value(ctx: Context, engine: Engine, numbers: Sequence[int], what: str, rows: Sql) -> Any:
    sql = (
        f"SELECT {what} FROM tracked_event WHERE corp_id = {{corp_id:UInt32}} "
        f"AND profile_no IN {{numbers:Array(UInt32)}} AND ({rows.text})"
    )
    return await engine.value(
        object, sql, corp_id=ctx.corp_id, numbers=list(numbers), **rows.parameters
    )
