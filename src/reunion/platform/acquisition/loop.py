"""The worker's part: sees when customers of links begin to talk."""

import asyncio
import logging

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.core.loops import paced, repeat
from reunion.jobs.tasks import Work
from reunion.platform.acquisition import talking

log = logging.getLogger("reunion.acquisition")

_IDLE_SECONDS = 2.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Looks until `stop` is set. Safe to run in many processes."""
    await repeat(
        paced(lambda most: look_once(work.db, most)), stop, idle=_IDLE_SECONDS, upkeep=True,
        after_failure=_IDLE_SECONDS, log=log,
        failed="customers of acquisition links were not looked at; it is tried again",
    )  # fmt: skip


async def look_once(db: Database, messages: int = 10_000) -> bool:
    """One piece; whether there is more to look at at once."""
    async with db.transaction() as tx:
        return await talking.follow_messages(tx, clock.now(), messages)
