"""Customers' orders, put through the verbs."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from reunion.core.clock import clock
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.purchases import service as purchases
from reunion.growth.purchases.model import Order, Put
from reunion.main.demo import cdnow
from tests.factories.company import Company

ZONE = ZoneInfo("Asia/Shanghai")


def people(company: Company, *identities: Identity) -> list[int]:
    """The profiles of people known by one thing each."""

    async def write() -> list[int]:
        async with company.reunion.db.transaction() as tx:
            facts = [Known((one,), "tests", clock.now()) for one in identities]
            return await profiles.learn(company.context(tx), facts)

    return company.reunion.run(write)


def put(company: Company, orders: Sequence[Order]) -> list[Put]:
    """What became of each."""

    async def write() -> list[Put]:
        async with company.reunion.db.transaction() as tx:
            return await purchases.put(company.context(tx), orders)

    return company.reunion.run(write)


def sample(company: Company) -> list[int]:
    """The CDNOW sample: its people as members of a shop, and all that they bought. In the order of the
    sample, their profile numbers."""
    bought = cdnow.read()
    numbers = people(company, *(Identity("member_no", f"CD{n:04d}") for n in range(len(bought))))
    orders = [
        Order(
            f"CD{n:04d}-{place}", profile_no, datetime.combine(one.day, time(12), ZONE) + timedelta(
                minutes=place
            ), one.cents,
        )
        for n, (profile_no, hers) in enumerate(zip(numbers, bought, strict=True))
        for place, one in enumerate(hers)
    ]  # fmt: skip
    assert set(put(company, orders)) == {"new"}
    return numbers
