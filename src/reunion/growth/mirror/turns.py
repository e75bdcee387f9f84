"""Companies are served beside each other, so that none waits for another's WeCom."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from logging import Logger

from reunion.core.loops import Wake, rest

_AT_ONCE = 16
_LASTS = 20.0
_AFTER_FAILURE = 5.0


class Turn:
    """How long a company is served before others may: `over` once it is, or when `stop` is set."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._until = time.monotonic() + _LASTS

    @property
    def over(self) -> bool:
        return self._stop.is_set() or time.monotonic() >= self._until


class Turns:
    """One task a company, so many at once; who was served longest ago is next. `wake` is called when one
    ends; `failed` is logged when one raises, and the company waits a little."""

    def __init__(self, wake: Wake, stop: asyncio.Event, *, log: Logger, failed: str) -> None:
        self._wake = wake
        self._stop = stop
        self._log = log
        self._failed = failed
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._served: dict[int, float] = {}

    def give(self, due: Iterable[int], serve: Callable[[int, Turn], Awaitable[None]]) -> None:
        """Starts with those who are due, as far as there is room."""
        for corp_id in sorted(due, key=lambda one: self._served.get(one, 0.0)):
            if corp_id in self._busy or len(self._busy) >= _AT_ONCE:
                continue
            self._served[corp_id] = time.monotonic()
            self._busy[corp_id] = asyncio.ensure_future(self._turn(corp_id, serve))

    async def _turn(self, corp_id: int, serve: Callable[[int, Turn], Awaitable[None]]) -> None:
        try:
            await serve(corp_id, Turn(self._stop))
        except Exception:
            self._log.exception("corp %s: %s", corp_id, self._failed)
            await rest(self._stop, _AFTER_FAILURE)
        finally:
            del self._busy[corp_id]
            self._wake.now()

    async def over(self) -> None:
        """Returns when nobody is served any more."""
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
