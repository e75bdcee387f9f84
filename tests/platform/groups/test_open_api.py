"""Groups on the open surface: what programs see, change and hear."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.company import Company, OpenCaller, customer
from tests.factories.gathering import gather, guests, lines, said
from tests.factories.hearing import app_of

GROUPCHAT = "/externalcontact/groupchat"
WELCOME = "/externalcontact/group_welcome_template"
DAY = 86_400


async def one_group(caller: OpenCaller, **wanted: Any) -> str:
    found = await caller.post(f"{GROUPCHAT}/list", limit=10, **wanted)
    [only] = found["group_chat_list"]
    return only["chat_id"]


async def test_a_program_reads_groups_and_makes_codes(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei], colleagues=("chen",))
    caller = company.open()
    chat_id = await one_group(caller, owner_filter={"userid_list": ["zhou"]})
    nobody = await caller.post(
        f"{GROUPCHAT}/list", limit=10, owner_filter={"userid_list": ["chen"]}
    )
    assert nobody["group_chat_list"] == []
    way = {"scene": 2, "chat_id_list": [chat_id], "state": "poster", "room_base_name": "会员群"}
    made = await caller.post(f"{GROUPCHAT}/add_join_way", **way)
    shown = (await caller.post(f"{GROUPCHAT}/get_join_way", config_id=made["config_id"]))[
        "join_way"
    ]
    assert (shown["auto_create_room"], shown["room_base_id"], shown["state"]) == (1, 1, "poster")
    slug = shown["qr_code"].rpartition("/")[2].removesuffix(".png")
    await an.app.ok("POST", f"/api/app/join-ways/{slug}/join")
    found = (await caller.post(f"{GROUPCHAT}/get", chat_id=chat_id, need_name=1))["group_chat"]
    assert [(one["name"], one["type"], one["join_scene"]) for one in found["member_list"]] == [
        ("周宁", 1, 1), ("陈安", 1, 1), ("小美", 2, 1), ("阿安", 2, 3),
    ]  # fmt: skip
    assert found["member_list"][3] | {"join_time": 0, "unionid": ""} == {
        "userid": an.external_userid, "type": 2, "join_time": 0, "join_scene": 3, "unionid": "",
        "group_nickname": "", "name": "阿安", "state": "poster",
    }  # fmt: skip
    assert found["member_list"][2]["invitor"] == {"userid": "zhou"}
    unnamed = (await caller.post(f"{GROUPCHAT}/get", chat_id=chat_id))["group_chat"]
    assert "name" not in unnamed["member_list"][0]
    six = [f"wr{n}" for n in range(6)]
    codes = {
        "get": await caller.post(f"{GROUPCHAT}/get", chat_id="wrNOPE"),
        "add": await caller.post(f"{GROUPCHAT}/add_join_way", **way | {"chat_id_list": six}),
        "get_join_way": await caller.post(f"{GROUPCHAT}/get_join_way", config_id="nope"),
        "opengid": await caller.post("/externalcontact/opengid_to_chatid", opengid="nope"),
        "state": await caller.post(f"{GROUPCHAT}/add_join_way", **way | {"state": "x" * 31}),
    }
    assert {name: one["errcode"] for name, one in codes.items()} == {
        "get": 40050, "add": 40050, "get_join_way": 41044, "opengid": 40050, "state": 40058,
    }  # fmt: skip
    more = [await gather(company, [mei], name=f"群{n}") for n in range(5)]
    cards = await company.console().ok("GET", "/api/console/groups")
    assert len(more) + 1 == cards["total"]
    six = [one["chat_id"] for one in cards["items"]]
    too_many = await caller.post(f"{GROUPCHAT}/add_join_way", **way | {"chat_id_list": six})
    assert too_many["errcode"] == 41091
    await caller.post(f"{GROUPCHAT}/del_join_way", config_id=made["config_id"])
    gone = await customer(company.reunion).post(f"/api/app/join-ways/{slug}/join")
    assert (gone.status_code, gone.json()["code"]) == (404, "join_way_gone")
    assert group["id"]


async def test_a_welcome_greets_each_customer_once(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei])
    caller, other = company.open(), company.workbench()
    words = {"text": {"content": "欢迎%NICKNAME%来做客"}}
    link = {"link": {"title": "礼券", "url": "https://example.com/c"}}
    made = await caller.post(f"{WELCOME}/add", **words, **link, notify=0)
    template_id = made["template_id"]
    for verb, more in (("edit", words), ("del", {})):
        refused = await other.post(f"{WELCOME}/{verb}", template_id=template_id, **more)
        assert refused["errcode"] == 41058
    words = {"text": {"content": "欢迎%NICKNAME%"}}
    await caller.post(f"{WELCOME}/edit", template_id=template_id, **words, **link)
    shown = await other.post(f"{WELCOME}/get", template_id=template_id)
    assert (shown["text"], shown["link"]["title"]) == ({"content": "欢迎%NICKNAME%"}, "礼券")
    [listed] = await company.desk().ok("GET", "/api/desk/group-welcome-templates")
    assert not listed["mine"]
    path = f"/api/desk/groups/{group['id']}"
    chosen = await company.desk().ok("PUT", f"{path}/welcome", json={"template_id": template_id})
    assert (chosen["source"], chosen["attachment"]["title"]) == ("template", "礼券")
    await company.desk().ok("POST", f"{path}/members", json={"contact_ids": [an.contact_id]})
    assert await said(an.app, group["id"], "app") == ["欢迎阿安"]
    found = await an.app.ok("GET", f"/api/app/conversations/{group['id']}/messages")
    assert [one["kind"] for one in found["items"]] == ["system", "text", "link"]
    assert found["items"][1]["content"]["at"] == [an.contact_id]
    await an.app.ok("DELETE", f"/api/app/groups/{group['id']}/membership")
    await company.desk().ok("POST", f"{path}/members", json={"contact_ids": [an.contact_id]})
    assert await said(an.app, group["id"], "app") == []
    touches = await company.console().ok(
        "GET", f"/api/console/customers/{an.external_userid}/touches"
    )
    assert [one["source"] for one in touches["items"]] == ["group_welcome"]
    await caller.post(f"{WELCOME}/del", template_id=template_id)
    assert (await company.desk().ok("GET", f"{path}/welcome"))["source"] == "none"


async def test_programs_hear_what_happens_to_a_group(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    console, zhou = company.console(), company.desk()
    callback = f"/api/console/apps/{await app_of(company, 'customer_contact')}/callback"
    with CallbackReceiver(company.wire_id) as receiver:
        await console.ok("PUT", callback, json=receiver.setting)
        group = await gather(company, [mei], colleagues=("chen",))
        path = f"/api/desk/groups/{group['id']}"
        await zhou.ok("POST", f"{path}/members", json={"contact_ids": [an.contact_id]})
        await an.app.ok("DELETE", f"/api/app/groups/{group['id']}/membership")
        await zhou.ok("PATCH", path, json={"name": "新名字"})
        await zhou.ok("PUT", f"{path}/notice", json={"text": "公告"})
        await zhou.ok("PUT", f"{path}/owner", json={"member_id": company.members["chen"]})
        await company.desk("chen").ok("DELETE", path)
        heard = [one.values for one in await asyncio.to_thread(receiver.wait, 7)]
        await console.ok("DELETE", callback)
    assert {one["Event"] for one in heard} == {"change_external_chat"}
    assert [(one["ChangeType"], one.get("UpdateDetail")) for one in heard] == [
        ("create", None), ("update", "add_member"), ("update", "del_member"),
        ("update", "change_name"), ("update", "change_notice"), ("update", "change_owner"),
        ("dismiss", None),
    ]  # fmt: skip
    came, went = heard[1], heard[2]
    assert (came["JoinScene"], came["MemChangeCnt"]) == ("1", "1")
    assert came["MemChangeList"] == {"Item": an.external_userid}
    assert (went["QuitScene"], went["LastMemVer"]) == ("0", came["CurMemVer"])
    assert went["CurMemVer"] != went["LastMemVer"]


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    clock.advance(timedelta(days=-days))
    try:
        yield
    finally:
        clock.advance(timedelta(days=days))


async def test_days_are_counted_exactly(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    zhou, caller = company.desk(), company.open()
    with days_ago(2):
        first = await gather(company, [mei], colleagues=("chen",))
        await gather(company, [mei], name="静悄悄")
        path = f"/conversations/{first['id']}/messages"
        for n, (who, surface) in enumerate(((zhou, "desk"), (mei.app, "app"), (mei.app, "app"))):
            body = {"client_id": f"m{n}", "kind": "text", "content": {"text": "话"}}
            await who.ok("POST", f"/api/{surface}{path}", json=body)
    with days_ago(1):
        group = f"/api/desk/groups/{first['id']}"
        await zhou.ok("POST", f"{group}/members", json={"contact_ids": [an.contact_id]})
        await mei.app.ok("DELETE", f"/api/app/groups/{first['id']}/membership")
        await zhou.ok("PUT", f"{group}/owner", json={"member_id": company.members["chen"]})
    now = int(clock.now().timestamp())
    span = {"day_begin_time": now - 2 * DAY, "day_end_time": now - DAY}
    both = {"owner_filter": {"userid_list": ["zhou", "chen"]}}
    days = await caller.post(f"{GROUPCHAT}/statistic_group_by_day", **span, **both)
    names = (
        "new_chat_cnt", "chat_total", "chat_has_msg", "new_member_cnt", "member_total",
        "member_has_msg", "msg_total",
    )  # fmt: skip
    assert [[one["data"][name] for name in names] for one in days["items"]] == [
        [2, 2, 1, 5, 5, 2, 3], [0, 2, 0, 1, 5, 0, 0],
    ]  # fmt: skip
    owners = await caller.post(f"{GROUPCHAT}/statistic", **span, **both, order_by=3)
    assert [(one["owner"], *(one["data"][name] for name in names)) for one in owners["items"]] == [
        ("zhou", 2, 1, 1, 5, 2, 2, 3),
        ("chen", 0, 1, 0, 1, 3, 0, 0),
    ]
    shown = await company.console().ok("GET", "/api/console/group-statistics", params={"days": 3})
    assert [one["members"] for one in shown["days"]] == [5, 5, 5]
    alone = await company.console().ok("GET", f"/api/console/groups/{first['id']}/statistics")
    assert [(one["joined"], one["left"]) for one in alone[-3:]] == [(3, 0), (1, 1), (0, 0)]
    late = await caller.post(f"{GROUPCHAT}/statistic", day_begin_time=now - 200 * DAY)
    assert late["errcode"] == 40058
    assert len(await lines(zhou, first["id"])) == 4
