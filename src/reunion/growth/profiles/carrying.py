"""Changed profiles go into the engine within a second, whatever else the database is doing. Carrying twice
does no harm, so a process may die at any point."""

from typing import Any

from reunion.core.db import Database, plan_by_keys
from reunion.engine.client import Engine
from reunion.growth.profiles.changes import Follower
from reunion.growth.profiles.store import carrying as store
from reunion.growth.profiles.store import fields as field_store

_FAR_BEHIND = 10_000


class Carrier:
    """One process's part in it; several take turns."""

    def __init__(self, db: Database, engine: Engine) -> None:
        self._db = db
        self._engine = engine
        self._fields: set[int] = set()
        self._follower = Follower()

    async def step(self, most: int = 5_000) -> bool:
        """Carries the next so many; whether there are more. Raises EngineError."""
        async with self._db.transaction() as tx:
            if not await store.take(tx):
                return False
            await plan_by_keys(tx)
            border = await store.border(tx)
            changed = await self._follower.read(tx, store.COLUMNS, border, most)
            await self._make_columns(tx)
            if changed.rows:
                await store.insert(self._engine, changed.rows, self._fields)
            over = (changed.over, 0, 0)
            passed = min(changed.reached, over) if changed.more else over
            # Moving the border is a transaction too, and an idle server is to stay idle.
            if passed > border and (changed.rows or passed[0] - border[0] > _FAR_BEHIND):
                await store.move(tx, passed)
                border = passed
        self._follower.passed(changed, border[0])
        return changed.more

    async def _make_columns(self, tx: Any) -> None:
        """Every custom field has its column before a row names it. After the rows were read: a field that
        was added meanwhile may be among what they hold, and what has no column is not carried."""
        for field in await field_store.others(tx, self._fields):
            await store.add_column(self._engine, field)
            self._fields.add(field.field_no)
