"""Every example of the registry, sent to the real server: the request is taken, the answer is as declared.

The examples use the documentation's ids; `stage` builds a company in which they exist and maps those
that only the server can make.
"""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

import reunion.wecom.endpoints  # noqa: F401  (fills the registry)
from reunion.core.clock import clock
from reunion.platform.acquisition import talking
from reunion.platform.apps import service as apps
from reunion.platform.apps.model import AppChange
from reunion.platform.web_apps import service as web_apps
from reunion.platform.web_apps import tickets
from reunion.platform.web_apps.model import Visitor
from reunion.wecom.endpoints import albums, interception, media, rule_groups, web_login
from reunion.wecom.endpoints.acquisition import CHAT_KEY, LINK_ID
from reunion.wecom.endpoints.broadcasts import MSGID
from reunion.wecom.endpoints.contact_ways import CONFIG_ID
from reunion.wecom.endpoints.customer_groups import CHAT_ID, OPEN_GID
from reunion.wecom.endpoints.external_contacts import EXTERNAL_USERID
from reunion.wecom.endpoints.group_join_ways import JOIN_CONFIG_ID
from reunion.wecom.endpoints.group_welcomes import TEMPLATE_ID
from reunion.wecom.endpoints.moments import JOBID, MOMENT_ID
from reunion.wecom.registry import ENDPOINTS, Endpoint, Secret
from reunion.wecom.wire import read
from tests.factories.archiving import with_archive
from tests.factories.company import Caller, Company, OpenCaller, customer
from tests.factories.hearing import meet, new_way, scan
from tests.factories.serving import Reunion

_CALLERS: tuple[Any, ...] = (Secret.CONTACTS, Secret.CUSTOMER_CONTACT, Secret.ARCHIVE)
MEDIA_ID = "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7cNliYu9V5w7o8K0"


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.name)
async def test_the_example_works(
    endpoint: Endpoint[Any, Any], reunion: Reunion, company: Company
) -> None:
    caller = caller_of(company, endpoint)
    stage = await build(reunion, company, endpoint.name, caller)
    request = {**replaced(dict(endpoint.example.request), stage), **OWN.get(endpoint.name, {})}
    if endpoint.name == "access.gettoken":
        request = {"corpid": caller.corpid, "corpsecret": caller.secret}
    answer = await send(reunion, endpoint, request, caller)
    assert answer.status_code == 200
    if endpoint.shape == "file":
        assert answer.content.startswith(b"\x89PNG")
        return
    said = answer.json()
    assert said["errcode"] == 0, said["errmsg"]
    decoded = read(endpoint.response, answer.content)
    assert set(said) <= {f.encode_name for f in msgspec.structs.fields(endpoint.response)}
    promised = set(endpoint.example.response)
    assert promised <= set(said), f"the example promises {promised - set(said)}"
    assert msgspec.json.decode(msgspec.json.encode(decoded)) == said


OWN: dict[str, dict[str, Any]] = {
    "statistics.get_user_behavior_data": {"start_time": 1795017600, "end_time": 1795104000},
    "acquisition.statistic": {
        "start_time": int(clock.now().timestamp()) - 86400,
        "end_time": int(clock.now().timestamp()),
    },
    "group_statistics.groupchat_statistic": {
        "day_begin_time": int(clock.now().timestamp()) - 86400,
        "day_end_time": int(clock.now().timestamp()),
    },
    "group_statistics.groupchat_statistic_group_by_day": {
        "day_begin_time": int(clock.now().timestamp()) - 86400,
        "day_end_time": int(clock.now().timestamp()),
    },
    "broadcasts.get_groupmsg_list_v2": {
        "start_time": int(clock.now().timestamp()) - 3600,
        "end_time": int(clock.now().timestamp()) + 3600,
    },
    "moments.get_moment_list": {
        "start_time": int(clock.now().timestamp()) - 3600,
        "end_time": int(clock.now().timestamp()) + 3600,
    },
}
"""Values that the documentation's example cannot have here: statistics go back 180 days, and what the
stage made was made just now."""


def caller_of(company: Company, endpoint: Endpoint[Any, Any]) -> OpenCaller:
    """Somebody who may call it."""
    if endpoint.area.startswith(("JS-SDK", "身份验证")):
        return company.workbench()
    for kind in _CALLERS:
        if kind in endpoint.secrets or not endpoint.secrets:
            return company.open(kind)
    return company.workbench()


