"""Who enters and leaves watched segments: looked at when something about a person is new, and everybody
once a day, when windows move on, or where the definition changed.

What is told and what is kept about it commit together, so each change is told once.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from pyroaring import BitMap

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.engine.sets.plans import Everybody, Question
from reunion.growth.calendar import service as calendar
from reunion.growth.segments import asking
from reunion.growth.segments import definition as d
from reunion.growth.segments.feeding import Teller
from reunion.growth.segments.store import watching as store
from reunion.growth.segments.store.watching import FACTS, PART, Above, Facts, New, Watched
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence

_PEOPLE = 2_000
_TOLD_AT_ONCE = 1_000
_PARTS = 4
"""Of everybody, 65,536 numbers each, in one transaction."""


class Watcher:
    """One process's part in it; several take turns."""

    def __init__(self, db: Database, engine: Engine, teller: Teller) -> None:
        self._db, self._engine, self._teller = db, engine, teller
        self._idle = True
        self._seen: dict[str, set[New]] = {}

    async def step(self) -> bool:
        """Looks at those about whom something is new; then at everybody, where that is due. Answers
        whether there is more. Raises EngineError, SetsError."""
        async with self._db.transaction() as tx:
            if not await store.take(tx):
                return False
            corps = await store.corps(tx)
            if not corps:
                self._idle = True
                return False
            if self._idle:
                await self._begin(tx)
            more, seen = await self._look_at_new(tx, corps)
        self._seen = seen  # what was looked at is kept by now
        if more:
            return True
        for corp_id in corps:
            if await self._settle(corp_id):
                return True
        return False

    async def _begin(self, tx: Any) -> None:
        """Whatever was new before anybody ever watched is not looked at: everybody is. From then on a border
        is above nought, for a worker that comes after must not begin so again."""
        borders = await store.borders(tx)
        for facts in FACTS:
            if borders[facts] == 0:
                newest = await store.newest(self._engine, facts)
                await store.move(tx, facts, max(newest, 1))
        self._idle = False

    async def _look_at_new(self, tx: Any, corps: Sequence[int]) -> tuple[bool, dict[str, set[New]]]:
        """Whether there is more, and what above the borders was looked at."""
        borders, people, more = await store.borders(tx), defaultdict[int, set[int]](set), False
        above: dict[str, set[New]] = {}
        asked: dict[Facts, Above] = {
            facts: Above(
                borders[facts], await store.steady(tx, facts),
                _PEOPLE + len(self._seen.get(facts, ())),
            )
            for facts in FACTS
        }  # fmt: skip
        for facts, found in (await store.new(self._engine, asked)).items():
            since, steady, most = msgspec.structs.astuple(asked[facts])
            seen = self._seen.get(facts, set())
            for one in found:
                if one not in seen:
                    people[one.corp_id].add(one.profile_no)
            full = len(found) == most
            last = max((one.mark for one in found), default=since - 1)
            until = last if full else last + 1
            if steady is not None:
                until = min(until, max(steady, since))
            until = max(until, since)
            above[facts] = {one for one in (*seen, *found) if one.mark >= until}
            if until > since:
                await store.move(tx, facts, until)
            more = more or full
        looked = {corp_id: numbers for corp_id, numbers in people.items() if corp_id in corps}
        if looked and not await self._teller.caught_up():
            raise NotTold
        for corp_id, numbers in looked.items():
            await self._look(Context(corp_id, SYSTEM, tx, clock.now()), numbers)
        return more, above

    async def _look(self, ctx: Context, numbers: set[int]) -> None:
        """Where everybody is being looked at, those alone whose turn is over: the others' comes."""
        today = (await calendar.now(ctx)).today
        for one in await store.watched(ctx, today):
            over = (one.settled_to + 1) * PART
            looked = [no for no in sorted(numbers) if not one.due or no < over]
            if looked:
                definition = d.read(one.definition)
                fits = await asking.members(ctx, self._engine, definition, only=looked)
                await self._tell(ctx, one, today, BitMap(looked), fits, quiet=False)

    async def _settle(self, corp_id: int) -> bool:
        """Looks at the next so many of everybody for one segment that is due; whether there was one. Who
        fits is asked anew for each piece: what was new meanwhile is in it, and was not kept from it."""
        async with self._db.in_corp(corp_id) as ctx:
            if not await store.take(ctx.tx):
                return False
            today = (await calendar.now(ctx)).today
            due = [one for one in await store.watched(ctx, today) if one.due]
            if not due or not await self._teller.caught_up():
                return False
            one = due[0]
            fits = await asking.members(ctx, self._engine, d.read(one.definition))
            parts = {*await store.parts(ctx, one.id), *_parts(fits)}
            left = sorted(part for part in parts if part > one.settled_to)
            for part in left[:_PARTS]:
                here = _numbers(part)
                await self._tell(ctx, one, today, here, fits & here, quiet=one.wished)
            if len(left) > _PARTS:
                await store.settled_to(ctx, one, today, left[_PARTS - 1])
                return True
            await store.settled(ctx, one, today)
            data = {"segment_id": one.id, "version": one.version}
            await outbox.append(
                ctx, "segment.settled", subject=str(one.id), key=f"segment-{one.id}", data=data
            )
        return True

    async def _tell(
        self, ctx: Context, one: Watched, today: date, looked: BitMap, fits: BitMap, *, quiet: bool
    ) -> None:
        """Keeps who of those looked at is in now, and tells of the difference; `quiet`: nothing happened
        to them, for the definition alone changed."""
        before = await store.members(ctx, one.id, _parts(looked))
        now = (before - looked) | fits
        entered, left = now - before, before - now
        if not entered and not left:
            return
        for part in _parts(entered | left):
            await store.put(ctx, one.id, part, now & _numbers(part))
        await store.count(ctx, one.id, today, len(entered), len(left))
        if not quiet:
            await self._put_down(ctx, one, entered, left)
        await outbox.append_many(ctx, "segment.members_changed", list(_told(one, entered, left)))

    async def _put_down(self, ctx: Context, one: Watched, entered: BitMap, left: BitMap) -> None:
        """As something that happened to them; not to who was merged or erased."""
        everybody = Question(ctx.corp_id, Everybody(), only=tuple(left))
        there = await self._engine.sets.members(everybody)
        for name, numbers in (("segment_entered", entered), ("segment_left", there)):
            await tracking.record(ctx, [_occurrence(ctx, name, one, no) for no in numbers])


class NotTold(Exception):
    """Somebody else is telling the owner of the sets: we wait."""


def _parts(numbers: BitMap) -> list[int]:
    """The parts in which there are some."""
    found: list[int] = []
    place = numbers.next_set_bit(0) if numbers else None
    while place is not None:
        found.append(place // PART)
        above = (found[-1] + 1) * PART
        place = numbers.next_set_bit(above) if numbers.max() >= above else None
    return found


def _numbers(part: int) -> BitMap:
    return BitMap(range(part * PART, (part + 1) * PART))


def _told(one: Watched, entered: BitMap, left: BitMap) -> list[tuple[str, str, dict[str, Any]]]:
    rows: list[tuple[str, str, dict[str, Any]]] = []
    for start in range(0, max(len(entered), len(left)), _TOLD_AT_ONCE):
        part = slice(start, start + _TOLD_AT_ONCE)
        data = {"segment_id": one.id, "entered": list(entered[part]), "left": list(left[part])}
        rows.append((str(one.id), f"segment-{one.id}", data))
    return rows


def _occurrence(ctx: Context, name: str, one: Watched, profile_no: int) -> Occurrence:
    return Occurrence(
        name, ctx.now, profile_no=profile_no, subject=str(one.id), properties={"segment": one.name}
    )
