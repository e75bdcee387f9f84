"""What another company has, which nobody of this one may reach."""

import asyncio
from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.purchases.model import Order
from tests.factories import buying
from tests.factories.company import Caller, Company

MARK = "机密甲乙丙"


async def known_people(company: Company) -> dict[str, int]:
    """More of them than the other company has, merged, in conflict and erased."""
    lin = company.console()
    field = {"key": "secret", "name": f"{MARK}字段", "type": "text"}
    field = await lin.ok("POST", "/api/console/profile-fields", json=field)
    people = [
        Known((Identity("openid", f"o{n}"),), "import", clock.now(), {"name": f"{MARK}{n}"})
        for n in range(20)
    ]
    both = (Identity("openid", "o3"), Identity("openid", "o4"))
    twice = tuple(Identity("member_no", f"{MARK}{n}") for n in range(2))

    async def learn() -> int:
        async with company.reunion.db.transaction() as tx:
            facts = [
                *people,
                Known(both, "import", clock.now()),
                Known(twice, "import", clock.now()),
            ]
            return max(await profiles.learn(company.context(tx), facts))

    last = company.reunion.run(learn)
    erased = await lin.ok("POST", f"/api/console/profiles/{last}/erase", json={"reason": MARK})
    async with asyncio.timeout(30):
        while not erased["finished_at"]:
            await asyncio.sleep(0.02)
            path = f"/api/console/profile-erasures/{erased['erasure_no']}"
            erased = await lin.ok("GET", path)
    return {
        "profile_no": last - 1,
        "field_no": field["field_no"],
        "merge_no": 1,
        "conflict_no": 1,
        "erasure_no": erased["erasure_no"],
    }


async def talked_about(
    lin: Caller, desk: Caller, visitor: Caller, userid: str
) -> tuple[int, int, int]:
    """A Moment of theirs that is out, with a comment under it."""
    body = {"text": f"{MARK}朋友圈", "range": {"userids": [userid]}}
    moment = (await lin.ok("POST", "/api/console/moments", json=body))["id"]
    await desk.ok("POST", f"/api/desk/moments/tasks/{moment}/confirm")
    async with asyncio.timeout(30):
        while not (seen := (await visitor.ok("GET", "/api/app/moments"))["items"]):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    path = f"/api/app/moments/{seen[0]['post_id']}/comments"
    said = await visitor.ok("POST", path, json={"text": f"{MARK}评论"})
    return moment, seen[0]["post_id"], said["comments"][0]["id"]


async def begun(lin: Caller) -> dict[str, Any]:
    """The handover that the plan begins."""
    async with asyncio.timeout(30):
        while not (found := (await lin.ok("GET", "/api/console/handovers"))["items"]):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    async with asyncio.timeout(30):
        path = "/api/console/handover-plans"
        while (await lin.ok("GET", path))["items"][0]["state"] != "done":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return found[0]


async def bought(company: Company, profile_no: int) -> int:
    """The computation over what somebody of theirs has bought."""
    buying.put(company, [Order(MARK, profile_no, clock.now() - timedelta(days=9), 100, (), MARK)])
    runs = "/api/console/predictions/runs"
    run = await company.console().ok("POST", runs, json={})
    async with asyncio.timeout(30):
        while run["state"] != "done":
            await asyncio.sleep(0.02)
            run = await company.console().ok("GET", f"{runs}/{run['run_no']}")
    return run["run_no"]
