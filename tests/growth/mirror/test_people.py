"""What the mirror holds of one person: whose customers an administrator sees, where her follows go when
profiles become others, her export and her erasure."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.growth.mirror import applying
from reunion.growth.mirror import service as mirror
from reunion.growth.mirror.model import ReadCustomer, ReadFollow, Reading
from reunion.growth.mirror.store.personal import rows
from reunion.growth.profiles import erasing
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.surfaces.access import Caller, Role
from tests.factories.company import Company, found
from tests.factories.meeting import add, meet, tag, way
from tests.factories.mirroring import in_corp, mirrored, settled
from tests.factories.serving import Reunion
from tests.factories.waiting import until

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
PROFILES = "/api/console/profiles"


@pytest.fixture(scope="module")
async def company(reunion: Reunion) -> Company:
    """Zhou works in a shop, Chen in its storeroom, and both are customers' members."""
    company = found(reunion)
    console = company.console()
    shop, parent = 0, 1
    for name in ("门店", "库房"):
        body = {"name": name, "parent_id": parent}
        parent = (await console.ok("POST", "/api/console/departments", json=body))["id"]
        shop = shop or parent
    await company.add_member("zhou", "周宁", departments=[shop])
    await company.add_member("chen", "陈安", departments=[parent])
    await tag(company, "金卡")
    await mirrored(company)
    return company


def caller(role: Role, *departments: int) -> Caller:
    return Caller(
        surface="console", principal_id=1, corp_id=1, role=role, name="", userid="", csrf_token="",
        bearer=True, session_id="", departments=departments,
    )  # fmt: skip


def number(company: Company, identity: Identity) -> int | None:
    return in_corp(company, lambda ctx: profiles.find(ctx, [identity])).get(identity)


def carried(company: Company) -> dict[int, list[str]]:
    """Who has whom, by the numbers that the engine has them under."""
    engine = company.reunion.work.engine
    sql = "SELECT profile_no, userid FROM follow_facts FINAL WHERE corp_id = {corp:UInt32} AND gone = 0"
    rows = company.reunion.run(lambda: engine.rows(dict, sql, corp=company.corp_id))
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["profile_no"], []).append(row["userid"])
    return {no: sorted(some) for no, some in found.items()}


async def test_a_scoped_administrator_sees_who_works_below(company: Company) -> None:
    tree = (await company.open().get("/department/list"))["department"]
    shop, storeroom = (
        next(one["id"] for one in tree if one["name"] == name) for name in ("门店", "库房")
    )
    seen = {
        who: in_corp(company, lambda ctx, w=who: mirror.scope(ctx, w))
        for who in (caller("admin"), caller("scoped", shop), caller("scoped", storeroom))
    }
    assert list(seen.values()) == [None, ("chen", "zhou"), ("chen",)]
    assert in_corp(company, lambda ctx: mirror.scope(ctx, caller("scoped"))) == ()


async def test_follows_go_where_the_person_goes(company: Company) -> None:
    person, mei = await meet(company, "zhou", "小美")
    await add(person, await way(company, "chen"))
    wecom = Identity("external_userid", mei["external_userid"])
    phone = Identity("phone", "13800000002")
    known = [Known((phone,), "till", clock.now())]
    [other] = in_corp(company, lambda ctx: profiles.learn(ctx, known))
    await settled(company)
    mine = number(company, wecom)
    assert mine is not None
    both = ["chen", "zhou"]
    assert {no: some for no, some in carried(company).items() if no in (mine, other)} == {
        mine: both
    }
    console = company.console()
    await console.ok("POST", f"{PROFILES}/{other}/merge", json={"profile_no": mine})
    await settled(company)
    assert carried(company).get(other) == both
    assert mine not in carried(company)
    await console.ok("POST", f"/api/console/profile-merges/{await latest(company)}/undo")
    await settled(company)
    assert carried(company).get(mine) == both
    assert other not in carried(company)

    going = {"identities": [{"kind": wecom.kind, "value": wecom.value}]}
    await console.ok("POST", f"{PROFILES}/{other}/merge", json={"profile_no": mine})
    split = await console.ok("POST", f"{PROFILES}/{other}/split", json=going)
    await settled(company)
    new = split["card"]["profile_no"]
    assert number(company, wecom) == new
    assert carried(company).get(new) == both
    assert other not in carried(company)


