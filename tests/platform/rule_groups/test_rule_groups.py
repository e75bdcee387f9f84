"""规则组: by programs and in the console, their tags, and what their privileges allow."""

import asyncio
from typing import Any

import pytest

from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.company import Company, OpenCaller
from tests.factories.hearing import app_of
from tests.factories.meeting import meet

_X = "/externalcontact"


async def create(app: OpenCaller, kind: str = "customer", **more: Any) -> int:
    body: dict[str, Any] = {
        "strategy_name": "华东区", "admin_list": ["zhou"], "range": [{"type": 2, "partyid": 1}]
    }  # fmt: skip
    made = await app.post(f"{_X}/{kind}_strategy/create", **body | more)
    assert made["errcode"] == 0, made
    return made["strategy_id"]


@pytest.mark.parametrize("kind", ["customer", "moment"])
async def test_an_app_makes_reads_changes_and_deletes_its_own(
    company: Company, other_company: Company, kind: str
) -> None:
    app, other = company.workbench(), company.workbench()
    off = "share_customer" if kind == "customer" else "send_moment"
    basic = "view_customer_list" if kind == "customer" else "view_moment_list"
    parent = await create(app, kind, privilege={off: False, basic: False})
    child = await create(
        app, kind, strategy_name="南京", parent_id=parent,
        range=[{"type": 1, "userid": "zhou"}, {"type": 1, "userid": "chen"}],
    )  # fmt: skip
    path = f"{_X}/{kind}_strategy"
    got = (await app.post(f"{path}/get", strategy_id=parent))["strategy"]
    assert (got["strategy_name"], got["parent_id"], got["admin_list"]) == ("华东区", 0, ["zhou"])
    assert (got["privilege"][off], got["privilege"][basic]) == (False, True), "basic ones stay"
    assert (await app.post(f"{path}/get", strategy_id=child))["strategy"]["parent_id"] == parent
    first = await app.post(f"{path}/list", limit=1)
    rest = await app.post(f"{path}/list", limit=1, cursor=first["next_cursor"])
    assert [first["strategy"], rest["strategy"]] == [
        [{"strategy_id": parent}], [{"strategy_id": child}],
    ]  # fmt: skip
    page = await app.post(f"{path}/get_range", strategy_id=child, limit=1)
    last = await app.post(f"{path}/get_range", strategy_id=child, cursor=page["next_cursor"])
    assert page["range"] + last["range"] == [
        {"type": 1, "userid": "zhou"}, {"type": 1, "userid": "chen"},
    ]  # fmt: skip
    edit: dict[str, Any] = {
        "strategy_id": parent, "privilege": {off: True}, "strategy_name": "华东",
        "range_add": [{"type": 1, "userid": "chen"}], "range_del": [{"type": 2, "partyid": 1}],
    }  # fmt: skip
    assert (await app.post(f"{path}/edit", **edit))["errcode"] == 0
    shrunk = (await app.post(f"{path}/get_range", strategy_id=child))["range"]
    assert shrunk == [{"type": 1, "userid": "chen"}], "what left the parent left the child"
    for stranger in (other, other_company.workbench()):
        assert (await stranger.post(f"{path}/list"))["strategy"] == []
        for call in ("get", "get_range", "del", "edit"):
            assert (await stranger.post(f"{path}/{call}", strategy_id=child))["errcode"] == 40058
    assert len((await company.open().post(f"{path}/list"))["strategy"]) == 2
    other_kind = "moment" if kind == "customer" else "customer"
    wrong = await app.post(f"{_X}/{other_kind}_strategy/get", strategy_id=parent)
    assert wrong["errcode"] == 40058
    assert (await app.post(f"{path}/del", strategy_id=parent))["errcode"] == 40058, "has a child"
    for one in (child, parent):
        assert (await app.post(f"{path}/del", strategy_id=one))["errcode"] == 0
    assert (await app.post(f"{path}/list"))["strategy"] == []


async def test_what_is_wrong_is_told(company: Company) -> None:
    app = company.open()
    small = await create(app, range=[{"type": 1, "userid": "chen"}])
    for more in (
        {"strategy_name": "长" * 31},
        {"admin_list": []},
        {"admin_list": ["lin"]},
        {"range": []},
        {"range": [{"type": 3, "userid": "zhou"}]},
        {"range": [{"type": 1}]},
        {"parent_id": 99},
        {"parent_id": small},
    ):
        body: dict[str, Any] = {
            "strategy_name": "好", "admin_list": ["zhou"], "range": [{"type": 1, "userid": "zhou"}]
        }  # fmt: skip
        made = await app.post(f"{_X}/customer_strategy/create", **body | more)
        assert made["errcode"] == 40058, more
    only = {"strategy_id": small, "range_del": [{"type": 1, "userid": "chen"}]}
    assert (await app.post(f"{_X}/customer_strategy/edit", **only))["errcode"] == 40058
    unknown = {"admin_list": ["nobody"], "strategy_name": "好", "range": []}
    made = await app.post(f"{_X}/customer_strategy/create", **unknown)
    assert made["errcode"] == 60111


