"""The worker's part: carries changed profiles into the engine."""

import asyncio
import logging

from reunion.core.loops import repeat
from reunion.growth.profiles.carrying import Carrier
from reunion.growth.profiles.model import CHANNEL
from reunion.jobs.tasks import Work

log = logging.getLogger("reunion.profiles")

_LOOK_AGAIN = 1.0
_AFTER_FAILURE = 1.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Carries until `stop` is set. Any number of workers may: they take turns."""
    wake, carrier = work.bus.wake(CHANNEL), Carrier(work.db, work.engine)
    await repeat(
        carrier.step, stop, idle=_LOOK_AGAIN, wake=wake, after_failure=_AFTER_FAILURE, log=log,
        failed="profiles were not carried into the engine; they are tried again",
    )  # fmt: skip
