"""The worker's part: keeps the search index behind the messages. It works half of the time at most: what
is not indexed yet is found all the same."""

import asyncio
import logging

from reunion.core.db import Database
from reunion.core.loops import paced, repeat
from reunion.jobs.tasks import Work
from reunion.platform.conversations.store import searching

log = logging.getLogger("reunion.conversations")

_IDLE_SECONDS = 2.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Indexes until `stop` is set. Safe to run in many processes."""
    await repeat(
        paced(lambda most: index_once(work.db, most)), stop, idle=_IDLE_SECONDS, upkeep=True, log=log,
        failed="messages were not indexed; they are tried again",
    )  # fmt: skip


async def index_once(db: Database, messages: int = 1000) -> bool:
    """One piece; whether there is more at once."""
    async with db.transaction() as tx:
        return await searching.index_some(tx, messages)
