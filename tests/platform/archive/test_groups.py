"""Customer groups in the archive, from what is said to what is left of it: each customer's own word, the
pull with its envelope, officers' looks, exports, retention."""

import asyncio
from typing import Any

from reunion.platform.archive import filling
from tests.factories.archiving import (
    ARCHIVE,
    Reader,
    entries,
    look,
    switch_on,
    until,
    until_archived,
    upload,
)
from tests.factories.company import Caller, Company
from tests.factories.gathering import Guest, gather, guests

Json = dict[str, Any]


async def say(
    caller: Caller, surface: str, group_id: int, key: str, kind: str, content: Json
) -> Any:
    path = f"/api/{surface}/conversations/{group_id}/messages"
    body = {"client_id": key, "kind": kind, "content": content}
    return await caller.ok("POST", path, json=body)


async def word(guest: Guest, group_id: int, *, agreed: bool) -> Json:
    path = f"/api/app/conversations/{group_id}/archive"
    return await guest.app.ok("PUT", path, json={"agreed": agreed})


def text(words: str) -> Json:
    return {"text": words}


async def test_each_customers_own_word_counts_in_a_group(company: Company) -> None:
    """What the staff says is archived; a customer's words with her consent, whatever the others said."""
    await switch_on(company, "zhou")
    reader, desk = Reader(company), company.desk()
    mei, lan, an = guests(company, ["小美", "阿兰", "阿安"])
    elsewhere = await gather(company, guests(company, ["外人"], "chen"), userid="chen", name="别处")
    group = await gather(company, [mei, lan, an], colleagues=("chen",))
    here = group["id"]
    await say(company.desk("chen"), "desk", elsewhere["id"], "c", "text", text("无人开启"))
    await say(desk, "desk", here, "1", "text", text("欢迎进群"))
    media = await upload(desk, 900)
    await say(desk, "desk", here, "2", "image", {"media_id": media["id"]})
    await say(mei.app, "app", here, "3", "text", text("还没表态"))
    notice = await word(mei, here, agreed=True)
    assert (notice["concerned"], notice["mode"], notice["agreed"]) == (True, "ask", True)
    await word(lan, here, agreed=False)
    hers = await say(mei.app, "app", here, "4", "text", text("我同意了"))
    await say(lan.app, "app", here, "5", "text", text("我不同意"))
    await say(an.app, "app", here, "6", "text", text("我没有说"))
    await say(company.desk("chen"), "desk", here, "7", "text", text("同事也在"))
    await until_archived(company, 6)
    recall = f"/api/app/conversations/{here}/messages/{hers['seq']}/recall"
    await mei.app.ok("POST", recall)
    out = {"principal_ids": [mei.contact_id]}
    await desk.ok("POST", f"/api/desk/groups/{here}/removals", json=out)
    await say(desk, "desk", here, "8", "text", text("她走了"))

    found = await reader.read(8)
    said = [one["text"]["content"] if "text" in one else one["msgtype"] for one in found]
    assert said == [
        "欢迎进群", "image", "agree", "disagree", "我同意了", "同事也在", "revoke", "她走了"
    ]  # fmt: skip
    assert reader.seqs == list(range(1, 9))
    listed = await company.open().post("/externalcontact/groupchat/list", limit=10)
    shown = [one["chat_id"] for one in listed["group_chat_list"]]
    [roomid] = {one["roomid"] for one in found}
    assert roomid in shown
    everybody = {"zhou", "chen", *(one.external_userid for one in (mei, lan, an))}
    assert {one["from"] for one in found[4:6]} == {mei.external_userid, "chen"}
    assert set(found[0]["tolist"]) == everybody - {"zhou"}
    assert set(found[7]["tolist"]) == everybody - {"zhou", mei.external_userid}
    assert found[6]["revoke"]["pre_msgid"] == found[4]["msgid"]
    parts = await reader.file(found[1]["image"]["sdkfileid"])
    assert sum(map(len, parts)) == media["size"]

    asked = await reader.program.post("/msgaudit/check_room_agree", roomid=roomid)
    assert {one["exteranalopenid"]: one["agree_status"] for one in asked["agreeinfo"]} == {
        lan.external_userid: "Disagree", an.external_userid: "Disagree",
    }  # fmt: skip