async def send(
    reunion: Reunion, endpoint: Endpoint[Any, Any], request: dict[str, Any], caller: OpenCaller
) -> httpx.Response:
    token = {"access_token": await caller.token()} if endpoint.secrets else {}
    async with httpx.AsyncClient(base_url=reunion.base_url, timeout=30) as http:
        if endpoint.example.upload is not None:
            name, mime, content = endpoint.example.upload
            files = {"media": (name, content, mime)}
            return await http.post(endpoint.path, params=token | request, files=files)
        if endpoint.method == "GET":
            return await http.get(endpoint.path, params=token | request)
        return await http.post(endpoint.path, params=token, json=request)


def replaced(value: Any, stage: dict[str, str]) -> Any:
    """The same with the documentation's ids exchanged for the stage's."""
    if isinstance(value, dict):
        return {name: replaced(one, stage) for name, one in value.items()}
    if isinstance(value, list):
        return [replaced(one, stage) for one in value]
    return stage.get(value, value) if isinstance(value, str) else value


async def build(
    reunion: Reunion, company: Company, scene: str, caller: OpenCaller
) -> dict[str, str]:
    """zhangsan and lisi, a customer of zhangsan, tags, a contact way, a file, a fresh welcome code;
    what `scene` is about to make is left out."""
    directory, customers = company.open("contacts"), company.open()
    await ok(directory.post("/department/create", name="北京大区", parentid=1, id=2))
    if scene != "departments.create":
        await ok(directory.post("/department/create", name="空部门", parentid=1, id=200))
    for number, userid in enumerate(("zhangsan", "lisi")):
        await ok(
            directory.post(
                "/user/create", userid=userid, name=userid, department=[2], gender="1",
                mobile=f"1380000000{number}", email=f"{userid}@example.com",
            )
        )  # fmt: skip
    if scene != "member_tags.create":
        await ok(directory.post("/tag/create", tagname="旧名", tagid=12))
        await ok(directory.post("/tag/addtagusers", tagid=12, userlist=["zhangsan"], partylist=[2]))
    made = await ok(
        customers.post(
            "/externalcontact/add_corp_tag", group_name="客户等级",
            tag=[{"name": "一般", "order": 1}, {"name": "核心", "order": 2}],
        )
    )  # fmt: skip
    group = made["tag_group"]
    way = await ok(
        customers.post(
            "/externalcontact/add_contact_way", type=2, scene=2, user=["zhangsan", "lisi"]
        )
    )
    if scene == "contact_ways.close_temp_chat":
        return {EXTERNAL_USERID: await chat_for_a_while(reunion, company)}
    met = await meet(reunion, company, "zhangsan")
    who = {"userid": "zhangsan", "external_userid": met.external_userid}
    await ok(customers.post("/externalcontact/mark_tag", **who, add_tag=[group["tag"][1]["id"]]))
    if scene.startswith("handover."):
        company.was_seen("lisi", clock.now())
    if scene.startswith("handover.resigned"):
        await company.console().ok("POST", "/api/console/members/zhangsan/resign")
    stage = {
        EXTERNAL_USERID: met.external_userid,
        "CALLBACKCODE": met.welcome_code,
        CONFIG_ID: way["config_id"],
        MEDIA_ID: await upload(reunion, customers),
        "etGROUPAAAA": group["group_id"],
        "etTAGAAAA1": group["tag"][0]["id"],
        "etTAGAAAA2": group["tag"][1]["id"],
    }
    if scene.startswith("web_login."):
        stage |= await opened(company, caller)
    if scene.startswith("archive."):
        stage |= await archived(company, stage[EXTERNAL_USERID])
    if scene.startswith("interception."):
        rule = dict(interception.add_intercept_rule.example.request) | {"rule_name": "已有的"}
        made = await ok(customers.post("/externalcontact/add_intercept_rule", **rule))
        stage[interception.RULE_ID] = made["rule_id"]
    if scene.startswith("acquisition."):
        stage |= await brought_by_link(reunion, company, caller)
    if scene.startswith("albums."):
        product = replaced(dict(albums.add_product_album.example.request), stage)
        made = await ok(customers.post("/externalcontact/add_product_album", **product))
        stage[albums.PRODUCT_ID] = made["product_id"]
    for kind in ("customer", "moment"):
        if scene.startswith("rule_groups.") or "strategy" in scene:
            rules = dict(rule_groups.create_customer_strategy.example.request)
            await ok(customers.post(f"/externalcontact/{kind}_strategy/create", **rules))
    if "strategy_tag" in scene:
        tags = {"strategy_id": 1, "group_name": "华东区偏好", "tag": [{"name": "周末"}]}
        made = await ok(customers.post("/externalcontact/add_strategy_tag", **tags))
        stage["etSTRATEGYTAG"] = made["tag_group"]["tag"][0]["id"]
    if scene.startswith(("customer_groups.", "group_", "handover.groupchat")):
        stage |= await gathered(company, caller)
    if scene.startswith("broadcasts."):
        stage[MSGID] = await sent_once(company, customers, scene)
    if scene.startswith("moment"):
        stage |= await posted_once(company, customers, met.customer, scene)
    return stage


