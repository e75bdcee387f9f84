"""Broadcasts to customer groups: each group is one recipient with a limit of its own."""

import asyncio
from typing import Any

from tests.factories.company import Caller, Company
from tests.factories.gathering import gather, guests, said

CONSOLE = "/api/console/broadcasts"
OPEN = "/externalcontact"


async def finished(console: Caller, broadcast_id: int) -> Any:
    async with asyncio.timeout(60):
        while True:
            shown = await console.ok("GET", f"{CONSOLE}/{broadcast_id}")
            if shown["state"] == "finished":
                return shown
            await asyncio.sleep(0.02)


async def test_headquarters_reaches_groups_within_their_limits(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    console, zhou = company.console(), company.desk()
    first = await gather(company, [mei], name="会员群")
    second = await gather(company, [an], name="新客群")
    [label] = await console.ok("POST", "/api/console/group-labels", json={"name": "会员"})
    path = f"/api/console/groups/{first['id']}/labels"
    await console.ok("PUT", path, json={"label_ids": [label["id"]]})
    policy = (await console.ok("GET", "/api/console/touch-policy"))["policy"]
    await console.ok("PUT", "/api/console/touch-policy", json=policy | {"broadcast": "day"})
    words = {"text": "%NICKNAME%，周末到店", "chat_type": "group"}
    only = {"audience": {"label_ids": [label["id"]]}}
    seen = await console.ok("POST", f"{CONSOLE}/estimate", json={"chat_type": "group"} | only)
    assert (seen["customers"], seen["members"], seen["reachable"]) == (1, 1, 1)
    made = await console.ok("POST", CONSOLE, json=words | only)
    assert (made["chat_type"], made["customers"]) == ("group", 1)
    [task] = (await zhou.ok("GET", "/api/desk/broadcasts"))["items"]
    assert task["chat_type"] == "group"
    await zhou.ok("POST", f"/api/desk/broadcasts/{made['id']}/confirm", json={})
    assert (await finished(console, made["id"]))["sums"]["sent"] == 1
    assert await said(mei.app, first["id"], "app") == ["大家，周末到店"]
    assert await said(an.app, second["id"], "app") == []
    everybody = await console.ok("POST", CONSOLE, json=words)
    waiting = await zhou.ok("GET", f"/api/desk/broadcasts/{everybody['id']}/customers")
    assert [(one["name"], (one["refusal"] or {}).get("rule")) for one in waiting["items"]] == [
        ("会员群", "broadcast_day"), ("新客群", None),
    ]  # fmt: skip
    await zhou.ok("POST", f"/api/desk/broadcasts/{everybody['id']}/confirm", json={})
    ended = await finished(console, everybody["id"])
    assert (ended["sums"]["sent"], ended["sums"]["refused"]) == (1, 1)
    assert ended["refusals"] == [{"rule": "broadcast_day", "count": 1}]
    recipients = await console.ok("GET", f"{CONSOLE}/{everybody['id']}/recipients")
    assert [(one["name"], one["state"]) for one in recipients["items"]] == [
        ("会员群", "refused"), ("新客群", "sent"),
    ]  # fmt: skip

    async def count(**audience: Any) -> int:
        body = {"chat_type": "group", "audience": audience}
        return (await console.ok("POST", f"{CONSOLE}/estimate", json=body))["customers"]

    [_, other] = await console.ok("POST", "/api/console/group-labels", json={"name": "旧客"})
    both = {"label_ids": [label["id"], other["id"]]}
    await console.ok("PUT", path, json=both)
    assert await count(labels_all=both["label_ids"]) == await count(group_name="会员") == 1
    assert await count(labels_none=[other["id"]]) == await count(group_ids=[second["id"]]) == 1
    assert await count(labels_all=[other["id"]], labels_none=[label["id"]]) == 0
    assert await count(added_from="2020-01-01") == await count(group_name=" 客群") + 1 == 2
    assert await count(added_until="2020-01-01") == await count(group_name="%") == 0
    unknown = await console.post(CONSOLE, json=words | {"audience": {"group_ids": [2**40]}})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "groups_unknown")