async def test_officers_look_into_groups_and_what_is_old_goes(company: Company) -> None:
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json={"mode": "tell"})
    await switch_on(company, "zhou")
    desk = company.desk()
    mei, lan = guests(company, ["小美", "阿兰"])
    group = await gather(company, [mei, lan], name="春茶会员群")
    other = await gather(company, [lan], name="老客群")
    await say(mei.app, "app", group["id"], "1", "text", text("茶叶发霉了要投诉"))
    await say(desk, "desk", group["id"], "2", "text", text("马上给您处理"))
    gone = await say(desk, "desk", group["id"], "3", "text", text("投诉也没用"))
    recall = f"/api/desk/conversations/{group['id']}/messages/{gone['seq']}/recall"
    await desk.ok("POST", recall)
    await say(lan.app, "app", other["id"], "1", "text", text("不投诉，很好"))
    await until_archived(company, 5)
    officer, path = await look(company)

    async def find(what: str = "messages", **body: Any) -> list[Json]:
        return (await officer.ok("POST", f"{path}/{what}", json=body))["items"]

    talks = await find("conversations", q="投诉")
    assert [(one["title"], one["kind"], one["messages"]) for one in talks] == [
        ("老客群", "group", 1), ("春茶会员群", "group", 2),
    ]  # fmt: skip
    read = await find(conversation_id=group["id"])
    assert [(one["sender_name"], one["sender_is_customer"], one["recalled"]) for one in read] == [
        ("周宁", False, True), ("周宁", False, False), ("小美", True, False)
    ]  # fmt: skip
    assert read[0]["content"]["text"] == "投诉也没用", "what was taken back stays"
    assert len(await find(external_userid=lan.external_userid)) == 4, "she was in both"
    assert len(await find(external_userid=mei.external_userid, q="投诉")) == 2
    await officer.ok("POST", f"{path}/exports", json={"conversation_id": group["id"]})
    export: Json = {}
    async with asyncio.timeout(60):
        while export.get("state") != "done":
            [export] = (await officer.ok("GET", f"{ARCHIVE}/exports"))["items"]
    sheet = (await officer.get(f"/media/{export['media_id']}")).content.decode("utf-8-sig")
    assert [line.split(",")[3:] for line in sheet.splitlines()[1:]] == [
        ["周宁", "成员", "text", "投诉也没用", "是"], ["周宁", "成员", "text", "马上给您处理", ""],
        ["小美", "客户", "text", "茶叶发霉了要投诉", ""],
    ]  # fmt: skip
    steps = await company.console().ok("GET", f"{path}/steps")
    assert [one["kind"] for one in steps["items"]].count("read") == 1

    async def age() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                """UPDATE archive_entry SET sent_at = sent_at - interval '31 days'
                   WHERE corp_id = $1 AND conversation_id = $2""",
                company.corp_id, group["id"],
            )  # fmt: skip

    company.reunion.run(age)
    setting = {"mode": "tell", "retention_days": 30}
    await company.console().ok("PUT", f"{ARCHIVE}/settings", json=setting)
    company.reunion.run(lambda: filling.expire_once(company.reunion.db))
    await until(company, lambda: entries(company) == 1)
    assert await find(conversation_id=group["id"]) == []
    [left] = await find()
    assert left["content"]["text"] == "不投诉，很好"
    talk = f"/api/desk/conversations/{group['id']}/messages"
    kinds = [one["kind"] for one in (await desk.ok("GET", talk))["items"]]
    assert kinds.count("text") == 3, "the chat stays"
