"""The tag library: by the protocol and by the console, up to its limit."""

import asyncio

from tests.factories.company import Company

_ADD = "/externalcontact/add_corp_tag"


async def test_a_group_is_made_with_its_first_tags_and_added_to_by_name(company: Company) -> None:
    app = company.open()
    first = await app.post(_ADD, group_name="等级", order=3, tag=[{"name": "普通", "order": 1}])
    group = first["tag_group"]
    assert group["group_name"] == "等级"
    assert group["group_id"].startswith("et")

    second = await app.post(_ADD, group_name="等级", tag=[{"name": "核心", "order": 5}])

    assert second["tag_group"]["group_id"] == group["group_id"]
    listed = (await app.post("/externalcontact/get_corp_tag_list"))["tag_group"]
    assert [(g["group_name"], g["order"]) for g in listed] == [("等级", 3)]
    assert [t["name"] for t in listed[0]["tag"]] == ["核心", "普通"]
    only = await app.post(
        "/externalcontact/get_corp_tag_list", tag_id=[group["tag"][0]["id"]], group_id=["other"]
    )
    assert [t["name"] for t in only["tag_group"][0]["tag"]] == ["普通"]


async def test_what_is_wrong_is_told_by_errcode(company: Company, other_company: Company) -> None:
    app = company.open()
    made = await app.post(_ADD, group_name="等级", tag=[{"name": "普通"}])
    group, tag = made["tag_group"]["group_id"], made["tag_group"]["tag"][0]["id"]
    calls = (
        (_ADD, {"group_name": "等级", "tag": [{"name": "普通"}]}, 40071),
        (_ADD, {"group_name": "等级", "tag": [{"name": "甲"}, {"name": "甲"}]}, 40071),
        (_ADD, {"group_name": "等级", "tag": [{"name": "长" * 31}]}, 40072),
        (_ADD, {"group_name": "长" * 31, "tag": [{"name": "甲"}]}, 40072),
        (_ADD, {"group_id": "etnothing", "tag": [{"name": "甲"}]}, 40068),
        (_ADD, {"group_name": "空", "tag": []}, 40058),
        ("/externalcontact/edit_corp_tag", {"id": "etnothing", "name": "甲"}, 40068),
        ("/externalcontact/del_corp_tag", {"tag_id": ["etnothing"]}, 40068),
        ("/externalcontact/del_corp_tag", {}, 40058),
    )
    for path, body, errcode in calls:
        assert (await app.post(path, **body))["errcode"] == errcode, (path, body)
    stranger = other_company.open()
    for body in ({"id": tag, "name": "偷"}, {"id": group, "name": "偷"}):
        answer = await stranger.post("/externalcontact/edit_corp_tag", **body)
        assert answer["errcode"] == 40068
    assert (await stranger.post("/externalcontact/get_corp_tag_list"))["tag_group"] == []
    assert (await app.post("/externalcontact/get_corp_tag_list"))["tag_group"][0]["tag"][0][
        "name"
    ] == "普通"


async def test_the_limit_of_3000_holds_when_twenty_come_at_once(company: Company) -> None:
    app = company.open()
    first = [{"name": f"标签{n}"} for n in range(2995)]
    assert (await app.post(_ADD, group_name="大组", tag=first))["errcode"] == 0

    answers = await asyncio.gather(
        *(app.post(_ADD, group_name="挤", tag=[{"name": f"第{n}"}]) for n in range(20))
    )

    assert sorted(answer["errcode"] for answer in answers) == [0] * 5 + [40126] * 15
    library = await company.console().ok("GET", "/api/console/tags")
    assert (library["used"], library["limit"]) == (3000, 3000)
    assert sum(len(group["tags"]) for group in library["items"]) == 3000
    full = await company.console().post(
        "/api/console/tags/groups", json={"name": "再来", "tags": [{"name": "一个"}]}
    )
    assert (full.status_code, full.json()["code"]) == (409, "tag_limit")
    one = library["items"][0]["tags"][0]["id"]
    assert (await app.post("/externalcontact/del_corp_tag", tag_id=[one]))["errcode"] == 0
    assert (await app.post(_ADD, group_name="大组", tag=[{"name": "又有了"}]))["errcode"] == 0


async def test_a_group_goes_with_its_last_tag(company: Company) -> None:
    app = company.open()
    made = (await app.post(_ADD, group_name="等级", tag=[{"name": "甲"}, {"name": "乙"}]))[
        "tag_group"
    ]
    for tag in made["tag"]:
        assert (await app.post("/externalcontact/get_corp_tag_list"))["tag_group"]
        await app.post("/externalcontact/del_corp_tag", tag_id=[tag["id"]])
    assert (await app.post("/externalcontact/get_corp_tag_list"))["tag_group"] == []


async def test_the_console_orders_renames_and_says_how_many_lose_a_tag(company: Company) -> None:
    console = company.console()
    body = {"name": "等级", "tags": [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]}
    group = await console.ok("POST", "/api/console/tags/groups", json=body)
    await console.ok(
        "POST", "/api/console/tags/groups", json={"name": "来源", "tags": [{"name": "门店"}]}
    )
    ids = [tag["id"] for tag in group["tags"]]

    ordered = await console.ok(
        "PUT", "/api/console/tags/order", json={"group_id": group["id"], "tags": ids[::-1]}
    )
    tags = next(g for g in ordered["items"] if g["id"] == group["id"])["tags"]
    assert [tag["name"] for tag in tags] == ["丙", "乙", "甲"]
    groups = [g["id"] for g in ordered["items"]]
    turned = await console.ok("PUT", "/api/console/tags/order", json={"groups": groups[::-1]})
    assert [g["id"] for g in turned["items"]] == groups[::-1]

    renamed = await console.ok("PATCH", f"/api/console/tags/{ids[0]}", json={"name": "贵宾"})
    assert "贵宾" in str(renamed)
    taken = await console.patch(f"/api/console/tags/{ids[1]}", json={"name": "贵宾"})
    assert (taken.status_code, taken.json()["code"]) == (409, "tag_name_taken")
    assert (await console.ok("GET", f"/api/console/tags/{ids[0]}/usage")) == {"customers": 0}
    assert (await console.ok("DELETE", f"/api/console/tags/{group['id']}")) == {"unmarked": 0}
    left = await console.ok("GET", "/api/console/tags")
    assert [g["name"] for g in left["items"]] == ["来源"]
    assert left["used"] == 1
    desk = await company.desk().ok("GET", "/api/desk/tags")
    assert [g["name"] for g in desk["items"]] == ["来源"]
