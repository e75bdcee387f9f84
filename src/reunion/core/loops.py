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


_A_STEP = 0.1
_IN_A_HURRY = 9
"""How much longer than its work upkeep rests."""


class Hurry:
    """Work of this process whose end people wait for, such as a broadcast being sent."""

    _LASTS = 1.0

    def __init__(self) -> None:
        self._until = 0.0

    def now(self) -> None:
        """Such work is under way, for the next second at least."""
        self._until = time.monotonic() + self._LASTS

    def __bool__(self) -> bool:
        return time.monotonic() < self._until


hurry = Hurry()


def paced(
    step: Callable[[int], Awaitable[bool]], most: int = 2_000
) -> Callable[[], Awaitable[bool]]:
    """A step that is told how much to do: as much as takes about a tenth of a second, and `most` at most.
    It answers whether there is more."""
    size = 100

    async def next_step() -> bool:
        nonlocal size
        began = time.monotonic()
        more = await step(size)
        took = time.monotonic() - began
        if took > 2 * _A_STEP:
            size = max(size // 2, 1)
        elif more and took < _A_STEP:
            size = min(size * 2, most)
        return more

    return next_step


async def repeat(
    step: Callable[[], Awaitable[object]], stop: asyncio.Event, *, idle: float, log: Logger,
    failed: str, after_failure: float = 5.0, wake: Wake | None = None, upkeep: bool = False,
) -> None:  # fmt: skip
    """Steps until `stop` is set. A step that answers something true is followed by the next at once, else
    there is a rest of `idle` seconds, which `wake` ends. `failed` is logged when a step raises.

    `upkeep` is what may be late: it works half of the time at most, and a tenth while there is `hurry`."""
    while not stop.is_set():
        calls = wake.calls if wake is not None else 0
        began = time.monotonic()
        try:
            more = await step()
        except Exception:
            log.exception(failed)
            await rest(stop, after_failure)
            continue
        if upkeep:
            took = time.monotonic() - began
            await rest(stop, took * (_IN_A_HURRY if hurry else 1))
        if more:
            continue
        if wake is not None:
            await wake.wait(stop, idle, calls)
        else:
            await rest(stop, idle)
