"""The engine's record of what happened to people, in and out of a backup. All else in the engine is made
again from the database.

A backup of the database as of a moment goes with the rows of the batches that had been delivered by then:
those that were under way are in the database's part, and are delivered after a restore.
"""

import asyncio
import contextlib
import gzip
import shutil
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import psycopg

from reunion.core.config import Config
from reunion.engine import schema
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from reunion.growth.tracking.store.inbox import FIXING
from reunion.main.children import environment, tied

FOLDER = "tracked_event"
_AT_ONCE = 200_000
_SLICE = timedelta(minutes=10)
_MOMENT = """
    SELECT pg_export_snapshot(), CASE WHEN is_called THEN last_value ELSE 0 END,
        ARRAY(SELECT batch_no FROM tracking_batch) FROM tracking_batch_no
"""
_MOMENT_BEFORE_EVENTS = "SELECT pg_export_snapshot(), 0, '{}'::bigint[]"
_MADE_AGAIN = ("profile_facts", "follow_facts", "profile_move", "prediction_facts")


class Moment(msgspec.Struct, frozen=True):
    """A moment of the database: `snapshot` names it for pg_dump while the block lasts."""

    snapshot: str
    last_batch: int
    under_way: list[int]


class _Slice(msgspec.Struct, frozen=True):
    begin: datetime
    count: int


class Piece(msgspec.Struct, frozen=True):
    """Some of the events: between two times, and of these one of `parts`."""

    begin: datetime
    end: datetime
    part: int
    parts: int


@contextlib.contextmanager
def moment(url: str) -> Iterator[Moment]:
    """Between two batches: no number of a batch is given out and not yet committed."""
    with psycopg.connect(url) as holder, psycopg.connect(url) as reader:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", (FIXING,))
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        there = reader.execute("SELECT to_regclass('tracking_batch_no') IS NOT NULL").fetchone()
        query = _MOMENT if there == (True,) else _MOMENT_BEFORE_EVENTS
        row = reader.execute(query).fetchone()
        holder.rollback()
        assert row is not None
        yield Moment(*row)


@asynccontextmanager
async def opened(config: Config, *, make: bool) -> AsyncGenerator[Engine | None, None]:
    """The engine: the one that runs, else the embedded one, started meanwhile; None where there is none
    and none is to be made. Its tables are there. Raises EngineError."""
    engine = Engine.of(config)
    started: asyncio.subprocess.Process | None = None
    try:
        if not config.clickhouse_url and not await _ready(engine):
            if not make and not (config.data / "analytics").is_dir():
                yield None
                return
            started = await asyncio.create_subprocess_exec(
                *tied(), sys.executable, "-m", "reunion.main", "analytics",
                env=environment(config), stdout=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            while not await _ready(engine):
                if started.returncode is not None:
                    raise EngineError(reason=f"reunion analytics ended ({started.returncode})")
                await asyncio.sleep(0.05)
        yield engine
    finally:
        await engine.close()
        if started is not None:
            with contextlib.suppress(ProcessLookupError):
                started.terminate()
            await started.wait()


async def pieces(engine: Engine, of: Moment) -> list[Piece]:
    """All that had been delivered, in pieces that memory holds."""
    slices = await engine.rows(
        _Slice,
        f"""SELECT formatDateTime(toStartOfInterval(at, INTERVAL 10 MINUTE), '%Y-%m-%dT%H:%i:%SZ', 'UTC')
                   AS begin, count() AS count
            FROM tracked_event WHERE {_delivered(of)} GROUP BY begin ORDER BY begin""",
    )
    found: list[Piece] = []
    begin: datetime | None = None
    held = 0
    for number, one in enumerate(slices):
        begin = begin or one.begin
        held += one.count
        last = number == len(slices) - 1
        if last or held + slices[number + 1].count > _AT_ONCE:
            parts = -(-held // _AT_ONCE)
            found += [Piece(begin, one.begin + _SLICE, part, parts) for part in range(parts)]
            begin, held = None, 0
    return found


async def packed(engine: Engine, of: Moment, piece: Piece) -> bytes:
    """The events of a piece, as packed JSON lines."""
    lines = await engine.lines(
        f"""SELECT * FROM tracked_event WHERE {_delivered(of)}
              AND at >= {{begin:DateTime64(3)}} AND at < {{end:DateTime64(3)}}
              AND cityHash64(id) % {piece.parts} = {piece.part}""",
        begin=piece.begin, end=piece.end,
    )  # fmt: skip
    return await asyncio.to_thread(gzip.compress, lines, 1)


async def put_back(config: Config, folder: Path) -> None:
    """Into an engine without events; what was in it goes. What it is told from the database it is told
    anew (`database.settle`)."""
    files = await asyncio.to_thread(lambda: sorted(folder.glob("*.jsonl.gz")))
    if not config.clickhouse_url:
        shutil.rmtree(config.data / "analytics", ignore_errors=True)
        if not files:
            return
    async with opened(config, make=True) as engine:
        assert engine is not None
        await schema.migrate(engine)
        for table in (FOLDER, *_MADE_AGAIN):
            await engine.define(f"ALTER TABLE {table} DELETE WHERE 1 SETTINGS mutations_sync = 2")
        for file in files:
            await engine.insert_lines(FOLDER, await asyncio.to_thread(_unpacked, file))


def _delivered(of: Moment) -> str:
    under_way = ", ".join(map(str, of.under_way)) or "-1"
    return f"batch <= {of.last_batch} AND batch NOT IN ({under_way})"


def _unpacked(file: Path) -> bytes:
    with gzip.open(file) as packed_lines:
        return packed_lines.read()


async def _ready(engine: Engine) -> bool:
    try:
        await engine.value(int, f"SELECT count() FROM {FOLDER} WHERE batch < 0")
    except EngineError:
        return False
    return True
