"""A customer goes from one member to another: told once, may refuse, takes effect; what comes along."""

import itertools
from typing import Any

from reunion.core.clock import clock
from reunion.platform.contacts.handed import Room
from reunion.platform.handover.model import distribute
from tests.factories.company import Caller, Company
from tests.factories.handing import CONSOLE, PLANS, a_day_passes, begin, resign, told, wire
from tests.factories.meeting import meet, messages, tag
from tests.factories.waiting import until

DESK = "/api/desk/handovers"
_numbers = itertools.count(1)


async def settled(company: Company, handover_id: int) -> dict[str, Any]:
    """The record, once it no longer waits."""
    found: dict[str, Any] = {}

    async def look() -> bool:
        items = (await company.console().ok("GET", CONSOLE))["items"]
        found.update(next(one for one in items if one["id"] == handover_id))
        return found["state"] != "waiting" and found["greeting"] != "waiting"

    await until(look)
    return found


async def newest(company: Company) -> dict[str, Any]:
    return (await company.console().ok("GET", CONSOLE, params={"limit": 1}))["items"][0]


async def say(caller: Caller, surface: str, talk: int, text: str) -> dict[str, Any]:
    said = {"client_id": str(next(_numbers)), "kind": "text", "content": {"text": text}}
    return await caller.ok("POST", f"/api/{surface}/conversations/{talk}/messages", json=said)


async def names(company: Company, subject: str) -> list[str]:
    params = {"q": subject, "limit": 100}
    entries = (await company.console().ok("GET", "/api/console/audit", params=params))["items"]
    return [one["name"] for one in entries]


async def test_on_the_job_everything_comes_along(company: Company) -> None:
    """Remark, tags, promise and the talk before go to Chen; Zhou loses her and she can write to Chen."""
    person, customer = await meet(company, "zhou", "小美")
    her, contact, talk = (customer[k] for k in ("external_userid", "contact_id", "conversation_id"))
    zhou, chen = company.desk("zhou"), company.desk("chen")
    gold = await tag(company, "金卡")
    await zhou.ok(
        "PATCH", f"/api/desk/customers/{contact}", json={"remark": "陈太太", "description": "近视"}
    )
    await zhou.ok("PUT", f"/api/desk/customers/{contact}/tags", json={"add": [gold]})
    asked = await say(person, "app", talk, "镜片到了吗")
    promise = {"contact_id": contact, "text": "周五给她打电话", "due_at": clock.now().isoformat()}
    await zhou.ok("POST", "/api/desk/promises", json=promise)

    begun = await begin(company, her, "wmNOBODY", message="您好，以后由我为您服务")
    assert [one["errcode"] for one in begun] == [0, 40096]
    assert [one["errcode"] for one in await begin(company, her)] == [40129]
    [card] = await told(person)
    assert (card["from_name"], card["to_name"], card["conversation_id"]) == ("周宁", "陈安", talk)
    lines = (await person.ok("GET", f"/api/app/conversations/{talk}/messages"))["items"]
    assert [m["content"]["code"] for m in lines if m["kind"] == "system"][-1] == "handover_notice"
    [coming] = (await chen.ok("GET", DESK))["items"]
    assert (coming["customer_name"], coming["promises"], coming["state"]) == (
        "陈太太",
        1,
        "waiting",
    )
    pack = await chen.ok("GET", f"{DESK}/{coming['id']}/pack")
    assert (pack["remark"], pack["waits"], [t["name"] for t in pack["tags"]]) == (
        "陈太太",
        "customer",
        ["金卡"],
    )
    [line] = pack["last_talk"]
    assert (line["text"], line["seq"], line["by"]) == ("镜片到了吗", asked["seq"], "小美")
    assert [one["text"] for one in pack["promises"]] == ["周五给她打电话"]
    assert (await chen.ok("GET", "/api/desk/workbench"))["sources"]["handovers"]["count"] == 1
    assert (await company.desk("lin").get(f"{DESK}/{coming['id']}/pack")).status_code == 404
    before = f"/api/desk/customers/{contact}/earlier"
    assert (await chen.get(before)).status_code == 404, "not yet his"

    a_day_passes(company)
    done = await settled(company, coming["id"])
    assert (done["state"], done["greeting"]) == ("done", "sent")
    assert await told(person) == []
    [mine] = (await chen.ok("GET", "/api/desk/customers"))["items"]
    follow = mine["follow"]
    assert (follow["remark"], follow["description"], follow["add_way"]) == ("陈太太", "近视", 202)
    assert [one["name"] for one in follow["tags"]] == ["金卡"]
    assert (await zhou.ok("GET", "/api/desk/customers"))["items"] == []
    [kept] = (await chen.ok("GET", "/api/desk/promises"))["items"]
    assert (kept["text"], kept["made_by_name"]) == ("周五给她打电话", "周宁")
    [greeting] = await messages(person, mine["conversation_id"], "app")
    assert greeting["content"] == {"text": "您好，以后由我为您服务"}
    await say(person, "app", mine["conversation_id"], "你好")
    closed = await zhou.post(
        f"/api/desk/conversations/{talk}/messages",
        json={"client_id": "x", "kind": "text", "content": {"text": "喂"}},
    )
    assert closed.json()["code"] == "closed"
    [colleague] = (await chen.ok("GET", before))["items"]
    assert (colleague["name"], colleague["conversation_id"]) == ("周宁", talk)
    read = await chen.ok("GET", f"{before}/{colleague['member_id']}/messages")
    assert "镜片到了吗" in [m["content"].get("text") for m in read["items"]]
    assert (await zhou.get(f"{before}/{colleague['member_id']}/messages")).status_code == 404
    story = (await chen.ok("GET", f"/api/desk/customers/{contact}/timeline"))["items"]
    assert {"handover", "promise", "tags", "added"} <= {one["kind"] for one in story}

    result = await wire(company, "transfer_result", handover_userid="zhou", takeover_userid="chen")
    assert [(one["external_userid"], one["status"]) for one in result["customer"]] == [(her, 1)]
    shown = await company.open().get("/externalcontact/get", external_userid=her)
    assert [one["userid"] for one in shown["follow_user"]] == ["chen"]
    assert "handover.done" in await names(company, her)


