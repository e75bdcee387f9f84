"""Tags for many at once, and as it was before: through the API, beside people who change tags themselves."""

import asyncio
from typing import Any

import pytest

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known, TagChange
from tests.factories.company import Caller, Company, found
from tests.factories.meeting import meet, tag
from tests.factories.mirroring import in_corp, mirrored
from tests.factories.serving import Reunion

PATH = "/api/console/tag-batches"
Worn = dict[int, dict[tuple[int, str], tuple[Any, str]]]


@pytest.fixture(scope="module")
def company(reunion: Reunion) -> Company:
    return found(reunion)


def people(company: Company, count: int, name: str) -> list[int]:
    async def learn(ctx: Context) -> list[int]:
        facts = [
            Known((Identity("member_no", f"{name}{n}"),), "import", ctx.now, {"name": f"{name}{n}"})
            for n in range(count)
        ]
        return await profiles.learn(ctx, facts)

    return in_corp(company, learn)


def tags(company: Company, *names: str) -> list[int]:
    wanted = [("测试", name, None) for name in names]
    return in_corp(company, lambda ctx: profiles.put_tags(ctx, wanted))


def by_hand(company: Company, *changes: TagChange) -> None:
    in_corp(company, lambda ctx: profiles.change_tags(ctx, changes))


def worn(company: Company, numbers: list[int]) -> Worn:
    now = in_corp(company, lambda ctx: profiles.tags_of(ctx, numbers))
    return {
        no: {key: (was.since, was.origin) for key, was in there.items()}
        for no, there in now.items()
    }


async def until(caller: Caller, batch_id: int, *states: str, writing: bool = False) -> Any:
    async with asyncio.timeout(60):
        while True:
            one = await caller.ok("GET", f"{PATH}/{batch_id}")
            if one["state"] in states and (writing or not one["writing"]):
                return one
            await asyncio.sleep(0.02)


async def start(company: Company, **body: Any) -> Any:
    return await company.console().ok("POST", PATH, json=body)


async def undone(company: Company, batch_id: int) -> Any:
    lin = company.console()
    await lin.ok("POST", f"{PATH}/{batch_id}/undo")
    return await until(lin, batch_id, "undone")


async def test_undo_restores_exactly_what_nobody_changed_since(company: Company) -> None:
    everybody = people(company, 6, "甲")
    a, b, c, d, e, f = everybody
    vip, old, other = tags(company, "VIP", "旧", "别的")
    by_hand(company, TagChange(a, (vip,)), TagChange(b, (old, other)), TagChange(c, (old,)))
    before = worn(company, everybody)
    made = await start(company, source={"profile_nos": everybody}, add=[vip], remove=[old])
    assert (made["total"], made["state"]) == (6, "running")
    done = await until(company.console(), made["id"], "done")
    # five got it, for a had it; two lost the old one
    assert (done["done"], done["changed"]) == (6, 7)
    by_hand(company, TagChange(c, (old,)))  # c has it again
    by_hand(company, TagChange(d, remove=(vip,)), TagChange(d, (vip,)))  # d has it by hand now
    by_hand(company, TagChange(e, remove=(vip,)), TagChange(e, (other,)))
    by_hand(company, TagChange(b, (old,)))
    by_hand(company, TagChange(b, remove=(old,)))  # nobody wants it back
    now = worn(company, everybody)
    over = await undone(company, made["id"])
    assert (over["restored"], over["kept"]) == (3, 4)
    after = worn(company, everybody)
    assert after[a] == before[a]
    assert after[f] == before[f] == {}
    assert after[b] == {(other, ""): before[b][other, ""]}
    assert after[c] == {(old, ""): now[c][old, ""]}
    assert (after[d], after[e]) == (now[d], now[e])
    assert (await company.console().post(f"{PATH}/{made['id']}/undo")).status_code == 409


async def test_batches_over_one_another_are_undone_one_by_one(company: Company) -> None:
    (who,) = people(company, 1, "乙")
    gold, silver = tags(company, "金", "银")
    by_hand(company, TagChange(who, (silver,)))
    before = worn(company, [who])
    first = await start(company, source={"profile_nos": [who]}, add=[gold], remove=[silver])
    await until(company.console(), first["id"], "done")
    between = worn(company, [who])
    second = await start(company, source={"profile_nos": [who]}, add=[silver], remove=[gold])
    await until(company.console(), second["id"], "done")
    assert (await undone(company, second["id"]))["restored"] == 2
    assert worn(company, [who]) == between
    assert (await undone(company, first["id"]))["restored"] == 2
    assert worn(company, [who]) == before


