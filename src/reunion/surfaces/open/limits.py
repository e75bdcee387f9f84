"""What keeps calls of the open API within bounds: how many in a time, and how many at once."""

import asyncio
import contextlib
import logging
import time

import asyncpg

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.realtime.bus import Bus
from reunion.surfaces.open import store
from reunion.surfaces.open.quotas import Quotas
from reunion.surfaces.open.slots import Slots

log = logging.getLogger("reunion.open")

_TEND_SECONDS = 10.0
_SWEEP_SECONDS = 600.0


class Limits:
    """`factor` (setting `api_rate_factor`) multiplies every limit; 0 lifts them."""

    def __init__(self, db: Database, bus: Bus, factor: float) -> None:
        self._db = db
        self.quotas = Quotas(db, factor)
        self.slots = Slots(db, bus, factor)
        self._tending: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Tend what this node has, from now on."""
        self._tending = asyncio.create_task(self._tend())

    async def stop(self) -> None:
        """Give back what this node has."""
        if self._tending is not None:
            self._tending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._tending
        await self.slots.stop()

    async def _tend(self) -> None:
        swept_at = time.monotonic()
        while True:
            await asyncio.sleep(_TEND_SECONDS)
            self.quotas.tidy(clock.now().timestamp())
            try:
                await self.slots.renew()
                if time.monotonic() - swept_at > _SWEEP_SECONDS:
                    swept_at = time.monotonic()
                    async with self._db.connection() as connection:
                        await store.sweep(connection, clock.now())
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("the limits of calls were not tended: %s", type(error).__name__)