@pytest.mark.long
async def test_one_person_is_given_out_and_erased(company: Company) -> None:
    person, hua = await meet(company, "zhou", "阿华")
    external_userid = hua["external_userid"]
    await settled(company)
    wecom = Identity("external_userid", external_userid)
    hers = number(company, wecom)
    assert hers is not None
    console = company.console()
    known = await console.ok("GET", "/api/console/profile-tags")
    [(no, gold)] = [(one["tag_no"], one["wecom_id"]) for one in known["items"]]
    await console.ok("POST", f"{PROFILES}/{hers}/tags", json={"add": [no]})
    await settled(company)

    kept = (await console.ok("GET", f"{PROFILES}/{hers}/kept"))["mirror"]
    assert [one["name"] for one in kept["wecom_customer"]] == ["阿华"]
    assert [(one["userid"], one["tag_ids"]) for one in kept["wecom_follow"]] == [("zhou", [gold])]
    assert "known_at" not in kept["wecom_follow"][0]
    asked = await console.ok("POST", f"{PROFILES}/{hers}/erase", json={"reason": "本人要求"})
    remarked = f"/api/desk/customers/{hua['contact_id']}"
    await company.desk("zhou").ok("PATCH", remarked, json={"remark": "熟客"})
    path = f"/api/console/profile-erasures/{asked['erasure_no']}"
    async with asyncio.timeout(60):
        while (receipt := await console.ok("GET", path))["finished_at"] is None:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    lines = Counter({one["what"]: one["count"] for one in receipt["lines"]["mirror"]})
    assert lines["wecom_customer"] == lines["wecom_follow"] == lines["wecom_marking"] == 1
    engine = Counter({one["what"]: one["count"] for one in receipt["lines"]["engine"]})
    assert engine["follow_facts"] >= 1, "with its past versions"
    assert hers not in carried(company)

    # WeCom goes on saying of her what it said, and nobody takes it in.
    await company.desk("zhou").ok("PATCH", remarked, json={"remark": "老客"})
    await console.ok("POST", "/api/console/wecom-mirror/rounds", json={})
    await settled(company)
    assert number(company, wecom) is None
    seen = await console.ok("GET", "/api/console/wecom-mirror")
    assert seen["rounds"][0]["drifts"] == 0, "that is no difference"
    await add(person, await way(company, "chen"))
    await settled(company)
    again = number(company, wecom)
    assert again not in (None, hers)
    assert carried(company).get(again or 0) == ["chen"]


async def test_what_is_read_beside_an_erasure_goes_with_it(company: Company) -> None:
    """WeCom tells of her in a transaction that began before the erasure was asked, and ends after it was."""
    db, who = company.reunion.db, "wm" + "Beside".ljust(30, "x")
    wecom = Identity("external_userid", who)

    def said(name: str) -> Reading:
        now = clock.now()
        follow = ReadFollow(who, "zhou", name, "", "", [], [], 1, "", NOON)
        return Reading(now, {who: ReadCustomer(who, name, "", 2, 1, "", "")}, [follow])

    async def take_in(ctx: Context, reading: Reading) -> None:
        await applying.carry_out(ctx, *await applying.plan(ctx, reading))

    in_corp(company, lambda ctx: take_in(ctx, said("阿莲")))
    hers = number(company, wecom)
    assert hers is not None

    async def ask() -> int:
        async with db.transaction() as tx:
            return (await erasing.ask(company.context(tx), hers, "本人要求")).erasure_no

    async def beside() -> int:
        async with db.transaction() as tx:
            ctx = company.context(tx)
            reading, plan = await applying.plan(ctx, said("莲姐"))
            asking = asyncio.ensure_future(ask())

            async def waits() -> bool:
                return asking.done() or await tx.fetchval(
                    """SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                       AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"""
                )

            await until(waits)
            await applying.carry_out(ctx, reading, plan)
        return await asking

    path = f"/api/console/profile-erasures/{company.reunion.run(beside)}"

    async def done() -> Any:
        receipt = await company.console().ok("GET", path)
        return receipt["finished_at"] and receipt

    lines = {one["what"]: one["count"] for one in (await until(done))["lines"]["mirror"]}
    assert lines["wecom_customer"] == lines["wecom_follow"] == 1
    in_corp(company, lambda ctx: take_in(ctx, said("莲莲")))
    assert number(company, wecom) is None
    assert in_corp(company, lambda ctx: rows(ctx, [who])) == {}


async def latest(company: Company) -> int:
    """The number of the last merge."""

    async def asked(ctx: Any) -> int:
        sql = "SELECT max(merge_no) FROM profile_merge WHERE corp_id = $1"
        return await ctx.tx.fetchval(sql, ctx.corp_id)

    return in_corp(company, asked)
