"""The worker's part: sees when customers of links begin to talk."""

import asyncio
import contextlib
import logging
from typing import Any

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.platform.acquisition import talking

log = logging.getLogger("reunion.acquisition")

_TRANSACTIONS = 10_000
_IDLE_SECONDS = 2.0


async def run(db: Database, vault: Any, config: Any, stop: asyncio.Event) -> None:
    """Looks until `stop` is set. Safe to run in many processes."""
    while not stop.is_set():
        more = False
        try:
            more = await look_once(db)
        except Exception:
            log.exception("customers of acquisition links were not looked at; it is tried again")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 0 if more else _IDLE_SECONDS)


async def look_once(db: Database) -> bool:
    """One piece; whether there is more to look at at once."""
    async with db.transaction() as tx:
        return await talking.follow_messages(tx, clock.now(), _TRANSACTIONS)
