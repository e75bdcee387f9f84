"""The worker's part: gives out what apps have made, and publishes what is confirmed."""

import asyncio
import logging

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.core.loops import repeat
from reunion.jobs.tasks import Work
from reunion.platform.moments import publishing
from reunion.platform.moments.model import CHANNEL

log = logging.getLogger("reunion.moments")

_LOOK_AGAIN = 1.0
"""Seconds until what has become due is looked for, when nothing is announced."""


async def run(work: Work, stop: asyncio.Event) -> None:
    """Works until `stop` is set. Any number of workers may: a row under way is locked."""
    wake = work.bus.wake(CHANNEL)
    await repeat(
        lambda: _step(work.db), stop, idle=_LOOK_AGAIN, wake=wake, log=log,
        failed="Moments wait: they are tried again",
    )  # fmt: skip


async def _step(db: Database) -> bool:
    worked = await publishing.prepare(db)
    worked = await publishing.step(db) or worked
    return worked or await publishing.finish(db, clock.now()) > 0
