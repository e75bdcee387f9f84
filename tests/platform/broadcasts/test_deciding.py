"""A second person, a time, reminders, a stop; and administrators who are held to departments."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg

from reunion.core.clock import clock
from reunion.platform.conversations import service as conversations
from tests.factories.company import Company
from tests.factories.crowds import crowd_of
from tests.factories.meeting import meet, messages
from tests.platform.broadcasts.test_story import (
    CONSOLE,
    DESK,
    confirm,
    make,
    refused,
    until,
)


async def admin(company: Company, userid: str, role: str, *departments: int) -> None:
    body = {"role": role, "departments": departments}
    path = f"/api/console/roles/{userid}"
    await company.console().ok("PUT", path, json=body)


async def held(company: Company) -> int:
    """For how many of the company's customers room is held."""

    async def count() -> int:
        async with company.reunion.db.connection() as c:
            return await c.fetchval(
                "SELECT count(*) FROM touch_count WHERE corp_id = $1 AND held IS NOT NULL",
                company.corp_id,
            )

    return company.reunion.run(count)


async def test_a_second_person_decides(company: Company) -> None:
    await admin(company, "chen", "admin")
    await meet(company, "zhou")
    lin, chen = company.console(), company.console("chen")
    made = await make(company, needs_approval=True)
    assert (made["state"], made["customers"]) == ("review", 0)
    assert (await company.desk("zhou").ok("GET", DESK))["pending"] == 0
    path = f"{CONSOLE}/{made['id']}"
    assert [(await who.ok("GET", path))["decidable"] for who in (lin, chen)] == [False, True]
    todos = [(await who.ok("GET", "/api/console/home"))["todos"] for who in (lin, chen)]
    assert [[one["kind"] for one in left] for left in todos] == [[], ["broadcasts"]]
    assert (await refused(lin, f"{path}/approve"))["code"] == "own_approval"
    approved = await chen.ok("POST", f"{path}/approve")
    assert (approved["state"], approved["decided_by"], approved["customers"]) == ("open", "陈安", 1)
    assert (await refused(chen, f"{path}/reject", reason="late"))["code"] == "broadcast_state"
    other = await make(company, needs_approval=True)
    rejected = await chen.ok("POST", f"{CONSOLE}/{other['id']}/reject", json={"reason": "错字"})
    assert (rejected["state"], rejected["reason"]) == ("rejected", "错字")
    assert (await refused(lin, f"{CONSOLE}/{other['id']}/cancel"))["code"] == "broadcast_state"


async def test_a_time_holds_room_and_is_kept(company: Company) -> None:
    person, customer = await meet(company, "zhou")
    console, desk = company.console(), company.desk("zhou")
    past = (clock.now() - timedelta(minutes=1)).isoformat()
    assert (await refused(console, CONSOLE, text="hi", send_at=past))["code"] == "invalid"
    later = (clock.now() + timedelta(days=1)).isoformat()
    dropped = await make(company, send_at=later)
    assert (dropped["state"], await held(company)) == ("scheduled", 1)
    about = f"/api/desk/customers/{customer['contact_id']}/touches"
    (kept,) = (await desk.ok("GET", f"{about}/standing"))["held"]
    assert kept["title"] == "新茶到店"
    await console.ok("POST", f"{CONSOLE}/{dropped['id']}/cancel")
    async with asyncio.timeout(60):
        while await held(company):  # noqa: ASYNC110 (the worker is in another thread)
            await asyncio.sleep(0.02)
    soon = (clock.now() + timedelta(seconds=1)).isoformat()
    made = await make(company, send_at=soon)
    assert (await desk.ok("GET", DESK))["items"] == []
    await until(console, f"{CONSOLE}/{made['id']}", ("open",))
    await confirm(desk, made["id"])
    await until(console, f"{CONSOLE}/{made['id']}")
    assert len(await messages(person, customer["conversation_id"], "app")) == 1
    assert await held(company) == 0
    (line,) = (await desk.ok("GET", about))["items"]
    assert (line["title"], line["sent"]) == ("新茶到店", True)