async def test_refused_withdrawn_and_parted(company: Company) -> None:
    """She stays with whom she was; twice in 90 days is the limit; parting ends what waits."""
    person, customer = await meet(company, "zhou", "小美")
    her = customer["external_userid"]
    await begin(company, her)
    [card] = await told(person)
    path = f"/api/app/handovers/{card['id']}/refuse"
    assert (await person.ok("POST", path))["items"] == []
    await person.ok("POST", path)
    result = await wire(company, "transfer_result", handover_userid="zhou", takeover_userid="chen")
    assert [(c["status"], c["takeover_time"]) for c in result["customer"]] == [(3, 0)]
    assert len((await company.desk("zhou").ok("GET", "/api/desk/customers"))["items"]) == 1
    stranger, _ = await meet(company, "chen", "别人")
    assert (await stranger.post(path)).status_code == 404

    await begin(company, her)
    one = await newest(company)
    await company.console().ok("POST", f"{CONSOLE}/{one['id']}/withdraw")
    assert (await company.console().post(f"{CONSOLE}/{one['id']}/withdraw")).json()[
        "code"
    ] == "not_waiting"
    assert [one["errcode"] for one in await begin(company, her)] == [0], (
        "what was withdrawn does not count"
    )
    one = await newest(company)
    zhou = company.members["zhou"]
    await person.ok("DELETE", f"/api/app/contacts/{zhou}")
    ended = await settled(company, one["id"])
    assert (ended["state"], ended["reason"]) == ("ended", "parted")
    assert [one["errcode"] for one in await begin(company, her)] == [40131]

    other, second = await meet(company, "zhou", "阿丽")
    for _ in range(2):
        assert [one["errcode"] for one in await begin(company, second["external_userid"])] == [0]
        [card] = await told(other)
        await other.ok("POST", f"/api/app/handovers/{card['id']}/refuse")
    [often] = await begin(company, second["external_userid"])
    assert (often["errcode"], often["reason"]) == (40128, "90 天内已交接过 2 次，请过后再试")


