"""SQL of watched segments: what is new in the engine, and who was told to be in.

Global: what is new is looked for in all companies at once, and told apart by corp_id.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec
from pyroaring import BitMap

from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.growth.tracking import service as tracking

_LOCK = 7_260_068
Facts = Literal["profile_facts", "follow_facts", "prediction_facts", "tracked_event"]
FACTS: tuple[Facts, ...] = ("profile_facts", "follow_facts", "prediction_facts", "tracked_event")
# Rows of these come in the order of their transactions, with gaps that fill up while one is under way.
_CARRIED = {
    "profile_facts": "SELECT changed FROM profile_carried",
}
PART = 1 << 16


class New(msgspec.Struct, frozen=True):
    """Somebody about whom there is something new, and the number of it."""

    corp_id: int
    profile_no: int
    mark: int


class Watched(msgspec.Struct, frozen=True):
    """`due`: everybody is to be looked at; those of the parts up to `settled_to` were already. `wished`:
    since the definition is new."""

    id: int
    name: str
    version: int
    definition: dict[str, Any]
    asked: int
    due: bool
    wished: bool
    settled_to: int


async def take(tx: Any) -> bool:
    """Nobody else watches until the transaction ends; False: somebody does."""
    return await tx.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LOCK)


async def corps(tx: Any) -> list[int]:
    """Companies with watched segments."""
    rows = await tx.fetch("SELECT DISTINCT corp_id FROM segment WHERE watched ORDER BY corp_id")
    return [row["corp_id"] for row in rows]


async def borders(tx: Any) -> dict[str, int]:
    """By table: all before it was looked at."""
    return dict(await tx.fetch("SELECT facts, until FROM segment_followed"))


async def move(tx: Any, facts: Facts, until: int) -> None:
    """All before it was looked at."""
    await tx.execute("UPDATE segment_followed SET until = $2 WHERE facts = $1", facts, until)


async def steady(tx: Any, facts: Facts) -> int | None:
    """Nothing new will come below it; None: rows come in the order of their numbers. Of events what is above
    may be there in part."""
    if facts == "tracked_event":
        return await tracking.delivered(tx) + 1
    return await tx.fetchval(_CARRIED[facts]) if facts in _CARRIED else None


async def newest(engine: Engine, facts: Facts) -> int:
    """The greatest number that there is."""
    return await engine.value(int, f"SELECT max({_mark(facts)}) FROM {facts}")


class Above(msgspec.Struct, frozen=True):
    """What is new of a table: from the number `since` on, of events below `steady`, so many at most."""

    since: int
    steady: int | None
    most: int


class _Found(New, frozen=True):
    facts: Facts


async def new(engine: Engine, asked: Mapping[Facts, Above]) -> dict[Facts, list[New]]:
    """Who has something new, the oldest of each table; of events only what is there whole. In one question:
    it is asked all day."""
    parts = [
        f"""SELECT * FROM (
              SELECT '{facts}' AS facts, corp_id, profile_no, max({_mark(facts)}) AS mark FROM {facts}
              WHERE {_mark(facts)} >= {int(one.since)}{_below(facts, one.steady)}
              GROUP BY corp_id, profile_no, {_mark(facts)}
              ORDER BY mark, corp_id, profile_no LIMIT {int(one.most)})"""
        for facts, one in asked.items()
    ]
    found: dict[Facts, list[New]] = {facts: [] for facts in asked}
    for row in await engine.rows(_Found, " UNION ALL ".join(parts)):
        found[row.facts].append(New(row.corp_id, row.profile_no, row.mark))
    return found


def _mark(facts: Facts) -> str:
    return "batch" if facts == "tracked_event" else "version"


def _below(facts: Facts, steady: int | None) -> str:
    return f" AND batch < {int(steady or 0)}" if facts == "tracked_event" else ""


async def watched(ctx: Context, day: date) -> list[Watched]:
    """The company's watched segments; due: everybody was last looked at on another day, or it is wished,
    since the definition is new."""
    rows = await ctx.tx.fetch(
        """SELECT id, name, version, definition, asked,
                  asked > settled OR settled_on IS DISTINCT FROM $2 AS due, asked > settled AS wished,
                  CASE WHEN settling = asked AND settling_on = $2 THEN settled_to ELSE -1 END AS settled_to
           FROM segment WHERE corp_id = $1 AND watched ORDER BY id""",
        ctx.corp_id, day,
    )  # fmt: skip
    return [Watched(**row) for row in rows]


async def settled_to(ctx: Context, one: Watched, day: date, part: int) -> None:
    """Everybody up to the end of that part was looked at, as was wished."""
    await ctx.tx.execute(
        """UPDATE segment SET settling = $3, settling_on = $4, settled_to = $5
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, one.id, one.asked, day, part,
    )  # fmt: skip


