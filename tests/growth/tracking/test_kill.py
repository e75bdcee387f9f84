"""kill -9 of whoever takes part while events come in: what was acknowledged is in the engine, once, and who
enters and leaves watched segments by it is told once.

The sender does as SDKs do: what was not acknowledged is sent again under the same message ids.
"""

import asyncio
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from reunion.core import config as configuration
from reunion.core.config import Config
from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from tests.factories.company import Company, found
from tests.factories.mirroring import in_corp
from tests.factories.sending import open_shop
from tests.factories.serving import Reunion
from tests.main.processes import environment

_BATCHES, _EACH = 60, 40


_PARTS = {
    "analytics": ("reunion.main", "analytics"),
    "web": ("tests.growth.tracking.gate_alone",),
    "worker": ("reunion.main", "worker"),
}


class Part:
    """A process of `reunion up`, by itself; of the web process what takes events."""

    def __init__(self, name: str, config: Config) -> None:
        self._command = [sys.executable, "-m", *_PARTS[name]]
        self._environment = environment() | config.environ()
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, env=self._environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        """Returns when it is gone."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def fall(self) -> None:
        """kill -9, and up again as its supervisor does."""
        self.kill()
        self.start()


@pytest.mark.long
async def test_nothing_acknowledged_is_lost_and_nothing_doubled(database_url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="reunion-") as name:
        given = {"data": Path(name), "database_url": database_url}
        config = configuration.load({}, **given, port=_free_port())
        assert config.analytics_socket is not None
        parts = {"analytics": Part("analytics", config)}
        while not config.analytics_socket.exists():
            time.sleep(0.02)
        reunion = Reunion(database_url, worker=False, analytics_socket=config.analytics_socket,
                          clickhouse_database=config.clickhouse_database)  # fmt: skip
        reunion.start()
        engine = Engine.of(config)
        try:
            parts |= {"web": Part("web", config), "worker": Part("worker", config)}
            company = found(reunion)
            shop = await open_shop(company)
            watched = await _watched(company)
            falls = {10: "web", 25: "worker", 40: "analytics"}
            sender = httpx.AsyncClient(base_url=f"http://127.0.0.1:{config.port}", timeout=5)
            for number in range(_BATCHES):
                sending = asyncio.create_task(_sent(sender, shop.key, number))
                if number in falls:
                    if falls[number] == "worker":
                        await _some(engine)
                    parts[falls[number]].fall()
                await sending
            await sender.aclose()
            async with asyncio.timeout(60):
                while await _count(engine) < (_BATCHES * _EACH, 0):  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
            assert await _count(engine) == (_BATCHES * _EACH, _BATCHES * _EACH)
            async with asyncio.timeout(180):
                while (moved := await _moved(company, engine)) != watched:
                    assert all(len(set(some)) == len(some) for some in moved.values()), moved
                    await asyncio.sleep(0.1)
            await shop.http.aclose()
        finally:
            await engine.close()
            reunion.stop()
            for part in parts.values():
                part.kill()


Moved = dict[tuple[str, int], list[int]]


async def _watched(company: Company) -> Moved:
    """Two watched segments, of which everybody enters one and leaves the other as the events come in; answers
    what is to be told."""

    async def learn(ctx: Context) -> list[int]:
        devices = [Identity("device", f"a-{number}") for number in range(_BATCHES)]
        return await profiles.learn(ctx, [Known((one,), "test", ctx.now) for one in devices])

    people = sorted(in_corp(company, learn))
    made = list[int]()
    for kind in ("did", "never"):
        body = {"name": kind, "definition": {"kind": kind, "event": "seen"}, "watched": True}
        made.append((await company.console().ok("POST", "/api/console/segments", json=body))["id"])
    settled = "SELECT bool_and(asked = settled) FROM segment"
    async with asyncio.timeout(60):
        while not in_corp(company, lambda ctx: ctx.tx.fetchval(settled)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    did, never = made
    return {
        ("entered", did): people, ("segment_entered", did): people,
        ("entered", never): people,  # from the beginning, which is nothing that happened to anybody
        ("left", never): people, ("segment_left", never): people,
    }  # fmt: skip


async def _moved(company: Company, engine: Engine) -> Moved:
    """What was told so far, to other modules and as events of these people."""
    found: Moved = defaultdict(list)
    sql = """SELECT data FROM event WHERE corp_id = $1 AND name = 'segment.members_changed'"""
    for row in in_corp(company, lambda ctx: ctx.tx.fetch(sql, ctx.corp_id)):
        for how in ("entered", "left"):
            found[how, row["data"]["segment_id"]] += row["data"][how]
    told = await engine.rows(
        dict[str, Any],
        "SELECT name, toUInt32(subject) AS id, groupArray(profile_no) AS people FROM tracked_event "
        "WHERE startsWith(name, 'segment_') GROUP BY name, id",
    )
    for row in told:
        found[row["name"], row["id"]] += row["people"]
    return {of: sorted(people) for of, people in found.items() if people}


async def _sent(sender: httpx.AsyncClient, key: str, number: int) -> None:
    """Returns once the batch is acknowledged."""
    batch = [
        {
            "type": "track",
            "event": "seen",
            "anonymousId": f"a-{number}",
            "messageId": f"{number}-{n}",
        }
        for n in range(_EACH)
    ]
    async with asyncio.timeout(60):
        while True:
            try:
                answer = await sender.post("/v1/batch", json={"batch": batch}, auth=(key, ""))
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                if answer.status_code == 200:
                    return


class _Counted(msgspec.Struct):
    there: int
    different: int


async def _count(engine: Engine) -> tuple[int, int]:
    """Events that the engine has, and how many different ones; (0, 0) while it does not answer."""
    try:
        [row] = await engine.rows(
            _Counted,
            "SELECT count() AS there, uniqExact(id) AS different FROM tracked_event "
            "WHERE name = 'seen'",
        )
    except EngineError:
        return 0, 0
    return row.there, row.different


async def _some(engine: Engine) -> None:
    """Returns when the engine has some, so that the worker is at it."""
    async with asyncio.timeout(30):
        while (await _count(engine))[0] == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
