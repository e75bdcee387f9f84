"""Tags that set themselves: when a rule is switched on, and as people begin and cease to fit."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known, TagChange
from tests.factories.company import Company, found
from tests.factories.mirroring import in_corp
from tests.factories.serving import Reunion

PATH = "/api/console/tag-rules"


@pytest.fixture
def company(reunion: Reunion) -> Company:
    return found(reunion)


def people(company: Company, *cities: str) -> list[int]:
    async def learn(ctx: Context) -> list[int]:
        count = await ctx.tx.fetchval(
            "SELECT count(*) FROM profile WHERE corp_id = $1", ctx.corp_id
        )
        facts = [
            Known((Identity("member_no", f"{count + n}"),), "import", ctx.now, {"city": city})
            for n, city in enumerate(cities)
        ]
        return await profiles.learn(ctx, facts)

    return in_corp(company, learn)


def tag(company: Company, name: str) -> int:
    [number] = in_corp(company, lambda ctx: profiles.put_tags(ctx, [("规则", name, None)]))
    return number


def moves(company: Company, who: int, city: str) -> None:
    in_corp(company, lambda ctx: profiles.set_attributes(ctx, who, {"city": city}))


def origins(company: Company, who: int) -> dict[int, str]:
    """The tags that she has, and who put them on."""
    worn = in_corp(company, lambda ctx: profiles.tags_of(ctx, [who]))[who]
    return {no: was.origin for (no, _), was in worn.items()}


async def becomes(look: Callable[[], Any], wanted: Any) -> None:
    """Until it is so."""
    try:
        async with asyncio.timeout(60):
            while look() != wanted:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    except TimeoutError:
        assert look() == wanted


def living(city: str) -> dict[str, Any]:
    return {"kind": "attribute", "field": "city", "is": "one_of", "value": [city]}


async def rule(company: Company, name: str, city: str, number: int, **more: Any) -> Any:
    body = {
        "name": name, "definition": living(city), "tag_nos": [number], "enabled": True,
        "takes_back": True, **more,
    }  # fmt: skip
    return await company.console().ok("POST", PATH, json=body)


async def swept(company: Company, rule_id: int) -> Any:
    async with asyncio.timeout(60):
        while (one := await company.console().ok("GET", f"{PATH}/{rule_id}"))["sweep"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return one


async def test_a_rule_gives_and_takes_back_only_what_is_its_own(company: Company) -> None:
    a, b, c, d = people(company, "上海", "上海", "北京", "上海")
    number = tag(company, "沪")
    in_corp(company, lambda ctx: profiles.change_tags(ctx, [TagChange(b, (number,))]))
    await becomes(lambda: len(in_corp(company, lambda ctx: profiles.cards(ctx, [a, b, c, d]))), 4)
    made = await rule(company, "沪上", "上海", number, enabled=False, kind="source")
    assert (made["enabled"], made["holds"], made["words"]["zh"] != "") == (False, 0, True)
    assert origins(company, a) == {}
    mine, lin = f"rule:{made['id']}", company.console()
    await lin.ok("POST", f"{PATH}/{made['id']}/switch", json={"on": True})
    await becomes(lambda: (origins(company, a), origins(company, d)), ({number: mine},) * 2)
    assert origins(company, b) == {number: "hand"}
    # who begins to fit gets it, who ceases to loses it; what was given by hand stays
    moves(company, c, "上海")
    await becomes(lambda: origins(company, c), {number: mine})
    for one in (a, b):
        moves(company, one, "苏州")
    await becomes(lambda: origins(company, a), {})
    assert origins(company, b) == {number: "hand"}
    async with asyncio.timeout(60):
        while (now := await lin.ok("GET", f"{PATH}/{made['id']}"))["holds"] != 2:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert (now["given"], now["taken"]) == (3, 1)
    held = (await lin.ok("GET", f"{PATH}/{made['id']}/people"))["items"]
    assert [(one["person"]["profile_no"], one["tag_nos"]) for one in held] == [
        (c, [number]),
        (d, [number]),
    ]
    acts = (await lin.ok("GET", f"{PATH}/{made['id']}/acts"))["items"]
    assert sum(one["given"] for one in acts) == 3
    assert "change" in {one["cause"] for one in acts}
    listed = (await lin.ok("GET", "/api/console/segments"))["items"]
    assert all("沪上" not in one["name"] for one in listed)


async def test_a_paused_rule_makes_up_for_what_it_missed(company: Company) -> None:
    a, b = people(company, "成都", "昆明")
    number = tag(company, "蜀")
    made = await rule(company, "蜀中", "成都", number)
    mine, lin = f"rule:{made['id']}", company.console()
    await becomes(lambda: origins(company, a), {number: mine})
    await lin.ok("POST", f"{PATH}/{made['id']}/switch", json={"on": False})
    moves(company, a, "昆明")
    moves(company, b, "成都")
    watched = await rule(company, "旁证", "成都", tag(company, "旁"))
    await becomes(lambda: len(origins(company, b)), 1)  # all of it has been looked at by now
    assert (number in origins(company, a), number in origins(company, b)) == (True, False)
    await lin.ok("POST", f"{PATH}/{made['id']}/switch", json={"on": True})
    await becomes(lambda: (origins(company, a), origins(company, b).get(number)), ({}, mine))
    # another condition: whom it no longer holds for loses the tag
    body = {
        "name": "蜀外", "definition": living("昆明"), "tag_nos": [number], "takes_back": True,
        "enabled": True,
    }  # fmt: skip
    await lin.ok("PUT", f"{PATH}/{made['id']}", json=body)
    await becomes(
        lambda: (origins(company, a), origins(company, b).get(number)), ({number: mine}, None)
    )
    for one in (made, watched):
        await lin.ok("DELETE", f"{PATH}/{one['id']}")
    assert origins(company, a) == {number: mine}
    assert (await lin.get(f"{PATH}/{made['id']}")).status_code == 404


async def test_two_rules_pull_at_one_person(company: Company) -> None:
    """One ceases to hold as the other begins, again and again: she ends with what the last word says."""
    [who] = people(company, "杭州")
    number = tag(company, "江浙")
    hang = await rule(company, "杭", "杭州", number)
    su = await rule(company, "苏", "苏州", number)
    await becomes(lambda: origins(company, who), {number: f"rule:{hang['id']}"})
    for city in ("苏州", "杭州", "苏州", "杭州", "苏州"):
        moves(company, who, city)
    await becomes(lambda: origins(company, who), {number: f"rule:{su['id']}"})
    moves(company, who, "北京")
    await becomes(lambda: origins(company, who), {})
    # both hold at once: the tag goes with the last of them only
    both = {"kind": "attribute", "field": "city", "is": "one_of", "value": ["苏州", "无锡"]}
    wide = await rule(company, "苏锡", "无锡", number, definition=both)
    moves(company, who, "苏州")
    await becomes(lambda: origins(company, who) != {}, wanted=True)
    await swept(company, wide["id"])
    moves(company, who, "无锡")
    await becomes(lambda: origins(company, who), {number: f"rule:{wide['id']}"})
    moves(company, who, "北京")
    await becomes(lambda: origins(company, who), {})


async def test_what_a_rule_cannot_be(company: Company) -> None:
    lin, number = company.console(), tag(company, "错")
    good = {"name": "规则", "definition": living("上海"), "tag_nos": [number]}
    for wrong, status, code in (
        ({"tag_nos": []}, 422, "invalid"),
        ({"tag_nos": [987_654]}, 422, "invalid"),
        ({"definition": {"kind": "all", "of": []}}, 400, "bad_definition"),
        ({"definition": {"kind": "tags"}}, 400, "bad_definition"),
        ({"kind": "weather"}, 422, "invalid"),
    ):
        answer = await lin.post(PATH, json={**good, **wrong})
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