async def posted_once(
    company: Company, customers: OpenCaller, customer: Caller, scene: str
) -> dict[str, str]:
    """A Moment of an app; of zhangsan himself where the example names who made it. It is out, liked and
    commented on where the example has that."""
    people = (await company.console().ok("GET", "/api/console/members"))["items"]
    company.members |= {one["userid"]: one["member_id"] for one in people}
    desk = company.desk("zhangsan")
    if scene == "moments.get_moment_list":
        link = {"kind": "link", "title": "春茶", "url": "https://example.com/tea"}
        await desk.ok("POST", "/api/desk/moments", json={"text": "你好", "attachments": [link]})
        return {}
    made = await ok(customers.post("/externalcontact/add_moment_task", text={"content": "你好"}))
    stage = {JOBID: made["jobid"]}
    for _ in range(500):
        asked = customers.get("/externalcontact/get_moment_task_result", jobid=made["jobid"])
        answer = await ok(asked)
        if answer["status"] == 3:
            stage[MOMENT_ID] = answer["result"]["moment_id"]
            break
        await asyncio.sleep(0.02)
    if scene.startswith("moment_results."):
        [task] = (await desk.ok("GET", "/api/desk/moments/tasks"))["items"]
        await desk.ok("POST", f"/api/desk/moments/tasks/{task['moment_id']}/confirm")
        seen: list[Any] = []
        for _ in range(500):
            seen = (await customer.ok("GET", "/api/app/moments"))["items"]
            if seen:
                break
            await asyncio.sleep(0.02)
        path = f"/api/app/moments/{seen[0]['post_id']}"
        await customer.ok("POST", f"{path}/like")
        await customer.ok("POST", f"{path}/comments", json={"text": "好"})
    return stage


async def opened(company: Company, caller: OpenCaller) -> dict[str, str]:
    """A page of the calling app, opened by zhangsan, who agreed to show his private fields."""
    people = (await company.console().ok("GET", "/api/console/members"))["items"]
    [zhangsan] = [one["member_id"] for one in people if one["userid"] == "zhangsan"]

    async def give() -> tuple[str, str]:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            app = await apps.by_secret(tx, company.corp_id, caller.secret)
            assert app is not None
            await apps.change(ctx, app.id, AppChange(visible_members=[zhangsan]))
            await web_apps.set_domains(ctx, app.id, ["crm.example.com"])
            visitor = Visitor(zhangsan, True, app.id, "crm.example.com", True)
            ticket = tickets.user_ticket(company.reunion.vault, app.id, zhangsan, clock.now())
            return await web_apps.give_code(ctx, visitor), ticket

    code, ticket = company.reunion.run(give)
    return {web_login.CODE: code, web_login.USER_TICKET: ticket}


