"""The live page: asked again and again, it tells of each event once, also of batches in parts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from reunion.growth.profiles.model import Identity
from reunion.growth.tracking import draining, service
from reunion.growth.tracking.model import Occurrence
from tests.factories.company import Company, found
from tests.factories.serving import Reunion

LIVE = "/api/console/tracking/live"
AT = datetime(2026, 5, 20, 8, 30, tzinfo=UTC)
MONTHS = 130
"""More than the engine takes at once."""


@pytest.fixture
def company(alone: Reunion) -> Company:
    return found(alone)


class FallsAway:
    """The engine as one who gives it a batch has it when it goes after the first part."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._parts = 0

    async def insert_lines(self, *given: Any, **named: Any) -> None:
        self._parts += 1
        if self._parts > 1:
            raise EngineError(reason="it went away")
        await self._engine.insert_lines(*given, **named)


def happened(company: Company, name: str, count: int) -> None:
    """Fixed on the way to the engine: so many, each a month before the last."""
    who = (Identity("phone", "13800000001"),)
    told = [Occurrence(name, AT - timedelta(days=31 * n), who) for n in range(count)]

    async def inside() -> None:
        db = company.reunion.db
        async with db.transaction() as tx:
            await service.record(Context(company.corp_id, SYSTEM, tx, clock.now()), told)
        await draining.fix(db)

    company.reunion.run(inside)


def deliver(company: Company, engine: Any = None) -> None:
    work = company.reunion.work
    company.reunion.run(lambda: draining.deliver(work.db, engine or work.engine))


async def look(company: Company, after: int | None) -> tuple[list[str], int]:
    """The names of what is new, and the cursor."""
    params = {"limit": 200} | ({} if after is None else {"after": after})
    told = await company.console().ok("GET", LIVE, params=params)
    return [one["name"] for one in told["items"]], told["cursor"]


async def test_of_a_batch_that_is_there_in_part_nothing_is_missed_or_shown_twice(
    company: Company,
) -> None:
    happened(company, "seen", 1)
    deliver(company)
    shown, cursor = await look(company, None)
    assert shown == ["seen"]

    happened(company, "opened", MONTHS)
    engine = company.reunion.work.engine
    with pytest.raises(EngineError):
        deliver(company, FallsAway(engine))
    sql = "SELECT count() FROM tracked_event WHERE corp_id = {corp:UInt32} AND name = 'opened'"
    there = company.reunion.run(lambda: engine.value(int, sql, corp=company.corp_id))
    assert 0 < there < MONTHS
    assert await look(company, cursor) == ([], cursor)
    assert (await look(company, None))[0] == ["seen"]

    deliver(company)
    shown, later = await look(company, cursor)
    assert shown == ["opened"] * MONTHS
    assert await look(company, later) == ([], later)


async def test_what_a_filter_leaves_out_is_not_asked_for_again(company: Company) -> None:
    """The cursor goes on with what came of others, too."""
    _, cursor = await look(company, None)
    happened(found(company.reunion), "seen", 1)
    deliver(company)
    shown, later = await look(company, cursor)
    assert shown == []
    assert later > cursor