async def test_who_of_a_group_has_read_it_and_who_answered(company: Company) -> None:
    """Those who were in it when it came: whoever leaves stays counted, whoever comes later is not."""
    mei, an, bo = guests(company, ["小美", "阿安", "阿波"])
    console, zhou = company.console(), company.desk()
    group = await gather(company, [mei, an], name="会员群", colleagues=("chen",))
    made = await console.ok("POST", CONSOLE, json={"text": "周末到店", "chat_type": "group"})
    await zhou.ok("POST", f"/api/desk/broadcasts/{made['id']}/confirm", json={})
    await finished(console, made["id"])
    people = f"/api/desk/groups/{group['id']}"
    await zhou.ok("POST", f"{people}/members", json={"contact_ids": [bo.contact_id]})

    async def counted() -> tuple[int, ...]:
        [line] = (await console.ok("GET", f"{CONSOLE}/{made['id']}/recipients"))["items"]
        assert line["group_id"] == group["id"]
        one = line["reached"], line["read"], line["replied"]
        sums = (await console.ok("GET", f"{CONSOLE}/{made['id']}"))["sums"]
        task = await zhou.ok("GET", f"/api/desk/broadcasts/{made['id']}")
        [mine] = (await zhou.ok("GET", f"/api/desk/broadcasts/{made['id']}/customers"))["items"]
        names = ("reached", "read", "replied")
        assert {one} == {
            tuple(each[key] for key in names) for each in (sums, task["answers"], mine)
        }
        return one

    assert await counted() == (2, 0, 0)
    talk = f"/api/app/conversations/{group['id']}"
    said_it = {"client_id": "a1", "kind": "text", "content": {"text": "好的"}}
    seq = (await mei.app.ok("POST", f"{talk}/messages", json=said_it))["seq"]
    await mei.app.ok("POST", f"{talk}/messages", json=said_it | {"client_id": "a2"})
    await bo.app.ok("POST", f"{talk}/messages", json=said_it)
    await bo.app.ok("POST", f"{talk}/read", json={"seq": seq})
    await mei.app.ok("POST", f"{talk}/read", json={"seq": seq})
    assert await counted() == (2, 1, 1)
    removal = {"principal_ids": [mei.contact_id]}
    await zhou.ok("POST", f"{people}/removals", json=removal)
    await zhou.ok("POST", f"{people}/members", json={"contact_ids": [mei.contact_id]})
    assert await counted() == (2, 1, 1)
    sheet = (await console.get(f"{CONSOLE}/{made['id']}/export")).content.decode("utf-8-sig")
    assert sheet.splitlines()[1].endswith(",2,1,1")
    ledger = f"/api/console/groups/{group['id']}/touches"
    [line] = (await console.ok("GET", ledger))["items"]
    assert (line["title"], line["sent"]) == ("周末到店", True)
    [had] = [
        one["day"]["sent"]
        for one in (await console.ok("GET", f"{ledger}/standing"))["counts"]
        if one["counter"] == "broadcast"
    ]
    assert had == 1


async def test_programs_and_members_send_to_groups(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    console, zhou, caller = company.console(), company.desk(), company.open()
    first = await gather(company, [mei], name="会员群")
    second = await gather(company, [an], name="新客群")
    ids = {
        one["id"]: one["chat_id"]
        for one in (await console.ok("GET", "/api/console/groups"))["items"]
    }
    message = {"chat_type": "group", "text": {"content": "上新了"}}
    made = await caller.post(
        f"{OPEN}/add_msg_template", **message, sender="zhou",
        chat_id_list=[ids[first["id"]], "wrNOPE"],
    )  # fmt: skip
    assert made["fail_list"] == ["wrNOPE"]
    refused = await caller.post(f"{OPEN}/add_msg_template", **message)
    assert refused["errcode"] == 40058
    nothing = await caller.post(f"{OPEN}/add_msg_template", **message, sender="chen")
    assert nothing["errcode"] == 41048
    asked = {"msgid": made["msgid"], "userid": "zhou"}
    before = await caller.post(f"{OPEN}/get_groupmsg_send_result", **asked)
    assert before["send_list"] == []
    [task] = (await zhou.ok("GET", "/api/desk/broadcasts"))["items"]
    await zhou.ok("POST", f"/api/desk/broadcasts/{task['broadcast_id']}/confirm", json={})
    await finished(console, task["broadcast_id"])
    after = await caller.post(f"{OPEN}/get_groupmsg_send_result", **asked)
    [line] = after["send_list"]
    assert {name: line[name] for name in line if name != "send_time"} == {
        "chat_id": ids[first["id"]], "userid": "zhou", "status": 1,
    }  # fmt: skip
    body = {"text": "我的群", "chat_type": "group", "group_ids": [second["id"]]}
    own = await zhou.ok("POST", "/api/desk/broadcasts", json=body)
    await finished(console, own["broadcast_id"])
    assert await said(an.app, second["id"], "app") == ["我的群"]
    assert await said(mei.app, first["id"], "app") == ["上新了"]