async def brought_by_link(reunion: Reunion, company: Company, caller: OpenCaller) -> dict[str, str]:
    """A link of the calling app, uses, and a customer of the link who has written three times."""
    day = (clock.now() + timedelta(days=60)).date().isoformat()
    grant = {"amount": 100, "expires_on": day}
    await company.console().ok("POST", "/api/console/acquisition/grants", json=grant)
    who = {"user_list": ["zhangsan"]}
    path = "/externalcontact/customer_acquisition/create_link"
    first = {"priority_type": 2, "priority_userid_list": ["zhangsan"]}
    made = await ok(caller.post(path, link_name="广告", range=who, priority_option=first))
    link_id = made["link"]["link_id"]
    person = customer(reunion)
    added = await person.ok("POST", f"/api/app/acquisition/{link_id}/add", json={})

    async def key() -> str:
        async with reunion.db.transaction() as tx:
            query = "SELECT contact_id, member_id FROM acquisition_customer WHERE corp_id = $1"
            row = await tx.fetchrow(query, company.corp_id)
            ctx = company.context(tx)
            return await talking.new_chat_key(ctx, row["contact_id"], row["member_id"], 3)

    assert added["conversation_id"]
    return {LINK_ID: link_id, CHAT_KEY: reunion.run(key)}


async def gathered(company: Company, caller: OpenCaller) -> dict[str, str]:
    """A group of zhangsan's with his customer, a code that leads into it, and a welcome of the app's."""
    people = (await company.console().ok("GET", "/api/console/members"))["items"]
    company.members |= {one["userid"]: one["member_id"] for one in people}
    desk = company.desk("zhangsan")
    [one] = (await desk.ok("GET", "/api/desk/customers"))["items"]
    body = {"name": "春茶会员群", "contact_ids": [one["contact_id"]]}
    body["member_ids"] = [company.members["lisi"]]
    made = await desk.ok("POST", "/api/desk/groups", json=body)
    group = await company.console().ok("GET", f"/api/console/groups/{made['id']}")
    await desk.ok("PUT", f"/api/desk/groups/{group['id']}/notice", json={"text": "文明群聊"})

    async def open_gid() -> str:
        async with company.reunion.db.connection() as tx:
            query = "SELECT open_gid FROM customer_group WHERE corp_id = $1 AND id = $2"
            return await tx.fetchval(query, company.corp_id, group["id"])

    way = await ok(
        caller.post(
            "/externalcontact/groupchat/add_join_way", scene=2, chat_id_list=[group["chat_id"]]
        )
    )
    words = {"text": {"content": "欢迎"}, "link": {"title": "礼券", "url": "https://example.com/c"}}
    template = await ok(caller.post("/externalcontact/group_welcome_template/add", **words))
    return {
        CHAT_ID: group["chat_id"],
        OPEN_GID: company.reunion.run(open_gid),
        JOIN_CONFIG_ID: way["config_id"],
        TEMPLATE_ID: template["template_id"],
    }


async def archived(company: Company, external_userid: str) -> dict[str, str]:
    """zhangsan in the archive with a key, a room of colleagues, an app, and a file that he sent."""
    console = company.console()
    people = (await console.ok("GET", "/api/console/members"))["items"]
    company.members |= {one["userid"]: one["member_id"] for one in people}
    return await with_archive(company, external_userid)


async def sent_once(company: Company, customers: OpenCaller, scene: str) -> str:
    """A broadcast of an app, or of zhangsan himself where the example names who made it."""
    if scene != "broadcasts.get_groupmsg_list_v2":
        text = {"content": "你好"}
        made = customers.post("/externalcontact/add_msg_template", sender="zhangsan", text=text)
        return (await ok(made))["msgid"]
    people = (await company.console().ok("GET", "/api/console/members"))["items"]
    company.members |= {one["userid"]: one["member_id"] for one in people}
    link = {"kind": "link", "title": "春茶", "url": "https://example.com/tea"}
    body = {"text": "你好", "attachments": [link]}
    await company.desk("zhangsan").ok("POST", "/api/desk/broadcasts", json=body)
    return ""


async def ok(call: Any) -> dict[str, Any]:
    answer = await call
    assert answer["errcode"] == 0, answer["errmsg"]
    return answer


async def chat_for_a_while(reunion: Reunion, company: Company) -> str:
    """A customer in a temporary chat with zhangsan, of which no callback tells."""
    await scan(reunion, await new_way(company, "zhangsan", is_temp=True))

    async def find() -> str:
        async with reunion.db.connection() as tx:
            query = "SELECT external_userid FROM contact WHERE corp_id = $1"
            return await tx.fetchval(query, company.corp_id)

    return reunion.run(find)


async def upload(reunion: Reunion, caller: OpenCaller) -> str:
    answer = await send(reunion, media.upload, {"type": "image"}, caller)
    return answer.json()["media_id"]
