"""The worker's part: prepares audiences, opens what is due, and sends what is confirmed."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from reunion.core.clock import clock
from reunion.core.loops import Wake, hurry, rest
from reunion.jobs.tasks import Work
from reunion.platform.broadcasts import preparing, sending
from reunion.platform.broadcasts.model import CHANNEL
from reunion.realtime.pulse import People

log = logging.getLogger("reunion.broadcasts")

_LANES = 2
"""While people write, all but the first stand still, and that one rests as long as it works."""
_LOOK_AGAIN = 1.0
"""Seconds until what has become due is looked for, when nothing is announced."""
_AFTER_FAILURE = 5.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Works until `stop` is set. Any number of workers may: a row under way is locked."""
    wake, people = work.bus.wake(CHANNEL), People(work.bus)

    async def send() -> bool:
        chunk = sending.SMALL_CHUNK if people.write else sending.CHUNK
        if await sending.step(work.db, chunk):
            return True
        return await preparing.finish(work.db, clock.now()) > 0

    async def prepare() -> bool:
        return await preparing.step(
            work.db, preparing.SMALL_PART if people.write else preparing.PART
        )

    first = _lane(send, stop, wake, people, gives_way=False)
    more = [_lane(send, stop, wake, people, gives_way=True) for _ in range(_LANES - 1)]
    await asyncio.gather(first, *more, _lane(prepare, stop, wake, people, gives_way=False))


async def _lane(
    step: Callable[[], Awaitable[bool]], stop: asyncio.Event, wake: Wake, people: People,
    *, gives_way: bool,
) -> None:  # fmt: skip
    while not stop.is_set():
        calls = wake.calls
        try:
            if not (gives_way and people.write):
                began = time.monotonic()
                if await step():
                    hurry.now()
                    if people.write:
                        await rest(stop, time.monotonic() - began)
                    continue
            await wake.wait(stop, _LOOK_AGAIN, calls)
        except Exception:
            log.exception("broadcasts wait: they are tried again")
            await rest(stop, _AFTER_FAILURE)
