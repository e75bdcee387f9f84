"""Colleagues: pairs and rooms inside the company."""

import asyncio
from typing import Any

from tests.factories.chatting import pair
from tests.factories.company import Caller, Company
from tests.factories.sockets import socket_of


async def test_colleagues_talk(company: Company) -> None:
    zhou, chen = company.desk("zhou"), company.desk("chen")
    body = {"principal_id": company.members["chen"]}
    opened = await zhou.ok("POST", "/api/desk/conversations", json=body)
    assert (opened["kind"], opened["title"], opened["open"]) == ("internal", "陈安", True)
    again = await zhou.ok("POST", "/api/desk/conversations", json=body)
    assert again["id"] == opened["id"]
    async with socket_of(zhou, "desk") as one, socket_of(chen, "desk") as other:
        await one.send(opened["id"], "m-1", "下班一起走")
        assert (await other.message(opened["id"], 1))["content"]["text"] == "下班一起走"
    [listed] = (await chen.ok("GET", "/api/desk/conversations"))["items"]
    assert (listed["title"], listed["unread"]) == ("周宁", 1)


async def _room(company: Company, title: str = "早班") -> Any:
    """Zhou's, with Chen and Lin."""
    body = {"title": title, "member_ids": [company.members["chen"], company.members["lin"]]}
    return await company.desk().ok("POST", "/api/desk/rooms", json=body)


async def _lines(caller: Caller, room_id: int) -> list[str]:
    """The grey lines, as somebody in the room has them."""
    path = f"/api/desk/conversations/{room_id}/messages"
    page = await caller.ok("GET", path, params={"limit": 100})
    return [one["content"]["text"] for one in page["items"] if one["kind"] == "system"]


async def test_a_room_reaches_all_of_it(company: Company) -> None:
    zhou = company.desk("zhou")
    room = await _room(company)
    assert (room["kind"], room["title"], room["member_count"]) == ("room", "早班", 3)
    assert await _lines(zhou, room["id"]) == ["周宁 发起了群聊，成员有 陈安、林晓"]
    async with (
        socket_of(zhou, "desk") as one, socket_of(company.desk("chen"), "desk") as two,
        socket_of(company.desk("lin"), "desk") as three,
    ):  # fmt: skip
        await one.send(room["id"], "m-1", "九点到店")
        for socket in (two, three):
            assert (await socket.message(room["id"], 2))["content"]["text"] == "九点到店"


async def test_who_is_brought_in_hears_from_then_on(company: Company) -> None:
    chen, wu = company.desk("chen"), await company.add_member("wu", "吴桐")
    room = await _room(company)
    path = f"/api/desk/rooms/{room['id']}/members"
    assert (await company.desk("wu").get(path)).status_code == 404
    async with socket_of(chen, "desk") as one, socket_of(company.desk("wu"), "desk") as two:
        await one.send(room["id"], "m-1", "先来")
        body = {"member_ids": [wu, company.members["zhou"]]}
        found = await chen.ok("POST", path, json=body)
        assert [one["name"] for one in found["items"]] == ["周宁", "林晓", "陈安", "吴桐"]
        assert found["owner_id"] == company.members["zhou"]
        assert (await _lines(chen, room["id"]))[-1] == "陈安 邀请 吴桐 加入了群聊"
        await two.frame(lambda f: f["type"] == "changed" and f.get("id") == room["id"])
        sent = await one.send(room["id"], "m-2", "欢迎")
        assert (await two.message(room["id"], sent["message"]["seq"]))["kind"] == "text"
    [listed] = (await company.desk("wu").ok("GET", "/api/desk/conversations"))["items"]
    assert (listed["unread"], listed["member_count"]) == (1, 4)


async def test_who_is_put_out_has_nothing_of_it_any_more(company: Company) -> None:
    zhou, chen, lin = company.desk("zhou"), company.desk("chen"), company.desk("lin")
    room = await _room(company)
    inside = f"/api/desk/conversations/{room['id']}"
    seat = f"/api/desk/rooms/{room['id']}/members/{company.members['chen']}"
    before = (await chen.ok("GET", "/api/desk/sync"))["cursor"]
    refused = await lin.delete(seat)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_the_owner")
    async with socket_of(chen, "desk") as his, socket_of(zhou, "desk") as owner:
        await his.send(room["id"], "m-1", "在")
        await zhou.ok("DELETE", seat)
        await his.frame(lambda f: f["type"] == "changed" and f.get("id") == room["id"])
        for _ in range(100):
            late = await his.send(room["id"], "late", "还能说吗")
            if late["code"] == "not_found":
                break
            assert late["code"] == "closed"
        else:
            raise AssertionError("the node did not forget him")
        await owner.send(room["id"], "m-2", "他走了")
        said = await owner.message(room["id"], 3)
        assert said["content"]["said"] == {"by": "周宁", "what": "陈安"}
        assert not [f for f in his.frames if f["type"] == "message" and f["message"]["seq"] > 2]
    assert (await chen.get(inside)).status_code == 404
    assert (await chen.get(f"{inside}/messages")).status_code == 404
    for cursor in (before, ""):
        assert (
            room["id"]
            in (await chen.ok("GET", "/api/desk/sync", params={"cursor": cursor}))["gone"]
        )
    seats = await zhou.ok("GET", f"/api/desk/rooms/{room['id']}/members")
    assert [one["name"] for one in seats["former"]] == ["陈安"]
    again = {"member_ids": [company.members["chen"]]}
    await lin.ok("POST", f"/api/desk/rooms/{room['id']}/members", json=again)
    assert (await chen.ok("GET", inside))["open"]
    assert (await chen.ok("GET", "/api/desk/sync"))["gone"] == []


