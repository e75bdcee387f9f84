"""Codes that lead into groups: caps that hold, the next group, and who may not join."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from reunion.core.errors import Conflict
from reunion.platform.groups import hooks
from reunion.platform.groups.hooks import Joining
from tests.factories.company import Caller, Company, customer
from tests.factories.gathering import gather, guests, lines


async def code_of(company: Company, group_id: int) -> Any:
    """The group's own."""
    return await company.desk().ok("POST", f"/api/desk/groups/{group_id}/code")


async def join(person: Caller, slug: str) -> Any:
    return await person.post(f"/api/app/join-ways/{slug}/join")


async def test_somebody_unknown_joins_by_a_code(company: Company) -> None:
    [mei] = guests(company, ["小美"])
    group = await gather(company, [mei])
    code = await code_of(company, group["id"])
    assert (await code_of(company, group["id"]))["slug"] == code["slug"]
    stranger = customer(company.reunion, "路人")
    opened = await stranger.get(f"/g/{code['slug']}")
    assert (opened.status_code, opened.headers["location"]) == (302, f"/app/g/{code['slug']}")
    assert (await stranger.get(f"/g/{code['slug']}.svg")).headers["content-type"] == "image/svg+xml"
    card = await stranger.ok("GET", f"/api/app/join-ways/{code['slug']}")
    assert (card["group_name"], card["size"], card["reason"]) == ("春茶会员群", 2, None)
    joined = (await join(stranger, code["slug"])).json()
    assert joined == {
        "conversation_id": group["id"], "group_name": "春茶会员群", "already": False,
    }  # fmt: skip
    assert (await join(stranger, code["slug"])).json()["already"]
    card = await stranger.ok("GET", f"/api/app/join-ways/{code['slug']}")
    assert card["already"] == {"conversation_id": group["id"]}
    found = await company.desk().ok("GET", f"/api/desk/groups/{group['id']}/members")
    newest = found["items"][-1]
    assert (newest["name"], newest["join_scene"], newest["mine"]) == ("路人", 3, False)
    assert newest["external_userid"].startswith("wm")
    assert (await lines(stranger, group["id"], "app")) == ["路人 通过扫描二维码加入了群聊"]
    assert (await company.desk().ok("GET", f"/api/desk/groups/{group['id']}/code"))["joined"] == 1
    assert (await stranger.ok("GET", "/api/app/contacts"))["items"] == []


async def test_twenty_run_for_three_places(company: Company) -> None:
    [mei] = guests(company, ["小美"])
    group = await gather(company, [mei])
    zhou, path = company.desk(), f"/api/desk/groups/{group['id']}"
    code = await code_of(company, group["id"])
    await zhou.ok("PATCH", path, json={"size_limit": 5})
    crowd = [customer(company.reunion, f"客{n}") for n in range(20)]
    answers = await asyncio.gather(*(join(one, code["slug"]) for one in crowd))
    assert Counter(one.status_code for one in answers) == {200: 3, 409: 17}
    refused = next(one.json() for one in answers if one.status_code == 409)
    assert refused["code"] == "group_full"
    assert (await zhou.ok("GET", path))["size"] == 5
    assert len((await zhou.ok("GET", f"{path}/members"))["items"]) == 5
    card = await crowd[0].ok("GET", f"/api/app/join-ways/{code['slug']}")
    assert card["already"] or "上限" in card["reason"]


async def test_above_two_hundred_only_who_is_invited_comes_in(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei])

    async def crowd(size: int) -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute("UPDATE customer_group SET size = $2 WHERE id = $1", group["id"], size)

    code = await code_of(company, group["id"])
    company.reunion.run(lambda: crowd(200))
    refused = await join(customer(company.reunion, "路人"), code["slug"])
    assert (refused.json()["code"], refused.json()["limit"]) == ("group_full", 200)
    path = f"/api/desk/groups/{group['id']}/members"
    await company.desk().ok("POST", path, json={"contact_ids": [an.contact_id]})
    company.reunion.run(lambda: crowd(500))
    [late] = guests(company, ["来晚了"])
    refused = await company.desk().post(path, json={"contact_ids": [late.contact_id]})
    assert (refused.json()["code"], refused.json()["limit"]) == ("group_full", 500)


