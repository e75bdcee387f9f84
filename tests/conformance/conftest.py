"""A shop with two members and a customer, as programs that are not ours find it."""

import msgspec
import pytest

from tests.factories.company import Company
from tests.factories.hearing import Met, meet
from tests.factories.serving import Reunion


class Shop(msgspec.Struct):
    """Addresses and secrets, and the customer whom `zhou` has just met."""

    base_url: str
    corpid: str
    contacts_secret: str
    customer_secret: str
    workbench_secret: str
    company: Company
    met: Met


@pytest.fixture
async def shop(reunion: Reunion, company: Company) -> Shop:
    return Shop(
        base_url=reunion.base_url,
        corpid=company.wire_id,
        contacts_secret=company.open("contacts").secret,
        customer_secret=company.open().secret,
        workbench_secret=company.workbench().secret,
        company=company,
        met=await meet(reunion, company, "zhou"),
    )
