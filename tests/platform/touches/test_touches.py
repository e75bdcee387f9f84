"""Rules at the console, the ledger beside a customer, and the customer's own word."""

from typing import Any

import pytest

from reunion.core.clock import clock
from reunion.platform.corps import service as corps
from reunion.restraint import service as restraint
from reunion.restraint.model import Ask, Touch
from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import meet

POLICY = "/api/console/touch-policy"
FORECAST = f"{POLICY}/forecast"
PLAIN: dict[str, Any] = {
    "broadcast": "month", "moments_a_day": 3, "quiet_hours": None, "quiet_for": ["marketing"],
    **{name: {"day": None, "week": None, "month": None} for name in ("marketing", "service", "every")},
}  # fmt: skip


def send(company: Company, number: int, contact_id: int, **more: Any) -> Any:
    """Asks the engine for a touch, as a channel does; zhou sends."""
    touch = Touch("broadcast", more.pop("purpose", "marketing"), "broadcast", number, **more)

    async def run() -> Any:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            asks = [Ask(contact_id, company.members["zhou"])]
            return await restraint.decide(ctx, touch, asks, await corps.zone(ctx))

    return company.reunion.run(run)


def hold(company: Company, number: int, contact_id: int) -> None:
    """Keeps room for a scheduled send, still today."""

    async def run() -> None:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            touch = Touch("broadcast", "marketing", "broadcast", number)
            zone = await corps.zone(ctx)
            await restraint.hold(ctx, touch, [Ask(contact_id, 0)], clock.now(), zone)

    company.reunion.run(run)


def counts(standing: dict[str, Any], counter: str, period: str) -> tuple[int, int, int | None]:
    (one,) = [one for one in standing["counts"] if one["counter"] == counter]
    return one[period]["sent"], one[period]["held"], one[period]["allowed"]


async def preferences(company: Company, person: Caller, **wanted: bool) -> dict[str, Any]:
    path = f"/api/app/companies/{company.wire_id}/preferences"
    if wanted:
        return await person.ok("PUT", path, json=wanted)
    return await person.ok("GET", path)


async def test_the_rules_are_changed_and_the_audit_log_says_from_what(company: Company) -> None:
    lin = company.console()
    before = await lin.ok("GET", POLICY)
    assert before["policy"] == PLAIN
    assert before["time_zone"] == "Asia/Shanghai"
    assert before["broadcast_month"] in (28, 29, 30, 31)
    wanted = PLAIN | {
        "broadcast": "week",
        "marketing": {"day": 1, "week": 2, "month": None},
        "quiet_hours": {"since": "22:00", "until": "08:00"},
    }
    assert (await lin.ok("PUT", POLICY, json=wanted))["policy"] == wanted
    assert (await lin.ok("GET", POLICY))["policy"] == wanted
    await lin.ok("PUT", POLICY, json=wanted)
    log = await lin.ok("GET", "/api/console/audit", params={"name": "touch_policy.changed"})
    (entry,) = log["items"]
    assert entry["title"] == "修改触达规则"
    assert entry["data"]["before"] == {name: PLAIN[name] for name in entry["data"]["before"]}
    assert entry["data"]["changed"] == {
        name: wanted[name] for name in ("broadcast", "marketing", "quiet_hours")
    }


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"moments_a_day": 4}, "moments_a_day", "3 a day"),
        ({"marketing": {"day": -1}}, "marketing.day", "0 to 1000"),
        ({"marketing": {"day": 3, "week": 2}}, "marketing.day", "2 a week"),
        ({"service": {"week": 9, "month": 8}}, "service.week", "8 a month"),
        ({"service": {"week": 5}, "every": {"week": 4}}, "service.week", "4 of everything"),
        ({"quiet_hours": {"since": "25:00", "until": "08:00"}}, "quiet_hours.since", "22:00"),
        ({"quiet_hours": {"since": "08:00", "until": "08:00"}}, "quiet_hours.until", "same"),
        ({"quiet_hours": {"since": "08:00", "until": "07:30"}}, "quiet_hours.until", "one hour"),
        ({"quiet_hours": {"since": "22:00", "until": "08:00"}, "quiet_for": []}, "quiet_for", "not sent"),
    ],
)  # fmt: skip
async def test_what_is_looser_than_wecom_or_senseless_is_refused(
    company: Company, wrong: dict[str, Any], field: str, says: str
) -> None:
    lin = company.console()
    english = {"Accept-Language": "en"}
    answer = await lin.put(POLICY, json=PLAIN | wrong, headers=english)
    assert answer.status_code == 422
    fields = answer.json()["fields"]
    assert list(fields) == [field]
    assert says in fields[field]
    assert (await lin.ok("GET", POLICY))["policy"] == PLAIN


