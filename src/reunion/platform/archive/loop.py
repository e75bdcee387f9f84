"""The worker's part: keeps the archive behind the messages, writes exports, takes away what is too old."""

import asyncio
import contextlib
import logging
from typing import Any

from reunion.core.config import Config
from reunion.core.db import Database
from reunion.platform.archive import exporting, filling
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.archive")

_IDLE_SECONDS = 1.0
_AFTER_FAILURE = 5.0
_RETENTION_SECONDS = 600.0


async def run(db: Database, vault: Any, config: Config, stop: asyncio.Event) -> None:
    """Until `stop` is set. Safe to run in many processes."""
    blobs = Blobs(config.data / "blobs")
    async with asyncio.TaskGroup() as group:
        group.create_task(_again(stop, _IDLE_SECONDS, lambda: _fill(db)))
        group.create_task(_again(stop, _IDLE_SECONDS, lambda: exporting.export_once(db, blobs)))
        group.create_task(_again(stop, _RETENTION_SECONDS, lambda: _expire(db)))


async def _fill(db: Database) -> bool:
    more = await filling.fill_once(db)
    await filling.announce_once(db)
    return more


async def _expire(db: Database) -> bool:
    await filling.expire_once(db)
    return False


async def _again(stop: asyncio.Event, idle: float, step: Any) -> None:
    while not stop.is_set():
        wait = idle
        try:
            if await step():
                wait = 0.0
        except Exception:
            log.exception("the archive waits: it is tried again")
            wait = _AFTER_FAILURE
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
