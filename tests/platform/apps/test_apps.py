"""Apps in the console: made, changed, shown, deleted; callbacks kept only after the check."""

import pytest

from reunion.core.outgoing import Outgoing
from reunion.platform.apps.model import CallbackRefused, CallbackSetting
from reunion.platform.apps.verify import check_echo
from tests.factories.callback_receiver import KEY, TOKEN, CallbackReceiver
from tests.factories.company import Company, OpenCaller
from tests.factories.waiting import until


async def new_app(company: Company, name: str = "工作台") -> dict:
    body = {"name": name, "description": "d", "may_contact": True}
    return await company.console().ok("POST", "/api/console/apps", json=body)


async def test_every_company_has_the_two_system_apps(company: Company) -> None:
    items = (await company.console().ok("GET", "/api/console/apps"))["items"]
    assert {one["kind"] for one in items} >= {"contacts", "customer_contact"}
    assert all(one["agentid"] is None for one in items if one["kind"] != "self_built")


async def test_a_self_built_app_from_birth_to_death(company: Company) -> None:
    console = company.console()
    app = await new_app(company)
    assert app["agentid"] >= 1000002
    path = f"/api/console/apps/{app['id']}"
    changed = await console.ok("PATCH", path, json={"name": "验光助手", "may_contact": False})
    assert (changed["name"], changed["may_contact"], changed["enabled"]) == (
        "验光助手",
        False,
        True,
    )
    assert (await console.ok("GET", path))["name"] == "验光助手"
    shown = await console.ok("POST", f"{path}/secret/reveal")
    assert shown == await console.ok("POST", f"{path}/secret/reveal")
    await console.ok("DELETE", path)
    assert (await console.get(path)).status_code == 404


async def test_an_app_sees_the_departments_members_and_tags_of_its_scope(company: Company) -> None:
    console, contacts = company.console(), company.open("contacts")
    made = {}
    for name in ("东店", "西店"):
        body = {"name": name, "parent_id": 1}
        made[name] = (await console.ok("POST", "/api/console/departments", json=body))["id"]
    east, west = made["东店"], made["西店"]
    await company.add_member("dong", "董东", departments=[east])
    await company.add_member("xi", "习西", departments=[west])
    tag = (await contacts.post("/tag/create", tagname="验光师"))["tagid"]
    await contacts.post("/tag/addtagusers", tagid=tag, userlist=["chen"], partylist=[west])
    app = await new_app(company)
    path = f"/api/console/apps/{app['id']}"
    secret = (await console.ok("POST", f"{path}/secret/reveal"))["secret"]
    program = OpenCaller(company.reunion, company.wire_id, secret)

    async def seen() -> set[str]:
        answers = {
            one: (await program.get("/user/get", userid=one))["errcode"] for one in company.members
        }
        assert set(answers.values()) <= {0, 60011}
        return {one for one, errcode in answers.items() if errcode == 0}

    async def sees(members: set[str]) -> None:
        async def now() -> bool:
            return await seen() == members

        await until(now)

    zhou = company.members["zhou"]
    scopes = [
        ({}, {"lin", "zhou", "chen", "dong", "xi"}),
        ({"visible_departments": [east], "visible_members": [zhou]}, {"dong", "zhou"}),
        ({"visible_members": [], "visible_tags": [tag]}, {"dong", "chen", "xi"}),
        ({"visible_departments": []}, {"chen", "xi"}),
    ]
    for change, members in scopes:
        await console.ok("PATCH", path, json=change)
        await sees(members)
    listed = await program.get("/department/list")
    assert [one["id"] for one in listed["department"]] == [west]
    assert (await program.get("/department/get", id=str(east)))["errcode"] == 60011

    await console.ok("PATCH", path, json={"visible_members": [zhou], "visible_departments": [west]})
    shown = await console.ok("GET", path)
    assert shown["visible_people"] == [{"id": zhou, "userid": "zhou", "name": "周宁"}]
    await contacts.get("/tag/delete", tagid=tag)
    await contacts.post("/tag/create", tagname="另一个", tagid=tag)
    await contacts.post("/tag/addtagusers", tagid=tag, userlist=["chen"])
    await sees({"zhou", "xi"})
    assert (await console.ok("GET", path))["visible_tags"] == []


async def test_a_scope_names_only_what_is_there(company: Company, other_company: Company) -> None:
    console = company.console()
    path = f"/api/console/apps/{(await new_app(company))['id']}"
    await company.add_member("xia", "夏至")
    await console.ok("POST", "/api/console/members/xia/resign")
    for change in (
        {"visible_departments": [99]},
        {"visible_members": [other_company.members["zhou"]]},
        {"visible_members": [company.members["xia"]]},
        {"visible_tags": [99]},
    ):
        refused = await console.patch(path, json=change)
        assert (refused.status_code, refused.json()["code"]) == (422, "scope_unknown"), change
        assert set(refused.json()["fields"]) == set(change)