async def test_the_ledger_says_what_came_and_why_the_rest_did_not(company: Company) -> None:
    lin, desk = company.console(), company.desk()
    _, one = await meet(company)
    contact, external = one["contact_id"], one["external_userid"]
    wanted = PLAIN | {"marketing": {"day": None, "week": 2, "month": None}}
    await lin.ok("PUT", POLICY, json=wanted)
    for number in (1, 2, 3):
        send(company, number, contact)
    send(company, 4, contact, purpose="service")
    hold(company, 5, contact + 10**9)  # somebody else's room

    path = f"/api/console/customers/{external}/touches"
    page = await lin.ok("GET", path, params={"limit": 3})
    rest = await lin.ok("GET", path, params={"cursor": page["next_cursor"]})
    lines = page["items"] + rest["items"]
    assert [line["source_id"] for line in lines] == [4, 3, 2, 1]
    assert rest["next_cursor"] is None
    refused = lines[1]
    assert (refused["sent"], refused["rule"], refused["by"]["userid"]) == (
        False, "marketing_week", "zhou",
    )  # fmt: skip
    assert refused["reason"] == "当周营销消息已到上限 2/2"
    assert [line["sent"] for line in lines] == [True, False, True, True]

    standing = await lin.ok("GET", f"{path}/standing")
    assert counts(standing, "marketing", "week") == (2, 0, 2)
    assert counts(standing, "every", "day") == (3, 0, None)
    assert counts(standing, "broadcast", "month")[:2] == (3, 0)
    assert (standing["refuses"], standing["held"]) == ([], [])

    mine = f"/api/desk/customers/{contact}/touches"
    assert (await desk.ok("GET", mine))["items"] == lines
    assert await desk.ok("GET", f"{mine}/standing") == standing
    await company.add_member("gao", "高远")
    for others in (mine, f"{mine}/standing"):
        assert (await company.desk("gao").get(others)).status_code == 404


async def test_the_ledger_of_a_member_names_the_customers(company: Company) -> None:
    lin = company.console()
    _, one = await meet(company, "zhou", "小美")
    _, two = await meet(company, "zhou", "阿杰")
    await meet(company, "chen", "别人的")
    wanted = PLAIN | {"marketing": {"day": None, "week": 2, "month": None}}
    await lin.ok("PUT", POLICY, json=wanted)
    for number in (1, 2, 3):
        send(company, number, one["contact_id"])
    send(company, 1, two["contact_id"])
    path = "/api/console/members/zhou/touches"
    page = await lin.ok("GET", path, params={"limit": 3})
    rest = await lin.ok("GET", path, params={"cursor": page["next_cursor"]})
    lines = [(line["customer"]["name"], line["source_id"], line["sent"])
             for line in page["items"] + rest["items"]]  # fmt: skip
    assert lines == [("阿杰", 1, True), ("小美", 3, False), ("小美", 2, True), ("小美", 1, True)]
    assert rest["next_cursor"] is None
    [refused] = (await lin.ok("GET", path, params={"rule": "marketing_week"}))["items"]
    assert (refused["customer"]["external_userid"], refused["reason"]) == (
        one["external_userid"], "当周营销消息已到上限 2/2",
    )  # fmt: skip
    assert await lin.ok("GET", f"{path}/sums") == {
        "days": 30, "sent": 3, "refused": [{"rule": "marketing_week", "count": 1}],
    }  # fmt: skip
    none = await lin.ok("GET", "/api/console/members/chen/touches/sums")
    assert (none["sent"], none["refused"]) == (0, [])


async def test_room_that_is_held_is_shown_beside_what_came(company: Company) -> None:
    _, one = await meet(company)
    hold(company, 8, one["contact_id"])
    path = f"/api/console/customers/{one['external_userid']}/touches/standing"
    standing = await company.console().ok("GET", path)
    assert counts(standing, "marketing", "day") == (0, 1, None)
    assert counts(standing, "service", "day") == (0, 0, None)
    (held,) = standing["held"]
    assert (held["source"], held["source_id"], held["purpose"]) == ("broadcast", 8, "marketing")
    send(company, 8, one["contact_id"])
    standing = await company.console().ok("GET", path)
    assert counts(standing, "marketing", "day") == (1, 0, None)
    assert standing["held"] == []


