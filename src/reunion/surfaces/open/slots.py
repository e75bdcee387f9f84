"""How many calls of one endpoint a corp may have under way at once (errcode 45033), over all nodes.

Each place is a row of `api_slot` that one node has for half a minute and renews. A node keeps a place
after the call, so that the next one costs no query. A node that finds none free asks the others, who
hand over one that is idle, or the next that becomes so; only when none comes it refuses.
"""

import asyncio
import time

from reunion.core import ids
from reunion.core.db import Database
from reunion.realtime.bus import Bus
from reunion.surfaces.open import store
from reunion.surfaces.open.store import Slot

CHANNEL = "api_slot"
_PAUSES = [0.02 * 1.3**n for n in range(10)]
"""Seconds between tries: together (0.85) how long a call waits for a place that another node may give."""
_SURE_FOR = store.KEPT_FOR.total_seconds() / 2
"""Seconds after a renewal in which a place is certainly still ours."""


class _Places:
    """What this node has of one endpoint of one corp."""

    def __init__(self) -> None:
        self.free: list[int] = []
        self.busy: set[int] = set()
        self.asking = asyncio.Lock()
        self.was_used = True
        self.wanted_by = ""
        self.wanted_until = 0.0
        self.refused_at = 0.0

    def use(self, number: int) -> int:
        self.busy.add(number)
        return number


class Slots:
    """`renew` is to be called every few seconds; `factor` multiplies every limit, 0 lifts them."""

    def __init__(self, db: Database, bus: Bus, factor: float = 1.0) -> None:
        self._db = db
        self._bus = bus
        self._factor = factor
        self._node = ids.token(12)
        self._places: dict[tuple[int, str], _Places] = {}
        self._renewed_at = time.monotonic()
        self._giving: set[asyncio.Task[None]] = set()
        bus.on(CHANNEL, self._heard)

    async def enter(self, path: str, corp_id: int, at_once: int) -> int | None:
        """A place for one call, to be left again; None when there are too many."""
        if not self._factor:
            return 0
        places = self._places.setdefault((corp_id, path), _Places())
        places.was_used = True
        if time.monotonic() - self._renewed_at > _SURE_FOR:
            await self.renew()
        at_most = max(1, int(at_once * self._factor))
        if places.free and not places.asking.locked():
            return places.use(places.free.pop())
        if len(places.busy) >= at_most:
            return None
        came_at = time.monotonic()
        async with places.asking:
            if came_at < places.refused_at:  # whoever waited beside one that was refused is too
                return None
            return await self._ask(places, corp_id, path, at_most)

    def leave(self, path: str, corp_id: int, number: int) -> None:
        """The call that had the place is over."""
        places = self._places.get((corp_id, path))
        if places is None or number not in places.busy:
            return
        places.busy.discard(number)
        if time.monotonic() < places.wanted_until:
            places.wanted_until = 0.0
            self._hand_over((corp_id, path, number), places.wanted_by)
        else:
            places.free.append(number)

    async def renew(self) -> None:
        """Keep the places that are in use, give back those that were not used since last time."""
        began = time.monotonic()
        idle = [(*key, n) for key, p in self._places.items() if not p.was_used for n in p.free]
        for key, places in list(self._places.items()):
            if not places.was_used:
                places.free.clear()
                if not places.busy and not places.asking.locked():
                    del self._places[key]
            places.was_used = False
        had = self._held()
        kept: set[Slot] = set()
        if idle or had:
            async with self._db.connection() as connection:
                await store.leave_slots(connection, self._node, idle)
                kept.update(await store.keep_slots(connection, self._node, had))
        self._renewed_at = began
        for corp_id, path, number in set(had) - kept:
            places = self._places.get((corp_id, path))
            if places is not None:
                places.busy.discard(number)
                places.free = [one for one in places.free if one != number]

    def _held(self) -> list[Slot]:
        return [(*key, n) for key, p in self._places.items() for n in (*p.free, *p.busy)]

    async def stop(self) -> None:
        """Give everything back."""
        slots = self._held()
        self._places.clear()
        if self._giving:
            await asyncio.wait(self._giving)
        if slots:
            async with self._db.connection() as connection:
                await store.leave_slots(connection, self._node, slots)

    async def _ask(self, places: _Places, corp_id: int, path: str, at_most: int) -> int | None:
        for pause in _PAUSES:
            if places.free:
                return places.use(places.free.pop())
            if len(places.busy) >= at_most:
                return None
            async with self._db.connection() as connection:
                number = await store.take_slot(connection, corp_id, path, at_most, self._node)
            if number is not None:
                return places.use(number)
            await self._bus.publish(CHANNEL, f"wanted {self._node} {corp_id} {path}")
            await asyncio.sleep(pause)
        places.refused_at = time.monotonic()
        return None

    def _heard(self, payload: str) -> None:
        """`wanted <by node> <corp> <path>`, or `given <to node> <corp> <path> <number>`."""
        what, node, corp_id, path, *number = payload.split(" ")
        key = (int(corp_id), path)
        if what == "given" and node == self._node:
            self._places.setdefault(key, _Places()).free.append(int(number[0]))
        elif what == "wanted" and node != self._node and key in self._places:
            places = self._places[key]
            if places.free:
                self._hand_over((*key, places.free.pop()), node)
            else:
                places.wanted_by = node
                places.wanted_until = time.monotonic() + sum(_PAUSES)

    def _hand_over(self, slot: Slot, to: str) -> None:
        async def give() -> None:
            async with self._db.connection() as connection:
                await store.hand_over_slot(connection, self._node, slot, to, CHANNEL)

        task = asyncio.ensure_future(give())
        self._giving.add(task)
        task.add_done_callback(self._giving.discard)
