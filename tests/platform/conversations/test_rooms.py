"""Colleagues: pairs and rooms inside the company."""

import asyncio

from tests.factories.chatting import pair
from tests.factories.company import Company
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


async def test_a_room_reaches_all_of_it(company: Company) -> None:
    zhou = company.desk("zhou")
    others = [company.members["chen"], company.members["lin"]]
    body = {"title": "早班", "member_ids": others}
    room = await zhou.ok("POST", "/api/desk/rooms", json=body)
    assert (room["kind"], room["title"], room["member_count"]) == ("room", "早班", 3)
    async with (
        socket_of(zhou, "desk") as one, socket_of(company.desk("chen"), "desk") as two,
        socket_of(company.desk("lin"), "desk") as three,
    ):  # fmt: skip
        await one.send(room["id"], "m-1", "九点到店")
        for socket in (two, three):
            assert (await socket.message(room["id"], 1))["content"]["text"] == "九点到店"


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
    await company.console().ok("POST", "/api/console/members/chen/resign")
    async with asyncio.timeout(20):
        while (await zhou.ok("GET", f"/api/desk/conversations/{opened['id']}"))["open"]:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    message = {"client_id": "x", "kind": "text", "content": {"text": "还在吗"}}
    path = f"/api/desk/conversations/{opened['id']}/messages"
    refused = await zhou.post(path, json=message)
    assert (refused.status_code, refused.json()["code"]) == (409, "closed")


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
