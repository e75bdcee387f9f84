"""Nobody's customers and groups are silently nobody's: whichever way somebody goes, headquarters sees it;
and whoever is not here gives and takes nothing."""

from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from tests.factories.company import Company
from tests.factories.gathering import gather, guests
from tests.factories.handing import CONSOLE, begin, resign, wire
from tests.factories.meeting import meet
from tests.factories.waiting import until

IMPORT = "/api/console/members/import"


async def left_by(company: Company, userid: str) -> dict[str, Any]:
    """What the console asks before it opens the page of one who goes."""
    return await company.console().ok("GET", f"{CONSOLE}/from/{userid}")


async def seen_by_headquarters(company: Company) -> dict[str, tuple[str, int, int]]:
    """Who -> (why, customers, groups)."""
    found = await company.console().ok("GET", f"{CONSOLE}/leavers")
    return {
        one["member"]["userid"]: (one["why"], one["unassigned"], one["groups"])
        for one in found["items"]
    }


async def chat_of(company: Company, userid: str) -> str:
    """The only group of a member."""
    found = await company.console().ok("GET", f"{CONSOLE}/groups", params={"member": userid})
    return found["items"][0]["chat_id"]


async def test_every_way_of_going_is_seen(company: Company) -> None:
    """Resigned in the console or by a program, disabled by an import, and the permission taken away."""
    console = company.console()
    group = await gather(company, guests(company, ["小美"]))
    await meet(company, "zhou", "小莉")
    for userid, name in (("wu", "吴"), ("xu", "徐")):
        await company.add_member(userid, name)
        await meet(company, userid, f"{name}的客户")
    await console.ok("PUT", f"/api/console/groups/{group['id']}/owner", json={"userid": "chen"})
    assert await seen_by_headquarters(company) == {}
    broadcast = {"text": "新茶到店", "audience": {"userids": ["zhou"]}, "purpose": "marketing"}
    await console.ok("POST", "/api/console/broadcasts", json=broadcast)

    await resign(company, "chen")
    gone = await left_by(company, "chen")
    assert (gone["resigned"], gone["customers"], gone["groups"]) == (True, 0, 1)
    assert (await company.open("contacts").get("/user/delete", userid="zhou"))["errcode"] == 0

    async def asked() -> bool:
        return (await left_by(company, "zhou"))["todos"] == {"broadcasts": 1}

    await until(asked)
    sheet = "userid,姓名,部门,禁用\nwu,吴,,是\n".encode()
    file = {"file": ("m.csv", sheet, "text/csv")}
    answer = await console.ok("POST", IMPORT, files=file, data={"dry_run": "false"})
    assert (answer["applied"], answer["errors"]) == (True, [])
    await console.ok("PATCH", "/api/console/members/xu", json={"can_contact": False})
    assert await seen_by_headquarters(company) == {
        "chen": ("resigned", 0, 1),
        "zhou": ("resigned", 2, 0),
        "wu": ("disabled", 1, 0),
        "xu": ("unable", 1, 0),
    }
    sums = {"customers": 2, "groups": 1, "idle": 2, "idle_groups": 0}
    assert await console.ok("GET", f"{CONSOLE}/unassigned") == sums
    todos = (await console.ok("GET", "/api/console/home"))["todos"]
    kinds = {one["kind"]: one["count"] for one in todos}
    assert kinds == {"unassigned": 2, "ownerless": 1, "idle": 2}


