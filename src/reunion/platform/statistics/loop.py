"""The worker's part: keeps the sums of each day behind the messages."""

import asyncio
import logging

from reunion.core.db import Database
from reunion.core.loops import paced, repeat
from reunion.jobs.tasks import Work
from reunion.platform.statistics.store import counting

log = logging.getLogger("reunion.statistics")

_IDLE_SECONDS = 5.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Counts until `stop` is set. Safe to run in many processes."""
    await repeat(
        paced(lambda most: count_once(work.db, most)), stop, idle=_IDLE_SECONDS, upkeep=True, log=log,
        failed="messages were not counted; they are tried again",
    )  # fmt: skip


async def count_once(db: Database, messages: int = 10_000) -> bool:
    """One piece; whether there is more to count at once."""
    async with db.transaction() as tx:
        return await counting.count_some(tx, messages)
