"""The worker's part: keeps the search index behind the messages. It works half of the time at most: what
is not indexed yet is found all the same."""

import asyncio
import contextlib
import logging
import time
from typing import Any

from reunion.core.db import Database
from reunion.platform.conversations.store import searching

log = logging.getLogger("reunion.conversations")

_BATCH = 1000
_IDLE_SECONDS = 2.0
_AFTER_FAILURE = 5.0


async def run(db: Database, vault: Any, config: Any, stop: asyncio.Event) -> None:
    """Indexes until `stop` is set. Safe to run in many processes."""
    while not stop.is_set():
        wait, began = _IDLE_SECONDS, time.monotonic()
        try:
            if await index_once(db):
                wait = time.monotonic() - began
        except Exception:
            log.exception("messages were not indexed; they are tried again")
            wait = _AFTER_FAILURE
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)


async def index_once(db: Database) -> int:
    """One batch; answers how many messages it looked at."""
    async with db.transaction() as tx:
        return await searching.index_some(tx, _BATCH)
