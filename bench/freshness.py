"""How long until a segment shows what changed of a person: from the answer to the change, which is committed
in PostgreSQL by then, until the segment's answer over HTTP has her. At rest, while events come in, and after
the analytics process was killed.

`--size` people (100,000 unless told). Each change is of somebody else, and is asked for again and again.
"""

import asyncio
import contextlib
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import msgspec

from bench import cast
from bench.broadcast import Api, worker
from bench.figures import Figure, percentile
from bench.ingestion import A_REQUEST, requests
from bench.servers import Process, new_database, postgres, reunion_web, start_analytics, wait_idle
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.growth.profiles import service as profiles

SIZE = 100_000
TARGET_MS = 1_000
EVENTS = 2_000
"""A second, in requests as Segment's libraries send them."""
_PAUSE = 0.005
"""Between a segment's answer and the next question."""
_PATIENCE = 60.0
_PEOPLE = """
WITH made AS (
    INSERT INTO profile (corp_id, profile_no, name, city, known_since)
    SELECT $1, n, '客户' || n, '城市' || n % 40, now() FROM generate_series(1, $2::int) AS n
), named AS (
    INSERT INTO profile_identity (corp_id, kind, value, profile_no, source, since)
    SELECT $1, 'member_no', 'm' || n, n, 'bench', now() FROM generate_series(1, $2::int) AS n
)
INSERT INTO profile_counter (corp_id, profiles) VALUES ($1, $2)"""


class Way(msgspec.Struct, frozen=True):
    """One kind of change: how it is made of a person, and the definition that she fits from then on."""

    name: str
    change: Callable[[int], Awaitable[Any]]
    definition: dict[str, Any]


class Company:
    """It over HTTP, as its administrator and as its shop."""

    def __init__(self, port: int, chief: str, key: str, tag_no: int) -> None:
        self._api, self._chief = Api(port), chief
        self._shop, self._key = Api(port, ""), key
        self._tag_no = tag_no

    def ways(self) -> list[Way]:
        """The kinds of change that are measured."""
        place = {"kind": "attribute", "field": "city", "is": "one_of", "value": ["杭州"]}
        return [
            Way("a tag by hand", self._tagged, {"kind": "tags", "all_of": [self._tag_no]}),
            Way("an attribute", self._moved, place),
            Way("a tracked event", self._visited, {"kind": "did", "event": "Shop Visited"}),
        ]

    async def _tagged(self, no: int) -> None:
        added = {"add": [self._tag_no]}
        await self._api.ask("POST", f"/console/profiles/{no}/tags", self._chief, added)

    async def _moved(self, no: int) -> None:
        said = {"values": {"city": "杭州"}}
        await self._api.ask("PATCH", f"/console/profiles/{no}", self._chief, said)

    async def _visited(self, no: int) -> None:
        visit = {"userId": f"m{no}", "event": "Shop Visited", "messageId": f"visit {no}"}
        await self._shop.ask("POST", "/v1/track", self._key, visit)

    async def shows(self, way: Way, profile_no: int) -> bool:
        """Whether the segment has her now."""
        asked = {"definition": way.definition, "after": profile_no - 1, "limit": 1}
        found = await self._api.ask("POST", "/console/segments/ids", self._chief, asked)
        return found["profile_nos"] == [profile_no]

    async def count(self, definition: dict[str, Any]) -> int:
        """How many fit."""
        asked = {"definition": definition, "sample": 0}
        return (await self._api.ask("POST", "/console/segments/count", self._chief, asked))["count"]


async def run(folder: Path, *, quick: bool, size: int | None = None) -> list[Figure]:
    """All kinds beside each other, one change of each at a time."""
    size, rounds = size or (10_000 if quick else SIZE), 20 if quick else 200
    with ExitStack() as stack:
        server, port = stack.enter_context(postgres(folder / "pg"))
        url = await new_database(server, port, "reunion", migrated=True)
        chief, key, tag_no = await _made(url, size)
        _, analytics = await start_analytics(folder)
        stack.callback(analytics.stop)
        _, web_port = stack.enter_context(reunion_web(folder, url))
        working = worker(folder, url)
        stack.callback(working.stop)
        company, strangers = Company(web_port, chief, key, tag_no), itertools.count(1)
        everybody = {"kind": "attribute", "field": "city", "is": "known"}
        await _until(lambda: _is(company.count(everybody), size))
        await wait_idle(url)
        await _changed(company, strangers, 2)  # plans, and the engine's first parts
        figures = _figures("at rest", await _changed(company, strangers, rounds))
        pouring = asyncio.create_task(_pour(web_port, requests(key, EVENTS * (rounds + 20))))
        await asyncio.sleep(2)
        taken = await _changed(company, strangers, rounds)
        pouring.cancel()
        figures += _figures(f"while {EVENTS:,} events/s come in", taken)
        figures += await _killed(folder, stack, analytics, company, strangers)
    return figures


