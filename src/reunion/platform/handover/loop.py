"""The worker's part: what is due takes effect, greetings go out, plans give customers out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.core.loops import repeat
from reunion.jobs.tasks import Work
from reunion.platform.corps import service as corps
from reunion.platform.handover import giving, settling
from reunion.platform.handover.model import CHANNEL
from reunion.platform.handover.packs import writing
from reunion.platform.handover.store import rows
from reunion.platform.handover.store.rows import Due
from reunion.restraint import service as restraint
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.handover")

_LOOK_AGAIN = 1.0
_AFTER_FAILURE = timedelta(seconds=10)
_QUIET_AGAIN = timedelta(minutes=5)


async def run(work: Work, stop: asyncio.Event) -> None:
    """Works until `stop` is set. Any number of workers may: whoever holds the customer decides."""
    wake = work.bus.wake(CHANNEL)
    blobs = Blobs(work.config.data / "blobs")

    async def lane(step: Callable[[Database], Awaitable[bool]]) -> None:
        await repeat(
            lambda: step(work.db), stop, idle=_LOOK_AGAIN, after_failure=_LOOK_AGAIN, wake=wake, log=log,
            failed="handovers wait: they are tried again",
        )  # fmt: skip

    await asyncio.gather(
        lane(settle_one), lane(giving.step), lane(lambda db: writing.write_once(db, blobs))
    )


async def settle_one(db: Database) -> bool:
    """One handover that is due, in a transaction of its own; answers whether there was one."""
    due: Due | None = None
    try:
        async with db.transaction() as tx:
            now = clock.now()
            due = await rows.take_due(tx, now)
            if due is None:
                return False
            ctx = Context(due.corp_id, SYSTEM, tx, now)
            quiet = await restraint.quiet(ctx, "service", await corps.zone(ctx))
            await settling.look(ctx, due.id)
            if quiet is None:
                await settling.greet(ctx, due.id)
            else:
                await rows.greet_later(ctx, due.id, min(quiet, now + _QUIET_AGAIN))
    except Exception:
        if due is None:
            raise
        log.exception("handover %s did not take effect; it is tried again", due.id)
        async with db.connection() as tx:
            await rows.put_off(tx, due, clock.now() + _AFTER_FAILURE)
    return True
