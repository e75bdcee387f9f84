"""The worker's part: batches go on, and rules that were switched on look at everybody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from reunion.core.loops import paced, repeat
from reunion.growth.tag_rules.model import CHANNEL, PIECE
from reunion.growth.tag_rules.sweeping import Sweeper
from reunion.growth.tag_rules.working import Batcher
from reunion.jobs.tasks import Work

log = logging.getLogger("reunion.tag_rules")

_LOOK_AGAIN = 2.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Works until `stop` is set. Any number of workers may: one at a time holds a company's profiles."""
    wake = work.bus.wake(CHANNEL)
    batcher, sweeper = Batcher(work.db), Sweeper(work.db)

    async def lane(step: Callable[[int], Awaitable[bool]], failed: str) -> None:
        await repeat(
            paced(step, PIECE), stop, idle=_LOOK_AGAIN, after_failure=_LOOK_AGAIN, wake=wake, log=log,
            failed=failed,
        )  # fmt: skip

    await asyncio.gather(
        lane(batcher.step, "a batch of tags waits; it goes on later"),
        lane(sweeper.step, "a tag rule waits; it looks at people later"),
    )
