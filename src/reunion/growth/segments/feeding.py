"""The owner of the sets is told of changed profiles, at once and without a gap.

It says up to which transaction it knows the record; what is committed above that is told, and remembered
here until all older transactions are over. When it was started anew it knows less, and is told the rest.
"""

import asyncio
from typing import Literal

from reunion.core.db import Database, plan_by_keys
from reunion.engine.client import Engine
from reunion.engine.sets.client import Gap
from reunion.engine.sets.plans import Changes
from reunion.growth.profiles.changes import Follower
from reunion.growth.segments.store import feeding as store

_PATIENCE, _PAUSE = 200, 0.02
_FAR_BEHIND = 10_000
"""Transactions that changed no profile: so many before the owner is told that they are over."""


class Teller:
    """One process's part in it; several take turns."""

    def __init__(self, db: Database, engine: Engine) -> None:
        self._db = db
        self._sets = engine.sets
        self._forget("")

    def _forget(self, life: str) -> None:
        """To that life of the owner nothing was told above what it says that it knows."""
        self._life = life
        self._follower = Follower()

    async def step(self) -> bool:
        """Tells of the next so many; whether there are more. Raises SetsError."""
        return await self._turn() == "more"

    async def caught_up(self) -> bool:
        """Tells of everything that is committed by now; False: somebody else is at it for long."""
        for _ in range(_PATIENCE):
            while (outcome := await self._turn()) == "more":
                pass
            if outcome == "done":
                return True
            await asyncio.sleep(_PAUSE)
        return False

    async def _turn(self, most: int = 10_000) -> Literal["busy", "more", "done"]:
        async with self._db.transaction() as tx:
            if not await store.take(tx):
                return "busy"
            await plan_by_keys(tx)
            record = await store.record(tx)
            known = await self._sets.known()
            since = known.until if known.record == record else 0
            if known.life != self._life or known.record != record:
                self._forget(known.life)
            changed = await self._follower.read(tx, store.COLUMNS, (since, 0, 0), most)
            worth = changed.rows or since == 0 or changed.over - since > _FAR_BEHIND
            until = changed.over if worth and not changed.more else None
            try:
                if changed.rows or until is not None:
                    told = tuple(map(store.standing, changed.rows))
                    await self._sets.change(Changes(record, known.life, since, told, until))
            except Gap:
                self._forget("")
                return "more"
        self._follower.passed(changed, until or since)
        return "more" if changed.more else "done"
