"""How many calls the open API lets in, when several servers share the work."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from reunion.core.clock import clock
from tests.factories.company import Company, found
from tests.factories.meeting import meet, tag
from tests.factories.serving import Reunion

LIST = "/cgi-bin/externalcontact/get_follow_user_list"
TAGS = "/cgi-bin/tag/list"
GROUPS = "/cgi-bin/externalcontact/get_corp_tag_list"
MARK = "/cgi-bin/externalcontact/mark_tag"


@contextmanager
def servers(beside: Reunion, *factors: float) -> Iterator[list[Reunion]]:
    """More servers on the same database with the same key."""
    config = beside.config
    with ExitStack() as stack:
        started = []
        for factor in factors:
            one = Reunion(
                config.database_url, secret_key_file=config.secret_key_file, api_rate_factor=factor
            )
            one.start()
            stack.callback(one.stop)
            started.append(one)
        yield started


@pytest.fixture(scope="module")
def strict(new_database_url: Callable[[], str]) -> Iterator[list[Reunion]]:
    """Two servers that let in 5 calls a minute and 75 an hour of a company, twice and four times
    that of an address. The database is their own: an address is held off whoever it calls."""
    first = Reunion(new_database_url(), api_rate_factor=0.0005)
    first.start()
    with servers(first, 0.0005) as others:
        yield [first, *others]
    first.stop()


@pytest.fixture
async def hour() -> AsyncIterator[None]:
    """An hour has just begun, so that no window ends in the middle of a test."""
    now = clock.now()
    passed = timedelta(minutes=now.minute, seconds=now.second)
    ahead = timedelta(hours=1, seconds=5) - passed
    clock.advance(ahead)
    yield
    clock.advance(-ahead)


async def call(
    server: Reunion, token: str, path: str = LIST, body: dict[str, Any] | None = None
) -> int:
    """The errcode of one call."""
    async with httpx.AsyncClient(base_url=server.base_url, timeout=30, verify=False) as http:
        params = {"access_token": token}
        method = "GET" if path in (LIST, TAGS) else "POST"
        answer = await http.request(method, path, params=params, json=body)
        return answer.json()["errcode"]


async def rush(where: list[Reunion], token: str, times: int, path: str = LIST) -> Counter[int]:
    """As many calls at each server, all at once: how often each errcode."""
    return Counter(await asyncio.gather(*(call(s, token, path) for s in where * times)))


async def test_never_more_than_the_limit_over_all_servers(
    strict: list[Reunion], hour: None
) -> None:
    token = await found(strict[0]).open().token()
    assert await rush(strict, token, 20) == {0: 5, 45009: 35}
    assert await rush(strict, token, 1) == {45009: 2}
    assert await rush(strict, token, 1, GROUPS) == {0: 2}
    clock.advance(timedelta(seconds=59))
    try:
        assert await rush(strict, token, 1) == {45009: 2}, "held off for a whole minute"
        clock.advance(timedelta(seconds=2))
        assert await rush(strict, token, 20) == {0: 5, 45009: 35}
    finally:
        clock.advance(timedelta(seconds=-61))


async def test_an_hour_has_a_limit_of_its_own_and_a_longer_penalty(
    strict: list[Reunion], hour: None
) -> None:
    token = await found(strict[0]).open().token()
    moved = timedelta()
    try:
        for _ in range(15):
            one, other = strict
            calls = [one, other, other, one, other]
            assert [await call(at, token, GROUPS) for at in calls] == [0] * 5
            clock.advance(timedelta(minutes=1))
            moved += timedelta(minutes=1)
        assert await rush(strict, token, 1, GROUPS) == {45009: 2}
        for minutes in (2, 50):
            clock.advance(timedelta(minutes=minutes))
            moved += timedelta(minutes=minutes)
            assert await rush(strict, token, 1, GROUPS) == {45009: 2}
        clock.advance(timedelta(minutes=9))
        moved += timedelta(minutes=9)
        assert await rush(strict, token, 1, GROUPS) == {0: 2}
    finally:
        clock.advance(-moved)


async def test_an_address_is_held_off_whichever_company_calls(
    strict: list[Reunion], hour: None
) -> None:
    clock.advance(timedelta(minutes=2))  # calls of the tests before are another minute's
    try:
        tokens = [await found(strict[0]).open("contacts").token() for _ in range(3)]
        calls = [call(server, token, TAGS) for token in tokens for server in strict * 2]
        answers = [await one for one in calls]
    finally:
        clock.advance(timedelta(minutes=-2))
    assert answers == [0] * 10 + [45009] * 2


async def test_calls_at_once_are_limited_over_all_servers(
    reunion: Reunion, company: Company
) -> None:
    """Marking waits for a row that somebody else has locked: these calls are surely under way."""
    _, one = await meet(company)
    label = await tag(company, "新客")
    token = await company.open().token()
    body = {"userid": "zhou", "external_userid": one["external_userid"], "add_tag": [label]}
    with servers(reunion, 1.0) as [other]:
        both = [reunion, other]
        locker = await asyncpg.connect(reunion.config.database_url)
        async with locker.transaction():
            await locker.execute(
                "SELECT 1 FROM follow WHERE corp_id = $1 FOR UPDATE", company.corp_id
            )
            calls = [asyncio.create_task(call(at, token, MARK, body)) for at in both * 8]
            pending = set(calls)
            while len(pending) > 5:
                _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            refused = [one.result() for one in calls if one.done()]
        assert refused == [45033] * 11
        assert [await one for one in pending] == [0] * 5
        await locker.close()

        async def work(number: int) -> list[int]:
            return [await call(both[(number + n) % 2], token, MARK, body) for n in range(12)]

        worked = await asyncio.gather(*(work(number) for number in range(5)))
        assert {errcode for answers in worked for errcode in answers} == {0}
    last = [asyncio.create_task(call(reunion, token, MARK, body)) for _ in range(5)]
    assert [await one for one in last] == [0] * 5, "a server that stopped left its places behind"


async def test_limits_can_be_lifted(reunion: Reunion, company: Company) -> None:
    token = await company.open().token()
    with servers(reunion, 0.0) as free:
        assert await rush(free, token, 30) == {0: 30}
        async with asyncio.timeout(30):
            body = {"userid": "zhou", "external_userid": "wmnobody", "add_tag": ["et1"]}
            answers = await asyncio.gather(*(call(free[0], token, MARK, body) for _ in range(30)))
    assert 45033 not in answers