async def test_who_is_not_here_gives_and_takes_nothing(company: Company) -> None:
    """Never signed in, or not for a year: taker, giver, and one who had been away before he left."""
    _, one = await meet(company, "zhou", "小美")
    await gather(company, guests(company, ["阿丽"]))
    console, long_ago = company.console(), clock.now() - timedelta(days=400)
    body = {
        "handover_userid": "zhou", "takeover_userid": "chen",
        "external_userids": [one["external_userid"]],
    }  # fmt: skip
    call = {
        "handover_userid": "zhou", "takeover_userid": "chen",
        "external_userid": [one["external_userid"]],
    }  # fmt: skip

    async def answered() -> tuple[str, int]:
        refused = await console.post(CONSOLE, json=body)
        assert refused.status_code == 409
        code = (await wire(company, "transfer_customer", **call))["errcode"]
        return refused.json()["code"], code

    company.was_seen("chen", None)
    assert await answered() == ("taker_inactive", 40098)
    rule = {"handover_userid": "zhou", "rule": {"among": "members", "userids": ["chen"]}}
    preview = await console.post("/api/console/handover-plans/preview", json=rule)
    assert preview.json()["code"] == "nobody_takes"
    groups = {"chat_id_list": [await chat_of(company, "zhou")], "new_owner": "chen"}
    assert (await wire(company, "groupchat/onjob_transfer", **groups))["errcode"] == 40098
    company.was_seen("chen", long_ago)
    assert await answered() == ("taker_away", 40098)
    preview = await console.post("/api/console/handover-plans/preview", json=rule)
    assert preview.json()["code"] == "nobody_takes"
    await company.desk("chen").ok("GET", "/api/desk/workbench")

    company.was_seen("zhou", long_ago)
    assert await answered() == ("long_away", 40058)
    await resign(company, "zhou")
    refused = await console.post(CONSOLE, json=body)
    assert refused.json()["code"] == "long_away"
    company.was_seen("zhou", clock.now() - timedelta(days=300))
    [begun] = await begin(company, one["external_userid"])
    assert begun["errcode"] == 0


async def test_groups_that_changed_hands_are_in_the_records(company: Company) -> None:
    """By whom, when, from whom, and why one stayed; what an owner passes on himself does not count."""
    console, her = company.console(), guests(company, ["小美"])
    group = await gather(company, her, name="会员群")
    owner = f"/groups/{group['id']}/owner"
    await console.ok("PUT", f"/api/console{owner}", json={"userid": "chen"})
    zhou, chat = {"member_id": company.members["zhou"]}, await chat_of(company, "chen")
    await company.desk("chen").ok("PUT", f"/api/desk{owner}", json=zhou)
    back = {"chat_id_list": [chat], "new_owner": "chen"}
    moved = await wire(company, "groupchat/onjob_transfer", **back)
    assert moved["failed_chat_list"] == [], "one handover of the last 90 days, not two"
    to_lin = {"chat_id_list": [chat], "new_owner": "lin"}
    for path, code in (("onjob_transfer", 40128), ("transfer", 90500)):
        answer = await wire(company, f"groupchat/{path}", **to_lin)
        assert [one["errcode"] for one in answer["failed_chat_list"]] == [code]
    refused = await console.put(f"/api/console{owner}", json={"userid": "lin"})
    assert (refused.status_code, refused.json()["code"]) == (409, "group_too_often")

    async def lines(**wanted: Any) -> list[tuple[str, ...]]:
        found = await console.ok("GET", f"{CONSOLE}/group-records", params=wanted)
        assert all(one["at"] and one["group_name"] == "会员群" for one in found["items"])
        return [
            (one["giver"]["userid"], one["taker"]["userid"], one["origin"], one["state"], one["reason"])
            for one in found["items"]
        ]  # fmt: skip

    stayed = [
        ("chen", "lin", "api", "failed", "owner_works_here"),
        ("chen", "lin", "api", "failed", "group_too_often"),
    ]
    went = {
        ("zhou", "chen", "api", "done", ""),
        ("chen", "zhou", "desk", "done", ""),
        ("zhou", "chen", "console", "done", ""),
    }

    async def all_written() -> bool:
        return len(await lines()) == 5

    await until(all_written)
    assert await lines(state="failed") == stayed
    assert set(await lines(state="done", q="周宁")) == went
    [by_hand] = [one for one in (await console.ok("GET", f"{CONSOLE}/group-records"))["items"]
                 if one["origin"] == "console"]  # fmt: skip
    assert by_hand["created_by"] == "林晓"
