"""What companies' servers hear: a real address, real crypto (wechatpy's), the running worker."""

import asyncio
import itertools
from typing import Any

import pytest

from tests.factories.callback_receiver import Callback, CallbackReceiver
from tests.factories.company import Caller, Company
from tests.factories.hearing import app_of, new_way, scan
from tests.factories.serving import Reunion

_names = itertools.count(1)


async def listen(company: Company, receiver: CallbackReceiver, kind: str) -> int:
    """Sends the app's callbacks to the receiver; answers the app's id."""
    console = company.console()
    if kind == "self_built":
        body = {"name": f"应用{next(_names)}", "description": "", "may_contact": True}
        app_id = (await console.ok("POST", "/api/console/apps", json=body))["id"]
    else:
        app_id = await app_of(company, kind)
    await console.ok("PUT", f"/api/console/apps/{app_id}/callback", json=receiver.setting)
    return app_id


def of(callbacks: list[Callback], change: str) -> list[dict[str, Any]]:
    return [one.values for one in callbacks if one.change_type == change]


async def test_a_customer_who_adds_a_member(reunion: Reunion, company: Company) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        await listen(company, receiver, "customer_contact")
        await scan(reunion, await new_way(company, "zhou"))
        [callback] = receiver.wait(1)
    values = callback.values
    assert values["ToUserName"] == company.wire_id
    assert (values["Event"], values["ChangeType"]) == (
        "change_external_contact",
        "add_external_contact",
    )
    assert (values["UserID"], values["State"]) == ("zhou", "poster-2026")
    assert values["ExternalUserID"].startswith("wm")
    assert values["WelcomeCode"]
    listed = await company.open().get("/externalcontact/list", userid="zhou")
    assert listed["external_userid"] == [values["ExternalUserID"]]


async def test_self_built_apps_that_may_contact_hear_it_too(
    reunion: Reunion, company: Company
) -> None:
    with (
        CallbackReceiver(company.wire_id) as one,
        CallbackReceiver(company.wire_id) as other,
        CallbackReceiver(company.wire_id) as directory,
    ):
        await listen(company, one, "self_built")
        await listen(company, other, "customer_contact")
        await listen(company, directory, "contacts")
        await scan(reunion, await new_way(company, "zhou"))
        assert one.wait(1)[0].values["UserID"] == other.wait(1)[0].values["UserID"] == "zhou"
    assert directory.received == []


async def test_what_staff_does_is_told_and_what_the_api_does_is_not(
    reunion: Reunion, company: Company
) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        await listen(company, receiver, "customer_contact")
        await scan(reunion, await new_way(company, "zhou"))
        external_userid = receiver.wait(1)[0].values["ExternalUserID"]
        api = company.open()
        who = {"userid": "zhou", "external_userid": external_userid}
        group = await api.post(
            "/externalcontact/add_corp_tag", group_name="级别", tag=[{"name": "A"}]
        )
        tag = group["tag_group"]["tag"][0]["id"]
        assert (await api.post("/externalcontact/mark_tag", **who, add_tag=[tag]))["errcode"] == 0
        assert (await api.post("/externalcontact/remark", **who, remark="美美"))["errcode"] == 0
        zhou = company.desk("zhou")
        [card] = (await zhou.ok("GET", "/api/desk/customers"))["items"]
        path = f"/api/desk/customers/{card['contact_id']}"
        await zhou.ok("PATCH", path, json={"mobiles": ["13800000000"]})
        await zhou.ok("PATCH", path, json={"remark": "陈女士"})
        await zhou.ok("DELETE", path)
        heard = receiver.wait(3)
    assert [one.change_type for one in heard] == [
        "add_external_contact",
        "edit_external_contact",
        "del_external_contact",
    ]


async def test_a_customer_who_waits_for_the_member(reunion: Reunion, company: Company) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        await listen(company, receiver, "customer_contact")
        slug = await new_way(company, "zhou", skip_verify=False)
        await scan(reunion, slug)
        [asked] = receiver.wait(1)
        zhou = company.desk("zhou")
        [request] = (await zhou.ok("GET", "/api/desk/requests"))["items"]
        await zhou.ok("POST", f"/api/desk/requests/{request['contact_id']}/accept")
        _, accepted = receiver.wait(2)
    assert asked.values.pop("CreateTime").isdigit()
    assert asked.values == {
        "ToUserName": company.wire_id,
        "FromUserName": "sys",
        "MsgType": "event",
        "Event": "change_external_contact",
        "ChangeType": "add_half_external_contact",
        "UserID": "zhou",
        "ExternalUserID": request["external_userid"],
        "State": "poster-2026",
    }
    assert accepted.change_type == "add_external_contact"
    assert accepted.values["ExternalUserID"] == request["external_userid"]
    assert accepted.values["WelcomeCode"]