async def test_an_undo_waits_for_a_change_that_is_under_way(company: Company) -> None:
    """Somebody takes the tag off by hand and has not committed when the undo comes by."""
    who, other = people(company, 2, "丙")
    (mark,) = tags(company, "标")
    made = await start(company, source={"profile_nos": [who, other]}, add=[mark])
    await until(company.console(), made["id"], "done")
    lin, reunion = company.console(), company.reunion

    async def beside() -> None:
        async with reunion.db.transaction() as tx:
            ctx = company.context(tx)
            await profiles.change_tags(ctx, [TagChange(who, remove=(mark,))])
            await profiles.change_tags(ctx, [TagChange(who, (mark,))])
            await lin.ok("POST", f"{PATH}/{made['id']}/undo")
            while not await tx.fetchval(  # noqa: ASYNC110
                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
            ):
                await asyncio.sleep(0.01)

    lin = company.console()
    await asyncio.to_thread(reunion.run, beside)
    over = await until(company.console(), made["id"], "undone")
    assert (over["restored"], over["kept"]) == (1, 1)
    assert {key: was[1] for key, was in worn(company, [who])[who].items()} == {(mark, ""): "hand"}
    assert worn(company, [other])[other] == {}


async def test_a_batch_stops_goes_on_and_is_refused(company: Company) -> None:
    everybody = people(company, 3, "丁")
    (mark,) = tags(company, "丁标")
    lin = company.console()
    for body, status in (
        ({"source": {"profile_nos": everybody}}, 422),
        ({"source": {}, "add": [mark]}, 422),
        ({"source": {"profile_nos": everybody}, "add": [mark], "remove": [mark]}, 422),
        ({"source": {"profile_nos": everybody}, "add": [987_654]}, 422),
        ({"source": {"profile_nos": [987_654]}, "add": [mark]}, 422),
        ({"source": {"segment_id": 987_654}, "add": [mark]}, 404),
    ):
        answer = await lin.post(PATH, json=body)
        assert answer.status_code == status, answer.text

    async def held() -> int:
        """It cannot begin before it is stopped: somebody else is at the profiles."""
        async with company.reunion.db.transaction() as tx:
            await profiles.hold(company.context(tx))
            made = await lin.ok("POST", PATH, json=body)
            return (await lin.ok("POST", f"{PATH}/{made['id']}/stop"))["id"]

    body = {"source": {"profile_nos": everybody}, "add": [mark]}
    lin = company.console()
    batch_id = await asyncio.to_thread(company.reunion.run, held)
    lin = company.console()
    assert (await lin.ok("GET", f"{PATH}/{batch_id}"))["done"] == 0
    assert (await lin.post(f"{PATH}/{batch_id}/stop")).status_code == 409
    await lin.ok("POST", f"{PATH}/{batch_id}/resume")
    assert (await until(lin, batch_id, "done"))["changed"] == 3
    assert (await lin.ok("GET", PATH, params={"limit": 1}))["items"][0]["id"] == batch_id


async def test_tags_of_wecom_are_written_and_taken_back_there(reunion: Reunion) -> None:
    """Two members have her; one had tagged her himself, and his tag stays."""
    company = found(reunion)
    await company.add_member("zhou", "周宁")
    await company.add_member("chen", "陈安")
    person, mei = await meet(company, "zhou", "小美")
    code = await company.console().ok(
        "POST",
        "/api/console/contact-ways",
        json={"userids": ["chen"], "remark": "门店", "state": "z"},
    )
    await person.ok("POST", f"/api/app/ways/{code['slug']}/add", json={"apply_text": ""})
    gold = await tag(company, "金卡")
    wire = mei["external_userid"]
    program = company.open()
    await program.post(
        "/externalcontact/mark_tag", userid="zhou", external_userid=wire, add_tag=[gold]
    )
    await mirrored(company)
    no = in_corp(company, lambda ctx: profiles.of_external(ctx, wire))
    number = in_corp(company, lambda ctx: profiles.tag_of_wecom(ctx, [gold]))[gold]

    async def marked() -> set[str]:
        answer = await program.get("/externalcontact/get", external_userid=wire)
        return {
            one["userid"]
            for one in answer["follow_user"]
            if any(t["tag_id"] == gold for t in one["tags"])
        }

    made = await start(company, source={"profile_nos": [no]}, add=[number])
    done = await until(company.console(), made["id"], "done")
    async with asyncio.timeout(60):
        while done["changed"] != 1:
            done = await company.console().ok("GET", f"{PATH}/{made['id']}")
    assert await marked() == {"zhou", "chen"}
    await undone(company, made["id"])
    async with asyncio.timeout(60):
        while await marked() != {"zhou"}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
