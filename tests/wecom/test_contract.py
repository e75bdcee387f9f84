"""Every example of the registry, sent to the real server: the request is taken, the answer is as declared.

The examples use the documentation's ids; `stage` builds a company in which they exist and maps those
that only the server can make.
"""

from typing import Any

import httpx
import msgspec
import pytest

import reunion.wecom.endpoints  # noqa: F401  (fills the registry)
from reunion.core.clock import clock
from reunion.wecom.endpoints import interception, media
from reunion.wecom.endpoints.broadcasts import MSGID
from reunion.wecom.endpoints.contact_ways import CONFIG_ID
from reunion.wecom.endpoints.external_contacts import EXTERNAL_USERID
from reunion.wecom.registry import ENDPOINTS, Endpoint, Secret
from reunion.wecom.wire import read
from tests.factories.company import Company, OpenCaller
from tests.factories.hearing import meet, new_way, scan
from tests.factories.serving import Reunion

_CALLERS = (Secret.CONTACTS, Secret.CUSTOMER_CONTACT)
MEDIA_ID = "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7cNliYu9V5w7o8K0"


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.name)
async def test_the_example_works(
    endpoint: Endpoint[Any, Any], reunion: Reunion, company: Company
) -> None:
    stage = await build(reunion, company, endpoint.name)
    request = {**replaced(dict(endpoint.example.request), stage), **OWN.get(endpoint.name, {})}
    caller = company.open(caller_kind(endpoint))
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
    "broadcasts.get_groupmsg_list_v2": {
        "start_time": int(clock.now().timestamp()) - 3600,
        "end_time": int(clock.now().timestamp()) + 3600,
    },
}
"""Values that the documentation's example cannot have here: statistics go back 180 days, and what the
stage made was made just now."""


def caller_kind(endpoint: Endpoint[Any, Any]) -> Any:
    kinds = [kind for kind in _CALLERS if kind in endpoint.secrets or not endpoint.secrets]
    return str(kinds[0])


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


async def build(reunion: Reunion, company: Company, scene: str) -> dict[str, str]:
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
    stage = {
        EXTERNAL_USERID: met.external_userid,
        "CALLBACKCODE": met.welcome_code,
        CONFIG_ID: way["config_id"],
        MEDIA_ID: await upload(reunion, customers),
        "etGROUPAAAA": group["group_id"],
        "etTAGAAAA1": group["tag"][0]["id"],
        "etTAGAAAA2": group["tag"][1]["id"],
    }
    if scene.startswith("interception."):
        rule = dict(interception.add_intercept_rule.example.request) | {"rule_name": "已有的"}
        made = await ok(customers.post("/externalcontact/add_intercept_rule", **rule))
        stage[interception.RULE_ID] = made["rule_id"]
    if scene.startswith("broadcasts."):
        stage[MSGID] = await sent_once(company, customers, scene)
    return stage


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
