"""Whoever comes first decides: connections that really interleave, and workers that are killed with -9."""

import asyncio

import asyncpg
import pytest

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.platform.handover import settling
from reunion.platform.handover.loop import settle_one
from reunion.platform.handover.refusals import NotWaiting
from tests.factories.company import Company, found
from tests.factories.crowds import crowd_of
from tests.factories.handing import CONSOLE, PLANS, a_day_passes, begin, told
from tests.factories.meeting import meet
from tests.factories.serving import Reunion
from tests.platform.callbacks.test_worker_death import Worker

_CROWD = 120


@pytest.fixture
async def shop(alone: Reunion) -> Company:
    company = found(alone)
    await company.add_member("zhou", "周宁")
    await company.add_member("chen", "陈安")
    return company


async def states(company: Company) -> list[str]:
    page = await company.console().ok("GET", CONSOLE, params={"limit": 200})
    return sorted(one["state"] for one in page["items"])


async def test_a_refusal_and_the_hour_come_together(shop: Company) -> None:
    """While a refusal is under way the worker passes by; while it takes effect a refusal waits, and is
    too late."""
    db = shop.reunion.db
    person, customer = await meet(shop, "zhou", "小美")
    await begin(shop, customer["external_userid"])
    [card] = await told(person)
    a_day_passes(shop)

    async def refused_first() -> None:
        async with db.transaction() as tx:
            ctx = Context(shop.corp_id, SYSTEM, tx, clock.now())
            await settling.refuse(ctx, customer["contact_id"], card["id"])
            assert not await settle_one(db), "the customer is being decided about"
        assert not await settle_one(db)

    shop.reunion.run(refused_first)
    assert await states(shop) == ["refused"]

    await begin(shop, customer["external_userid"])
    [card] = await told(person)
    a_day_passes(shop)

    async def effect_first() -> None:
        async def refuse() -> None:
            async with db.transaction() as tx:
                ctx = Context(shop.corp_id, SYSTEM, tx, clock.now())
                await settling.refuse(ctx, customer["contact_id"], card["id"])

        async with db.transaction() as tx:
            ctx = Context(shop.corp_id, SYSTEM, tx, clock.now())
            await tx.execute(
                "SELECT 1 FROM contact WHERE corp_id = $1 AND id = $2 FOR NO KEY UPDATE",
                shop.corp_id, customer["contact_id"],
            )  # fmt: skip
            await settling.look(ctx, card["id"])
            late = asyncio.create_task(refuse())
            await asyncio.sleep(0)
            await _until_somebody_waits(db)
            assert not late.done()
        with pytest.raises(NotWaiting):
            await late

    shop.reunion.run(effect_first)
    assert await states(shop) == ["done", "refused"]


async def _until_somebody_waits(db: Database) -> None:
    async with asyncio.timeout(60):
        while True:
            async with db.connection() as other:
                waits = await other.fetchval(
                    """SELECT count(*) FROM pg_stat_activity
                       WHERE wait_event_type = 'Lock' AND datname = current_database()"""
                )
            if waits:
                return
            await asyncio.sleep(0.005)


async def test_two_transfers_at_once_and_a_full_taker(shop: Company) -> None:
    """One of two begins; of five who are due at once for two places two come, and nobody is lost."""
    await shop.console().ok("PATCH", "/api/console/members/chen", json={"customer_cap": 2})
    ids = [(await meet(shop, "zhou", f"客{i}"))[1]["external_userid"] for i in range(5)]
    both = await asyncio.gather(begin(shop, *ids), begin(shop, *reversed(ids), taker="lin"))
    codes = sorted(one["errcode"] for answer in both for one in answer)
    assert codes == [0] * 5 + [40129] * 5
    await _withdraw_all(shop)
    await begin(shop, *ids)
    a_day_passes(shop)

    async def four_workers() -> None:
        async def work() -> None:
            while await settle_one(shop.reunion.db):
                pass

        await asyncio.gather(*(work() for _ in range(4)))

    shop.reunion.run(four_workers)
    assert await states(shop) == ["done"] * 2 + ["ended"] * 5 + ["full"] * 3
    kept = (await shop.desk("zhou").ok("GET", "/api/desk/customers"))["total"]
    assert (kept, (await shop.desk("chen").ok("GET", "/api/desk/customers"))["total"]) == (3, 2)
    result = await shop.open().post(
        "/externalcontact/transfer_result", handover_userid="zhou", takeover_userid="chen"
    )
    assert sorted(one["status"] for one in result["customer"]) == [1, 1, 4, 4, 4]
    assert await _load(shop) == {"zhou": 3, "chen": 2}
    failed = await _events(shop, "handover.failed")
    assert [one["fail_reason"] for one in failed] == ["customer_limit_exceed"] * 3


