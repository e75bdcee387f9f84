"""The sets of one database: kept by applying changes, kept on the disk, and asked."""

import asyncio
import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

import msgspec
from pyroaring import BitMap

from reunion.engine.sets.planes import Planes, Selected
from reunion.engine.sets.plans import Changes, Known, Plan, Standing


class People:
    """One company's sets."""

    def __init__(self) -> None:
        self.there = BitMap()
        self.tags: dict[int, BitMap] = defaultdict(BitMap)
        self.moved: dict[int, int] = {}
        self._old: BitMap | None = None
        self._mingled: BitMap | None = None
        self._planes = Planes()

    def put(self, standings: Iterable[Standing]) -> None:
        """As the record has them now, whatever was known."""
        self._old = self._mingled = None
        told = BitMap()
        there: list[int] = []
        carriers: dict[int, list[int]] = defaultdict(list)
        for one in standings:
            told.add(one.profile_no)
            self.moved.pop(one.profile_no, None)
            if one.into is not None:
                self.moved[one.profile_no] = one.into
            if one.there:
                there.append(one.profile_no)
                for tag in one.tags:
                    carriers[tag].append(one.profile_no)
        self.there -= told
        self.there |= BitMap(there)
        for members in self.tags.values():
            members -= told
        for tag, numbers in carriers.items():
            self.tags[tag] |= BitMap(numbers)
        self._planes.put(told, there, carriers)

    def select(self, plan: Plan) -> Selected | None:
        """Who fits a plan that is made of tags alone, where that is found sooner by bits."""
        return self._planes.select(plan, self.there, self.tags)

    def now(self, profile_no: int) -> int:
        """Who she is today."""
        seen = {profile_no}
        while (into := self.moved.get(profile_no)) is not None and into not in seen:
            seen.add(into)
            profile_no = into
        return profile_no

    def as_they_are(self, numbers: BitMap) -> BitMap:
        """Numbers of rows, as the people of today, those alone who are there."""
        if self._old is None:
            self._old = BitMap(self.moved)
        if self._old and (old := numbers & self._old):
            numbers = numbers | BitMap([self.now(one) for one in old])
        return numbers & self.there

    def mingled(self) -> BitMap:
        """Those whose rows stand under more than one number."""
        if self._mingled is None:
            self._mingled = BitMap([self.now(one) for one in self.moved]) & self.there
        return self._mingled

    def with_past(self, numbers: Iterable[int]) -> list[int]:
        """The numbers, and those who became them."""
        wanted = set(numbers)
        return sorted(wanted | {one for one in self.moved if self.now(one) in wanted})


class _Kept(msgspec.Struct):
    there: bytes
    tags: dict[int, bytes]
    moved: dict[int, int]


class _File(msgspec.Struct):
    record: str
    until: int
    corps: dict[int, _Kept]


class Stale(Exception):
    """Changes that do not follow what is known."""


class Sets:
    """All companies of one database. `until`: of the record's changes all before it are in."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._life = token_hex(8)
        self._record, self._until, self._saved = "", 0, 0
        self._corps: dict[int, People] = defaultdict(People)
        self._load()

    def known(self) -> Known:
        return Known(self._record, self._until, self._life)

    def of(self, corp_id: int) -> People:
        return self._corps[corp_id]

    def change(self, changes: Changes) -> Known:
        """Takes changes over; those of another record begin anew. Raises Stale where they leave a gap, or
        were begun to be told to somebody who is no more."""
        if changes.life != self._life:
            raise Stale
        if changes.record != self._record:
            if changes.since:
                raise Stale
            self._record, self._until = changes.record, 0
            self._corps.clear()
        if changes.since > self._until:
            raise Stale
        by_corp: dict[int, list[Standing]] = defaultdict(list)
        for one in changes.standings:
            by_corp[one.corp_id].append(one)
        for corp_id, standings in by_corp.items():
            self._corps[corp_id].put(standings)
        if changes.until is not None:
            self._until = max(self._until, changes.until)
        return self.known()

    async def save(self) -> None:
        """Onto the disk, where it is not there yet; what is known then need not be told again.

        Questions and changes go on meanwhile: a set at a time is copied, and what was changed after the
        first of them is told again to who reads the file, for it says that it knows the record as of before.
        """
        record, until = self._record, self._until
        if until == self._saved:
            return
        corps: dict[int, _Kept] = {}
        for corp_id, people in list(self._corps.items()):
            there, tags = people.there.serialize(), dict[int, bytes]()
            for tag, members in list(people.tags.items()):
                if members:
                    tags[tag] = members.serialize()
                await asyncio.sleep(0)
            corps[corp_id] = _Kept(there, tags, dict(people.moved))
        if record != self._record:
            return  # another one began meanwhile
        await asyncio.to_thread(self._write, _File(record, until, corps))
        self._saved = until

    def _write(self, file: _File) -> None:
        self._place.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._place.with_suffix(".new")
        with fresh.open("wb") as out:
            out.write(msgspec.msgpack.encode(file))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._place)

    def _load(self) -> None:
        try:
            kept = msgspec.msgpack.decode(self._place.read_bytes(), type=_File)
        except (FileNotFoundError, msgspec.MsgspecError):
            return  # all is told again
        self._record, self._until, self._saved = kept.record, kept.until, kept.until
        for corp_id, one in kept.corps.items():
            people = self._corps[corp_id]
            people.there = BitMap.deserialize(one.there)
            people.moved = one.moved
            for tag, members in one.tags.items():
                people.tags[tag] = BitMap.deserialize(members)