async def test_who_may_give_and_take(company: Company) -> None:
    """WeCom's errcodes for giver, taker and customers; nothing is begun."""
    _, customer = await meet(company, "zhou", "小美")
    her = customer["external_userid"]
    await company.add_member("wu", "吴")
    await company.add_member("shut", "舒", can_contact=False)
    base = {"handover_userid": "zhou", "takeover_userid": "chen", "external_userid": [her]}

    async def code(path: str, **change: Any) -> int:
        return (await wire(company, path, **base | change))["errcode"]

    on_job, left = "transfer_customer", "resigned/transfer_customer"
    assert await code(on_job, takeover_userid="zhou") == 40130
    assert await code(on_job, takeover_userid="nobody") == 60111
    assert await code(on_job, takeover_userid="shut") == 84074
    assert await code(on_job, external_userid=[]) == 40058
    assert await code(on_job, external_userid=[f"wm{i}" for i in range(101)]) == 40058
    assert await code(on_job, transfer_success_msg="长" * 201) == 40058
    assert await code(left) == 40097
    program = company.workbench()
    apps = (await company.console().ok("GET", "/api/console/apps"))["items"]
    own = f"/api/console/apps/{max(one['id'] for one in apps)}"
    narrow = {"visible_departments": [], "visible_members": [company.members["zhou"]]}
    await company.console().ok("PATCH", own, json=narrow)
    outside = await program.post("/externalcontact/" + on_job, **base)
    assert outside["errcode"] == 60011
    taken = await wire(
        company, on_job, **base | {"handover_userid": "chen", "takeover_userid": "zhou"}
    )
    assert taken["customer"] == [{"external_userid": her, "errcode": 40131}]
    one = {"handover_userid": "zhou", "takeover_userid": "chen", "external_userid": her}
    assert (await wire(company, "transfer", **one))["errcode"] == 0
    assert (await wire(company, "transfer", **one))["errcode"] == 40129
    assert (await wire(company, "get_transfer_result", **one))["status"] == 2
    none = one | {"takeover_userid": "lin"}
    assert (await wire(company, "get_transfer_result", **none))["status"] == 5
    await resign(company, "zhou")
    assert await code(on_job) == 60111


async def test_one_who_left_is_given_out_by_rule(company: Company) -> None:
    """The preview is what is done; nobody stays unassigned unseen; a refusal brings her back."""
    people = [await meet(company, "zhou", f"客户{i}") for i in range(5)]
    await meet(company, "chen", "旧客")
    await company.add_member("wu", "吴", customer_cap=2)
    await company.console().ok("PATCH", "/api/console/members/chen", json={"customer_cap": 3})
    console = company.console()
    await resign(company, "zhou")

    async def waiting() -> int:
        return (await console.ok("GET", f"{CONSOLE}/leavers"))["sums"]["customers"]

    async def all_wait() -> bool:
        listed = await company.open().post("/externalcontact/get_unassigned_list")
        return (await waiting(), len(listed["info"])) == (5, 5)

    await until(all_wait)
    body = {"handover_userid": "zhou", "rule": {"among": "members", "userids": ["chen", "wu"]}}
    seen = await console.ok("POST", f"{PLANS}/preview", json=body)
    gets = {one["userid"]: one["gets"] for one in seen["shares"]}
    assert (seen["customers"], seen["unplaced"], gets) == (5, 1, {"chen": 2, "wu": 2})
    plan = await console.ok("POST", PLANS, json=body | {"message": "您好"})

    async def over() -> bool:
        return (await console.ok("GET", f"{PLANS}/{plan['id']}"))["state"] == "done"

    await until(over)
    done = await console.ok("GET", f"{PLANS}/{plan['id']}")
    assert (done["started"], done["states"]) == (4, {"waiting": 4})
    assert await waiting() == 1
    [leaver] = (await console.ok("GET", f"{CONSOLE}/leavers"))["items"]
    assert (leaver["unassigned"], leaver["waiting"]) == (1, 4)
    listed = await company.open().post("/externalcontact/get_unassigned_list")
    assert len(listed["info"]) == 1
    [refuser, *_] = [person for person, _ in people if await told(person)]
    [card] = await told(refuser)
    await refuser.ok("POST", f"/api/app/handovers/{card['id']}/refuse")
    assert await waiting() == 2
    a_day_passes(company)

    async def taken() -> bool:
        return (await console.ok("GET", f"{PLANS}/{plan['id']}"))["states"].get("done") == 3

    await until(taken)
    both = [
        len((await company.desk(who).ok("GET", "/api/desk/customers"))["items"])
        for who in ("chen", "wu")
    ]
    assert sum(both) == 4
    for giver, why in (("lin", "nothing_to_give"), ("chen", "nobody_takes")):
        rule = {"among": "members", "userids": ["chen"]}
        wrong = {"handover_userid": giver, "rule": rule}
        assert (await console.post(f"{PLANS}/preview", json=wrong)).json()["code"] == why


def test_the_fewest_get_the_next() -> None:
    rooms = [Room(1, 10, 20), Room(2, 0, 5), Room(3, 8, 9), Room(4, 7, 7)]
    assert distribute(rooms, 9, "load") == {1: 3, 2: 5, 3: 1, 4: 0}
    assert distribute(rooms, 6, "even") == {1: 3, 2: 2, 3: 1, 4: 0}
    assert sum(distribute(rooms, 99, "even").values()) == 16
