"""A rule that was switched on or changed looks at everybody once: whom it holds for, and whom it held for.

It goes by what its watched segment has told, not by what the engine says at the moment: so whatever the
segment tells after that fits, and nobody is held for whom the end was never told.
"""

from pyroaring import BitMap

from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.core.db import Database, plan_by_keys
from reunion.growth.profiles import service as profiles
from reunion.growth.segments import service as segments
from reunion.growth.tag_rules import acting
from reunion.growth.tag_rules.store import holds
from reunion.growth.tag_rules.store import rules as store
from reunion.growth.tag_rules.store.rules import Row, ToSweep


class Sweeper:
    """Keeps at hand who is to be looked at."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._of: tuple[ToSweep, object] | None = None
        self._people = BitMap()

    async def step(self, most: int) -> bool:
        """The next so many people of some rule; whether there were any."""
        async with self._db.transaction() as tx:
            await plan_by_keys(tx)
            for found in await store.to_sweep(tx):
                ctx = Context(found.corp_id, Actor("system", 0, "标签规则"), tx, clock.now())
                if await segments.told_members(ctx, found.segment_id, []) is None:
                    continue  # the segment looks at everybody first
                await profiles.hold(ctx)
                rule = await store.get(ctx, found.id, lock=True)
                if rule is not None and rule.enabled and rule.swept_to is not None:
                    await self._sweep(ctx, found, rule, most)
                return True
        return False

    async def _sweep(self, ctx: Context, found: ToSweep, rule: Row, most: int) -> None:
        assert rule.swept_to is not None
        if self._of != (mine := (found, rule.changed_at)) or rule.swept_to == -1:
            told = await segments.told_members(ctx, found.segment_id) or BitMap()
            self._people = told | BitMap(await holds.people(ctx, rule.id))
            self._of = mine
        first = self._people.rank(rule.swept_to) if rule.swept_to >= 0 else 0
        piece = list(self._people[first : first + most])
        if piece:
            inside = await segments.told_members(ctx, found.segment_id, piece)
            if inside is None:
                return
            outside = [no for no in piece if no not in inside]
            await acting.act(ctx, rule, inside=list(inside), outside=outside, cause="sweep")
        done, total = first + len(piece), len(self._people)
        over = done >= total
        await store.swept(ctx, rule.id, None if over else piece[-1], done, total)