async def test_a_scoped_administrator_sees_the_touches_of_her_customers_alone(
    company: Company,
) -> None:
    lin = company.console()
    body = {"name": "一店", "parent_id": 1}
    store = await lin.ok("POST", "/api/console/departments", json=body)
    await company.add_member("mo", "莫莉", departments=[store["id"]])
    role = {"role": "scoped", "departments": [store["id"]]}
    await lin.ok("PUT", "/api/console/roles/zhou", json=role)
    _, hers = await meet(company, "mo", "店里的客人")
    _, other = await meet(company, "chen", "别处的客人")
    scoped = company.console("zhou")
    for one, status in ((hers, 200), (other, 404)):
        for tail in ("", "/standing"):
            path = f"/api/console/customers/{one['external_userid']}/touches{tail}"
            assert (await scoped.get(path)).status_code == status
    assert (await scoped.get(POLICY)).status_code == 403


async def test_a_customers_word_holds_at_once_and_in_that_company_alone(
    company: Company, other_company: Company
) -> None:
    person, one = await meet(company)
    contact = one["contact_id"]
    path = f"/api/app/companies/{other_company.wire_id}/preferences"
    assert (await person.get(path)).json()["code"] == "not_met"
    assert (await person.put(path, json={"marketing": False, "service": True})).status_code == 404
    send(company, 1, contact)
    at_first = await preferences(company, person)
    assert (at_first["marketing"], at_first["service"], at_first["total"]) == (True, True, 1)
    assert at_first["got"] == [{"channel": "broadcast", "purpose": "marketing", "count": 1}]

    for _ in range(2):
        after = await preferences(company, person, marketing=False, service=True)
        assert (after["marketing"], after["service"]) == (False, True)
    assert send(company, 2, contact).refused[contact].rule == "opted_out"
    assert send(company, 3, contact, purpose="service").permitted == {contact}

    mine = f"/api/desk/customers/{contact}"
    standing = await company.desk().ok("GET", f"{mine}/touches/standing")
    assert standing["refuses"] == ["marketing"]
    for story in (
        await company.desk().ok("GET", f"{mine}/timeline"),
        await company.console().ok(
            "GET", f"/api/console/customers/{one['external_userid']}/timeline"
        ),
    ):
        (entry,) = [entry for entry in story["items"] if entry["kind"] == "preferences"]
        assert entry["detail"] == "不再接收营销消息"
        assert entry["data"]["by"] == "小美"
    (line, *_) = [
        line
        for line in (await company.desk().ok("GET", f"{mine}/touches"))["items"]
        if line["rule"] == "opted_out"
    ]
    assert line["reason"] == "客户不接收这类消息"
    await preferences(company, person, marketing=True, service=True)
    assert send(company, 4, contact).permitted == {contact}
    stranger = customer(company.reunion)
    answer = await stranger.get(f"/api/app/companies/{company.wire_id}/preferences")
    assert answer.json()["code"] == "not_met"


async def test_a_forecast_says_what_new_rules_would_refuse_before_they_hold(
    company: Company, other_company: Company
) -> None:
    lin = company.console()
    _, often = await meet(company, name="常客")
    person, _ = await meet(company, name="不想要")
    await meet(company, name="新客")
    blocker, _ = await meet(company, name="屏蔽")
    send(company, 1, often["contact_id"])
    await preferences(company, person, marketing=False, service=True)
    blocking = f"/api/app/contacts/{company.members['zhou']}"
    await blocker.ok("PATCH", blocking, json={"blocked": True})

    now = await lin.ok("POST", FORECAST, json={})
    assert (now["asked"], now["total"], now["permitted"]) == (4, 4, 2)
    stricter = PLAIN | {"marketing": {"day": 1, "week": None, "month": None}}
    then = await lin.ok("POST", FORECAST, json={"policy": stricter, "member": "zhou"})
    assert {one["rule"]: one["customers"] for one in then["refused"]} == {
        "marketing_day": 1, "opted_out": 1, "blocked": 1,
    }  # fmt: skip
    assert then["permitted"] == 1
    assert (await lin.ok("GET", POLICY))["policy"] == PLAIN

    her = {"policy": stricter, "external_userid": often["external_userid"]}
    alone = await lin.ok("POST", FORECAST, json=her)
    assert [one["reason"] for one in alone["refused"]] == ["当天营销消息已到上限"]
    assert counts(alone["standing"], "marketing", "day") == (1, 0, 1)
    # Two sets of hours that cover each other's gap: at any time of day one of them is on.
    waits = []
    for since, until in (("00:00", "12:00"), ("12:00", "00:00")):
        hours = {"quiet_hours": {"since": since, "until": until}}
        asked = {"policy": PLAIN | hours, "purpose": "marketing"}
        waits.append((await lin.ok("POST", FORECAST, json=asked))["quiet_until"] is not None)
    assert sorted(waits) == [False, True]
    assert (
        await lin.post(FORECAST, json={"policy": PLAIN | {"moments_a_day": 9}})
    ).status_code == 422
    assert (await other_company.console().post(FORECAST, json=her)).status_code == 404