async def test_a_customer_who_deletes_the_member(reunion: Reunion, company: Company) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        await listen(company, receiver, "customer_contact")
        who = await scan(reunion, await new_way(company, "zhou"))
        await who.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")
        heard = receiver.wait(2)
    assert heard[1].change_type == "del_follow_user"
    assert heard[1].values["ExternalUserID"] == heard[0].values["ExternalUserID"]


async def test_tags_made_in_the_console(company: Company) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        await listen(company, receiver, "customer_contact")
        console = company.console()
        body = {"name": "来源", "tags": [{"name": "门店"}]}
        await console.ok("POST", "/api/console/tags/groups", json=body)
        made = receiver.wait(2)
        ids = {one.values["TagType"]: one.values["Id"] for one in made}
        await console.ok("PATCH", f"/api/console/tags/{ids['tag']}", json={"name": "旗舰店"})
        await console.ok("DELETE", f"/api/console/tags/{ids['tag_group']}")
        heard = receiver.wait(5)
    assert [one.change_type for one in heard[:2]] == ["create", "create"]
    assert heard[2].values["ChangeType"] == "update"
    assert heard[2].values["Id"] == ids["tag"]
    assert {one["Id"] for one in of(heard[3:], "delete")} == set(ids.values())


async def test_the_directory_is_told_to_the_contacts_app_only(company: Company) -> None:
    with (
        CallbackReceiver(company.wire_id) as receiver,
        CallbackReceiver(company.wire_id) as other,
    ):
        await listen(company, receiver, "contacts")
        await listen(company, other, "customer_contact")
        console = company.console()
        department = await console.ok(
            "POST", "/api/console/departments", json={"name": "望京店", "parent_id": 1}
        )
        await company.add_member(
            "wu", "吴迪", departments=[department["id"]], mobile="13900001111", position="验光师"
        )
        await console.ok("PATCH", "/api/console/members/wu", json={"position": "店长"})
        await console.ok("POST", "/api/console/members/wu/resign")
        heard = receiver.wait(4)
    assert other.received == []
    [party] = of(heard, "create_party")
    assert (party["Id"], party["Name"], party["ParentId"]) == (str(department["id"]), "望京店", "1")
    [made] = of(heard, "create_user")
    assert (made["UserID"], made["Name"], made["Mobile"]) == ("wu", "吴迪", "13900001111")
    assert made["Department"] == str(department["id"])
    [changed] = of(heard, "update_user")
    assert (changed["UserID"], changed["Position"]) == ("wu", "店长")
    assert "Name" not in changed
    [gone] = of(heard, "delete_user")
    assert gone["UserID"] == "wu"


async def test_members_of_a_directory_tag(company: Company) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        await listen(company, receiver, "contacts")
        api = company.workbench()
        await api.post("/tag/create", tagname="值班", tagid=7)
        await api.post("/tag/addtagusers", tagid=7, userlist=["zhou", "chen"], partylist=[1])
        await api.post("/tag/deltagusers", tagid=7, userlist=["chen"])
        added, removed = receiver.wait(2)
    assert added.change_type == removed.change_type == "update_tag"
    assert added.values["TagId"] == "7"
    assert set(added.values["AddUserItems"].split(",")) == {"zhou", "chen"}
    assert added.values["AddPartyItems"] == "1"
    assert removed.values["DelUserItems"] == "chen"
    assert "AddUserItems" not in removed.values


async def test_the_contacts_app_does_not_hear_of_its_own_changes(company: Company) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        await listen(company, receiver, "contacts")
        api = company.open("contacts")
        made = await api.post("/department/create", name="自建", parentid=1)
        assert made["errcode"] == 0
        await company.console().ok(
            "POST", "/api/console/departments", json={"name": "后台建", "parent_id": 1}
        )
        [heard] = receiver.wait(1)
    assert heard.values["Name"] == "后台建"


