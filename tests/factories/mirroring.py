"""A company whose WeCom is read, as of the moment when all that it says was taken in."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from reunion.core.context import Context
from reunion.growth.mirror import service as mirror
from tests.factories.company import Company
from tests.factories.serving import Reunion

T = TypeVar("T")
_TRIES = 1000

_OPEN = """
SELECT (SELECT count(*) FROM event WHERE NOT relayed)
    + (SELECT count(*) FROM wecom_hint WHERE corp_id = $1)
    + (SELECT count(*) FROM wecom_marking WHERE corp_id = $1 AND state = 'queued')
    + (SELECT count(*) FROM wecom_round WHERE corp_id = $1 AND finished_at IS NULL)
    + (SELECT count(*) FROM wecom_mirror WHERE corp_id = $1 AND next_round_at <= now())
    + (SELECT count(*) FROM wecom_follow f, wecom_carried c WHERE f.changed >= c.changed)
"""


async def mirrored(company: Company) -> None:
    """Connects the company to the platform it lives on, and waits until everything was read."""
    in_corp(company, mirror.switch_on)
    await settled(company)


async def settled(company: Company) -> None:
    """Until nothing is left to be read, written or carried."""
    for _ in range(_TRIES):
        left = company.reunion.run(lambda: _left(company.reunion, company.corp_id))
        if left == 0:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"the mirror of corp {company.corp_id} does not come to rest")


def in_corp(company: Company, work: Callable[[Context], Awaitable[T]]) -> T:
    """Verbs of growth, in a transaction of their own."""

    async def inside() -> T:
        async with company.reunion.db.transaction() as tx:
            return await work(company.context(tx))

    return company.reunion.run(inside)


async def _left(reunion: Reunion, corp_id: int) -> Any:
    async with reunion.db.connection() as connection:
        return await connection.fetchval(_OPEN, corp_id)
