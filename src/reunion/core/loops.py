"""Work that goes on until a process is told to stop: a step at a time, and a rest when nothing is left."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from logging import Logger


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """So long, or until `stop` is set."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


class Wake:
    """Ends the rest of everybody who waits for it."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.calls = 0

    def now(self) -> None:
        """There is something to do."""
        self.calls += 1
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, stop: asyncio.Event, seconds: float, calls: int) -> None:
        """Until it is called, at once if it was since there were so many `calls`; until `stop` is set,
        or so long."""
        if self.calls != calls:
            return
        waiting = [asyncio.create_task(one.wait()) for one in (self._event, stop)]
        try:
            await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()


async def repeat(
    step: Callable[[], Awaitable[object]], stop: asyncio.Event, *, idle: float, log: Logger,
    failed: str, after_failure: float = 5.0, wake: Wake | None = None, half: bool = False,
) -> None:  # fmt: skip
    """Steps until `stop` is set. A step that answers something true is followed by the next at once, or
    after as long as it took (`half`: half of the time is left to others); else there is a rest of
    `idle` seconds, which `wake` ends. `failed` is logged when a step raises."""
    while not stop.is_set():
        calls = wake.calls if wake is not None else 0
        began = time.monotonic()
        try:
            more = await step()
        except Exception:
            log.exception(failed)
            await rest(stop, after_failure)
            continue
        if more:
            await rest(stop, time.monotonic() - began if half else 0)
        elif wake is not None:
            await wake.wait(stop, idle, calls)
        else:
            await rest(stop, idle)
