"""What headquarters and members see of a broadcast before it is sent, and in which order."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from reunion.core.clock import clock
from tests.factories.company import Company
from tests.factories.meeting import meet


async def test_a_waiting_task_names_who_would_not_get_it(company: Company) -> None:
    her, _ = await meet(company, "zhou", "小美")
    await meet(company, "zhou", "李雷")
    wish = {"marketing": False, "service": True}
    await her.ok("PUT", f"/api/app/companies/{company.wire_id}/preferences", json=wish)
    console, desk = company.console(), company.desk()
    made = await console.ok("POST", "/api/console/broadcasts", json={"text": "新茶到店"})
    path = f"/api/desk/broadcasts/{made['id']}"
    task = await desk.ok("GET", path)
    assert (task["state"], task["customers"], task["refused"]) == ("pending", 2, 1)
    seen = (await desk.ok("GET", f"{path}/customers"))["items"]
    rules = {one["name"]: one["refusal"] and one["refusal"]["rule"] for one in seen}
    assert rules == {"小美": "opted_out", "李雷": None}
    second = (await desk.ok("GET", f"{path}/customers", params={"limit": 1}))["next_cursor"]
    [last] = (await desk.ok("GET", f"{path}/customers", params={"cursor": second}))["items"]
    assert (last["name"], last["refusal"]) == ("李雷", None)


async def test_quiet_hours_are_told_before_a_member_confirms(company: Company) -> None:
    await meet(company, "zhou", "小美")
    console = company.console()
    policy = (await console.ok("GET", "/api/console/touch-policy"))["policy"]
    here = clock.now().astimezone(ZoneInfo("Asia/Shanghai"))
    since, until = here - timedelta(hours=1), here + timedelta(hours=1)
    policy["quiet_hours"] = {"since": f"{since:%H:%M}", "until": f"{until:%H:%M}"}
    await console.ok("PUT", "/api/console/touch-policy", json=policy)
    made = await console.ok("POST", "/api/console/broadcasts", json={"text": "新茶到店"})
    task = await company.desk().ok("GET", f"/api/desk/broadcasts/{made['id']}")
    told = datetime.fromisoformat(task["quiet_until"])
    assert told == until.replace(second=0, microsecond=0)


async def test_members_come_in_the_order_that_is_asked_for(company: Company) -> None:
    for userid, names in {"zhou": ["小美"], "chen": ["李雷", "大壮"], "lin": []}.items():
        for name in names:
            await meet(company, userid, name)
    console = company.console()
    made = await console.ok("POST", "/api/console/broadcasts", json={"text": "新茶到店"})
    path = f"/api/console/broadcasts/{made['id']}/members"
    most = await console.ok("GET", path, params={"limit": 1})
    rest = await console.ok("GET", path, params={"limit": 1, "cursor": most["next_cursor"]})
    assert [one["userid"] for one in most["items"] + rest["items"]] == ["chen", "zhou"]
    assert rest["next_cursor"] is None
    named = await console.ok("GET", path, params={"sort": "name"})
    assert [one["name"] for one in named["items"]] == sorted(["周宁", "陈安"])
