"""Officers look for a purpose, and every look is written down."""

import asyncio
from typing import Any

from reunion.platform.archive import filling
from tests.factories.archiving import (
    ARCHIVE,
    entries,
    look,
    switch_on,
    until,
    until_archived,
    upload,
)
from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.chatting import Pair, pair
from tests.factories.company import Company, customer
from tests.factories.hearing import app_of


async def archived_pair(company: Company) -> Pair:
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou")
    return pair(company)


async def test_no_look_without_a_purpose_and_the_duty(company: Company) -> None:
    chat = await archived_pair(company)
    await chat.say("app", "1", "投诉你们")
    await until_archived(company, 1)
    lin = company.console()
    refused = await lin.post(f"{ARCHIVE}/looks", json={"purpose": "投诉核查"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden"), "a role is no duty"
    await lin.ok("PUT", f"{ARCHIVE}/officers/chen")
    chen = company.console("chen")
    assert (await chen.ok("GET", "/api/console/session"))["duties"] == ["compliance"]
    assert (await chen.get("/api/console/members")).status_code == 403
    for purpose in ("", "   ", "看看"):
        answer = await chen.post(f"{ARCHIVE}/looks", json={"purpose": purpose})
        assert "purpose" in answer.json()["fields"]
    for path in ("messages", "conversations", "exports"):
        answer = await chen.post(f"{ARCHIVE}/looks/1/{path}", json={})
        assert answer.json()["code"] == "look_needed"
    opened = await chen.ok("POST", f"{ARCHIVE}/looks", json={"purpose": "核查 11 月投诉"})
    path = f"{ARCHIVE}/looks/{opened['id']}"
    assert len((await chen.ok("POST", f"{path}/messages", json={}))["items"]) == 1
    await lin.ok("PUT", f"{ARCHIVE}/officers/lin")
    stolen = await company.console().post(f"{path}/messages", json={})
    assert stolen.json()["code"] == "look_needed", "a look is its officer's own"
    await chen.ok("DELETE", path)
    ended = await chen.post(f"{path}/messages", json={})
    assert ended.json()["code"] == "look_needed"
    later = await chen.ok("POST", f"{ARCHIVE}/looks", json={"purpose": "核查 11 月投诉"})

    async def wait_it_out() -> None:
        async with company.reunion.db.transaction() as tx:
            query = "UPDATE archive_look SET expires_at = now() WHERE corp_id = $1"
            await tx.execute(query, company.corp_id)

    company.reunion.run(wait_it_out)
    late = await chen.post(f"{ARCHIVE}/looks/{later['id']}/messages", json={})
    assert late.json()["code"] == "look_needed"
    await lin.ok("DELETE", f"{ARCHIVE}/officers/chen")
    assert (await chen.get("/api/console/session")).status_code == 401
    log = (await lin.ok("GET", f"{ARCHIVE}/looks"))["items"]
    assert [(one["member_name"], one["purpose"], one["searched"]) for one in log[1:]] == [
        ("陈安", "核查 11 月投诉", 1)
    ]
    audit = await lin.ok("GET", "/api/console/audit", params={"name": "archive.searched"})
    assert [one["data"]["purpose"] for one in audit["items"]] == ["核查 11 月投诉"]


async def test_searching_reading_and_exporting(company: Company) -> None:
    chat = await archived_pair(company)
    other = pair(company, "zhou", "阿芳")
    media = await upload(chat.desk, 16)
    await chat.say("app", "1", "ＡＢＣ眼镜坏了")
    sent = {"client_id": "2", "kind": "image", "content": {"media_id": media["id"]}}
    await chat.desk.ok("POST", chat.path("desk", "/messages"), json=sent)
    gone = await chat.say("desk", "3", "退钱给你")
    await chat.desk.ok("POST", chat.path("desk", f"/messages/{gone['seq']}/recall"))
    await other.say("app", "1", "=眼镜很好")
    await until_archived(company, 5)
    officer, path = await look(company)

    async def find(what: str = "messages", **body: Any) -> list[dict[str, Any]]:
        return (await officer.ok("POST", f"{path}/{what}", json=body))["items"]

    assert [one["content"]["text"] for one in await find(q="眼镜")] == [
        "=眼镜很好",
        "ＡＢＣ眼镜坏了",
    ]
    assert [one["sender_name"] for one in await find(q="abc眼")] == ["小美"]
    [taken_back] = await find(q="退钱")
    assert (taken_back["recalled"], taken_back["content"]["text"]) == (True, "退钱给你")
    wm = f"wm{chat.app.principal_id:030d}"
    assert len(await find(external_userid=wm, member_id=company.members["zhou"])) == 3
    assert await find(member_id=company.members["chen"]) == []
    talks = await find("conversations", q="眼镜")
    assert [(one["title"], one["messages"]) for one in talks] == [
        ("周宁、阿芳", 1),
        ("周宁、小美", 1),
    ]
    first = await officer.ok("POST", f"{path}/messages", json={"limit": 2})
    rest = await find(cursor=first["next_cursor"])
    assert len(first["items"]) + len(rest) == 4
    read = await find(conversation_id=chat.conversation_id)
    picture = next(one for one in read if one["kind"] == "image")["content"]["media"]["url"]
    assert (await officer.get(picture)).is_success
    assert not (await company.console("lin").get("/media/nothing")).is_success
    await officer.ok("DELETE", path)
    assert (await officer.get(picture)).status_code == 404, "files open while the look lasts"

    officer, path = await look(company, purpose="存档备份")
    await officer.ok("POST", f"{path}/exports", json={"q": "眼镜"})
    one: dict[str, Any] = {}
    async with asyncio.timeout(60):
        while one.get("state") != "done":
            [one] = (await officer.ok("GET", f"{ARCHIVE}/exports"))["items"]
    assert (one["done"], one["total"], one["purpose"]) == (2, 2, "存档备份")
    lines = (
        (await officer.get(f"/media/{one['media_id']}")).content.decode("utf-8-sig").splitlines()
    )
    assert len(lines) == 3
    assert "'=眼镜很好" in lines[1]
    steps = await company.console().ok("GET", f"{path}/steps")
    assert [(s["kind"], s["detail"]) for s in steps["items"]] == [("exported", "“眼镜” · 2")]


async def test_retention_takes_entries_and_leaves_chats(company: Company) -> None:
    chat = await archived_pair(company)
    await chat.say("app", "1", "很久以前")
    await until_archived(company, 1)

    async def age() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                "UPDATE archive_entry SET sent_at = sent_at - interval '31 days' WHERE corp_id = $1",
                company.corp_id,
            )

    company.reunion.run(age)
    await chat.say("app", "2", "刚才")
    await until(company, lambda: entries(company) == 2)
    console = company.console()
    wanted = {"mode": "tell", "retention_days": 0}
    assert (await console.put(f"{ARCHIVE}/settings", json=wanted)).status_code == 422
    wanted["retention_days"] = 30
    shown = await console.ok("PUT", f"{ARCHIVE}/settings", json=wanted)
    assert (shown["retention_days"], shown["last_seq"]) == (30, 2)
    company.reunion.run(lambda: filling.expire_once(company.reunion.db))
    assert entries(company) == 1
    officer, path = await look(company)
    [left] = (await officer.ok("POST", f"{path}/messages", json={}))["items"]
    assert (left["seq"], left["content"]["text"]) == (2, "刚才")
    assert len((await chat.desk.ok("GET", chat.path("desk", "/messages")))["items"]) == 2
    audit = await console.ok("GET", "/api/console/audit", params={"name": "archive.expired"})
    assert [(one["data"]["entries"], one["data"]["days"]) for one in audit["items"]] == [(1, 30)]


async def test_programs_are_told_and_customers_words_noticed(company: Company) -> None:
    chat = await archived_pair(company)
    console = company.console()
    rule = {"name": "投诉", "action": "block", "words": ["投诉"], "department_ids": [1]}
    await console.ok("POST", "/api/console/interception/rules", json=rule)
    await console.ok("PUT", "/api/console/interception/acts/mobile_sent", json={"watched": True})
    with CallbackReceiver(company.wire_id) as receiver:
        path = f"/api/console/apps/{await app_of(company, 'archive')}/callback"
        await console.ok("PUT", path, json=receiver.setting)
        await chat.say("app", "1", "我要投诉")
        await chat.say("desk", "2", "请打 13800138000")
        await until_archived(company, 2)
        [told] = await asyncio.to_thread(receiver.wait, 1)
        await console.ok("DELETE", path)
    assert (told.values["Event"], told.change_type) == ("msgaudit_notify", "")
    hits = (await console.ok("GET", "/api/console/interception/hits"))["items"]
    assert sorted((h["by_customer"], h["found"], h["outcome"]) for h in hits) == [
        (False, "13800138000", "seen"), (True, "投诉", "seen")
    ]  # fmt: skip
    stranger = customer(company.reunion)
    assert (await stranger.get(chat.path("app", "/archive"))).status_code == 404
