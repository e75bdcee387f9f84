"""The worker's part: gives out what apps have made, and publishes what is confirmed."""

import asyncio
import contextlib
import logging
from typing import Any

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.platform.moments import publishing
from reunion.platform.moments.model import CHANNEL
from reunion.realtime.bus import Bus

log = logging.getLogger("reunion.moments")

_LOOK_AGAIN = 1.0
"""Seconds until what has become due is looked for, when nothing is announced."""
_AFTER_FAILURE = 5.0


async def run(db: Database, vault: Any, config: Any, stop: asyncio.Event) -> None:
    """Works until `stop` is set. Any number of workers may: a row under way is locked."""
    bus, due = Bus(db), asyncio.Event()
    bus.on(CHANNEL, lambda _: due.set())
    await bus.start()
    stopping = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            due.clear()
            try:
                while not stop.is_set() and await _step(db):
                    pass
                await _either(due, stopping, _LOOK_AGAIN)
            except Exception:
                log.exception("Moments wait: they are tried again")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _AFTER_FAILURE)
    finally:
        stopping.cancel()
        await bus.stop()


async def _step(db: Database) -> bool:
    worked = await publishing.prepare(db)
    worked = await publishing.step(db) or worked
    return worked or await publishing.finish(db, clock.now()) > 0


async def _either(due: asyncio.Event, stopping: "asyncio.Task[Any]", seconds: float) -> None:
    waiting = asyncio.create_task(due.wait())
    try:
        await asyncio.wait(
            [waiting, stopping], timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
    finally:
        waiting.cancel()
