"""Members make groups of customers and colleagues, who talk, come and go."""

import asyncio

from tests.factories.company import Company, customer
from tests.factories.gathering import gather, guests, lines, said
from tests.factories.sockets import socket_of


async def test_a_group_talks(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    zhou = company.desk()
    group = await gather(company, [mei, an], colleagues=("chen",))
    inside = f"/api/app/conversations/{group['id']}"
    assert (group["kind"], group["title"], group["member_count"]) == ("group", "春茶会员群", 4)
    assert group["leads"]
    assert group["owner_id"] == company.members["zhou"]
    assert await lines(mei.app, group["id"], "app") == [
        "周宁 创建了客户群，成员有 陈安、小美、阿安"
    ]
    async with (
        socket_of(zhou, "desk") as one, socket_of(mei.app, "app") as two,
        socket_of(an.app, "app") as three,
    ):  # fmt: skip
        await one.send(group["id"], "m-1", "周末到店有礼")
        for socket in (two, three):
            assert (await socket.message(group["id"], 2))["content"]["text"] == "周末到店有礼"
        asked = await two.send(group["id"], "m-2", "几点开门")
        assert (await one.message(group["id"], 3))["sender_id"] == mei.contact_id
        answer = {"text": "九点", "at": [mei.contact_id]}
        body = {"client_id": "m-3", "kind": "text", "content": answer, "reply_to": 3}
        path = f"/api/desk/conversations/{group['id']}/messages"
        await zhou.ok("POST", path, json=body)
        assert (await two.message(group["id"], 4))["content"] == answer
        assert asked["message"]["seq"] == 3
    shown = await mei.app.ok("GET", inside)
    assert (shown["unread"], shown["mentioned"]) == (2, True)
    assert not (await an.app.ok("GET", inside))["mentioned"]
    others = {one["name"]: one.get("external_userid") for one in shown["participants"]}
    assert others["阿安"] is None
    assert others["小美"] == mei.external_userid
    await mei.app.ok("POST", f"{inside}/messages/3/recall")
    found = await an.app.ok("GET", "/api/app/search", params={"q": "到店有礼"})
    assert len(found["messages"]["items"]) == 1
    await an.app.ok("PATCH", inside, json={"muted": True})
    page = await an.app.ok("GET", "/api/app/conversations", params={"filter": "group"})
    assert [one["muted"] for one in page["items"]] == [True]


async def test_all_is_said_by_leaders_alone(company: Company) -> None:
    [mei] = guests(company, ["小美"])
    group = await gather(company, [mei], colleagues=("chen",))
    chen = company.desk("chen")
    path = f"/conversations/{group['id']}/messages"
    body = {"client_id": "all", "kind": "text", "content": {"text": "@所有人", "at_all": True}}
    for caller, surface in ((mei.app, "app"), (chen, "desk")):
        refused = await caller.post(f"/api/{surface}{path}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "not_a_leader")
    admins = {"member_ids": [company.members["chen"]]}
    found = await company.desk().ok("PUT", f"/api/desk/groups/{group['id']}/admins", json=admins)
    assert [(one["name"], one["role"]) for one in found["items"]] == [
        ("周宁", "owner"), ("陈安", "admin"), ("小美", "member"),
    ]  # fmt: skip
    async with socket_of(chen, "desk") as socket:
        for attempt in range(100):
            sent = await socket.send(
                group["id"], f"all-{attempt}", "@所有人", kind="text",
                content={"text": "@所有人 明日上新", "at_all": True},
            )  # fmt: skip
            if sent["type"] == "sent":
                break
    assert (await mei.app.ok("GET", f"/api/app/conversations/{group['id']}"))["mentioned"]
    assert (await lines(chen, group["id"]))[-1] == "周宁 将 陈安 设为群管理员"


async def test_who_comes_later_sees_what_is_said_from_then_on(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    [stranger] = guests(company, ["别人的客户"], "chen")
    group = await gather(company, [mei])
    zhou, members = company.desk(), f"/api/desk/groups/{group['id']}/members"
    path = f"/api/desk/conversations/{group['id']}/messages"
    await zhou.ok(
        "POST", path, json={"client_id": "old", "kind": "text", "content": {"text": "旧话"}}
    )
    refused = await zhou.post(members, json={"contact_ids": [stranger.contact_id]})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_your_customer")
    assert "别人的客户" in refused.json()["detail"]
    await zhou.ok("POST", members, json={"contact_ids": [an.contact_id, mei.contact_id]})
    await zhou.ok(
        "POST", path, json={"client_id": "new", "kind": "text", "content": {"text": "新话"}}
    )
    assert await said(an.app, group["id"], "app") == ["新话"]
    assert await lines(an.app, group["id"], "app") == ["周宁 邀请 阿安 加入了群聊"]
    seen = await an.app.ok("GET", f"/api/app/conversations/{group['id']}")
    assert (seen["from_seq"], seen["unread"], seen["member_count"]) == (2, 1, 3)
    found = await an.app.ok("GET", "/api/app/search", params={"q": "话"})
    assert [one["message"]["content"]["text"] for one in found["messages"]["items"]] == ["新话"]
    late = await an.app.ok(
        "GET", f"/api/app/conversations/{group['id']}/messages", params={"after": 0}
    )
    assert [one["seq"] for one in late["items"]] == [3, 4]


async def test_who_goes_goes_for_a_reason(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei, an], colleagues=("chen",))
    path = f"/api/desk/groups/{group['id']}"
    chen = company.desk("chen")
    assert (await chen.post(f"{path}/removals", json={"principal_ids": [1]})).status_code == 403
    body = {"principal_ids": [an.contact_id], "reason": "发广告"}
    await company.desk().ok("POST", f"{path}/removals", json=body)
    await mei.app.ok("DELETE", f"/api/app/groups/{group['id']}/membership")
    assert (await mei.app.get(f"/api/app/groups/{group['id']}")).status_code == 404
    assert group["id"] in (await an.app.ok("GET", "/api/app/sync"))["gone"]
    found = await chen.ok("GET", f"{path}/members")
    assert [one["name"] for one in found["items"]] == ["周宁", "陈安"]
    assert [
        (one["name"], one["quit_scene"], one["removed_by"], one["reason"])
        for one in found["former"]
    ] == [("小美", 0, "", ""), ("阿安", 1, "周宁", "发广告")]
    assert (await lines(chen, group["id"]))[-2:] == ["周宁 将 阿安 移出了群聊", "小美 退出了群聊"]
    shown = await chen.ok("GET", path)
    assert (shown["size"], shown["customers"], shown["my_role"]) == (2, 0, "member")
    await company.desk().ok("POST", f"{path}/members", json={"contact_ids": [an.contact_id]})
    assert await said(an.app, group["id"], "app") == []


async def test_the_owner_passes_it_on_or_ends_it(company: Company) -> None:
    [mei] = guests(company, ["小美"])
    zhou, chen = company.desk(), company.desk("chen")
    group = await gather(company, [mei], colleagues=("chen",))
    path = f"/api/desk/groups/{group['id']}"
    assert (await chen.put(f"{path}/owner", json={"member_id": 1})).status_code == 403
    body = {"member_id": company.members["chen"]}
    passed = await zhou.ok("PUT", f"{path}/owner", json=body)
    assert (passed["owner_name"], passed["my_role"]) == ("陈安", "member")
    await chen.ok("DELETE", f"{path}/membership")
    assert (await zhou.ok("GET", path))["my_role"] == "owner"
    alone = await zhou.delete(f"{path}/membership")
    assert (alone.status_code, alone.json()["code"]) == (409, "last_member")
    await zhou.ok("DELETE", path)
    ended = await mei.app.ok("GET", f"/api/app/conversations/{group['id']}")
    assert (ended["open"], ended["closed_reason"]) == (False, "dismissed")
    body = {"client_id": "late", "kind": "text", "content": {"text": "还在吗"}}
    late = await mei.app.post(f"/api/app/conversations/{group['id']}/messages", json=body)
    assert late.status_code == 409
    again = await zhou.patch(path, json={"name": "新名字"})
    assert (again.status_code, again.json()["code"]) == (409, "group_dismissed")


async def test_a_notice_reaches_all_within_the_limits(company: Company) -> None:
    [mei] = guests(company, ["小美"])
    zhou = company.desk()
    group = await gather(company, [mei])
    path = f"/api/desk/groups/{group['id']}/notice"
    saved = await zhou.ok("PUT", path, json={"text": "文明群聊", "tell": True})
    assert saved["told"]
    assert saved["group"]["notice_by"] == "周宁"
    [message] = [
        one for one in (await mei.app.ok(
            "GET", f"/api/app/conversations/{group['id']}/messages"))["items"]
        if one["kind"] == "text"
    ]  # fmt: skip
    assert message["content"] == {"text": "文明群聊", "at_all": True, "notice": True}
    policy = await company.console().ok("GET", "/api/console/touch-policy")
    policy = policy["policy"] | {"service": {"day": 1, "week": None, "month": None}}
    await company.console().ok("PUT", "/api/console/touch-policy", json=policy)
    saved = await zhou.ok("PUT", path, json={"text": "第二条", "tell": True})
    assert (saved["told"], saved["group"]["notice"]) == (False, "第二条")
    assert saved["refusal"] == {"rule": "service_day", "counted": 1, "allowed": 1}
    assert await said(mei.app, group["id"], "app") == ["文明群聊"]


async def test_who_leaves_the_company_leaves_its_groups(company: Company) -> None:
    [mei] = guests(company, ["小美"], "chen")
    owned = await gather(company, [mei], userid="chen", colleagues=("zhou",))
    [other] = guests(company, ["阿安"])
    joined = await gather(company, [other], colleagues=("chen",))
    await company.console().ok("POST", "/api/console/members/chen/resign")
    zhou = company.desk()
    async with asyncio.timeout(60):
        while (await zhou.ok("GET", f"/api/desk/groups/{joined['id']}"))["size"] == 3:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    found = await zhou.ok("GET", f"/api/desk/groups/{joined['id']}/members")
    assert [one["name"] for one in found["items"]] == ["周宁", "阿安"]
    waiting = await zhou.ok("GET", f"/api/desk/groups/{owned['id']}")
    assert (waiting["owner_name"], waiting["owner_resigned"]) == ("陈安", True)
    other_path = f"/api/desk/groups/{joined['id']}"
    await other.app.ok("DELETE", "/api/app/profile")
    assert (await zhou.ok("GET", other_path))["customers"] == 0
    taken = await company.console().ok(
        "PUT", f"/api/console/groups/{owned['id']}/owner", json={"userid": "lin"}
    )
    assert (taken["owner_name"], taken["size"]) == ("林晓", 3)


async def test_companies_and_strangers_see_nothing(
    company: Company, other_company: Company
) -> None:
    [mei] = guests(company, ["小美"])
    group = await gather(company, [mei])
    stranger = customer(company.reunion, "路人")
    for caller in (company.desk("chen"), other_company.desk()):
        for rest in ("", "/members", "/welcome", "/code"):
            found = await caller.get(f"/api/desk/groups/{group['id']}{rest}")
            assert (found.status_code, found.json()["code"]) == (404, "group_unknown")
    assert (await stranger.get(f"/api/app/groups/{group['id']}")).status_code == 404
    assert (await stranger.get(f"/api/app/conversations/{group['id']}")).status_code == 404
