"""Customer groups go to another member from the console: given by hand, by rule, within WeCom's limits."""

import asyncio
from typing import Any

from tests.factories.company import Caller, Company
from tests.factories.gathering import gather, guests
from tests.factories.handing import CONSOLE, PLANS, resign
from tests.factories.waiting import until

GROUPS = f"{CONSOLE}/groups"


async def of(caller: Caller, userid: str) -> list[dict[str, Any]]:
    """The groups that a member looks after."""
    return (await caller.ok("GET", GROUPS, params={"member": userid}))["items"]


async def give(
    caller: Caller, chats: list[str], giver: str = "zhou", taker: str = "chen"
) -> list[tuple[int, str]]:
    """What headquarters is answered for each."""
    body = {"handover_userid": giver, "takeover_userid": taker, "chat_ids": chats}
    items = (await caller.ok("POST", GROUPS, json=body))["items"]
    assert [one["chat_id"] for one in items] == chats
    return [(one["errcode"], one["reason"]) for one in items]


def went(company: Company, kind: str, giver: str, taker: str, group_id: int, times: int) -> None:
    """As if so many groups had gone between the two today."""

    async def write() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(
                """INSERT INTO group_handover (corp_id, kind, group_id, from_id, to_id, created_by, at)
                   SELECT $1, $2, $3, $4, $5, '', now() FROM generate_series(1, $6)""",
                company.corp_id, kind, group_id, company.members[giver], company.members[taker], times,
            )  # fmt: skip

    company.reunion.run(write)


async def test_given_by_hand_within_the_limits(company: Company) -> None:
    """On the job twice in 90 days; 300 a day between two; a group of somebody else stays."""
    console = company.console()
    her = guests(company, ["小美"])
    for name in ("一群", "二群"):
        await gather(company, her, name=name)
    await gather(company, guests(company, ["阿丽"], "lin"), name="别人的群", userid="lin")
    one, two = sorted(await of(console, "zhou"), key=lambda group: group["id"])
    [other] = await of(console, "lin")
    assert await give(console, [one["chat_id"], other["chat_id"], "wrNONE"]) == [
        (0, ""),
        (40131, "原成员不是这个群的群主"),
        (40050, "没有找到这个客户群"),
    ]
    assert [group["name"] for group in await of(console, "chen")] == ["一群"]
    assert await give(console, [one["chat_id"]], "chen", "zhou") == [(0, "")]
    [(code, why)] = await give(console, [one["chat_id"]])
    assert (code, why) == (40128, "这个群 90 天内已转让过 2 次")
    went(company, "onjob", "zhou", "chen", other["id"], 299)
    [(code, why)] = await give(console, [two["chat_id"]])
    assert code == 45009
    assert "300" in why
    assert await give(console, [two["chat_id"]], taker="lin") == [(0, "")]
    body = {"handover_userid": "zhou", "takeover_userid": "chen"}
    for chats in ([], ["wr"] * 101):
        assert (await console.post(GROUPS, json=body | {"chat_ids": chats})).status_code == 422

    await resign(company, "zhou")
    [(code, _)] = await give(console, [one["chat_id"]])
    assert code == 45009, "the day's limit holds for those who left, too"
    assert await give(console, [one["chat_id"]], taker="lin") == [(0, "")], "the 90 days do not"


def plan(company: Company, sql: str) -> None:
    """A plan for zhou's groups, as it stands while its worker is busy elsewhere."""

    async def write() -> None:
        async with company.reunion.db.transaction() as tx:
            await tx.execute(sql, company.corp_id, company.members["zhou"])

    company.reunion.run(write)


async def statuses(company: Company, **asked: int) -> list[int]:
    """As `groupchat/list` has them."""
    found = await company.open().post("/externalcontact/groupchat/list", limit=10, **asked)
    return [one["status"] for one in found["group_chat_list"]]


async def test_a_group_on_its_way_says_so(company: Company) -> None:
    """`groupchat/list` status 2, from the plan until it is over."""
    await gather(company, guests(company, ["小美"]))
    await resign(company, "zhou")
    assert await statuses(company) == [1]
    plan(
        company,
        """WITH made AS (
               INSERT INTO handover_plan (corp_id, kind, from_id, state, rule, customers, groups,
                   creator_id, created_by, created_at)
               VALUES ($1, 'resigned', $2, 'running', '{}', 0, 1, 0, '', now()) RETURNING id)
           INSERT INTO handover_share (corp_id, plan_id, place, to_id, had, customers, groups)
           SELECT $1, id, 1, $2, 0, 0, 1 FROM made""",
    )
    assert await statuses(company) == await statuses(company, status_filter=2) == [2]
    assert await statuses(company, status_filter=1) == []
    plan(company, "UPDATE handover_plan SET state = 'stopped' WHERE corp_id = $1 AND from_id = $2")
    assert await statuses(company) == [1]


