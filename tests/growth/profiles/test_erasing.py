"""One person's export and erasure: across every store, through deaths, with a receipt of it all."""

import asyncio
import sys
from collections import Counter
from typing import Any

import pytest

from reunion.core import config as configuration
from reunion.core.context import Context
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from reunion.growth.profiles import erasing, stores
from reunion.growth.profiles.stores import Erased, Person
from reunion.growth.purchases.model import Order
from reunion.growth.sidebar import store as follow_ups
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from reunion.storage.blobs import Blobs
from tests.factories import buying, waiting
from tests.factories.company import Company
from tests.growth.profiles.test_learning import NOON, known, learn, rows, within
from tests.growth.profiles.test_pages import LIST, until
from tests.main.processes import environment


async def test_one_person_is_exported_and_erased_everywhere(company: Company) -> None:
    letters: list[str] = []

    async def kept(_: Person) -> dict[str, list[dict[str, Any]]]:
        return {"letter": [{"text": one} for one in letters]}

    async def burn(_: Person) -> list[Erased]:
        count = len(letters)
        letters.clear()
        return [Erased("blobs", "letter", count)]

    console, work = company.console(), company.reunion.work
    mei, before, other = learn(
        company,
        known("external_userid:wm1", name="王小美"), known("phone:13812345678"), known("openid:o"),
    )  # fmt: skip
    merge = {"profile_no": before}
    await console.ok("POST", f"{LIST}/{mei}/merge", json=merge)
    await console.ok("PATCH", f"{LIST}/{mei}", json={"values": {"city": "上海"}})
    did = [Occurrence("page_viewed", NOON, profile_no=no) for no in (mei, before, before, other)]
    within(company, lambda ctx: tracking.record(ctx, did))
    await until(
        console, f"{LIST}/{mei}/timeline/kinds", items=[{"name": "page_viewed", "count": 3}]
    )
    letters.append("亲爱的小美")
    stores.register("letters", export=kept, erase=burn)
    try:
        file = (await console.get(f"{LIST}/{mei}/kept")).json()
        assert file["letters"]["letter"] == [{"text": "亲爱的小美"}]
        assert len(file["tracking"]["tracked_event"]) == 3
        assert {one["value"] for one in file["profiles"]["profile_identity"]} == {
            "wm1",
            "+8613812345678",
        }
        asked = await console.ok("POST", f"{LIST}/{mei}/erase", json={"reason": "本人要求"})
        assert (await console.get(f"{LIST}/{mei}")).status_code == 404
        path = f"/api/console/profile-erasures/{asked['erasure_no']}"

        async def finished() -> object:
            return (await console.ok("GET", path))["finished_at"]

        await waiting.until(finished, 60)
    finally:
        del stores.stores["letters"]
    lines = (await console.ok("GET", path))["lines"]
    counts = {(one["place"], one["what"]): one["count"] for lot in lines.values() for one in lot}
    assert counts["blobs", "letter"] == 1
    assert counts["engine", "tracked_event"] == 3
    assert counts["postgresql", "profile"] == counts["postgresql", "profile_identity"] == 2
    asked_for = (
        "SELECT count() FROM tracked_event WHERE corp_id = {corp:UInt32} AND profile_no IN (1, 2)"
    )

    async def left() -> int:
        return await work.engine.value(int, asked_for, corp=company.corp_id)

    assert company.reunion.run(left) == 0
    (receipt,) = await rows(company, "profile_erasure", "erasure_no")
    assert receipt["identities"] == []
    audit = [one for one in await rows(company, "event", "id") if one["name"] == "profile.changed"]
    assert [one["data"] for one in audit] == [{}]
    # whoever comes back is somebody new
    assert learn(company, known("external_userid:wm1", name="王小美")) == [4]


async def test_an_erasure_that_died_goes_on_where_it_was(company: Company) -> None:
    (mei,) = learn(company, known("external_userid:wm1"))
    work, blobs = company.reunion.work, Blobs(company.reunion.folder / "blobs")
    nobody = configuration.load({}, data=company.reunion.folder, analytics_socket="/nowhere/socket")

    number = company.reunion.run(lambda: asked_for(company, mei))

    def carry_out(engine: Engine) -> None:
        company.reunion.run(
            lambda: erasing.carry_out(work.db, engine, blobs, company.corp_id, number)
        )

    with pytest.raises(EngineError):
        carry_out(Engine.of(nobody))
    (receipt,) = await rows(company, "profile_erasure", "erasure_no")
    assert receipt["finished_at"] is None
    for _ in range(2):
        carry_out(work.engine)
    (again,) = await rows(company, "profile_erasure", "erasure_no")
    assert again["finished_at"] is not None
    names = [one["name"] for one in await rows(company, "event", "id")]
    assert names.count("profile.erased") == 1