async def _made(url: str, size: int) -> tuple[str, str, int]:
    """(the token of an administrator, the write key of a shop, the number of a tag)."""
    db = Database(url, max_size=2)
    await db.open()
    try:
        corp_id = await cast.make_corp(db)
        key = await cast.make_source(db, corp_id)
        async with db.transaction() as tx:
            await tx.execute(_PEOPLE, corp_id, size)
            ctx = Context(corp_id, SYSTEM, tx, clock.now())
            (tag_no,) = await profiles.put_tags(ctx, [("测试", "到店", None)])
        return await cast.administrator(db, corp_id), key, tag_no
    finally:
        await db.close()


async def _changed(
    company: Company, strangers: Iterator[int], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds until each change was shown, by kind."""

    async def one(way: Way) -> list[float]:
        taken: list[float] = []
        for _ in range(rounds):
            her = next(strangers)
            await way.change(her)
            began = time.perf_counter()
            await _until(lambda: company.shows(way, her))  # noqa: B023
            taken.append((time.perf_counter() - began) * 1e3)
        return taken

    ways = company.ways()
    return dict(zip((way.name for way in ways), await asyncio.gather(*map(one, ways)), strict=True))


def _figures(when: str, taken: dict[str, list[float]]) -> list[Figure]:
    for name, times in taken.items():
        said = ", ".join(f"{percentile(times, part):.0f}" for part in (0.5, 0.99, 1))
        print(f"  {name}, {when}: p50, p99, max {said} ms", flush=True)
        if max(times) > TARGET_MS:
            print(f"  above {TARGET_MS:,} ms", flush=True)
    return [
        Figure("freshness", f"{label} until a segment shows it (reunion, {name}, {when})",
               round(percentile(times, part), 1), "ms", n=len(times))
        for label, part in (("p50", 0.5), ("p99", 0.99), ("max", 1))
        for name, times in taken.items()
    ]  # fmt: skip


async def _pour(port: int, calls: Sequence[bytes]) -> None:
    """So many events a second, whether or not the last were answered yet."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    heard = asyncio.create_task(_heed(reader))
    began = time.monotonic()
    try:
        for number, call in enumerate(calls):
            await asyncio.sleep(began + number * A_REQUEST / EVENTS - time.monotonic())
            writer.write(call)
            if heard.done():
                heard.result()
        raise RuntimeError("more events were needed than there are")
    finally:
        heard.cancel()
        writer.close()


async def _heed(reader: asyncio.StreamReader) -> None:
    """Raises where something was not taken."""
    while head := await reader.readuntil(b"\r\n\r\n"):
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        await reader.readuntil(b"}")


async def _killed(
    folder: Path, stack: ExitStack, analytics: Process, company: Company, strangers: Iterator[int]
) -> list[Figure]:
    """What changed while it was away is shown, and what changed before still is."""
    before = {way.name: await company.count(way.definition) for way in company.ways()}
    analytics.kill()
    missed = {way.name: next(strangers) for way in company.ways()}
    for way in company.ways():
        await way.change(missed[way.name])
    began = time.monotonic()
    _, analytics = await start_analytics(folder)
    stack.callback(analytics.stop)
    answered = time.monotonic() - began

    async def right(way: Way) -> float:
        await _until(lambda: company.shows(way, missed[way.name]))
        await _until(lambda: _is(company.count(way.definition), before[way.name] + 1))
        return time.monotonic() - began

    taken = await asyncio.gather(*map(right, company.ways()))
    named = [
        ("until the engine answers", answered),
        *(
            (f"until {way.name} is right", one)
            for way, one in zip(company.ways(), taken, strict=True)
        ),
    ]
    return [
        Figure("freshness", f"seconds after a kill -9 of analytics (reunion, {name})", round(one, 2), "s")
        for name, one in named
    ]  # fmt: skip


async def _until(look: Callable[[], Awaitable[bool]]) -> None:
    """Asks until it is so. While the analytics process is away the answer is an error."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            with contextlib.suppress(HTTPError):
                if await look():
                    return
            await asyncio.sleep(_PAUSE)


async def _is(asked: Awaitable[int], wanted: int) -> bool:
    return await asked == wanted