async def test_groups_of_who_left_wait_and_go_by_rule(company: Company) -> None:
    """Listed and counted; the preview is what is done, and keeps to what a taker may get today."""
    console = company.console()
    her = guests(company, ["小美"])
    for n in range(5):
        await gather(company, her, name=f"{n}群")
    await gather(company, guests(company, ["阿丽"], "lin"), name="林的群", userid="lin")
    last = (await of(console, "zhou"))[0]
    await resign(company, "zhou")

    async def waits() -> tuple[int, int]:
        found = await console.ok("GET", f"{CONSOLE}/leavers")
        return found["sums"]["customers"], found["sums"]["groups"]

    async def both() -> bool:
        return await waits() == (1, 5)

    await until(both)
    [leaver] = (await console.ok("GET", f"{CONSOLE}/leavers"))["items"]
    assert (leaver["member"]["userid"], leaver["groups"]) == ("zhou", 5)
    home = await console.ok("GET", "/api/console/home")
    assert {one["kind"]: one["count"] for one in home["todos"]} == {
        "unassigned": 1,
        "ownerless": 5,
    }

    went(company, "resigned", "zhou", "chen", last["id"], 299)
    rule = {"among": "members", "userids": ["chen", "lin"]}
    body = {"handover_userid": "zhou", "rule": rule}
    seen = await console.ok("POST", f"{PLANS}/preview", json=body)
    assert (seen["groups"], seen["groups_unplaced"]) == (5, 0)
    shown = {one["userid"]: (one["has_groups"], one["gets_groups"]) for one in seen["shares"]}
    assert shown == {"chen": (0, 1), "lin": (1, 4)}, "one is left of the 300 of today"
    plan = await console.ok("POST", PLANS, json=body)
    path = f"{PLANS}/{plan['id']}"

    async def over() -> bool:
        return (await console.ok("GET", path))["state"] == "done"

    await until(over)
    done = await console.ok("GET", path)
    assert (done["groups"], done["groups_given"], done["groups_left_out"]) == (5, 5, {})
    given = {one["userid"]: one["given_groups"] for one in done["shares"]}
    assert given == {"chen": 1, "lin": 4}
    assert (len(await of(console, "chen")), len(await of(console, "lin"))) == (1, 5)
    assert (await waits())[1] == 0


async def test_a_job_leaves_what_may_not_go(company: Company) -> None:
    """On the job: a group that went twice stays and is counted, the others go."""
    console = company.console()
    her = guests(company, ["小美"])
    for name in ("一群", "二群"):
        await gather(company, her, name=name)
    often = (await of(console, "zhou"))[1]
    went(company, "onjob", "lin", "zhou", often["id"], 2)
    body = {"handover_userid": "zhou", "rule": {"among": "members", "userids": ["chen"]}}
    plan = await console.ok("POST", PLANS, json=body)

    async def over() -> bool:
        return (await console.ok("GET", f"{PLANS}/{plan['id']}"))["state"] == "done"

    await until(over)
    done = await console.ok("GET", f"{PLANS}/{plan['id']}")
    assert (done["groups_given"], done["groups_left_out"]) == (1, {"group_too_often": 1})
    assert [one["id"] for one in await of(console, "zhou")] == [often["id"]]


async def test_a_scoped_administrator_is_held_to_his_departments(company: Company) -> None:
    """He gives groups of his shop to people of his shop, and sees no others wait."""
    console = company.console()
    body = {"name": "静安店", "parent_id": 1}
    shop = (await console.ok("POST", "/api/console/departments", json=body))["id"]
    for userid, name in (("wang", "王店长"), ("wu", "吴"), ("xu", "徐")):
        await company.add_member(userid, name, departments=[shop])
    role = {"role": "scoped", "departments": [shop]}
    await console.ok("PUT", "/api/console/roles/wang", json=role)
    wang = company.console("wang")
    await gather(company, guests(company, ["小美"]), name="总部群")
    await gather(company, guests(company, ["阿丽"], "wu"), name="门店群", userid="wu")
    [theirs], [ours] = await asyncio.gather(of(console, "zhou"), of(console, "wu"))
    await resign(company, "zhou")
    await resign(company, "wu")

    async def both() -> bool:
        all_of = await console.ok("GET", f"{CONSOLE}/leavers")
        return (all_of["sums"]["customers"], all_of["sums"]["groups"]) == (2, 2)

    await until(both)
    found = await wang.ok("GET", f"{CONSOLE}/leavers")
    assert ([one["member"]["userid"] for one in found["items"]], found["sums"]["groups"]) == (
        ["wu"],
        1,
    )
    todos = (await wang.ok("GET", "/api/console/home"))["todos"]
    assert {one["kind"]: one["count"] for one in todos} == {"unassigned": 1, "ownerless": 1}
    outside = await wang.get(GROUPS, params={"member": "zhou"})
    assert outside.status_code in (403, 404)
    for giver, taker, chat in (("zhou", "xu", theirs), ("wu", "chen", ours)):
        sides = {"handover_userid": giver, "takeover_userid": taker}
        answer = await wang.post(GROUPS, json=sides | {"chat_ids": [chat["chat_id"]]})
        assert answer.status_code in (403, 404)
    [(code, _)] = await give(wang, [theirs["chat_id"]], "wu", "xu")
    assert code == 40131
    assert await give(wang, [ours["chat_id"]], "wu", "xu") == [(0, "")]
    assert [one["name"] for one in await of(wang, "xu")] == ["门店群"]
