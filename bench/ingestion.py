"""Events over HTTP until the engine has them, each once; the limit is the engine itself, given the same
rows in the same batches by the same client and nothing else."""

import asyncio
import base64
import random
import time
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from bench import cast
from bench.broadcast import worker
from bench.figures import Figure, percentile
from bench.http import Asker
from bench.servers import (
    cpu_seconds,
    new_database,
    postgres,
    reunion_web,
    start_analytics,
    wait_idle,
)
from reunion.core.db import Database
from reunion.engine.client import Engine

TARGET = 20_000
EACH = 20
"""Events of a person."""
A_REQUEST = 100
"""As Segment's libraries send."""
CONNECTIONS = 8
_PAGES = [f"https://shop.example/p/{n}" for n in range(2_000)]
_NAMES = ("page_viewed", "Product Viewed", "Product Added", "Order Completed")
_LIMIT, _OURS = "bare inserts", "reunion"


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Sends as fast as answers come, waits for the engine, then gives it the same again bare."""
    count = 100_000 if quick else 1_000_000
    with ExitStack() as stack:
        server, port = stack.enter_context(postgres(folder / "pg"))
        url = await new_database(server, port, "reunion", migrated=True)
        key, corp_id = await _source(url)
        engine, analytics = await start_analytics(folder)
        stack.callback(analytics.stop)
        web, web_port = stack.enter_context(reunion_web(folder, url))
        working = worker(folder, url)
        stack.callback(working.stop)
        parts = {
            "PostgreSQL": _postmaster(folder / "pg"), "analytics": analytics.pid, "web": web.pid,
            "worker": working.pid
        }  # fmt: skip
        made = time.monotonic()
        calls = requests(key, count)
        print(f"  {count:,} events made in {time.monotonic() - made:.0f} s", flush=True)
        await _send(web_port, calls[: len(calls) // 10])  # caches, plans, people
        await _until(engine, corp_id, count // 10)
        await wait_idle(url)
        rest = calls[len(calls) // 10 :]
        spent = {name: cpu_seconds(pid) for name, pid in parts.items()}
        began = time.monotonic()
        watching = asyncio.create_task(_until(engine, corp_id, count))
        taken = await _send(web_port, rest)
        acknowledged = time.monotonic() - began
        await watching
        there = time.monotonic() - began
        for name, pid in parts.items():
            each = (cpu_seconds(pid) - spent[name]) / (len(rest) * A_REQUEST) * 1e6
            print(f"  {name}: {each:.1f} µs of processor time an event", flush=True)
        working.stop()
        batches = await _batches(engine, count // 10)
        before = cpu_seconds(analytics.pid)
        bare = await _bare(engine, batches)
        each = (cpu_seconds(analytics.pid) - before) / sum(n for _, n in batches) * 1e6
        print(f"  analytics, bare: {each:.1f} µs of processor time an event", flush=True)
        small = await _bare(engine, _small(batches, 3_000 if quick else 20_000))
    sent = len(rest) * A_REQUEST
    rows = sum(number for _, number in batches)
    print(f"  {len(batches)} batches of {rows / len(batches):,.0f} events", flush=True)
    rate, durable = sent / there, sent / acknowledged
    if rate < TARGET:
        print(f"  {rate:,.0f} events a second: below {TARGET:,}", flush=True)
    return [
        Figure("ingestion", f"events/s ({_LIMIT}, batches as ours)", round(bare), "1/s", n=rows),
        Figure("ingestion", f"events/s ({_LIMIT}, {A_REQUEST} at once)", round(small), "1/s"),
        Figure("ingestion", "events/s (reunion, until acknowledged as durable)", round(durable), "1/s",
               _LIMIT, round(durable / bare, 3), sent),
        Figure("ingestion", "events/s (reunion, until the engine has them)", round(rate), "1/s",
               _LIMIT, round(rate / bare, 3), sent),
        Figure("ingestion", f"ms a request of {A_REQUEST} (reunion, p50)",
               round(percentile(taken, 0.5) * 1000, 1), "ms", n=len(taken)),
        Figure("ingestion", f"ms a request of {A_REQUEST} (reunion, p99)",
               round(percentile(taken, 0.99) * 1000, 1), "ms", n=len(taken)),
    ]  # fmt: skip


def _postmaster(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])


async def _source(url: str) -> tuple[str, int]:
    db = Database(url, max_size=2)
    await db.open()
    try:
        corp_id = await cast.make_corp(db)
        return await cast.make_source(db, corp_id), corp_id
    finally:
        await db.close()


async def _until(engine: Engine, corp_id: int, count: int) -> None:
    """Returns when the engine has so many."""
    sql = "SELECT count() FROM tracked_event WHERE corp_id = {corp_id:UInt32}"
    while (there := await engine.value(int, sql, corp_id=corp_id)) < count:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    if there != count:
        raise RuntimeError(f"{count} events were sent, the engine has {there}")


def requests(key: str, count: int) -> list[bytes]:
    """Requests as Segment's libraries make them, of people who come back."""
    rng = random.Random(7)
    start = datetime.now(UTC) - timedelta(hours=1)
    basic = base64.b64encode(f"{key}:".encode()).decode()
    requests = []
    for first in range(0, count, A_REQUEST):
        batch = []
        for number in range(first, first + A_REQUEST):
            name = _NAMES[rng.randrange(4)]
            person = rng.randrange(count // EACH)
            properties: dict[str, Any] = {
                "url": rng.choice(_PAGES), "title": "明前龙井 50g", "price": rng.randrange(1, 9999) / 100,
                "position": rng.randrange(20), "category": "茶",
            }  # fmt: skip
            message = {
                "messageId": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                "anonymousId": f"device-{person}",
                "timestamp": (start + timedelta(milliseconds=number)).isoformat(),
                "context": {"library": {"name": "analytics-python", "version": "2.3.5"}},
                "properties": properties,
            }
            if name == "page_viewed":
                batch.append(message | {"type": "page", "name": "商品"})
            else:
                batch.append(message | {"type": "track", "event": name})
        body = msgspec.json.encode({"batch": batch})
        head = (
            f"POST /v1/batch HTTP/1.1\r\nHost: reunion\r\nAuthorization: Basic {basic}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        requests.append(head.encode() + body)
    return requests


async def _send(port: int, requests: list[bytes]) -> list[float]:
    """Sends them all and answers how long each took."""
    waiting = iter(requests)
    askers: list[Asker] = []
    done = asyncio.get_running_loop().create_future()
    left = len(requests)

    def check(body: bytes) -> None:
        nonlocal left
        if body != b'{"success":true}':
            raise RuntimeError(body.decode())
        left -= 1
        if left == 0:
            done.set_result(None)

    loop = asyncio.get_running_loop()
    for _ in range(CONNECTIONS):
        asker = Asker(lambda: next(waiting, b""), check)
        await loop.create_connection(lambda one=asker: one, "127.0.0.1", port)
        askers.append(asker)
    await done
    return [seconds for asker in askers for seconds in asker.taken]


async def _batches(engine: Engine, before: int) -> list[tuple[bytes, int]]:
    """The rows as they went to the engine, batch by batch, and how many each has."""
    numbers = await engine.rows(
        dict[str, int], "SELECT DISTINCT batch FROM tracked_event ORDER BY batch"
    )
    batches = []
    for one in numbers:
        sql = "SELECT * FROM tracked_event WHERE batch = {batch:UInt64}"
        rows = await engine.rows(dict, sql, batch=one["batch"])
        batches.append((msgspec.json.Encoder().encode_lines(rows), len(rows)))
    skipped = 0
    while batches and skipped < before:
        skipped += batches.pop(0)[1]
    return batches


def _small(batches: list[tuple[bytes, int]], count: int) -> list[tuple[bytes, int]]:
    """The first rows again, as many at once as a request brings."""
    lines = b"".join(lines for lines, _ in batches).splitlines(keepends=True)[:count]
    return [
        (b"".join(lines[n : n + A_REQUEST]), A_REQUEST) for n in range(0, len(lines), A_REQUEST)
    ]


async def _bare(engine: Engine, batches: list[tuple[bytes, int]]) -> float:
    """Rows a second, one insert after another into an empty table of the same definition."""
    await engine.command("CREATE TABLE bare AS tracked_event")
    await engine.insert_lines("bare", batches[0][0])
    began = time.monotonic()
    for number, (lines, _) in enumerate(batches):
        await engine.insert_lines("bare", lines, token=f"bare {number}")
    taken = time.monotonic() - began
    await engine.command("DROP TABLE bare SYNC")
    return sum(count for _, count in batches) / taken
