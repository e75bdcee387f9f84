"""The sets of people beside the engine: told of changes, asked, and found again after a restart."""

import asyncio
import random
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
from pyroaring import BitMap

from reunion.engine.client import Engine
from reunion.engine.sets.client import Gap, Sets, SetsError
from reunion.engine.sets.owner import Sets as Owned
from reunion.engine.sets.plans import (
    Besides,
    Both,
    Changes,
    Either,
    Everybody,
    Found,
    Given,
    Plan,
    Question,
    Standing,
    Tagged,
)
from tests.factories.serving import Reunion

_rooms = count(1)
VIP, NEW = 1, 2
PEOPLE = (
    Standing(7, 1, True, (VIP,)),
    Standing(7, 2, True, (VIP, NEW)),
    Standing(7, 3, True),
    Standing(7, 4, False, (), into=3),
    Standing(8, 1, True, (NEW,)),
)


@pytest.fixture
async def sets(reunion: Reunion) -> AsyncIterator[Sets]:
    one = Engine(
        "http://analytics", f"sets_{next(_rooms)}", uds=str(reunion.config.analytics_socket)
    )
    life = (await one.sets.known()).life
    await one.sets.change(Changes("a", life, 0, PEOPLE, 10))
    yield one.sets
    await one.close()


async def fits(sets: Sets, plan: Plan) -> list[int]:
    return list(await sets.members(Question(7, plan)))


async def test_algebra_of_tags(sets: Sets) -> None:
    assert await fits(sets, Everybody()) == [1, 2, 3]
    assert await fits(sets, Both((Tagged(VIP), Besides(Tagged(NEW))))) == [1]
    assert await fits(sets, Besides(Tagged(VIP))) == [3]
    assert await fits(sets, Either((Tagged(NEW), Tagged(99)))) == [2]
    answer = await sets.ask(Question(7, Everybody(), sample=2, after=1, limit=5))
    assert (answer.count, answer.total, answer.sample, answer.numbers) == (3, 3, [1, 2], [2, 3])


async def test_bits_follow_the_sets(sets: Sets) -> None:
    """Counts of tags are found by bits, lists by compressed sets: told of the same changes, they agree."""
    some = random.Random(4)
    life = (await sets.known()).life

    def plan(depth: int) -> Plan:
        form = some.choice((Both, Either)) if depth else None
        if form is None:
            leaf = some.choice((Everybody(), *map(Tagged, range(1, 7))))
            return Besides(leaf) if some.random() < 0.3 else leaf
        joined = form(tuple(plan(depth - 1) for _ in range(some.randint(1, 4))))
        return Besides(joined) if some.random() < 0.2 else joined

    for turn in range(30):
        most = 40 * 4 ** min(turn // 5, 3)  # so that the numbers outgrow the bits that are there
        changed = (
            Standing(7, some.randint(1, most), some.random() < 0.9,
                     tuple(tag for tag in range(1, 6) if some.random() < 0.4))
            for _ in range(some.choice((1, 30)))
        )  # fmt: skip
        latest = {one.profile_no: one for one in changed}
        until = 10 + turn
        await sets.change(Changes("a", life, until, tuple(latest.values()), until + 1))
        for depth in (0, 1, 2, 3):
            asked = Question(7, plan(depth), sample=5)
            answer, everyone = await sets.ask(asked), await sets.members(asked)
            assert answer.count == len(everyone), asked.plan
            spread = min(5, len(everyone))
            assert answer.sample == [everyone[n * len(everyone) // spread] for n in range(spread)]


async def test_rows_count_for_who_a_person_is_now(sets: Sets) -> None:
    assert await fits(sets, Given(BitMap([4, 9]).serialize())) == [3]
    rows = "SELECT groupBitmapState(toUInt32(number + 2)) FROM numbers({most:UInt8})"
    found = Found(rows, {"most": 5})
    assert await fits(sets, Both((found, Besides(Tagged(VIP))))) == [3]
    assert (await sets.ask(Question(7, found, only=(2,)))).count == 1
    with pytest.raises(SetsError) as refused:
        await fits(sets, Found("SELECT nothing FROM nowhere", {}))
    assert "nowhere" in refused.value.fields["reason"]


async def test_changes_follow_each_other(sets: Sets) -> None:
    life = (await sets.known()).life
    for other, since in ((life, 11), ("an earlier life", 10)):
        with pytest.raises(Gap):
            await sets.change(Changes("a", other, since, ()))
    changed = (Standing(7, 1, True), Standing(7, 4, True))
    known = await sets.change(Changes("a", life, 10, changed, 12))
    assert known.until == 12
    assert await fits(sets, Tagged(VIP)) == [2]
    assert await fits(sets, Everybody()) == [1, 2, 3, 4]
    with pytest.raises(Gap):
        await sets.change(Changes("another record", life, 12, ()))
    await sets.change(Changes("another record", life, 0, (), 3))
    assert await fits(sets, Everybody()) == []


async def test_they_are_found_again_on_the_disk(tmp_path: Path) -> None:
    place = tmp_path / "sets" / "one.sets"
    before = Owned(place)
    life = before.known().life
    before.change(Changes("a", life, 0, PEOPLE, 10))
    later = Changes("a", life, 10, (Standing(7, 1, True, (NEW,)), Standing(9, 5, True)), 12)
    await asyncio.gather(before.save(), _told(before, later))
    after = Owned(place)
    assert (after.known().record, after.known().until) == ("a", 10)
    assert after.known().life != life
    after.change(msgspec.structs.replace(later, life=after.known().life))
    for sets in (before, after):
        assert sets.of(7).tags == {VIP: BitMap([2]), NEW: BitMap([1, 2])}
        assert (sets.of(7).moved, sets.of(9).there) == ({4: 3}, BitMap([5]))
    place.write_bytes(b"half of a fi")
    assert Owned(place).known().until == 0


async def _told(sets: Owned, changes: Changes) -> None:
    """While the sets are being saved."""
    sets.change(changes)
