"""The worker's part: broadcasts to segments are sorted by members and asked for."""

import asyncio
import logging

from reunion.core.loops import paced, repeat
from reunion.growth.segments.broadcasts.sending import Asker, Sorter
from reunion.growth.segments.broadcasts.service import CHANNEL
from reunion.jobs.tasks import Work

log = logging.getLogger("reunion.segments")

_LOOK_AGAIN = 2.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Until `stop` is set. Any number of workers may: one at a time is at a task."""
    wake, sorter, asker = work.bus.wake(CHANNEL), Sorter(work.db), Asker(work)

    async def sort(most: int) -> bool:
        some = await sorter.step(most)
        if some:
            wake.now()  # there may be something to ask for
        return some

    await asyncio.gather(
        repeat(
            paced(sort), stop, idle=_LOOK_AGAIN, after_failure=_LOOK_AGAIN, wake=wake, log=log,
            failed="the people of a broadcast to a segment wait to be sorted",
        ),
        repeat(
            asker.step, stop, idle=_LOOK_AGAIN, after_failure=_LOOK_AGAIN, wake=wake, log=log,
            failed="a broadcast to a segment waits; it goes on later",
        ),
    )  # fmt: skip