async def test_the_next_group_is_opened_once_when_all_are_full(company: Company) -> None:
    [mei] = guests(company, ["小美"])
    group = await gather(company, [mei], colleagues=("chen",))
    zhou, console = company.desk(), company.console()
    await zhou.ok("PATCH", f"/api/desk/groups/{group['id']}", json={"size_limit": 4})
    admins = {"member_ids": [company.members["chen"]]}
    await zhou.ok("PUT", f"/api/desk/groups/{group['id']}/admins", json=admins)
    body = {
        "group_ids": [group["id"]], "auto_create": True, "base_name": "会员群", "next_number": 2,
        "state": "poster", "remark": "门店海报",
    }  # fmt: skip
    way = await console.ok("POST", "/api/console/join-ways", json=body)
    crowd = [customer(company.reunion, f"客{n}") for n in range(6)]
    answers = await asyncio.gather(*(join(one, way["slug"]) for one in crowd))
    assert {one.status_code for one in answers} == {200}
    names = Counter(one.json()["group_name"] for one in answers)
    assert names == {"春茶会员群": 1, "会员群2": 2, "会员群3": 2, "会员群4": 1}
    shown = await console.ok("GET", f"/api/console/join-ways/{way['id']}")
    assert [(one["name"], one["size"]) for one in shown["groups"]] == [
        ("春茶会员群", 4), ("会员群2", 4), ("会员群3", 4), ("会员群4", 3),
    ]  # fmt: skip
    assert (shown["next_number"], shown["joined"]) == (5, 6)
    assert (await lines(zhou, group["id"]))[-1] == "本群已满，新成员将加入“会员群2”"
    second = shown["groups"][1]["id"]
    found = await zhou.ok("GET", f"/api/desk/groups/{second}/members")
    assert [one["name"] for one in found["items"]][:2] == ["周宁", "陈安"]
    assert {one["join_scene"] for one in found["items"][2:]} == {3}


async def test_a_rule_keeps_somebody_out(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei])
    code = await code_of(company, group["id"])

    class Blacklisted(Conflict):
        code = "blacklisted"
        title_zh = "在黑名单中"
        title_en = "is on the blacklist"

    async def check(ctx: Any, joining: Joining) -> dict[int, Any]:
        if joining.group_id != group["id"]:
            return {}
        return {one: Blacklisted() for one in joining.contact_ids if one == an.contact_id}

    monkeypatch.setattr(hooks, "_checks", [*hooks._checks, check])
    refused = await join(an.app, code["slug"])
    assert (refused.status_code, refused.json()["code"]) == (409, "blacklisted")
    path = f"/api/desk/groups/{group['id']}/members"
    refused = await company.desk().post(path, json={"contact_ids": [an.contact_id]})
    assert (refused.status_code, refused.json()["code"]) == (409, "join_refused")
    assert "阿安" in refused.json()["detail"]
    assert "黑名单" in refused.json()["detail"]


async def test_two_codes_over_the_same_groups_fill_them_to_the_last_place(
    company: Company,
) -> None:
    [mei] = guests(company, ["小美"])
    zhou, console = company.desk(), company.console()
    both = [await gather(company, [mei], name=f"群{n}") for n in range(2)]
    for group in both:
        await zhou.ok("PATCH", f"/api/desk/groups/{group['id']}", json={"size_limit": 6})
    codes = []
    for order in (both, both[::-1]):
        body = {"group_ids": [one["id"] for one in order], "auto_create": False}
        codes.append(await console.ok("POST", "/api/console/join-ways", json=body))
    crowd = [customer(company.reunion, f"客{n}") for n in range(12)]
    answers = await asyncio.gather(
        *(join(one, codes[n % 2]["slug"]) for n, one in enumerate(crowd))
    )
    assert Counter(one.status_code for one in answers) == {200: 8, 409: 4}
    for group in both:
        found = await zhou.ok("GET", f"/api/desk/groups/{group['id']}/members")
        assert len(found["items"]) == 6


async def test_a_scoped_administrator_sees_the_groups_of_his_departments(company: Company) -> None:
    [mei] = guests(company, ["小美"])
    [an] = guests(company, ["阿安"], "chen")
    console = company.console()
    shop = await console.ok("POST", "/api/console/departments", json={"name": "店", "parent_id": 1})
    await console.ok("PATCH", "/api/console/members/chen", json={"departments": [shop["id"]]})
    role = {"role": "scoped", "departments": [shop["id"]]}
    await console.ok("PUT", "/api/console/roles/zhou", json=role)
    theirs, own = await gather(company, [mei]), await gather(company, [an], userid="chen")
    scoped = company.console("zhou")
    page = await scoped.ok("GET", "/api/console/groups")
    assert [one["id"] for one in page["items"]] == [own["id"]]
    for path in (f"groups/{theirs['id']}", f"groups/{theirs['id']}/members"):
        assert (await scoped.get(f"/api/console/{path}")).status_code == 404
    body = {"group_ids": [theirs["id"]]}
    assert (await scoped.post("/api/console/join-ways", json=body)).status_code == 404
    figures = await scoped.ok("GET", "/api/console/group-statistics", params={"days": 1})
    assert [one["userid"] for one in figures["owners"]] == ["chen"]
