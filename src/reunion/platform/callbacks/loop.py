"""The worker's delivery loop: many callbacks at once, each customer's in order."""

import asyncio
import contextlib
import logging
from collections import Counter

import asyncpg

from reunion.core.clock import clock
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.core.loops import Wake
from reunion.core.outgoing import Outgoing
from reunion.jobs.tasks import Work
from reunion.platform.callbacks import store
from reunion.platform.callbacks.model import CHANNEL, LEASE, Due
from reunion.platform.callbacks.send import deliver

log = logging.getLogger("reunion.callbacks")

AT_ONCE = 64
AT_ONCE_PER_APP = 16
"""So that one address that hangs does not hold up the others."""
_LOOK_AGAIN = 1.0
"""Seconds until retries are looked for, when nothing is announced."""


async def run(work: Work, stop: asyncio.Event) -> None:
    """Deliver until `stop` is set. Any number of workers may run this."""
    async with Outgoing(allow_private=bool(work.config.allow_private_callbacks)) as outgoing:
        due = work.bus.wake(CHANNEL)
        await Deliveries(work.db, work.vault, outgoing, due).run(stop)


class Deliveries:
    """What this worker has under way."""

    def __init__(self, db: Database, vault: Vault, outgoing: Outgoing, due: Wake) -> None:
        self._db = db
        self._vault = vault
        self._outgoing = outgoing
        self._busy: Counter[int] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._due = due

    async def run(self, stop: asyncio.Event) -> None:
        try:
            while not stop.is_set():
                calls = self._due.calls
                if not await self._start_some():
                    await self._due.wait(stop, _LOOK_AGAIN, calls)
        finally:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _start_some(self) -> int:
        """Begin what is due and fits; answers how many."""
        began = 0
        try:
            async with self._db.connection() as connection:
                now = clock.now()
                for app_id in await store.apps_with_due(connection, now):
                    room = min(AT_ONCE - len(self._tasks), AT_ONCE_PER_APP - self._busy[app_id])
                    if room > 0:
                        taken = await store.claim(connection, app_id, now, now + LEASE, room)
                        began += len(taken)
                        for due in taken:
                            self._begin(due)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            log.exception("the delivery loop lost its database; it tries again")
        return began

    def _begin(self, due: Due) -> None:
        self._busy[due.app_id] += 1
        task = asyncio.create_task(self._deliver(due))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, due: Due) -> None:
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await deliver(self._db, self._vault, self._outgoing, due)
        except Exception:
            log.exception("callback %s was not delivered; it is tried again later", due.id)
        finally:
            self._busy[due.app_id] -= 1
            self._due.now()
