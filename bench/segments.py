"""Eight questions about people: how many, and who. Beside SQL written by hand for the same engine, through
the same socket (the limit), and beside PostgreSQL with the indexes that they want.

`--size` people (2,000,000 unless told) with 30 tags and twice as many events. With `--folder` what was
loaded stays there, and a run that was broken off goes on; the caller removes the folder.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import psutil

from bench import segments_data as data
from bench.figures import Figure, middle, percentile
from bench.segments_queries import QUERIES, Query
from bench.servers import Process, new_database, postgres
from reunion.core import config as configuration
from reunion.engine.client import Engine
from reunion.engine.sets.plans import Changes, Plan, Question, Standing
from reunion.growth.calendar.model import Now
from reunion.growth.segments import definition as d
from reunion.growth.segments.checking import sound
from reunion.growth.segments.compiler import Book, compiled
from reunion.growth.segments.fields import STANDARD

SIZE = 2_000_000
_ZONE = ZoneInfo("Asia/Shanghai")
_ROUNDS, _LISTS, _POSTGRES = 30, 10, 3
Asked = Callable[[], Awaitable[int]]


async def run(
    folder: Path, *, quick: bool, size: int | None = None, home: Path | None = None
) -> list[Figure]:
    """Loads, then asks everybody in turn."""
    size = size or (200_000 if quick else SIZE)
    rounds = 10 if quick else _ROUNDS
    place = home or folder
    place.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        config = configuration.load({}, data=place / "data", log_level="warning")
        analytics = Process(
            [sys.executable, "-m", "reunion.main", "analytics"], place / "analytics.log",
            **{name: value for name, value in config.environ().items() if name.startswith("REUNION_")},
        )  # fmt: skip
        stack.callback(analytics.stop)
        engine = Engine.of(config)
        await _ready(engine)
        rates = await data.into_engine(engine, size)
        told = await data.into_sets(engine, size)
        server, port = stack.enter_context(postgres(place / "pg"))
        url = await new_database(server, port, "segments", migrated=False)
        await data.into_postgres(str(config.analytics_socket), engine.database, url, size)
        figures = [
            Figure("segments", f"{what}/s into the engine (load)", round(rate), "1/s", n=size)
            for what, rate in rates.items()
        ]
        if told:
            figures.append(
                Figure("segments", "profiles/s into the sets (load)", round(told), "1/s", n=size)
            )
        connection = await asyncpg.connect(url, command_timeout=3600)
        for query in QUERIES:
            figures += await _measured(engine, connection, query, rounds)
        figures += await _one_change(engine, size)
        used = psutil.Process(analytics.pid).memory_info().rss / 2**20
        figures.append(Figure("segments", "memory of the analytics process", round(used), "MiB"))
        await connection.close()
        await engine.close()
    return figures


async def _ready(engine: Engine) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                await engine.value(int, "SELECT count() FROM tracked_event")
                return
            except Exception:
                await asyncio.sleep(0.2)


def _plan(definition: Any) -> Plan:
    fields = {one.key: one for one in STANDARD}
    condition: d.Condition = sound(definition, fields)
    return compiled(condition, Book(Now(data.NOW, _ZONE), fields, {}, {}))


async def _measured(
    engine: Engine, connection: asyncpg.Connection, query: Query, rounds: int
) -> list[Figure]:
    plan = _plan(query.definition)

    async def ours() -> int:
        return (await engine.sets.ask(Question(data.CORP, plan))).count

    async def by_hand() -> int:
        return await engine.value(int, f"SELECT count() FROM ({query.engine})")

    async def elsewhere() -> int:
        return await connection.fetchval(  # pyright: ignore[reportReturnType]
            f"SELECT count(*) FROM ({query.postgres}) AS found"
        )

    async def our_list() -> int:
        return len((await engine.sets.members(Question(data.CORP, plan))).to_array())

    async def list_by_hand() -> int:
        sql = f"SELECT groupArray(profile_no) FROM ({query.engine})"
        return len(await engine.value(list[int], sql))

    async def list_elsewhere() -> int:
        return len(await connection.fetch(query.postgres))

    counts = await _side_by_side(query, rounds, reunion=ours, engine=by_hand)
    counts |= await _side_by_side(query, _POSTGRES, postgresql=elsewhere)
    lists = await _side_by_side(query, min(rounds, _LISTS), reunion=our_list, engine=list_by_hand)
    lists |= await _side_by_side(query, 1, postgresql=list_elsewhere)
    print(f"  {query.name}: {_said(counts)}; list {_said(lists)}", flush=True)
    return [
        *_figures(f"{query.name}, count", counts), *_figures(f"{query.name}, list", lists)
    ]  # fmt: skip


async def _side_by_side(query: Query, rounds: int, **asked: Asked) -> dict[str, list[float]]:
    """Milliseconds by system, in turn, after a first time that is not measured; all must agree."""
    answers = {name: await ask() for name, ask in asked.items()}
    if len(set(answers.values())) > 1:
        raise RuntimeError(f"{query.name}: {answers}")
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            began = time.perf_counter()
            found = await ask()
            taken[name].append((time.perf_counter() - began) * 1e3)
            if found != answers[name]:
                raise RuntimeError(f"{query.name}: {name} answered {found}, then {answers[name]}")
    return taken


_NAMES = {"reunion": "reunion", "engine": "by hand, same engine", "postgresql": "PostgreSQL"}


def _figures(name: str, taken: dict[str, list[float]]) -> list[Figure]:
    limit = {part: percentile(taken["engine"], part) for part in (0.5, 0.99)}
    return [
        Figure(
            "segments", f"{name}, {label} ({_NAMES[system]})", round(percentile(times, part), 2), "ms",
            None if system == "engine" else "by hand, same engine",
            None if system == "engine" else round(percentile(times, part) / limit[part], 2), len(times),
        )
        for part, label in ((0.5, "p50"), (0.99, "p99"))
        for system, times in taken.items()
    ]  # fmt: skip


def _said(taken: dict[str, list[float]]) -> str:
    return ", ".join(f"{name} {middle(times):.1f} ms" for name, times in taken.items())


async def _one_change(engine: Engine, size: int) -> list[Figure]:
    """One profile changes its tags, and is found by them."""
    taken: list[float] = []
    known = await engine.sets.known()
    plan = _plan({"kind": "tags", "all_of": [99]})
    until = known.until
    for number in range(200):
        her = 1 + number * (size // 200)
        sql = "SELECT tags FROM profile_facts WHERE corp_id = 1 AND profile_no = {her:UInt32}"
        tags = tuple(await engine.value(list[int], sql, her=her))
        before, after = (Standing(data.CORP, her, True, now) for now in (tags, (*tags, 99)))
        began = time.perf_counter()
        await engine.sets.change(Changes("bench", known.life, until, (after,), until := until + 1))
        found = await engine.sets.members(Question(data.CORP, plan))
        taken.append((time.perf_counter() - began) * 1e3)
        if list(found) != [her]:
            raise RuntimeError(f"{her} was changed, {len(found)} are found")
        await engine.sets.change(Changes("bench", known.life, until, (before,), until := until + 1))
    return [
        Figure("segments", f"one profile changed and found, {label} (reunion)",
               round(percentile(taken, part), 2), "ms", n=len(taken))
        for part, label in ((0.5, "p50"), (0.99, "p99"))
    ]  # fmt: skip
