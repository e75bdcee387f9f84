"""A shop with two members and a customer, as programs that are not ours find it."""

from collections.abc import Generator, Iterator
from typing import Any

import msgspec
import pytest

from reunion.surfaces.open.gate import OpenGate
from tests.factories.company import Company
from tests.factories.hearing import Met, meet
from tests.factories.serving import Reunion
from tools.coverage_page import AREAS


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


async def column(shop: Shop, query: str) -> str:
    """What no call tells, of the newest row of the shop's own: `SELECT … FROM …`."""

    async def ask() -> str:
        async with shop.company.reunion.db.connection() as tx:
            newest = f"{query} WHERE corp_id = $1 ORDER BY id DESC LIMIT 1"
            return await tx.fetchval(newest, shop.company.corp_id)

    return shop.company.reunion.run(ask)


_OUTCOME = pytest.StashKey[str]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that was skipped proves nothing, and is not asked to."""
    report = yield
    if report.when == "call":
        item.stash[_OUTCOME] = report.outcome
    return report


@pytest.fixture(autouse=True)
def proofs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test says that it proves (`@pytest.mark.proves`) is what the server has answered well
    while it ran, no more and no less: docs/api-coverage.md is made from these marks."""
    answered: set[str] = set()
    serve = OpenGate._serve  # pyright: ignore[reportPrivateUsage]

    async def listen(gate: OpenGate, served: Any, *given: Any) -> Any:
        answer = await serve(gate, served, *given)
        if served.endpoint.area.startswith(AREAS):
            answered.add(served.endpoint.path.removeprefix("/cgi-bin/"))
        return answer

    monkeypatch.setattr(OpenGate, "_serve", listen)
    yield
    if request.node.stash.get(_OUTCOME, "") != "passed":
        return
    said = {path for mark in request.node.iter_markers("proves") for path in mark.args}
    assert said == answered, f"mark the test with @pytest.mark.proves(*{sorted(answered)})"