async def test_tags_of_a_rule_group_are_for_its_members(company: Company) -> None:
    app, other = company.workbench(), company.workbench()
    strategy_id = await create(app, range=[{"type": 1, "userid": "zhou"}])
    corp = await company.open().post(
        f"{_X}/add_corp_tag", group_name="偏好", tag=[{"name": "周末"}]
    )
    made = await app.post(
        f"{_X}/add_strategy_tag", strategy_id=strategy_id, group_name="偏好",
        tag=[{"name": "周末"}, {"name": "晚上"}],
    )  # fmt: skip
    assert made["errcode"] == 0, "names are the rule group's own"
    group = made["tag_group"]
    weekend, evening = (one["id"] for one in group["tag"])
    listed = await app.post(f"{_X}/get_strategy_tag_list", strategy_id=strategy_id)
    assert [one["group_id"] for one in listed["tag_group"]] == [group["group_id"]]
    assert (await other.post(f"{_X}/get_strategy_tag_list"))["tag_group"] == []
    assert len((await company.open().post(f"{_X}/get_corp_tag_list"))["tag_group"]) == 1
    assert (await app.post(f"{_X}/edit_strategy_tag", id=weekend, name="双休"))["errcode"] == 0
    corp_tag = corp["tag_group"]["tag"][0]["id"]
    for answer in (
        await other.post(f"{_X}/edit_strategy_tag", id=weekend, name="抢"),
        await app.post(f"{_X}/edit_strategy_tag", id=corp_tag, name="抢"),
        await app.post(f"{_X}/del_strategy_tag", tag_id=[corp_tag]),
        await company.open().post(f"{_X}/edit_corp_tag", id=weekend, name="抢"),
        await company.open().post(f"{_X}/del_corp_tag", tag_id=[weekend]),
        await company.open().post(f"{_X}/add_corp_tag", group_id=group["group_id"], tag=[{"name": "新"}]),
    ):  # fmt: skip
        assert answer["errcode"] == 40068, answer
    names = {
        userid: [one["name"] for one in (await company.desk(userid).ok("GET", "/api/desk/tags"))["items"]]
        for userid in ("zhou", "chen")
    }  # fmt: skip
    assert (names["zhou"], names["chen"]) == (["偏好", "偏好"], ["偏好"])
    person, customer = await meet(company)
    who = {"userid": "zhou", "external_userid": customer["external_userid"]}
    assert (await app.post(f"{_X}/mark_tag", **who, add_tag=[weekend]))["errcode"] == 0
    shown = await app.get(f"{_X}/get", external_userid=who["external_userid"])
    [tag] = shown["follow_user"][0]["tags"]
    assert (tag["tag_name"], tag["type"]) == ("双休", 3)
    assert (await app.post(f"{_X}/del_strategy_tag", tag_id=[evening]))["errcode"] == 0
    await person.aclose()
    with CallbackReceiver(company.wire_id) as receiver:
        app_id = await app_of(company, "customer_contact")
        path = f"/api/console/apps/{app_id}/callback"
        await company.console().ok("PUT", path, json=receiver.setting)
        await company.console().ok("DELETE", f"/api/console/rule-groups/{strategy_id}")
        heard = await asyncio.to_thread(receiver.wait, 2)
    assert {(one.values["TagType"], one.values["StrategyId"]) for one in heard} == {
        ("tag", str(strategy_id)), ("tag_group", str(strategy_id)),
    }  # fmt: skip
    assert (await app.post(f"{_X}/get_strategy_tag_list"))["tag_group"] == []


async def test_privileges_hold_whoever_looks_after_a_group(company: Company) -> None:
    lin = company.console()
    await lin.ok("PUT", "/api/console/roles/zhou", json={"role": "scoped", "departments": [1]})
    zhou, export = company.console("zhou"), "/api/console/customers/export"
    send = {"text": "你好", "audience": {"userids": ["chen"]}}
    assert (await zhou.get(export)).status_code == 200, "his role alone"
    body = {
        "kind": "customer", "name": "门店", "admins": ["zhou"], "department_ids": [1],
        "privileges": {"export_customer_list": False, "send_customer_msg": False},
    }  # fmt: skip
    made = await lin.ok("POST", "/api/console/rule-groups", json=body)
    assert made["range"][0]["type"] == 2
    refused = await zhou.get(export)
    assert (refused.status_code, refused.json()["code"]) == (403, "privilege_withheld")
    assert "导出客户列表" in refused.json()["detail"]
    assert (await zhou.post("/api/console/broadcasts", json=send)).status_code == 403
    assert (await lin.get(export)).status_code == 200
    child = {**body, "name": "分店", "parent_id": made["id"], "privileges": {}}
    await lin.ok("POST", "/api/console/rule-groups", json=child)
    assert (await zhou.get(export)).status_code == 403, "a child grants no more than its parent"
    change = {"privileges": {"export_customer_list": True}}
    await lin.ok("PATCH", f"/api/console/rule-groups/{made['id']}", json=change)
    assert (await zhou.get(export)).status_code == 200
    moments = {
        "kind": "moment", "name": "朋友圈", "admins": ["zhou"], "userids": ["chen"],
        "privileges": {"send_moment": False},
    }  # fmt: skip
    await lin.ok("POST", "/api/console/rule-groups", json=moments)
    held = await company.desk("chen").post("/api/desk/moments", json={"text": "到店有礼"})
    assert (held.status_code, held.json()["code"]) == (403, "privilege_withheld")
    assert (await company.desk("zhou").post("/api/desk/moments", json={"text": "好"})).is_success
    shown = await lin.ok("GET", "/api/console/rule-groups")
    assert len(shown["privileges"]["customer"]) == 21
    assert [one["name"] for one in shown["items"]] == ["门店", "分店", "朋友圈"]
