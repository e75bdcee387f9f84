"""Headquarters sends, members confirm, customers get it: through the API of console, desk and app."""

import asyncio
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reunion.core.clock import clock
from tests.factories.company import Caller, Company
from tests.factories.meeting import add, meet, messages, tag, way

CONSOLE, DESK = "/api/console/broadcasts", "/api/desk/broadcasts"


async def make(company: Company, text: str = "新茶到店", by: str = "lin", **more: Any) -> Any:
    body = {"text": text, **more}
    return await company.console(by).ok("POST", CONSOLE, json=body)


async def confirm(desk: Caller, broadcast_id: int, *deselected: int) -> Any:
    body = {"deselected": deselected}
    return await desk.ok("POST", f"{DESK}/{broadcast_id}/confirm", json=body)


async def until(
    caller: Caller, path: str, states: tuple[str, ...] = ("finished", "done")
) -> dict[str, Any]:
    """What is there once its state is one of these."""
    async with asyncio.timeout(60):
        while (one := await caller.ok("GET", path))["state"] not in states:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return one


async def mark(company: Company, customer: dict[str, Any], userid: str, *tags: str) -> None:
    done = await company.open().post(
        "/externalcontact/mark_tag", userid=userid, add_tag=list(tags),
        external_userid=customer["external_userid"],
    )  # fmt: skip
    assert done["errcode"] == 0, done


async def refused(caller: Caller, path: str, **body: Any) -> dict[str, Any]:
    answer = await caller.post(path, json=body)
    assert not answer.is_success, answer.text
    return answer.json()


async def test_a_broadcast_from_headquarters_to_the_chat(company: Company) -> None:
    """Two customers, one left out; what headquarters reads afterwards, and the audit log."""
    person, customer = await meet(company, "zhou", "小美")
    _, other = await meet(company, "zhou", "=1+1")
    link = {"kind": "link", "title": "春茶", "url": "https://example.com/tea"}
    made = await make(company, "{客户名}，新茶到店", attachments=[link], allow_select=True)
    assert (made["state"], made["customers"], made["members"]) == ("open", 2, 1)
    desk, console, path = company.desk("zhou"), company.console(), f"{CONSOLE}/{made['id']}"
    waiting = await desk.ok("GET", DESK)
    assert (waiting["pending"], waiting["items"][0]["text"]) == (1, "{客户名}，新茶到店")
    first = await desk.ok("GET", f"{DESK}/{made['id']}/customers", params={"limit": 1})
    assert first["items"][0]["name"] == "小美"
    rest = {"limit": 1, "cursor": first["next_cursor"]}
    rest = await desk.ok("GET", f"{DESK}/{made['id']}/customers", params=rest)
    assert [one["contact_id"] for one in rest["items"]] == [other["contact_id"]]
    assert rest["next_cursor"] is None
    assert (await company.desk("chen").get(f"{DESK}/{made['id']}")).status_code == 404

    await confirm(desk, made["id"], other["contact_id"])
    await until(console, path)
    again = await confirm(desk, made["id"])
    assert (again["state"], again["customers"], again["sent"]) == ("done", 2, 1)
    [text, card] = await messages(person, customer["conversation_id"], "app")
    assert text["content"] == {"text": "小美，新茶到店"}
    assert (card["kind"], card["seq"] - text["seq"]) == ("link", 1)
    talk = f"/api/app/conversations/{customer['conversation_id']}"
    await person.ok("POST", f"{talk}/read", json={"seq": card["seq"]})
    said = {"client_id": "a1", "kind": "text", "content": {"text": "好的"}}
    await person.ok("POST", f"{talk}/messages", json=said)
    done = await console.ok("GET", path)
    sums = {"unsent": 0, "sent": 1, "not_friend": 0, "refused": 0, "deselected": 1}
    assert done["sums"] == sums | {"reached": 1, "read": 1, "replied": 1}

    [member] = (await console.ok("GET", f"{path}/members"))["items"]
    assert (member["userid"], member["state"], member["sent"]) == ("zhou", "done", 1)
    [department] = (await console.ok("GET", f"{path}/departments"))["items"]
    assert (department["confirmed"], department["customers"], department["sent"]) == (1, 2, 1)
    params = {"state": "sent"}
    [reached] = (await console.ok("GET", f"{path}/recipients", params=params))["items"]
    assert (reached["name"], reached["read"], reached["replied"]) == ("小美", True, True)
    sheet = (await console.get(f"{path}/export")).content.decode("utf-8-sig")
    assert "小美" in sheet
    assert "'=1+1" in sheet
    entries = (await console.ok("GET", "/api/console/audit"))["items"]
    titles = {one["name"]: one["title"] for one in entries if one["name"].startswith("broadcast.")}
    assert set(titles) == {f"broadcast.{verb}" for verb in (
        "created", "opened", "confirmed", "sent", "finished", "exported")}  # fmt: skip
    assert titles["broadcast.created"] == "新建群发"