async def settled(ctx: Context, one: Watched, day: date) -> None:
    """Everybody was looked at, as was wished."""
    await ctx.tx.execute(
        "UPDATE segment SET settled = $3, settled_on = $4 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, one.id, one.asked, day,
    )  # fmt: skip


async def looked_at(ctx: Context, segment_id: int) -> bool:
    """Everybody was looked at for a watched segment, as it is now."""
    found = await ctx.tx.fetchval(
        "SELECT watched AND asked = settled FROM segment WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, segment_id,
    )  # fmt: skip
    return bool(found)


async def parts(ctx: Context, segment_id: int) -> list[int]:
    """Where somebody is in."""
    rows = await ctx.tx.fetch(
        "SELECT part FROM segment_members WHERE corp_id = $1 AND segment_id = $2 ORDER BY part",
        ctx.corp_id, segment_id,
    )  # fmt: skip
    return [row["part"] for row in rows]


async def members(ctx: Context, segment_id: int, among: Sequence[int]) -> BitMap:
    """Who is in, as was told, among these parts."""
    rows = await ctx.tx.fetch(
        """SELECT members FROM segment_members
           WHERE corp_id = $1 AND segment_id = $2 AND part = ANY($3)""",
        ctx.corp_id, segment_id, list(among),
    )  # fmt: skip
    return BitMap.union(BitMap(), *(BitMap.deserialize(row["members"]) for row in rows))


async def put(ctx: Context, segment_id: int, part: int, members: BitMap) -> None:
    """Who is in, of one part."""
    await ctx.tx.execute(
        """INSERT INTO segment_members (corp_id, segment_id, part, members) VALUES ($1, $2, $3, $4)
           ON CONFLICT (corp_id, segment_id, part) DO UPDATE SET members = excluded.members""",
        ctx.corp_id, segment_id, part, members.serialize(),
    )  # fmt: skip


async def count(ctx: Context, segment_id: int, day: date, entered: int, left: int) -> None:
    """Adds to the day's figures; the segment's count is the newest day's."""
    count = await ctx.tx.fetchval(
        """INSERT INTO segment_day AS d (corp_id, segment_id, day, entered, "left", count)
           SELECT $1, $2, $3, $4::int, $5::int, $4::int - $5::int + coalesce(
               (SELECT count FROM segment_day WHERE corp_id = $1 AND segment_id = $2
                ORDER BY day DESC LIMIT 1), 0)
           ON CONFLICT (corp_id, segment_id, day) DO UPDATE SET
               entered = d.entered + $4::int, "left" = d."left" + $5::int,
               count = d.count + $4::int - $5::int
           RETURNING count""",
        ctx.corp_id, segment_id, day, entered, left,
    )  # fmt: skip
    await ctx.tx.execute(
        "UPDATE segment SET count = $3, counted_at = $4 WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, segment_id, count, ctx.now,
    )  # fmt: skip


class Day(msgspec.Struct, frozen=True):
    """So many entered, left, and were in at its end."""

    day: date
    entered: int
    left: int
    count: int


async def days(ctx: Context, segment_id: int, since: date) -> list[Day]:
    """Days on which somebody entered or left, oldest first, with the last one before these."""
    rows = await ctx.tx.fetch(
        """SELECT day, entered, "left", count FROM segment_day
           WHERE corp_id = $1 AND segment_id = $2 AND day >= coalesce(
               (SELECT max(day) FROM segment_day
                WHERE corp_id = $1 AND segment_id = $2 AND day < $3), $3)
           ORDER BY day""",
        ctx.corp_id, segment_id, since,
    )  # fmt: skip
    return [Day(**row) for row in rows]
