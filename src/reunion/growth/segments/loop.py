"""The worker's part: the owner of the sets is told of changed profiles, and watched segments are watched."""

import asyncio
import logging

from reunion.core.loops import repeat
from reunion.growth.profiles.model import CHANNEL
from reunion.growth.segments.feeding import Teller
from reunion.growth.segments.watching import Watcher
from reunion.jobs.tasks import Work

log = logging.getLogger("reunion.segments")

_LOOK_AGAIN = 1.0
_LOOK_FOR_NEW = 0.5
_AFTER_FAILURE = 1.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Until `stop` is set. Any number of workers may: they take turns."""
    wake, teller = work.bus.wake(CHANNEL), Teller(work.db, work.engine)
    watcher = Watcher(work.db, work.engine, teller)
    telling = repeat(
        teller.step, stop, idle=_LOOK_AGAIN, wake=wake, after_failure=_AFTER_FAILURE, log=log,
        failed="the sets of people were not told of changed profiles; they are told again",
    )  # fmt: skip
    watching = repeat(
        watcher.step, stop, idle=_LOOK_FOR_NEW, after_failure=_AFTER_FAILURE, log=log,
        failed="watched segments were not looked at; they are looked at again",
    )  # fmt: skip
    await asyncio.gather(telling, watching)
