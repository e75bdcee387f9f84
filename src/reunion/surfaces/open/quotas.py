"""How often a corp and an address may call one endpoint (limits.md, doc 90454), counted over all nodes.

A corp that passes the minute's limit is held off for 60 seconds, one that passes the hour's for an
hour; so is an address. `factor` (setting `api_rate_factor`) multiplies every limit; 0 lifts them.

The counters are rows of `api_quota`. A node takes calls from them in blocks, so that most calls cost
no query: one at first, twice as many whenever a block was used up within a second, and fewer as the
limit comes near, so that little is left lying with another node when it is reached.
"""

import asyncio
from collections.abc import Hashable, Sequence

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.surfaces.open import store

CORP = (10_000, 150_000)
ADDRESS = (20_000, 600_000)
WINDOWS = (60, 3600)
_LARGEST = 512
_SOON = 1.0
_SHARE = 16
"""A block is at most this part of what the window has left."""


class _Counter:
    """What this node has of one limit in one window; times in seconds since 1970."""

    __slots__ = ("at_most", "block", "ends", "held_until", "key", "left", "taken_at", "used")

    def __init__(self, key: tuple[int, str, str, int], at_most: int) -> None:
        self.key = key
        self.at_most = at_most
        self.left = 0
        self.ends = 0.0
        self.held_until = 0.0
        self.used = 0
        self.block = 1
        self.taken_at = 0.0

    def is_empty(self, now: float) -> bool:
        return self.left <= 0 or now >= self.ends

    def ask(self, waiting: int, now: float) -> store.Ask:
        """For a block of the right size, or for all who wait."""
        if now - self.taken_at < _SOON:
            self.block = min(self.block * 2, _LARGEST)
        else:
            self.block = max(self.block // 2, 1)
        self.taken_at = now
        share = (self.at_most - self.used) // _SHARE if now < self.ends else self.at_most // _SHARE
        return store.Ask(*self.key, max(waiting, min(self.block, share), 1), self.at_most)

    def took(self, taken: store.Taken) -> None:
        self.ends = taken.began.timestamp() + taken.seconds
        self.left = taken.granted
        self.used = taken.used
        self.held_until = taken.held_until.timestamp() if taken.held_until else 0.0


class _Batch:
    """Counters that ran empty, each with how many calls wait for it."""

    def __init__(self) -> None:
        self.waiting: dict[_Counter, int] = {}
        self.done = False


class Quotas:
    """The counters that this node has to do with."""

    def __init__(self, db: Database, factor: float = 1.0) -> None:
        self._db = db
        self._factor = factor
        self._counters: dict[tuple[int, str, str, int], _Counter] = {}
        self._of_call: dict[Hashable, tuple[_Counter, ...]] = {}
        self._batch = _Batch()
        self._asking = asyncio.Lock()

    async def held_off(self, path: str, corp_id: int, ip: str) -> int:
        """Count one call; the seconds to wait when it is one too many, else 0."""
        if not self._factor:
            return 0
        call = (path, corp_id, ip)
        counters = self._of_call.get(call)
        if counters is None:
            counters = self._of_call[call] = self._counters_of(path, corp_id, ip)
        while True:
            now = clock.now().timestamp()
            for one in counters:
                if one.left <= 0 or now >= one.ends:
                    break
            else:
                for one in counters:
                    one.left -= 1
                return 0
            held = max(one.held_until for one in counters)
            if now < held:
                return int(held - now) + 1
            await self._fill([one for one in counters if one.is_empty(now)])

    def tidy(self, now: float) -> None:
        """Forget counters whose window is over."""
        over = [
            key for key, one in self._counters.items() if now >= one.ends and now >= one.held_until
        ]
        for key in over:
            del self._counters[key]
        self._of_call.clear()

    def _counters_of(self, path: str, corp_id: int, ip: str) -> tuple[_Counter, ...]:
        found = []
        if corp_id:
            found += [self._counter((corp_id, "", path, s), n) for s, n in _limits(CORP)]
        found += [self._counter((0, ip, path, s), n) for s, n in _limits(ADDRESS)]
        return tuple(found)

    def _counter(self, key: tuple[int, str, str, int], limit: int) -> _Counter:
        known = self._counters.get(key)
        if known is None:
            known = self._counters[key] = _Counter(key, max(1, int(limit * self._factor)))
        return known

    async def _fill(self, empty: Sequence[_Counter]) -> None:
        """One statement at a time; whoever comes while it runs shares the next one. A call waits for
        the first counter only: if that refuses it, it needs nothing of the others."""
        batch = self._batch
        for one in empty:
            batch.waiting[one] = batch.waiting.get(one, 0) + (one is empty[0])
        async with self._asking:
            if batch.done:
                return
            if batch is self._batch:
                self._batch = _Batch()
            await self._take(batch)
            batch.done = True

    async def _take(self, batch: _Batch) -> None:
        now = clock.now()
        at = now.timestamp()
        needed = [(one, many) for one, many in batch.waiting.items() if one.is_empty(at)]
        if not needed:
            return
        by_key = {one.key: one for one, _ in needed}
        asks = [one.ask(waiting, at) for one, waiting in needed]
        async with self._db.connection() as connection:
            for taken in await store.take(connection, now, asks):
                by_key[taken.corp_id, taken.address, taken.path, taken.seconds].took(taken)


def _limits(limits: tuple[int, int]) -> list[tuple[int, int]]:
    return list(zip(WINDOWS, limits, strict=True))
