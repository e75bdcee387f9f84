"""Verdicts of the restraint engine alone, every limit on: one by one, each in a transaction of its own as
an automated message asks, and in sets of a thousand as a broadcast does.

Beside them the physical limits: one INSERT a commit on the same connection, and COPY of the same rows of
the ledger and the counters.
"""

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench import cast
from bench.figures import Figure, compared, middle
from bench.servers import new_database, postgres, wait_idle
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.restraint import service as restraint
from reunion.restraint.model import Ask, Caps, Policy, Touch

_SET = 1000
_ZONE = ZoneInfo("Asia/Shanghai")
_TABLES = ("touch", "touch_count")


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Rounds in turn, so that whatever else the machine does hits all alike."""
    rounds, singles, many = (1, 1000, 50_000) if quick else (3, 5000, 200_000)
    with postgres(folder / "pg") as (server, port):
        url = await new_database(server, port, "reunion", migrated=True)
        db = Database(url, max_size=2)
        await db.open()
        try:
            corp_id = await cast.make_corp(db)
            await _limit(db, corp_id)
            async with db.connection() as tx:
                await tx.execute("CREATE TABLE one_row (id bigint PRIMARY KEY, at timestamptz)")
            await wait_idle(url)
            one: dict[str, list[float]] = {"INSERT per commit": [], "reunion": []}
            sets: dict[str, list[float]] = {"COPY of the same rows": [], "reunion": []}
            for number in range(rounds):
                first = number * singles
                one["INSERT per commit"].append(
                    await _rate(_insert(db), range(first, first + singles))
                )
                one["reunion"].append(
                    await _rate(
                        _ask(db, corp_id, 1, "welcome", number), range(first, first + singles)
                    )
                )
                sets["reunion"].append(
                    await _rate(
                        _ask(db, corp_id, _SET, "broadcast", number), range(0, many, _SET)
                    ) * _SET
                )  # fmt: skip
                sets["COPY of the same rows"].append(await _copy(db, folder, number, many))
        finally:
            await db.close()
    figures = compared(
        "restraint", "verdicts/s, one by one", "1/s",
        {name: middle(values) for name, values in one.items()}, to="INSERT per commit",
        n=dict.fromkeys(one, rounds * singles),
    )  # fmt: skip
    return figures + compared(
        "restraint", f"verdicts/s, sets of {_SET}", "1/s",
        {name: middle(values) for name, values in sets.items()}, to="COPY of the same rows",
        n=dict.fromkeys(sets, rounds * many),
    )  # fmt: skip


async def _limit(db: Database, corp_id: int) -> None:
    """Every limit that a company can set, none of them in the way."""
    async with db.transaction() as tx:
        ctx = Context(corp_id, SYSTEM, tx, clock.now())
        every = Caps(day=20, week=100, month=300)
        policy = Policy(broadcast="week", marketing=every, service=every, every=every)
        await restraint.set_policy(ctx, policy)


async def _rate(act: Callable[[int], Awaitable[None]], numbers: range) -> float:
    began = time.perf_counter()
    for number in numbers:
        await act(number)
    return len(numbers) / (time.perf_counter() - began)


def _insert(db: Database) -> Callable[[int], Awaitable[None]]:
    async def act(number: int) -> None:
        async with db.transaction() as tx:
            await tx.execute("INSERT INTO one_row VALUES ($1, now())", number)

    return act


def _ask(
    db: Database, corp_id: int, size: int, source: str, source_id: int
) -> Callable[[int], Awaitable[None]]:
    touch = Touch("broadcast", "marketing", source, source_id)

    async def act(first: int) -> None:
        async with db.transaction() as tx:
            ctx = Context(corp_id, SYSTEM, tx, clock.now())
            asks = [Ask(1 + first + n, 1) for n in range(size)]
            verdicts = await restraint.decide(ctx, touch, asks, _ZONE)
            if len(verdicts.permitted) != size:
                raise RuntimeError(f"{len(verdicts.permitted)} of {size} permitted")

    return act


async def _copy(db: Database, folder: Path, source_id: int, many: int) -> float:
    """Customers per second when their lines and counters are copied."""
    taken = 0.0
    async with db.connection() as tx:
        connection: Any = tx
        for table in _TABLES:
            which = (
                f"source = 'broadcast' AND source_id = {source_id}" if table == "touch" else "true"
            )
            query = f"SELECT * FROM {table} WHERE {which} LIMIT {many}"
            await connection.copy_from_query(query, output=str(folder / table))
            await connection.execute(f"CREATE TABLE copied (LIKE {table} INCLUDING ALL)")
            began = time.perf_counter()
            await connection.copy_to_table("copied", source=str(folder / table))
            taken += time.perf_counter() - began
            await connection.execute("DROP TABLE copied")
    return many / taken
