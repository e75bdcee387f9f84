"""The apps that call, kept in memory so that a call needs no query for its token."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from reunion.surfaces.open.context import Caller

Load = Callable[[int], Awaitable[Caller | None]]
CHANNEL = "app_changed"
FRESH_FOR = 5.0


class Callers:
    """`load` reads an app by id. A change is announced on the database channel `app_changed` and
    forgotten here at once; without the announcement a row serves for five seconds at most."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._known: dict[int, tuple[Caller | None, float]] = {}
        self._loading: dict[int, asyncio.Task[Caller | None]] = {}
        self._changes = 0

    async def get(self, app_id: int) -> Caller | None:
        """The app, or None where no app has this id."""
        known = self._known.get(app_id)
        if known is not None and time.monotonic() - known[1] < FRESH_FOR:
            return known[0]
        changes = self._changes
        task = self._loading.get(app_id)
        if task is None:
            task = asyncio.ensure_future(self._load(app_id))
            self._loading[app_id] = task
            task.add_done_callback(lambda _: self._loading.pop(app_id, None))
        caller = await asyncio.shield(task)
        if changes == self._changes:
            self._known[app_id] = (caller, time.monotonic())
        return caller

    def forget(self, app_id: int) -> None:
        """The app changed: what is known, or is being read just now, counts no longer."""
        self._changes += 1
        self._known.pop(app_id, None)
        self._loading.pop(app_id, None)

    def forget_all(self) -> None:
        """Announcements may have been missed."""
        self._changes += 1
        self._known.clear()
        self._loading.clear()
