"""How much people write just now, so that work which can wait lets them go first.

Each web process says once a second how many messages it has stored, when there were any.
"""

import asyncio
import contextlib
import time
from collections import deque

from reunion.realtime.bus import Bus

CHANNEL = "people_write"
_EVERY = 1.0
_REMEMBERED = 3.0
MANY = 50.0
"""Messages a second. Below it, the few milliseconds by which other work delays one go unnoticed."""


class Pulse:
    """Told by who stores messages; tells the other processes."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._stored = 0
        self._task: asyncio.Task[None] | None = None

    def beat(self, messages: int) -> None:
        """So many messages were stored."""
        self._stored += messages

    def start(self) -> None:
        """Tells from now on."""
        self._task = asyncio.create_task(self._tell())

    async def stop(self) -> None:
        """Tells no more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(_EVERY)
            stored, self._stored = self._stored, 0
            if stored:
                await self._bus.publish(CHANNEL, str(stored))


class People:
    """Hears of all web processes. Whoever misses a notification works on at full speed for a second."""

    def __init__(self, bus: Bus) -> None:
        self._heard: deque[tuple[float, int]] = deque()
        bus.on(CHANNEL, self._hear)

    @property
    def write(self) -> bool:
        """Whether people write so much that they should go first."""
        since = time.monotonic() - _REMEMBERED
        while self._heard and self._heard[0][0] < since:
            self._heard.popleft()
        return sum(stored for _, stored in self._heard) >= MANY * _REMEMBERED

    def _hear(self, payload: str) -> None:
        self._heard.append((time.monotonic(), int(payload)))