@pytest.mark.parametrize("kind", ["customer_contact", "contacts"])
async def test_companies_hear_of_themselves_only(
    reunion: Reunion, company: Company, other_company: Company, kind: str
) -> None:
    with CallbackReceiver(other_company.wire_id) as stranger:
        await listen(other_company, stranger, kind)
        await scan(reunion, await new_way(company, "zhou"))
        await company.add_member("wu", "吴迪")
        deliveries = await other_company.console().ok("GET", "/api/console/deliveries")
    assert deliveries["items"] == []
    assert stranger.received == []


async def test_a_callback_that_fails_is_tried_again_and_later_ones_of_that_customer_wait(
    reunion: Reunion, company: Company
) -> None:
    failures = itertools.count()

    def answer(values: dict[str, Any]) -> int:
        return 503 if values.get("State") == "bad" and next(failures) == 0 else 200

    bad, good = (
        await new_way(company, "zhou", state="bad"),
        await new_way(company, "zhou", state="good"),
    )
    with CallbackReceiver(company.wire_id, answer=answer) as receiver:
        await listen(company, receiver, "customer_contact")
        first = await scan(reunion, bad)
        await first.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")
        await scan(reunion, good)
        receiver.wait(3)
    late = {one.values["ExternalUserID"] for one in receiver.received if one.status == 503}
    [late_id] = late
    tries = [one for one in receiver.received if one.values["ExternalUserID"] == late_id]
    assert [(one.change_type, one.status) for one in tries] == [
        ("add_external_contact", 503),
        ("add_external_contact", 200),
        ("del_follow_user", 200),
    ]
    items = (await company.console().ok("GET", "/api/console/deliveries"))["items"]
    assert {one["state"] for one in items} == {"delivered"}
    assert sorted(one["attempts"] for one in items) == [1, 1, 2]


async def test_after_three_tries_it_is_given_up_and_can_be_sent_again(
    reunion: Reunion, company: Company
) -> None:
    well = False
    with CallbackReceiver(company.wire_id, answer=lambda _: 200 if well else 500) as receiver:
        await listen(company, receiver, "customer_contact")
        await scan(reunion, await new_way(company, "zhou"))
        console = company.console()
        given_up = await until(console, "failed")
        assert given_up["attempts"] == 3
        path = f"/api/console/deliveries/{given_up['id']}"
        shown = await console.ok("GET", path)
        assert [one["status"] for one in shown["log"]] == [500, 500, 500]
        assert all(one["response"] == "not now" and one["ms"] >= 0 for one in shown["log"])
        assert "add_external_contact" in shown["body"]
        well = True
        again = await console.ok("POST", f"{path}/redeliver")
        assert (again["state"], again["attempts"]) == ("pending", 0)
        receiver.wait(1)
        assert (await until(console, "delivered"))["id"] == given_up["id"]
    assert len({one.values["CreateTime"] for one in receiver.received}) == 1
    audit = await console.ok("GET", "/api/console/audit", params={"name": "callback.redelivered"})
    assert len(audit["items"]) == 1


async def until(console: Caller, state: str) -> dict[str, Any]:
    """The first delivery in this state, once there is one."""
    for _ in range(300):
        page = await console.ok("GET", "/api/console/deliveries", params={"state": state})
        if page["items"]:
            return page["items"][0]
        await asyncio.sleep(0.1)
    raise AssertionError(f"no callback became {state}")


async def test_a_removed_address_ends_what_waits(reunion: Reunion, company: Company) -> None:
    console = company.console()
    with CallbackReceiver(company.wire_id, answer=lambda _: 500) as receiver:
        app_id = await listen(company, receiver, "customer_contact")
        await scan(reunion, await new_way(company, "zhou"))
        await until(console, "pending")
        await console.ok("DELETE", f"/api/console/apps/{app_id}/callback")
        ended = await until(console, "failed")
    shown = await console.ok("GET", f"/api/console/deliveries/{ended['id']}")
    assert "no callback address" in shown["log"][-1]["error"]


async def test_the_log_is_for_administrators_of_the_company(
    company: Company, other_company: Company
) -> None:
    async with company.desk("zhou") as zhou:
        assert (await zhou.get("/api/console/deliveries")).status_code in (401, 403)
    console = other_company.console()
    assert (await console.get("/api/console/deliveries/1")).status_code == 404
    assert (await console.post("/api/console/deliveries/1/redeliver")).status_code == 404