async def test_reminders_and_a_stop(company: Company) -> None:
    await meet(company, "zhou")
    console, desk = company.console(), company.desk("zhou")
    made = await make(company)
    path = f"{CONSOLE}/{made['id']}"
    for left in (2, 1, 0):
        assert (await console.ok("POST", f"{path}/remind"))["reminders_left"] == left
    wrong = await refused(console, f"{path}/remind")
    assert (wrong["code"], wrong["limit"], wrong["errcode"]) == ("reminded_too_often", 3, 41094)
    assert (await refused(desk, f"{DESK}/{made['id']}/confirm", deselected=[1]))["code"] == (
        "no_selection"
    )
    stopped = await console.ok("POST", f"{path}/cancel")
    assert (stopped["state"], stopped["sums"]["unsent"]) == ("cancelled", 1)
    assert (await refused(desk, f"{DESK}/{made['id']}/confirm"))["code"] == "broadcast_cancelled"
    [over] = (await desk.ok("GET", DESK, params={"state": "done"}))["items"]
    assert over["state"] == "cancelled"


async def test_a_scoped_administrator_reaches_his_departments(company: Company) -> None:
    console = company.console()
    body = {"name": "静安店", "parent_id": 1}
    shop = (await console.ok("POST", "/api/console/departments", json=body))["id"]
    await company.add_member("wang", "王店长", departments=[shop])
    await admin(company, "wang", "scoped", shop)
    await meet(company, "zhou")
    _, own = await meet(company, "wang")
    wang = company.console("wang")
    theirs = await make(company)
    assert theirs["customers"] == 2
    assert (await wang.ok("POST", f"{CONSOLE}/estimate", json={}))["customers"] == 1
    made = await make(company, by="wang")
    assert made["customers"] == 1
    [reached] = (await wang.ok("GET", f"{CONSOLE}/{made['id']}/recipients"))["items"]
    assert reached["external_userid"] == own["external_userid"]
    assert [one["id"] for one in (await wang.ok("GET", CONSOLE))["items"]] == [made["id"]]
    for rest in ("", "/recipients", "/members", "/departments", "/export"):
        assert (await wang.get(f"{CONSOLE}/{theirs['id']}{rest}")).status_code == 404
    for verb in ("cancel", "remind", "approve"):
        assert (await wang.post(f"{CONSOLE}/{theirs['id']}/{verb}")).status_code == 404
    pages = await console.ok("GET", CONSOLE, params={"limit": 1})
    assert [one["id"] for one in pages["items"]] == [made["id"]]
    params = {"limit": 1, "cursor": pages["next_cursor"]}
    assert (await console.ok("GET", CONSOLE, params=params))["items"][0]["id"] == theirs["id"]
    found: Any = await console.ok("GET", CONSOLE, params={"q": "没有", "state": "open"})
    assert found["items"] == []


async def test_the_key_of_messages_has_the_last_word(company: Company) -> None:
    """Were a chunk ever done twice, the second would fail as a whole."""
    person, customer = await meet(company, "zhou")
    made = await make(company)
    await confirm(company.desk("zhou"), made["id"])
    await until(company.console(), f"{CONSOLE}/{made['id']}")

    async def again() -> None:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            talks = [customer["conversation_id"]]
            text = [("text", {"text": "again"})]
            client_id = f"broadcast-{made['id']}"
            await conversations.send_many(
                ctx, company.members["zhou"], talks, None, text, client_id, [person.principal_id]
            )

    try:
        company.reunion.run(again)
    except asyncpg.UniqueViolationError:
        assert len(await messages(person, customer["conversation_id"], "app")) == 1
    else:
        raise AssertionError("the second was written")


async def test_a_stop_in_the_middle_keeps_what_was_sent(company: Company) -> None:
    """What is counted as sent is in the chats, and nothing more comes."""
    crowd_of(company, "zhou", 6000)
    console = company.console()
    made = await make(company)
    await confirm(company.desk("zhou"), made["id"])
    stopped = await console.ok("POST", f"{CONSOLE}/{made['id']}/cancel")

    async def written() -> int:
        async with company.reunion.db.connection() as c:
            return await c.fetchval(
                "SELECT count(*) FROM message WHERE corp_id = $1 AND client_id = $2",
                company.corp_id, f"broadcast-{made['id']}-1",
            )  # fmt: skip

    sums = stopped["sums"]
    assert sums["sent"] + sums["unsent"] == 6000
    assert company.reunion.run(written) == sums["sent"]
    after = await console.ok("GET", f"{CONSOLE}/{made['id']}")
    assert (after["state"], after["sums"]) == ("cancelled", sums)