async def _withdraw_all(shop: Company) -> None:
    console = shop.console()
    for one in (await console.ok("GET", CONSOLE, params={"state": "waiting"}))["items"]:
        await console.ok("POST", f"{CONSOLE}/{one['id']}/withdraw")


async def _load(shop: Company) -> dict[str, int]:
    async def read() -> dict[str, int]:
        async with shop.reunion.db.connection() as tx:
            rows = await tx.fetch(
                """SELECT m.userid, l.customers FROM member_load l JOIN member m ON m.id = l.member_id
                   WHERE l.corp_id = $1 AND l.customers > 0""",
                shop.corp_id,
            )
            return {row["userid"]: row["customers"] for row in rows}

    return shop.reunion.run(read)


async def _events(shop: Company, name: str) -> list[dict[str, str]]:
    async def read() -> list[dict[str, str]]:
        async with shop.reunion.db.connection() as tx:
            rows = await tx.fetch(
                "SELECT data FROM event WHERE corp_id = $1 AND name = $2", shop.corp_id, name
            )
            return [row["data"] for row in rows]

    return shop.reunion.run(read)


async def test_workers_are_killed_on_the_way(alone: Reunion, shop: Company) -> None:
    """kill -9 while a plan gives out, and again while handovers take effect: each customer once."""
    crowd_of(shop, "zhou", _CROWD)
    conn = await asyncpg.connect(alone.config.database_url)
    workers: list[Worker] = []

    async def reached(sql: str, count: int) -> None:
        async with asyncio.timeout(60):
            while (await conn.fetchval(sql, shop.corp_id) or 0) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.003)

    async def killed_after(sql: str) -> None:
        await reached(sql, 1)
        workers[-1].kill()
        left = await conn.fetchval(sql, shop.corp_id)
        assert left < _CROWD, "nothing was left for the next worker"
        workers.append(Worker(alone))
        await reached(sql, _CROWD)

    begun = "SELECT count(*) FROM handover WHERE corp_id = $1"
    done = f"{begun} AND state = 'done'"
    try:
        rule = {"among": "members", "userids": ["chen", "lin"], "spread": "even"}
        body = {"handover_userid": "zhou", "rule": rule}
        plan = await shop.console().ok("POST", PLANS, json=body)
        workers.append(Worker(alone))
        await killed_after(begun)
        a_day_passes(shop)
        await killed_after(done)
        seen = await shop.console().ok("GET", f"{PLANS}/{plan['id']}")
        assert seen["states"] == {"done": _CROWD}
        assert await _load(shop) == {"chen": _CROWD // 2, "lin": _CROWD // 2}
        lines = await conn.fetch(
            """SELECT content ->> 'code' AS code, count(*) AS lines, count(DISTINCT conversation_id) AS talks
               FROM message WHERE corp_id = $1 AND kind = 'system' GROUP BY 1""",
            shop.corp_id,
        )  # fmt: skip
        told_once = {row["code"]: (row["lines"], row["talks"]) for row in lines}
        assert told_once == {
            "handover_notice": (_CROWD, _CROWD), "handed_over": (_CROWD, _CROWD),
        }  # fmt: skip
        assert len(await _events(shop, "handover.done")) == _CROWD
    finally:
        for worker in workers:
            worker.kill()
        await conn.close()
