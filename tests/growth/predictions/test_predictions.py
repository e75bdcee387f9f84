"""复购预测 through the console: the CDNOW sample gives the parameters that are published of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from reunion.engine.client import Engine
from reunion.growth.predictions import jobs, running
from reunion.growth.predictions.store import runs
from reunion.growth.profiles import stores
from reunion.growth.profiles.model import Identity
from reunion.growth.profiles.stores import Person
from reunion.growth.purchases.model import Order
from reunion.storage.blobs import Blobs
from tests.factories import buying
from tests.factories.company import Caller, Company, found
from tests.factories.serving import Reunion

PATH = "/api/console/predictions"


class Fact(msgspec.Struct):
    profile_no: int
    rfm_r: int
    rfm_f: int
    rfm_m: int
    expected_90: float | None
    alive: float | None
    value_fen: int | None


@pytest.fixture(scope="module")
def cdnow(reunion: Reunion) -> tuple[Company, list[int]]:
    company = found(reunion)
    return company, buying.sample(company)


@pytest.fixture
async def engine(reunion: Reunion) -> AsyncIterator[Engine]:
    one = Engine.of(reunion.config)
    yield one
    await one.close()


async def computed(console: Caller, **asked: Any) -> Any:
    """The run, when it has ended."""
    run = await console.ok("POST", f"{PATH}/runs", json=asked)
    async with asyncio.timeout(30):
        while run["state"] in ("queued", "running"):
            await asyncio.sleep(0.05)
            run = await console.ok("GET", f"{PATH}/runs/{run['run_no']}")
    assert run["state"] == "done", run["reason"]
    return run


async def facts(engine: Engine, company: Company) -> dict[int, Fact]:
    rows = await engine.rows(
        Fact,
        "SELECT * FROM prediction_facts FINAL WHERE corp_id = {corp:UInt32} AND gone = 0",
        corp=company.corp_id,
    )
    return {row.profile_no: row for row in rows}


async def test_the_sample_gives_what_is_published_of_it(
    cdnow: tuple[Company, list[int]], engine: Engine
) -> None:
    company, numbers = cdnow
    console = company.console()
    run = await computed(console, until="1998-06-30", holdout_days=273)
    check = run["outcome"]["check"]

    # Fader, Hardie, Lee 2005, table 2; Fader and Hardie 2013, section 5
    models = check["models"]
    assert (models["until"], models["customers"], models["repeaters"]) == ("1997-09-30", 2357, 946)
    buys = models["buying"]
    assert (buys["r"], buys["alpha"], buys["a"], buys["b"]) == pytest.approx(
        (0.243, 4.414, 0.793, 2.426), abs=5e-4
    )
    assert models["buying_search"]["log_likelihood"] == pytest.approx(-9582.4, abs=0.05)
    assert models["buying_search"]["converged"]
    spend = models["spend"]
    assert (spend["p"], spend["q"], spend["gamma"] / 100) == pytest.approx(
        (6.25, 3.74, 15.44), abs=5e-3
    )

    assert [one["actual"] for one in check["histogram"]] == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert sum(one["expected"] for one in check["histogram"]) == pytest.approx(2357)
    assert sum(one["customers"] for one in check["later"]) == 2357
    came = sum(one["actual"] * one["customers"] for one in check["later"])
    assert check["actual_after"] == pytest.approx(came) == 1882
    assert check["expected_after"] == pytest.approx(1653.4, abs=0.5)
    last = check["tracking"][-1]
    # the paper's figure of cumulative repeats ends a few per cent below what came
    assert last["expected"] / last["actual"] == pytest.approx(0.95, abs=0.02)
    days = [one["day"] for one in check["tracking"]]
    assert days == sorted(days)
    assert "1997-09-30" in days
    assert days[-1] == "1998-06-30"

    overview = await console.ok("GET", PATH)
    assert overview["done"]["run_no"] == run["run_no"]
    assert sum(cell["customers"] for cell in overview["cells"]) == 2357
    first = await console.ok("GET", f"/api/console/profiles/{numbers[0]}/prediction")
    assert (first["purchases"], first["spent_fen"], first["last_day"]) == (4, 10050, "1997-12-12")
    assert first["expected_30"] < first["expected_90"] < first["expected_365"]
    assert first["value_fen"] == pytest.approx(first["expected_365"] * first["mean_fen"], abs=60)
    in_engine = await facts(engine, company)
    assert len(in_engine) == 2357
    hers = in_engine[numbers[0]]
    assert (hers.rfm_r, hers.rfm_f, hers.rfm_m) == (first["rfm_r"], first["rfm_f"], first["rfm_m"])
    assert (hers.expected_90, hers.alive, hers.value_fen) == pytest.approx(
        (first["expected_90"], first["alive"], first["value_fen"])
    )


async def test_lists_go_by_page_in_their_order(cdnow: tuple[Company, list[int]]) -> None:
    console = cdnow[0].console()
    if not (await console.ok("GET", PATH))["done"]:
        await computed(console, until="1998-06-30")
    cells = (await console.ok("GET", PATH))["cells"]
    best = next(one for one in cells if (one["rfm_r"], one["rfm_f"]) == (5, 5))
    for sort, key, way in (
        ("value", "value_fen", -1), ("expected", "expected_90", -1), ("alive", "alive", 1),
        ("spent", "spent_fen", -1),
    ):  # fmt: skip
        seen: list[Any] = []
        cursor = None
        while True:
            query = {"sort": sort, "rfm_r": 5, "rfm_f": 5, "limit": 100, "cursor": cursor}
            asked = {name: value for name, value in query.items() if value is not None}
            page = await console.ok("GET", f"{PATH}/customers", params=asked)
            seen += [one["prediction"] for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len({one["profile_no"] for one in seen}) == len(seen) == best["customers"]
        assert seen == sorted(seen, key=lambda one: way * one[key])


async def test_without_orders_or_with_few_who_came_back(
    company: Company, other_company: Company
) -> None:
    console = company.console()
    refused = await console.post(f"{PATH}/runs", json={})
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_bought")
    nobody = await console.ok("GET", PATH)
    assert (nobody["newest"], nobody["done"], nobody["cells"]) == (None, None, [])

    (one,) = buying.people(company, Identity("member_no", "A1"))
    buying.put(company, [Order("1", one, datetime(2026, 3, 1, tzinfo=UTC), 100)])
    run = await computed(console, until="2026-06-30")
    assert (run["outcome"]["customers"], run["outcome"]["models"]) == (1, None)
    hers = await console.ok("GET", f"/api/console/profiles/{one}/prediction")
    assert (hers["rfm_r"], hers["rfm_f"], hers["alive"], hers["value_fen"]) == (1, 1, None, None)
    path = f"/api/console/profiles/{one}/prediction"
    assert (await other_company.console().get(path)).json()["code"] == "no_prediction"


async def test_a_company_is_computed_at_its_own_four_in_the_morning(
    company: Company, other_company: Company
) -> None:
    for one in (company, other_company):
        (who,) = buying.people(one, Identity("member_no", "A1"))
        buying.put(one, [Order("1", who, datetime(2026, 3, 1, tzinfo=UTC), 100)])
    await company.console().ok("PATCH", "/api/console/corp", json={"time_zone": "UTC"})
    at, work = datetime(2026, 6, 30, 4, 20, tzinfo=UTC), company.reunion.work
    company.reunion.run(lambda: jobs.nightly(work, at))
    assert (await company.console().ok("GET", PATH))["newest"] is not None
    assert (await other_company.console().ok("GET", PATH))["newest"] is None, "noon in Shanghai"


async def test_a_death_in_the_middle_and_an_erasure_leave_no_trace(
    company: Company, engine: Engine
) -> None:
    reunion = company.reunion
    ann, bea = buying.people(company, Identity("member_no", "A"), Identity("member_no", "B"))
    day = datetime(2026, 3, 1, tzinfo=UTC)
    buying.put(company, [Order("1", ann, day, 100), Order("2", bea, day, 200)])

    async def begun() -> int:
        """A computation that was asked for and has handed on to the engine, and no more."""
        async with reunion.db.transaction() as tx:
            ctx = company.context(tx)
            run = await runs.insert(ctx, date(2026, 6, 1), 0)
            assert run is not None
            await runs.at(ctx, run.run_no, "writing")
            return run.run_no

    run_no = reunion.run(begun)
    reunion.run(lambda: running.carry_out(reunion.work, company.corp_id, run_no))
    reunion.run(lambda: running.carry_out(reunion.work, company.corp_id, run_no))
    assert set(await facts(engine, company)) == {ann, bea}

    async def erase() -> list[stores.Erased]:
        async with reunion.db.transaction() as tx:
            blobs = Blobs(reunion.folder / "blobs")
            person = Person(company.context(tx), reunion.work.engine, blobs, [ann], [])
            exported = await stores.stores["purchases"].export(person)
            assert [one["order_no"] for one in exported["purchase"]] == ["1"]
            lines: list[stores.Erased] = []
            for name in ("predictions", "purchases"):
                lines += await stores.stores[name].erase(person)
            return lines

    receipt = reunion.run(erase)
    assert {(one.what, one.count) for one in receipt} == {
        ("prediction", 1), ("purchase", 1), ("purchase_refund", 0),
    }  # fmt: skip
    assert set(await facts(engine, company)) == {bea}
    await computed(company.console(), until="2026-06-30")
    assert set(await facts(engine, company)) == {bea}
