"""What happens to a message that a rule has something against."""

import asyncio
from typing import Any

from tests.factories.chatting import pair
from tests.factories.company import Caller, Company
from tests.factories.meeting import meet, messages
from tests.factories.sockets import socket_of

RULES = "/api/console/interception/rules"
HITS = "/api/console/interception/hits"


async def make(company: Company, action: str = "block", **more: Any) -> dict[str, Any]:
    body = {"name": f"规则 {action}", "action": action, "words": ["包治"], "department_ids": [1]}
    return await company.console().ok("POST", RULES, json=body | more)


async def say(desk: Caller, conversation_id: int, client_id: str, text: str, **more: Any) -> Any:
    body = {"client_id": client_id, "kind": "text", "content": {"text": text}, **more}
    path = f"/api/desk/conversations/{conversation_id}/messages"
    return await desk.post(path, json=body)


async def in_force(desk: Caller, conversation_id: int) -> None:
    """A rule holds once the server has heard of it, a moment after it was made: says the word until then."""
    async with asyncio.timeout(60):
        said = 0
        while (await say(desk, conversation_id, f"w{said}", "包治")).status_code != 409:
            said += 1


async def test_a_blocked_message_leaves_nothing_but_a_hit(company: Company) -> None:
    chat = pair(company)
    await chat.say("desk", "before", "我们包治近视")
    watchers = ["lin"]
    rule = await make(company, words=["包治", "ＶＩＰ价"], semantics=[1], watchers=watchers)
    await in_force(chat.desk, chat.conversation_id)
    for client_id, text, word in (
        ("b1", "我们包治近视", "包治"),
        ("b2", "给你vip价", "ＶＩＰ价"),
        ("b3", "加我 138 0013 8000", "mobile"),
    ):
        for confirmed in (False, True):
            answer = await say(
                chat.desk, chat.conversation_id, client_id, text, confirmed=confirmed
            )
            assert answer.status_code == 409, answer.text
            problem = answer.json()
            assert (problem["code"], problem["word"], problem["rule"]) == (
                "intercepted", word, "规则 block"
            )  # fmt: skip
    await chat.say("desk", "fine", "编号 213800138000 到货")
    console = company.console()
    hits = (await console.ok("GET", HITS, params={"outcome": "blocked"}))["items"]
    assert [(h["found"], h["userid"], h["customer_name"], h["alert"]) for h in hits] == [
        ("mobile", "zhou", "小美", True), ("ＶＩＰ价", "zhou", "小美", True),
        ("包治", "zhou", "小美", True), ("包治", "zhou", "小美", True),
    ]  # fmt: skip
    assert {h["rule_id"] for h in hits} == {rule["rule_id"]}
    summary = await console.ok("GET", "/api/console/interception/summary")
    assert (summary["days"][-1]["blocked"], summary["members"][0]["userid"]) == (4, "zhou")
    assert summary["alerts"] >= 4
    home = await console.ok("GET", "/api/console/home")
    assert {one["kind"]: one["count"] for one in home["todos"]}["alerts"] == summary["alerts"]
    newest = (await console.ok("GET", HITS))["items"][0]["id"]
    await console.ok("POST", "/api/console/interception/seen", json={"hit_id": newest})
    assert (await console.ok("GET", "/api/console/interception/summary"))["alerts"] == 0
    await chat.say("app", "hers", "你们包治吗")
    said = [one["client_id"] for one in await messages(chat.desk, chat.conversation_id, "desk")]
    assert [one for one in said if not one.startswith("w")] == ["before", "fine", "hers"]


async def test_a_warned_message_is_sent_when_it_is_confirmed(company: Company) -> None:
    chat = pair(company)
    await make(company, "warn")
    async with socket_of(chat.desk, "desk") as line:
        refused = await line.send(chat.conversation_id, "w1", "包治")
        assert (refused["code"], refused["fields"]["word"]) == ("sensitive", "包治")
        assert await messages(chat.desk, chat.conversation_id, "desk") == []
        sent = await line.send(chat.conversation_id, "w1", "包治", confirmed=True)
        assert sent["message"]["client_id"] == "w1"
    [hit] = (await company.console().ok("GET", HITS))["items"]
    assert (hit["outcome"], hit["excerpt"]) == ("confirmed", "包治")


async def test_a_rule_holds_for_its_departments_and_for_customers_only(company: Company) -> None:
    console = company.console()
    shops = await console.ok(
        "POST", "/api/console/departments", json={"name": "门店", "parent_id": 1}
    )
    body = {"name": "南京路店", "parent_id": shops["id"]}
    shop = await console.ok("POST", "/api/console/departments", json=body)
    await console.ok("PATCH", "/api/console/members/chen", json={"departments": [shop["id"]]})
    rule = await make(company, department_ids=[shops["id"]])
    inside, outside = pair(company, "chen"), pair(company, "zhou")
    assert (await say(inside.desk, inside.conversation_id, "1", "包治")).status_code == 409
    await outside.say("desk", "1", "包治")
    to = {"principal_id": company.members["zhou"]}
    talk = await inside.desk.ok("POST", "/api/desk/conversations", json=to)
    assert (await say(inside.desk, talk["id"], "1", "包治")).is_success
    await console.ok("PATCH", "/api/console/members/chen", json={"departments": [1]})
    await inside.say("desk", "2", "包治")
    await console.ok("PATCH", "/api/console/members/zhou", json={"departments": [shop["id"]]})
    assert (await say(outside.desk, outside.conversation_id, "2", "包治")).status_code == 409
    await console.ok("DELETE", f"{RULES}/{rule['rule_id']}")
    await outside.say("desk", "3", "包治")


async def test_acts_are_noticed(company: Company) -> None:
    """A customer deleted and customers exported; what is not watched leaves no trace."""
    console = company.console()
    acts = "/api/console/interception/acts"
    watching = {"watched": True, "watchers": ["lin"]}
    await console.ok("PUT", f"{acts}/customer_deleted", json=watching)
    shown = await console.ok("PUT", f"{acts}/customers_exported", json={"watched": False})
    assert {one["act"]: one["watched"] for one in shown["items"]}["customers_exported"] is False
    _, friend = await meet(company, "zhou")
    assert (await console.get("/api/console/customers/export?format=csv")).is_success
    path = f"/api/desk/customers/{friend['contact_id']}"
    assert (await company.desk("zhou").request("DELETE", path)).is_success
    hits: list[Any] = []
    while not hits:
        hits = (await console.ok("GET", HITS, params={"mine": True}))["items"]
    assert [(h["act"], h["userid"], h["found"], h["alert"]) for h in hits] == [
        ("customer_deleted", "zhou", friend["external_userid"], True)
    ]
    [only] = (await console.ok("GET", HITS))["items"]
    assert only["id"] == hits[0]["id"]