async def test_an_owner_who_leaves_is_followed(company: Company) -> None:
    zhou, chen, lin = company.desk("zhou"), company.desk("chen"), company.desk("lin")
    room = await _room(company)
    path = f"/api/desk/rooms/{room['id']}"
    await zhou.ok("DELETE", f"{path}/membership")
    assert (await zhou.delete(f"{path}/membership")).status_code == 404
    assert (await _lines(chen, room["id"]))[-2:] == ["周宁 退出了群聊", "林晓 成为新群主"]
    await lin.ok("DELETE", f"{path}/members/{company.members['chen']}")
    assert (await chen.get(f"{path}/members")).status_code == 404
    await lin.ok("DELETE", f"{path}/membership")
    assert (await lin.ok("GET", "/api/desk/conversations"))["items"] == []


async def test_a_room_is_named_by_anybody_in_it(company: Company, other_company: Company) -> None:
    chen = company.desk("chen")
    room = await _room(company, title="")
    assert room["title"] == "陈安、林晓" or room["title"] == "林晓、陈安"
    path = f"/api/desk/rooms/{room['id']}"
    named = await chen.ok("PATCH", path, json={"title": "  南京路店\n早班 "})
    assert named["title"] == "南京路店 早班"
    assert (await _lines(chen, room["id"]))[-1] == "陈安 修改群名为“南京路店 早班”"
    assert (await chen.patch(path, json={"title": "长" * 51})).status_code == 422
    for stranger in (await _newcomer(company), other_company.desk("chen")):
        assert (await stranger.patch(path, json={"title": "我的"})).status_code == 404
        assert (await stranger.delete(f"{path}/membership")).status_code == 404


async def _newcomer(company: Company) -> Caller:
    await company.add_member("he", "何青")
    return company.desk("he")


async def test_only_colleagues_come_into_a_room(company: Company, other_company: Company) -> None:
    room = await _room(company)
    path = f"/api/desk/rooms/{room['id']}/members"
    for wrong in (other_company.members["chen"], 999_999_999, pair(company).contact_id):
        refused = await company.desk().post(path, json={"member_ids": [wrong]})
        assert (refused.status_code, refused.json()["code"]) == (409, "not_colleagues"), wrong


async def test_no_conversation_with_strangers(company: Company, other_company: Company) -> None:
    two, stranger = pair(company), pair(other_company)
    for principal_id in (
        stranger.contact_id, other_company.members["chen"], two.desk.principal_id, 999_999_999,
    ):  # fmt: skip
        body = {"principal_id": principal_id}
        refused = await two.desk.post("/api/desk/conversations", json=body)
        assert refused.status_code == 409, principal_id
        assert (await two.app.post("/api/app/conversations", json=body)).status_code in {200, 409}
    body = {"title": "混", "member_ids": [company.members["chen"], other_company.members["chen"]]}
    assert (await two.desk.post("/api/desk/rooms", json=body)).status_code == 409
    body = {"principal_id": company.members["chen"]}
    assert (await two.app.post("/api/app/conversations", json=body)).status_code == 409


async def test_nobody_writes_to_a_member_who_has_left(company: Company) -> None:
    zhou = company.desk("zhou")
    body = {"principal_id": company.members["chen"]}
    opened = await zhou.ok("POST", "/api/desk/conversations", json=body)
    room = await _room(company)
    await company.console().ok("POST", "/api/console/members/chen/resign")
    async with asyncio.timeout(60):
        while (await zhou.ok("GET", f"/api/desk/conversations/{opened['id']}"))["open"]:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    message = {"client_id": "x", "kind": "text", "content": {"text": "还在吗"}}
    path = f"/api/desk/conversations/{opened['id']}/messages"
    refused = await zhou.post(path, json=message)
    assert (refused.status_code, refused.json()["code"]) == (409, "closed")
    seats = await zhou.ok("GET", f"/api/desk/rooms/{room['id']}/members")
    assert [one["name"] for one in seats["items"]] == ["周宁", "林晓"]
    assert (await _lines(zhou, room["id"]))[-1] == "陈安 退出了群聊"


async def test_the_list_pages_filters_and_finds(company: Company) -> None:
    pairs = [pair(company, name=f"客户{n}") for n in range(5)]
    for number, two in enumerate(pairs):
        await two.say("app", f"l-{number}", f"第 {number} 句")
    zhou = company.desk("zhou")
    await zhou.ok("PATCH", pairs[0].path("desk"), json={"pinned": True})
    seen: list[int] = []
    cursor: str | None = None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = await zhou.ok("GET", "/api/desk/conversations", params=query)
        seen += [conversation["id"] for conversation in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    ids = [two.conversation_id for two in pairs]
    assert seen == [ids[0], *reversed(ids[1:])]
    await zhou.ok("POST", pairs[4].path("desk", "/read"), json={"seq": 1})

    async def listed(**query: str) -> set[int]:
        page = await zhou.ok("GET", "/api/desk/conversations", params=query)
        return {conversation["id"] for conversation in page["items"]}

    assert await listed(filter="unread") == set(ids[:4])
    assert await listed(filter="internal") == set()
    assert await listed(q="客户3") == {ids[3]}
    assert await listed(q="%") == set()
