"""Workers that watch one after the other, and batches that the engine has in part: nobody is missed.

The turns are taken here, so that each falls where it is to fall.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.engine.literals import moment
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.segments.feeding import Teller
from reunion.growth.segments.watching import Watcher
from reunion.growth.tracking import loop as tracking_loop
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from tests.factories.company import Company, found
from tests.factories.mirroring import in_corp
from tests.factories.serving import Reunion

PATH = "/api/console/segments"


@pytest.fixture
def company(new_database_url: Callable[[], str]) -> Iterator[Company]:
    """Of a server without a worker."""
    reunion = Reunion(new_database_url(), worker=False)
    reunion.start()
    yield found(reunion)
    reunion.stop()


def people(company: Company, count: int) -> list[int]:
    async def learn(ctx: Context) -> list[int]:
        phones = [Identity("phone", f"+8613800000{n:03d}") for n in range(count)]
        return await profiles.learn(ctx, [Known((one,), "test", ctx.now) for one in phones])

    return in_corp(company, learn)


def seen(company: Company, profile_no: int) -> None:
    """Something happens to somebody, and is in the engine in a batch of its own."""
    work = company.reunion.work
    happened = [Occurrence("seen", clock.now(), profile_no=profile_no)]
    in_corp(company, lambda ctx: tracking.record(ctx, happened))

    async def drain() -> None:
        while any(await tracking_loop.step(work, {})):
            pass

    company.reunion.run(drain)


def watcher(company: Company) -> Callable[[], None]:
    """A worker that has just begun; to be called until it finds nothing more."""
    work = company.reunion.work
    one = Watcher(work.db, work.engine, Teller(work.db, work.engine))

    async def turn() -> None:
        while await one.step():
            pass

    return lambda: company.reunion.run(turn)


async def watched(company: Company) -> int:
    body = {"name": "看过的人", "definition": {"kind": "did", "event": "seen"}, "watched": True}
    return (await company.console().ok("POST", PATH, json=body))["id"]


def told(company: Company, segment_id: int) -> list[int]:
    """Who entered, in the order of being told."""

    async def read(ctx: Context) -> list[Any]:
        return await ctx.tx.fetch(
            "SELECT data FROM event WHERE corp_id = $1 AND name = 'segment.members_changed' "
            "AND subject = $2 ORDER BY id", ctx.corp_id, str(segment_id),
        )  # fmt: skip

    return [no for row in in_corp(company, read) for no in row["data"]["entered"]]


async def test_a_worker_that_follows_another_goes_on_where_that_was(company: Company) -> None:
    first, second = people(company, 2)
    segment_id = await watched(company)
    watcher(company)()
    seen(company, first)
    seen(company, second)
    watcher(company)()
    assert sorted(told(company, segment_id)) == sorted([first, second])


async def test_a_batch_that_is_there_in_part_is_not_looked_at_yet(company: Company) -> None:
    """The engine takes a batch month by month."""
    one, two, three, four = people(company, 4)
    segment_id = await watched(company)
    turn = watcher(company)
    seen(company, one)
    turn()
    assert told(company, segment_id) == [one]

    engine = company.reunion.work.engine
    last = in_corp(company, lambda ctx: tracking.delivered(ctx.tx))

    def part(profile_no: int) -> None:
        row = {
            "corp_id": company.corp_id, "name": "seen", "at": moment(clock.now()),
            "profile_no": profile_no, "id": str(UUID(int=profile_no)), "batch": last + 1,
            "received_at": moment(clock.now()), "source": "test", "subject": "", "amount_fen": 0,
            "properties": {},
        }  # fmt: skip
        company.reunion.run(lambda: engine.insert("tracked_event", [row]))

    part(two)
    turn()
    part(three)
    seen(company, four)
    assert in_corp(company, lambda ctx: tracking.delivered(ctx.tx)) == last + 1, "it is whole now"
    turn()
    assert sorted(told(company, segment_id)) == sorted([one, two, three, four])