async def test_a_shared_customer_hears_from_whom_she_last_talked_with(company: Company) -> None:
    person, customer = await meet(company, "zhou")
    await add(person, await way(company, "chen"))
    said = {"client_id": "a1", "kind": "text", "content": {"text": "在吗"}}
    path = f"/api/app/conversations/{customer['conversation_id']}/messages"
    await person.ok("POST", path, json=said)
    made = await make(company)
    assert (made["customers"], made["members"]) == (1, 1)
    [member] = (await company.console().ok("GET", f"{CONSOLE}/{made['id']}/members"))["items"]
    assert member["userid"] == "zhou"
    only = await make(company, audience={"userids": ["chen"]})
    [member] = (await company.console().ok("GET", f"{CONSOLE}/{only['id']}/members"))["items"]
    assert member["userid"] == "chen"
    # What was sent to many is no talk: the next one still comes from whom she wrote to.
    await confirm(company.desk("chen"), only["id"])
    await until(company.console(), f"{CONSOLE}/{only['id']}")
    again = await make(company)
    [member] = (await company.console().ok("GET", f"{CONSOLE}/{again['id']}/members"))["items"]
    assert member["userid"] == "zhou"


async def test_tags_choose_the_audience(company: Company) -> None:
    console = company.console()
    gold, tea, rude = [await tag(company, name, name) for name in ("金卡", "爱茶", "勿扰")]
    marks = [(gold,), (gold, tea), (gold, tea, rude), (tea,), ()]
    ids = []
    for one in marks:
        _, customer = await meet(company, "zhou")
        ids.append(customer["external_userid"])
        if one:
            await mark(company, customer, "zhou", *one)

    async def count(**audience: Any) -> int:
        body = {"audience": audience}
        return (await console.ok("POST", f"{CONSOLE}/estimate", json=body))["customers"]

    assert await count() == 5
    assert await count(tags_all=[gold, tea]) == 2
    assert await count(tags_any=[gold, tea], tags_none=[rude]) == 3
    assert await count(tag_groups=[[gold], [tea, rude]]) == 2
    assert await count(external_userids=ids[:2], tags_any=[tea]) == 1
    later = (clock.now() + timedelta(days=2)).date().isoformat()
    assert await count(added_until=later) == 5
    assert await count(added_from=later) == 0
    assert await count(added_from=(clock.now() - timedelta(days=2)).date().isoformat()) == 5
    wrong = await refused(console, CONSOLE, text="hi", audience={"tags_all": ["etNONE"]})
    assert wrong["code"] == "tag_unknown"
    wrong = await refused(console, CONSOLE, text="hi", audience={"added_from": later})
    assert wrong["code"] == "nobody_reached"
    days = {"added_from": later, "added_until": clock.now().date().isoformat()}
    wrong = await refused(console, f"{CONSOLE}/estimate", audience=days)
    assert list(wrong["fields"]) == ["added_until"]

    desk = company.desk("zhou")
    own = await desk.ok("POST", DESK, json={"text": "金卡客户有礼", "tags_all": [gold]})
    assert (own["origin"], own["customers"]) == ("desk", 3)
    done = await until(desk, f"{DESK}/{own['broadcast_id']}")
    assert done["sent"] == 3
    [listed] = (await desk.ok("GET", DESK, params={"state": "done"}))["items"]
    assert listed["broadcast_id"] == own["broadcast_id"]
    wrong = await refused(company.desk("chen"), DESK, text="hi")
    assert wrong["code"] == "nobody_reached"


async def test_limits_friends_and_quiet_hours(company: Company) -> None:
    """Whoever is at a limit, has blocked or deleted the member does not get it, and the rule is named."""
    console, desk = company.console(), company.desk("zhou")
    await console.ok("PUT", "/api/console/touch-policy", json={"broadcast": "day"})
    people = [await meet(company, "zhou", name) for name in ("甲", "乙", "丙")]
    first = await make(company, audience={"external_userids": [people[0][1]["external_userid"]]})
    await confirm(desk, first["id"])
    await until(console, f"{CONSOLE}/{first['id']}")
    estimate = await console.ok("POST", f"{CONSOLE}/estimate", json={})
    assert (estimate["customers"], estimate["reachable"]) == (3, 2)
    assert estimate["refusals"] == [{"rule": "broadcast_day", "count": 1}]
    second = await make(company)
    member_id = company.members["zhou"]
    await people[1][0].ok("PATCH", f"/api/app/contacts/{member_id}", json={"blocked": True})
    await people[2][0].ok("DELETE", f"/api/app/contacts/{member_id}")
    await confirm(desk, second["id"])
    done = await until(console, f"{CONSOLE}/{second['id']}")
    assert (done["sums"]["sent"], done["sums"]["not_friend"], done["sums"]["refused"]) == (0, 1, 2)
    assert {one["rule"]: one["count"] for one in done["refusals"]} == {
        "broadcast_day": 1, "blocked": 1, "not_friend": 1,
    }  # fmt: skip
    params = {"rule": "broadcast_day"}
    path = f"{CONSOLE}/{second['id']}/recipients"
    [full] = (await console.ok("GET", path, params=params))["items"]
    assert full["refusal"] == {"rule": "broadcast_day", "counted": 1, "allowed": 1}

    now = clock.now().astimezone(ZoneInfo("Asia/Shanghai"))
    hours = [now - timedelta(hours=1), now + timedelta(hours=2)]
    quiet = {name: f"{at:%H:%M}" for name, at in zip(("since", "until"), hours, strict=True)}
    await console.ok("PUT", "/api/console/touch-policy", json={"quiet_hours": quiet})
    third = await make(company)
    await confirm(desk, third["id"])
    async with asyncio.timeout(60):
        while (await desk.ok("GET", f"{DESK}/{third['id']}"))["quiet_until"] is None:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert (await desk.ok("GET", f"{DESK}/{third['id']}"))["sent"] == 0
    service = await make(company, purpose="service")
    await confirm(desk, service["id"])
    assert (await until(console, f"{CONSOLE}/{service['id']}"))["sums"]["sent"] == 1
