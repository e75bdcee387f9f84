"""The worker's part: prepares audiences, opens what is due, and sends what is confirmed."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.platform.broadcasts import preparing, sending
from reunion.platform.broadcasts.model import CHANNEL
from reunion.realtime.bus import Bus

log = logging.getLogger("reunion.broadcasts")

_LANES = 2
_LOOK_AGAIN = 1.0
"""Seconds until what has become due is looked for, when nothing is announced."""
_AFTER_FAILURE = 5.0


async def run(db: Database, vault: Any, config: Any, stop: asyncio.Event) -> None:
    """Works until `stop` is set. Any number of workers may: a row under way is locked."""
    bus, wake = Bus(db), _Wake()
    bus.on(CHANNEL, lambda _: wake.now())
    await bus.start()

    async def send() -> bool:
        if await sending.step(db):
            return True
        return await preparing.finish(db, clock.now()) > 0

    async def prepare() -> bool:
        return await preparing.step(db)

    try:
        lanes = [_lane(send, stop, wake) for _ in range(_LANES)]
        await asyncio.gather(*lanes, _lane(prepare, stop, wake))
    finally:
        await bus.stop()


class _Wake:
    """Wakes every lane that waits."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def now(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, stop: asyncio.Event, seconds: float) -> None:
        woken = [asyncio.create_task(one.wait()) for one in (self._event, stop)]
        try:
            await asyncio.wait(woken, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in woken:
                task.cancel()


async def _lane(step: Callable[[], Awaitable[bool]], stop: asyncio.Event, wake: _Wake) -> None:
    while not stop.is_set():
        try:
            while await step() and not stop.is_set():
                pass
            await wake.wait(stop, _LOOK_AGAIN)
        except Exception:
            log.exception("broadcasts wait: they are tried again")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _AFTER_FAILURE)
