"""A scoped administrator in growth: every route that is open to him answers about his people alone, and
counts them exactly, also after somebody moves or a customer goes."""

import asyncio

import pytest

from tests.factories.company import found
from tests.factories.mirroring import settled
from tests.factories.serving import Reunion
from tests.growth.reach_world import (
    CONSOLE,
    EVERYBODY,
    PHONE,
    SEGMENTS,
    STRANGER,
    World,
    calls,
    world_of,
)
from tests.security.test_who_may_call import GROUPS, written_down

OURS = (
    "profile", "segments", "tag-rules", "tag-batches", "content", "quick-replies", "forms", "predictions",
    "tracking", "imports", "wecom-",
)  # fmt: skip
# What of these is refused to him though the route is his: what is the company's, or another's.
COMPANYS = {
    ("PUT", "/{segment_id:int}"), ("DELETE", "/{segment_id:int}"),
    ("POST", "/{segment_id:int}/snapshots"), ("DELETE", "/snapshots/{snapshot_id:int}"),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(reunion: Reunion) -> World:
    return asyncio.run(world_of(found(reunion)))


@pytest.fixture
def changing(reunion: Reunion) -> World:
    """One for a test that changes it."""
    return asyncio.run(world_of(found(reunion)))


def address(path: str, fill: str, no: int) -> str:
    given = str(no) if fill.startswith("{") else fill
    return "/".join(given if part.startswith("{") else part for part in path.split("/"))


def growth() -> dict[tuple[str, str], set[str]]:
    return {
        route: may
        for route, may in written_down().items()
        if route[1].startswith(tuple(f"{CONSOLE}/{name}" for name in OURS))
        and not route[1].startswith(f"{CONSOLE}/profile/")
    }


def test_every_route_of_growth_is_decided(world: World) -> None:
    his = {route for route, may in growth().items() if "scoped" in may}
    assert his == set(calls(world))
    others = [may for route, may in growth().items() if route not in his]
    assert all(may in (GROUPS["admins"], GROUPS["super_admins"]) for may in others)


async def test_no_answer_tells_of_others(world: World) -> None:
    fang, wrong = world.fang, list[str]()
    for (method, path), (fill, body) in calls(world).items():
        answer = await fang.request(method, address(path, fill, world.mei), json=body)
        company_wide = (method, path.removeprefix(SEGMENTS)) in COMPANYS
        expected = {403} if company_wide else {404} if "987654321" in fill else {200, 201, 204}
        if answer.status_code not in expected:
            wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        if any(secret in answer.text for secret in (STRANGER, PHONE)):
            wrong.append(f"{method} {path} tells: {answer.text[:200]}")
        for no in world.strangers if fill.startswith("{") else ():
            answer = await fang.request(method, address(path, fill, no), json=body)
            if (answer.status_code, answer.json()["code"]) != (404, "no_such_profile"):
                wrong.append(f"{method} {path} of a stranger: {answer.status_code}")
    assert wrong == []


async def test_nobody_else_is_found_by_any_way(world: World) -> None:
    fang, no = world.fang, world.strangers[0]
    for query in (
        {"q": STRANGER}, {"q": str(no)}, {"q": PHONE}, {"q": "9999"}, {"source": "import"},
        {"tag": world.tag + 1},
    ):  # fmt: skip
        page = await fang.ok("GET", f"{CONSOLE}/profiles", params=query)
        assert (page["items"], page["total"]) == ([], 0), query
    page = await fang.ok("GET", f"{CONSOLE}/profiles", params={"limit": 1})
    assert (page["total"], page["items"][0]["profile_no"]) == (2, max(world.mei, world.both))
    asked = {"profile_no": no, "definition": EVERYBODY}
    assert (await fang.post(f"{SEGMENTS}/why", json=asked)).status_code == 404
    people = {"source": {"profile_nos": [world.mei, no]}, "add": [world.tag]}
    assert (await fang.post(f"{CONSOLE}/tag-batches", json=people)).status_code == 422
    names = [one["name"] for one in (await fang.ok("GET", SEGMENTS))["items"]]
    assert "全部" in names
    assert "齐北自己的" not in names
    assert (await fang.get(f"{SEGMENTS}/{world.private}")).status_code == 404
    inside = {"definition": {"kind": "segment", "segment_id": world.private}}
    assert (await fang.post(f"{SEGMENTS}/count", json=inside)).json()["code"] == "bad_definition"
    watched = {"name": "看着", "definition": EVERYBODY, "watched": True}
    assert (await fang.post(SEGMENTS, json=watched)).status_code == 403
    page = await fang.ok("GET", f"{CONSOLE}/profiles/{world.mei}")
    assert (page["history"], page["conflicts"]) == ([], [])


async def test_figures_are_of_his_people(world: World) -> None:
    fang, his = world.fang, {world.mei, world.both}
    body = {"definition": EVERYBODY, "sample": 50}
    counted = await fang.ok("POST", f"{SEGMENTS}/count", json=body)
    assert (counted["count"], counted["total"]) == (2, 2)
    assert {one["profile_no"] for one in counted["sample"]} == his
    ids = await fang.ok("POST", f"{SEGMENTS}/ids", json={"definition": EVERYBODY})
    assert (set(ids["profile_nos"]), ids["count"]) == (his, 2)
    where = f"{SEGMENTS}/{world.segment}"
    assert (await fang.ok("GET", where))["count"] == 2
    assert (await world.lin.ok("GET", where))["count"] == 4
    [listed] = [one for one in (await fang.ok("GET", SEGMENTS))["items"] if one["name"] == "全部"]
    assert (listed["count"], listed["own"], listed["editable"]) == (None, False, False)
    [snapshot] = (await fang.ok("GET", f"{where}/snapshots"))["items"]
    assert snapshot["count"] == 2
    assert len((await fang.get(f"{where}/export")).text.splitlines()) == 3
    sets = {
        "sets": [{"segment_id": world.segment}, {"definition": {"kind": "not", "of": EVERYBODY}}]
    }
    overlap = await fang.ok("POST", f"{SEGMENTS}/overlap", json=sets)
    assert (overlap["union"], [one["count"] for one in overlap["sets"]]) == (2, [2, 0])
    reach = await fang.ok("POST", f"{where}/broadcasts/estimate")
    # Wu added Both last
    assert reach["members"] == [{"userid": "xia", "name": "夏至", "customers": 2}]
    results = await fang.ok("GET", f"{CONSOLE}/forms/{world.form}/results")
    assert (results["answers"], results["people"]) == (2, 2)
    [form] = (await fang.ok("GET", f"{CONSOLE}/forms"))["items"]
    assert form["answers"] == 2
    effect = await fang.ok("GET", f"{CONSOLE}/content-effect")
    assert (effect["total"]["sent"], [one["userid"] for one in effect["members"]]) == (2, ["xia"])
    assert sum(day["sent"] for day in effect["days"]) == 2
    assert len(await fang.ok("GET", f"{CONSOLE}/content/{world.content}/links")) == 2
    cells = (await fang.ok("GET", f"{CONSOLE}/predictions"))["cells"]
    assert [one["customers"] for one in cells] == [2]
    page = await fang.ok("GET", f"{CONSOLE}/predictions/customers")
    assert {one["prediction"]["profile_no"] for one in page["items"]} == his


async def test_tags_are_written_on_follows_of_his_members(changing: World) -> None:
    world, fang, company = changing, changing.fang, changing.company
    batch = {"source": {"segment_id": world.segment}, "add": [world.tag], "name": "东区"}
    made = await fang.ok("POST", f"{CONSOLE}/tag-batches", json=batch)
    assert made["total"] == 2
    async with asyncio.timeout(30):
        while made["state"] != "done":
            await asyncio.sleep(0.05)
            made = await fang.ok("GET", f"{CONSOLE}/tag-batches/{made['id']}")
    await settled(company)
    page = await fang.ok("GET", f"{CONSOLE}/profiles/{world.both}")
    assert {one["userid"] for one in page["tags"]} == {"xia"}
    assert (await fang.ok("GET", f"{CONSOLE}/tag-batches"))["items"][0]["name"] == "东区"
    others = company.console("qi")
    assert (await others.ok("GET", f"{CONSOLE}/tag-batches"))["items"] == []
    assert (await others.get(f"{CONSOLE}/tag-batches/{made['id']}")).status_code == 404


async def test_he_follows_members_who_move_and_customers_who_go(changing: World) -> None:
    world, fang, lin, company = changing, changing.fang, changing.lin, changing.company

    async def until(expected: set[int]) -> None:
        async with asyncio.timeout(30):
            while True:
                page = await fang.ok("GET", f"{CONSOLE}/profiles")
                if (
                    {one["profile_no"] for one in page["items"]}
                    == expected
                    == set(
                        (await fang.ok("POST", f"{SEGMENTS}/ids", json={"definition": EVERYBODY}))[
                            "profile_nos"
                        ]
                    )
                ):
                    return
                await asyncio.sleep(0.05)

    [stranger] = [no for no in world.strangers if no != max(world.strangers)]
    await lin.ok("PATCH", f"{CONSOLE}/members/wu", json={"departments": [world.east]})
    await until({world.mei, world.both, stranger})
    desk = company.desk("xia")
    page = await desk.ok("GET", "/api/desk/customers")
    [mei] = [one for one in page["items"] if one["name"] == "小美"]
    await desk.ok("DELETE", f"/api/desk/customers/{mei['contact_id']}")
    await until({world.both, stranger})