async def test_a_system_app_cannot_be_deleted(company: Company) -> None:
    console = company.console()
    items = (await console.ok("GET", "/api/console/apps"))["items"]
    answer = await console.delete(f"/api/console/apps/{items[0]['id']}")
    assert answer.status_code == 409
    assert answer.json()["code"] == "system_app"


async def test_another_companys_app_is_not_there(company: Company, other_company: Company) -> None:
    app = await new_app(company)
    stranger = other_company.console()
    path = f"/api/console/apps/{app['id']}"
    assert (await stranger.get(path)).status_code == 404
    assert (await stranger.patch(path, json={"name": "x"})).status_code == 404
    assert (await stranger.post(f"{path}/secret/reveal")).status_code == 404
    assert (await stranger.delete(path)).status_code == 404


async def test_secrets_are_for_super_admins_and_kept_in_the_audit_log(company: Company) -> None:
    app = await new_app(company)
    lin = company.console()
    await lin.ok("PUT", "/api/console/roles/zhou", json={"role": "admin", "departments": []})
    zhou = company.console("zhou")
    path = f"/api/console/apps/{app['id']}"
    assert (await zhou.get(path)).status_code == 200
    assert (await zhou.post(f"{path}/secret/reveal")).status_code == 403
    assert (await zhou.post(f"{path}/secret/rotate")).status_code == 403
    secret = (await lin.ok("POST", f"{path}/secret/reveal"))["secret"]
    audit = await lin.get("/api/console/audit", params={"name": "app.secret_revealed"})
    assert [one["data"]["id"] for one in audit.json()["items"]] == [app["id"]]
    assert secret not in audit.text


async def test_a_callback_that_passes_the_check_is_kept(company: Company) -> None:
    app = await new_app(company)
    console = company.console()
    path = f"/api/console/apps/{app['id']}/callback"
    with CallbackReceiver(company.wire_id) as receiver:
        kept = await console.ok("PUT", path, json=receiver.setting)
        assert kept["callback"] == {"url": receiver.url, "token": TOKEN, "has_key": True}
    assert (await console.ok("DELETE", path))["callback"] is None


@pytest.mark.parametrize(
    ("echo", "shown"),
    [
        (lambda plain: f'"{plain}"'.encode(), '"'),
        (lambda plain: f"{plain}\n".encode(), "echostr"),
        (lambda plain: b"\xef\xbb\xbf" + plain.encode(), "echostr"),
        (lambda plain: b"", "空 empty"),
        (lambda plain: b"success", "success"),
    ],
)
async def test_an_echo_that_is_not_exact(company: Company, echo, shown: str) -> None:
    app = await new_app(company)
    with CallbackReceiver(company.wire_id, echo=echo) as receiver:
        answer = await company.console().put(
            f"/api/console/apps/{app['id']}/callback", json=receiver.setting
        )
    assert answer.status_code == 422
    assert answer.json()["code"] == "callback_refused"
    assert shown in answer.json()["fields"]["url"]


async def test_an_address_that_uses_another_key_or_is_slow_or_is_not_there(
    company: Company,
) -> None:
    app = await new_app(company)
    console = company.console()
    path = f"/api/console/apps/{app['id']}/callback"
    with CallbackReceiver(company.wire_id) as receiver:
        for wrong in ({"token": "other"}, {"encoding_aes_key": KEY[::-1]}):
            answer = await console.put(path, json={**receiver.setting, **wrong})
            assert answer.status_code == 422, wrong
    gone = await console.put(path, json=receiver.setting)
    assert gone.status_code == 422
    with CallbackReceiver(company.wire_id, pause=1.5) as slow:
        answer = await console.put(path, json=slow.setting)
    assert answer.status_code == 422
    assert "1 秒" in answer.json()["fields"]["url"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": "ftp://example.com"}, "url"),
        ({"url": "not an address"}, "url"),
        ({"token": "有中文"}, "token"),
        ({"token": "x" * 33}, "token"),
        ({"encoding_aes_key": "short"}, "encoding_aes_key"),
    ],
)
async def test_settings_that_cannot_be(
    company: Company, change: dict[str, str], field: str
) -> None:
    app = await new_app(company)
    good = {"url": "http://127.0.0.1:1/x", "token": TOKEN, "encoding_aes_key": KEY}
    answer = await company.console().put(
        f"/api/console/apps/{app['id']}/callback", json={**good, **change}
    )
    assert answer.status_code == 422
    assert field in answer.json()["fields"]


async def test_private_addresses_are_refused_where_they_are_not_allowed(company: Company) -> None:
    with CallbackReceiver(company.wire_id) as receiver:
        setting = CallbackSetting(receiver.url, TOKEN, KEY)
        async with Outgoing(allow_private=False) as outgoing:
            with pytest.raises(CallbackRefused) as caught:
                await check_echo(outgoing, company.wire_id, setting)
    assert "内网" in caught.value.fields["url"]
