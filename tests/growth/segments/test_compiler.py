"""The compiler against the plain reading of a definition, over definitions and people by chance."""

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reunion.core.clock import clock
from tests.factories.company import Caller, Company, found
from tests.factories.serving import Reunion
from tests.growth.segments import naive
from tests.growth.segments.generating import definitions
from tests.growth.segments.world import World, load, made

PATH = "/api/console/segments"


class Asked:
    """One company with its people, asked over HTTP."""

    def __init__(self, company: Company, world: World) -> None:
        self.world = world
        self._lin: Caller = company.console()
        self._loop = asyncio.new_event_loop()

    def ids(self, definition: dict[str, Any]) -> dict[str, Any]:
        body = {"definition": definition}
        return self._loop.run_until_complete(self._lin.ok("POST", f"{PATH}/ids", json=body))


@pytest.fixture(scope="module")
def worlds(reunion: Reunion) -> list[Asked]:
    asked: list[Asked] = []
    # clocks there change twice a year, so that some days have 23 hours and some 25
    for seed, first_no, zone in ((1, 1, "Asia/Shanghai"), (2, 65_530, "America/New_York")):
        company, world = found(reunion), made(seed, first_no=first_no, zone=zone)
        load(company, world)
        asked.append(Asked(company, world))
    return asked


# One pass over the same events: some of them, and none of others.
_ONCE_REGULAR = {
    "kind": "all",
    "of": [
        {"kind": "did", "event": "order_paid", "at_least": 2},
        {"kind": "never", "event": "order_paid", "window": {"last_days": 30}},
    ],
}


@settings(
    max_examples=60, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(definition=definitions, place=st.integers(0, 1))
@example(definition=_ONCE_REGULAR, place=0)
def test_it_finds_whom_the_plain_reading_finds(
    worlds: list[Asked], definition: dict[str, Any], place: int
) -> None:
    one = worlds[place]
    expected = naive.fitting(definition, one.world, clock.now())
    answer = one.ids(definition)
    assert answer["profile_nos"] == expected
    assert answer["count"] == len(expected)
