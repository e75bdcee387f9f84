"""Headquarters sends, members confirm, customers get it: through the API of console, desk and app."""

import asyncio
from typing import Any

from tests.factories.company import Caller, Company
from tests.factories.meeting import meet, messages

CONSOLE, DESK = "/api/console/broadcasts", "/api/desk/broadcasts"


async def make(company: Company, text: str = "新茶到店", **more: Any) -> dict[str, Any]:
    body = {"text": text, **more}
    return await company.console().ok("POST", CONSOLE, json=body)


async def confirm(desk: Caller, broadcast_id: int, *deselected: int) -> dict[str, Any]:
    body = {"deselected": deselected}
    return await desk.ok("POST", f"{DESK}/{broadcast_id}/confirm", json=body)


async def until(
    caller: Caller, path: str, states: tuple[str, ...] = ("finished", "done")
) -> dict[str, Any]:
    """What is there once its state is one of these."""
    async with asyncio.timeout(20):
        while (one := await caller.ok("GET", path))["state"] not in states:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return one


async def test_a_broadcast_from_headquarters_to_the_chat(company: Company) -> None:
    person, customer = await meet(company, "zhou", "小美")
    made = await make(company, "{客户名}，新茶到店", allow_select=True)
    assert (made["state"], made["customers"], made["members"]) == ("open", 1, 1)
    desk = company.desk("zhou")
    waiting = await desk.ok("GET", DESK)
    assert (waiting["pending"], waiting["items"][0]["text"]) == (1, "{客户名}，新茶到店")
    [one] = (await desk.ok("GET", f"{DESK}/{made['id']}/customers"))["items"]
    assert (one["name"], one["state"], one["refusal"]) == ("小美", "unsent", None)
    assert (await confirm(desk, made["id"]))["state"] in ("sending", "done")
    done = await until(company.console(), f"{CONSOLE}/{made['id']}")
    assert done["sums"] | {"sent": 0} == dict.fromkeys(done["sums"], 0)
    assert done["sums"]["sent"] == 1
    talk = customer["conversation_id"]
    [message] = await messages(person, talk, "app")
    assert message["content"] == {"text": "小美，新茶到店"}
    assert message["client_id"] == f"broadcast-{made['id']}-1"
