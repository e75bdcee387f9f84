"""What comes before a broadcast, over HTTP."""

import asyncio
from typing import Any

from tests.factories.company import Caller, Company


async def weekly_marketing(company: Company, most: int) -> None:
    """A rule of the company: so many marketing messages a customer and week."""
    console = company.console()
    policy = (await console.ok("GET", "/api/console/touch-policy"))["policy"]
    policy["marketing"]["week"] = most
    await console.ok("PUT", "/api/console/touch-policy", json=policy)


async def prepare(company: Company, text: str, **more: Any) -> int:
    """Headquarters asks members to send; answers the id once their tasks are there."""
    console = company.console()
    audience: dict[str, Any] = {
        "userids": [], "department_ids": [], "tags_all": [], "tags_any": [], "tags_none": [],
        "source_states": [], "added_from": None, "added_until": None, "external_userids": [],
        **more.pop("audience", {}),
    }  # fmt: skip
    body = {
        "text": text, "attachments": [], "audience": audience, "purpose": "marketing",
        "allow_select": False, "send_at": None, "needs_approval": False, **more,
    }  # fmt: skip
    made = await console.ok("POST", "/api/console/broadcasts", json=body)
    await becomes(console, f"/api/console/broadcasts/{made['id']}", "open")
    return made["id"]


async def becomes(caller: Caller, path: str, state: str) -> dict[str, Any]:
    """Waits for the broadcast or task at this path to be in a state; answers it."""
    found: dict[str, Any] = {}
    for _ in range(200):
        found = await caller.ok("GET", path)
        if found["state"] == state:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(f"{path} did not become {state}: {found}")


async def send_task(zhou: Caller, broadcast_id: int) -> None:
    """The member confirms; returns when it is sent."""
    path = f"/api/desk/broadcasts/{broadcast_id}"
    await zhou.ok("POST", f"{path}/confirm", json={"deselected": []})
    await becomes(zhou, path, "done")
