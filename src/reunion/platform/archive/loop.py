"""The worker's part: keeps the archive behind the messages, writes exports, takes away what is too old."""

import asyncio
import logging

from reunion.core.db import Database
from reunion.core.loops import paced, repeat
from reunion.jobs.tasks import Work
from reunion.platform.archive import exporting, filling
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.archive")

_IDLE_SECONDS = 1.0
_RETENTION_SECONDS = 600.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Until `stop` is set. Safe to run in many processes."""
    blobs = Blobs(work.config.data / "blobs")
    async with asyncio.TaskGroup() as group:
        for idle, step in (
            (_IDLE_SECONDS, paced(lambda most: _fill(work.db, most))),
            (_IDLE_SECONDS, lambda: exporting.export_once(work.db, blobs)),
            (_RETENTION_SECONDS, lambda: _expire(work.db)),
        ):
            failed = "the archive waits: it is tried again"
            group.create_task(repeat(step, stop, idle=idle, log=log, failed=failed))


async def _fill(db: Database, messages: int) -> bool:
    more = await filling.fill_once(db, messages)
    await filling.announce_once(db)
    return more


async def _expire(db: Database) -> bool:
    await filling.expire_once(db)
    return False
