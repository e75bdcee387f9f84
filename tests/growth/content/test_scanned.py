"""Whom posters bring, as an administrator of one region sees it: whoever added his departments' members."""

import io
from typing import Any

import zxingcpp
from PIL import Image

from tests.factories.company import Caller, Company, customer
from tests.factories.handing import a_day_passes, begin
from tests.factories.meeting import add, newest
from tests.factories.mirroring import mirrored, settled
from tests.factories.readers import Browser, poster, shared
from tests.factories.waiting import until

EFFECT = "/api/console/content-effect"


async def scanned(company: Company, item: dict[str, Any], userid: str, name: str) -> Caller:
    """A new customer who scanned the member's code on a poster that he sent."""
    token = await shared(company, item["id"], None, userid)
    answer = await Browser(company).http.get(f"/s/posters/{token}.png")
    with Image.open(io.BytesIO(answer.content)) as drawn:
        [code] = zxingcpp.read_barcodes(drawn.convert("L"))
    person = customer(company.reunion, name)
    await add(person, {"slug": code.text.rpartition("/")[2]})
    return person


async def added(caller: Caller) -> tuple[int, dict[str, int], dict[str, int]]:
    """In all, by material and by member; the rows without any are left out."""
    effect = await caller.ok("GET", EFFECT, params={"days": 7})
    materials = {one["title"]: one["sums"]["added"] for one in effect["materials"]}
    members = {one["userid"]: one["sums"]["added"] for one in effect["members"]}
    return (
        effect["total"]["added"],
        {title: count for title, count in materials.items() if count},
        {userid: count for userid, count in members.items() if count},
    )


async def test_each_region_sees_whom_its_members_brought(company: Company) -> None:
    lin = company.console()
    departments = []
    for name in ("华东", "西部", "北部"):
        body = {"name": name, "parent_id": 1}
        departments.append((await lin.ok("POST", "/api/console/departments", json=body))["id"])
    east, west, north = departments
    below = await lin.ok(
        "POST", "/api/console/departments", json={"name": "上海店", "parent_id": east}
    )
    for userid, department in (("xia", east), ("jin", below["id"]), ("wu", west), ("bei", north)):
        await company.add_member(userid, userid, departments=[department])
    chiefs = {"fang": east, "qi": west, "han": north}
    for userid, department in chiefs.items():
        await company.add_member(userid, userid)
        role = {"role": "scoped", "departments": [department]}
        await lin.ok("PUT", f"/api/console/roles/{userid}", json=role)
    await mirrored(company)
    item = await poster(company)
    for userid, name in (("xia", "小美"), ("xia", "大美"), ("jin", "阿强"), ("wu", "老王")):
        await scanned(company, item, userid, name)
    await settled(company)

    assert await added(lin) == (4, {"到店礼": 4}, {"xia": 2, "jin": 1, "wu": 1})
    assert await added(company.console("fang")) == (3, {"到店礼": 3}, {"xia": 2, "jin": 1})
    assert await added(company.console("qi")) == (1, {"到店礼": 1}, {"wu": 1})
    assert await added(company.console("han")) == (0, {}, {})

    # somebody who is handed over was brought by the giver
    her = await newest(company, "wu")
    [begun] = await begin(company, her["external_userid"], giver="wu", taker="bei")
    assert begun["errcode"] == 0
    a_day_passes(company)
    await until(lambda: has(company, "bei"))
    await settled(company)
    assert await added(lin) == (4, {"到店礼": 4}, {"xia": 2, "jin": 1, "wu": 1})
    assert await added(company.console("qi")) == (1, {"到店礼": 1}, {"wu": 1})
    assert await added(company.console("han")) == (0, {}, {})


async def has(company: Company, userid: str) -> bool:
    page = await company.desk(userid).ok("GET", "/api/desk/customers", params={"limit": 1})
    return bool(page["items"])