async def test_others_go_on_while_the_engine_takes_its_time(company: Company) -> None:
    mei, other = learn(company, known("external_userid:wm1"), known("external_userid:wm2"))
    console, engine = company.console(), company.reunion.work.engine
    happened = [Occurrence("page_viewed", NOON, profile_no=no) for no in (mei, other)]
    within(company, lambda ctx: tracking.record(ctx, happened))
    seen = [{"name": "page_viewed", "count": 1}]
    await until(console, f"{LIST}/{mei}/timeline/kinds", items=seen)
    company.reunion.run(lambda: engine.command("SYSTEM STOP MERGES tracked_event"))
    try:
        asked = await console.ok("POST", f"{LIST}/{mei}/erase", json={"reason": "本人要求"})
        path = f"/api/console/profile-erasures/{asked['erasure_no']}"

        async def at_the_engine() -> bool:
            found = await engine.value(
                int, "SELECT count() FROM system.mutations WHERE database = currentDatabase() "
                "AND table = 'tracked_event' AND NOT is_done",
            )  # fmt: skip
            return found > 0

        while not company.reunion.run(at_the_engine):  # noqa: ASYNC110 (another thread's work)
            await asyncio.sleep(0.02)
        within(company, lambda ctx: tracking.record(ctx, happened[1:]))
        seen[0]["count"] = 2
        await until(console, f"{LIST}/{other}/timeline/kinds", items=seen)
        assert (await console.ok("GET", path))["finished_at"] is None
    finally:
        company.reunion.run(lambda: engine.command("SYSTEM START MERGES tracked_event"))

    async def finished() -> object:
        return (await console.ok("GET", path))["finished_at"]

    await waiting.until(finished)


_WORKER = """
import asyncio, sys
from reunion.core import config as configuration
from reunion.core.context import Context
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.growth.profiles import erasing
from reunion.main import modules
from reunion.storage.blobs import Blobs

async def work():
    config = configuration.load()
    modules.load_reactions()
    real = erasing.engine_rows.erase
    async def erase(*which):
        await real(*which)
        print("half", flush=True)
        await asyncio.Event().wait()
    erasing.engine_rows.erase = erase
    db = Database(config.database_url, max_size=2)
    await db.open()
    blobs = Blobs(config.data / "blobs")
    await erasing.carry_out(db, Engine.of(config), blobs, int(sys.argv[1]), int(sys.argv[2]))

asyncio.run(work())
"""


async def test_kill_9_in_the_middle_leaves_a_whole_receipt(company: Company) -> None:
    """It dies when the engine has erased what happened to her, and nobody was told."""
    (mei,) = learn(company, known("external_userid:wm1", name="王小美"))
    buying.put(company, [Order("D1", mei, NOON, 19900)])
    did = [Occurrence("page_viewed", NOON, profile_no=mei) for _ in range(3)]
    within(company, lambda ctx: tracking.record(ctx, did))

    async def noted(ctx: Context) -> None:
        await follow_ups.add(ctx, "zhou", mei, "约她来取镜", NOON)
        await ctx.tx.execute(
            "INSERT INTO wecom_group_member VALUES ($1, 'wr1', 'wm1', true, 1, $2)",
            ctx.corp_id, NOON,
        )  # fmt: skip

    within(company, noted)
    console, work, path = company.console(), company.reunion.work, f"{LIST}/{mei}"
    kinds = [{"name": "order_paid", "count": 1}, {"name": "page_viewed", "count": 3}]
    await until(console, f"{path}/timeline/kinds", items=kinds[::-1])
    kept = (await console.get(f"{path}/kept")).json()
    assert set(kept) == {"profiles", *stores.stores}
    assert kept["purchases"]["purchase"][0]["order_no"] == "D1"
    assert kept["sidebar"]["follow_up"][0]["text"] == "约她来取镜"
    assert kept["mirror"]["wecom_group_member"][0]["chat_id"] == "wr1"
    assert len(kept["tracking"]["tracked_event"]) == 4

    number = company.reunion.run(lambda: asked_for(company, mei))
    which = [str(company.corp_id), str(number)]
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WORKER, *which, stdout=asyncio.subprocess.PIPE,
        env=environment() | company.reunion.config.environ(),
    )  # fmt: skip
    assert worker.stdout is not None
    assert await worker.stdout.readline() == b"half\n"
    worker.kill()
    await worker.wait()
    blobs = Blobs(company.reunion.folder / "blobs")
    company.reunion.run(
        lambda: erasing.carry_out(work.db, work.engine, blobs, company.corp_id, number)
    )
    receipt = await console.ok("GET", f"/api/console/profile-erasures/{number}")
    assert receipt["finished_at"] is not None
    assert set(receipt["lines"]) == {*kept, "engine"}
    counts: Counter[str] = Counter()
    for line in (one for lot in receipt["lines"].values() for one in lot):
        counts[line["what"]] += line["count"]
    gone = ("tracked_event", "purchase", "follow_up", "wecom_group_member", "profile")
    assert [counts[one] for one in gone] == [4, 1, 1, 1, 1]


async def asked_for(company: Company, profile_no: int) -> int:
    """An erasure that is carried out by the test and not by the worker; its number."""
    async with company.reunion.db.transaction() as tx:
        receipt = await erasing.ask(company.context(tx), profile_no, "")
        await tx.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'profiles.erase'")
        return receipt.erasure_no
