"""获客助手 through its doors: links of apps and of headquarters, whom they bring, and the uses they take."""

import asyncio
import itertools
import time
from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.platform.acquisition import jobs, loop, talking, uses
from tests.factories.callback_receiver import CallbackReceiver
from tests.factories.company import Caller, Company, customer
from tests.factories.serving import Reunion
from tests.factories.waiting import until

_API = "/externalcontact/customer_acquisition"
_QUOTA = "/externalcontact/customer_acquisition_quota"
_LINKS = "/api/console/acquisition/links"
_numbers = itertools.count(1)


async def give(company: Company, amount: int, days: int = 60) -> dict[str, Any]:
    """Uses that end in so many days."""
    day = (clock.now() + timedelta(days=days)).date().isoformat()
    body = {"amount": amount, "expires_on": day}
    return await company.console().ok("POST", "/api/console/acquisition/grants", json=body)


async def link(company: Company, *userids: str, **more: Any) -> dict[str, Any]:
    """A link of headquarters."""
    body = {"name": "信息流", "userids": list(userids), **more}
    return await company.console().ok("POST", _LINKS, json=body)


async def add(who: Caller, link_id: str, channel: str = "") -> dict[str, Any]:
    body = {"customer_channel": channel}
    return await who.ok("POST", f"/api/app/acquisition/{link_id}/add", json=body)


async def say(who: Caller, conversation_id: int, *texts: str) -> None:
    for text in texts:
        body = {"client_id": f"c{next(_numbers)}", "kind": "text", "content": {"text": text}}
        await who.ok("POST", f"/api/app/conversations/{conversation_id}/messages", json=body)


def look(reunion: Reunion) -> None:
    """What the worker does every two seconds, now."""
    reunion.run(lambda: loop.look_once(reunion.db))


async def test_an_app_makes_reads_changes_and_deletes_its_own(
    company: Company, other_company: Company
) -> None:
    app, other = company.workbench(), company.workbench()
    wanted = {
        "link_name": "信息流广告",
        "range": {"user_list": ["zhou", "CHEN"], "department_list": [1]},
        "priority_option": {"priority_type": 2, "priority_userid_list": ["chen"]},
    }
    made = await app.post(f"{_API}/create_link", **wanted)
    assert made["errcode"] == 0, made
    link_id = made["link"]["link_id"]
    assert made["link"]["url"] == f"{company.reunion.base_url}/ca/{link_id}"
    assert (made["link"]["skip_verify"], made["link"]["mark_source"]) == (True, True)
    changed = {"link_name": "搜索广告", "range": {"user_list": ["chen"]}, "skip_verify": False}
    assert (await app.post(f"{_API}/update_link", link_id=link_id, **changed))["errcode"] == 0
    got = await app.post(f"{_API}/get", link_id=link_id)
    assert (got["link"]["link_name"], got["link"]["skip_verify"]) == ("搜索广告", False)
    assert got["range"] == {"user_list": ["chen"], "department_list": []}
    assert got["priority_option"] == {"priority_type": 2, "priority_userid_list": ["chen"]}
    second = (await app.post(f"{_API}/create_link", **wanted))["link"]["link_id"]
    first = await app.post(f"{_API}/list_link", limit=1)
    rest = await app.post(f"{_API}/list_link", limit=1, cursor=first["next_cursor"])
    assert first["link_id_list"] + rest["link_id_list"] == [link_id, second]
    assert rest["next_cursor"] == ""
    strangers = [other, other_company.workbench()]
    for stranger in strangers:
        assert (await stranger.post(f"{_API}/list_link"))["link_id_list"] == []
        for call in ("get", "delete_link", "customer", "update_link"):
            assert (await stranger.post(f"{_API}/{call}", link_id=link_id))["errcode"] == 40058
    for nobody in (company.open(), company.workbench(may_contact=False)):
        assert (await nobody.post(f"{_API}/list_link"))["errcode"] == 48002
    shown = (await company.console().ok("GET", _LINKS))["items"]
    assert [one["link_id"] for one in shown] == [second, link_id]
    assert shown[1]["app"].startswith("app ")
    assert (await app.post(f"{_API}/delete_link", link_id=link_id))["errcode"] == 0
    assert (await app.post(f"{_API}/get", link_id=link_id))["errcode"] == 40058
    gone = await customer(company.reunion).request("GET", f"/api/app/acquisition/{link_id}")
    assert gone.status_code == 404


async def test_what_is_wrong_is_told_by_errcode(company: Company) -> None:
    app = company.workbench()
    good: dict[str, Any] = {"link_name": "好", "range": {"user_list": ["zhou"]}}
    for more, errcode in (
        ({"link_name": ""}, 40058),
        ({"link_name": "长" * 31}, 40058),
        ({"range": {}}, 40035),
        ({"range": {"user_list": ["nobody"]}}, 40003),
        ({"range": {"user_list": [f"u{n}" for n in range(501)]}}, 40035),
        ({"range": {"department_list": [99]}}, 40066),
        ({"priority_option": {"priority_type": 3}}, 40035),
        ({"priority_option": {"priority_type": 2}}, 40035),
    ):
        assert (await app.post(f"{_API}/create_link", **good | more))["errcode"] == errcode, more


async def test_a_customer_comes_by_a_channel_talks_and_takes_one_use(
    reunion: Reunion, company: Company
) -> None:
    await give(company, 2)
    made = await link(company, "zhou")
    path = f"/api/app/acquisition/{made['link_id']}"
    who = customer(reunion, "陈美")
    opened = await who.get(made["url"], params={"customer_channel": "feed-a"})
    assert opened.headers["location"] == f"/app/ca/{made['link_id']}?customer_channel=feed-a"
    assert (await who.get(made["qr_svg_url"])).text.lstrip().startswith("<?xml")
    for _ in range(2):
        card = await who.ok("GET", path, params={"customer_channel": "feed-a"})
        assert (card["member"]["name"], card["reason"], card["confirm"]) == ("周宁", None, False)
    added = await add(who, made["link_id"], "渠" * 22)
    assert (await who.ok("GET", path))["already"]["conversation_id"] == added["conversation_id"]
    [seen] = (await company.desk().ok("GET", "/api/desk/customers"))["items"]
    shown = await company.open().get(
        "/externalcontact/get", external_userid=seen["external_userid"]
    )
    [follow] = shown["follow_user"]
    assert (follow["add_way"], follow["state"]) == (16, "渠" * 21)
    assert (await _quota(company))["balance"] == 2
    await say(who, added["conversation_id"], "在吗", "有 1.67 的镜片吗")

    async def used() -> bool:
        look(reunion)
        return (await _quota(company))["balance"] == 1

    assert await until(used)
    console = company.console()
    one = await until(lambda: _figures(console, made["id"], added=1))
    assert (one["opened"], one["chatted"]) == (1, 1)
    [brought] = (await console.ok("GET", f"{_LINKS}/{made['id']}/customers"))["items"]
    assert (brought["userid"], brought["chat_status"], brought["name"]) == ("zhou", 1, "陈美")
    days = (await console.ok("GET", f"{_LINKS}/{made['id']}/statistics"))["days"]
    assert len(days) == 30
    assert days[-1] | {"day": ""} == {"day": "", "opened": 1, "added": 1, "chatted": 1}
    quota = await console.ok("GET", "/api/console/acquisition/quota")
    assert (quota["used"], quota["balance"], quota["days"][-1]["used"]) == (1, 1, 1)
    again = await link(company, "chen")
    second = await add(who, again["link_id"])
    await say(who, second["conversation_id"], "我又来了")
    look(reunion)
    assert (await _quota(company))["balance"] == 1, "a customer takes one use, however she comes"


async def _quota(company: Company) -> dict[str, Any]:
    return await company.console().ok("GET", "/api/console/acquisition/quota")


async def _figures(console: Caller, key: int, added: int) -> dict[str, Any] | None:
    one = await console.ok("GET", f"{_LINKS}/{key}")
    return one if one["added"] == added else None


async def test_without_uses_nobody_is_added_and_whoever_talks_is_still_heard(
    reunion: Reunion, company: Company
) -> None:
    made = await link(company, "zhou")
    path = f"/api/app/acquisition/{made['link_id']}"
    first, second, third = (customer(reunion, name) for name in ("甲", "乙", "丙"))
    assert "暂时不可用" in (await first.ok("GET", path))["reason"]
    assert (await first.request("POST", f"{path}/add", json={})).status_code == 409
    await give(company, 1)
    chats = [(await add(who, made["link_id"]))["conversation_id"] for who in (first, second)]
    for who, chat in zip((first, second), chats, strict=True):
        await say(who, chat, "你好")

    async def both() -> bool:
        look(reunion)
        return (await _quota(company))["beyond"] == 1

    assert await until(both)
    quota = await _quota(company)
    assert (quota["used"], quota["balance"], quota["grants"]) == (1, 0, [])
    assert (await third.request("POST", f"{path}/add", json={})).status_code == 409
    bad = {"amount": 0, "expires_on": "2020-01-01"}
    refused = await company.console().post("/api/console/acquisition/grants", json=bad)
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"amount", "expires_on"}


async def test_the_last_use_is_taken_once_whoever_runs_for_it(
    reunion: Reunion, company: Company
) -> None:
    """Eight workers that took up the same moment, on connections of their own."""
    await give(company, 3)
    made = await link(company, "zhou")
    people = [customer(reunion, f"客{n}") for n in range(4)]
    for who in people:
        await add(who, made["link_id"])

    async def race() -> list[bool | None]:
        async with reunion.db.connection() as tx:
            rows = await tx.fetch(
                """SELECT contact_id, link_id FROM acquisition_customer WHERE corp_id = $1
                   ORDER BY contact_id""", company.corp_id,
            )  # fmt: skip

        async def one(contact_id: int, key: int) -> bool | None:
            async with reunion.db.transaction() as tx:
                ctx = Context(company.corp_id, SYSTEM, tx, clock.now())
                return await uses.take(ctx, contact_id, key)

        return await asyncio.gather(
            *(one(row["contact_id"], row["link_id"]) for row in [*rows, *rows])
        )

    taken = reunion.run(race)
    assert sorted(map(str, taken)) == ["False", "None", "None", "None", "None"] + ["True"] * 3
    quota = await _quota(company)
    assert (quota["used"], quota["balance"], quota["beyond"]) == (3, 0, 1)


async def test_a_cut_off_look_is_done_again_and_charges_once(
    reunion: Reunion, company: Company
) -> None:
    await give(company, 5)
    made = await link(company, "zhou")
    who = customer(reunion)
    chat = (await add(who, made["link_id"]))["conversation_id"]
    await say(who, chat, "一", "二", "三")

    async def twice() -> int:
        row: Any = None
        for keep in (False, True, True):
            async with reunion.db.connection() as connection:
                change = connection.transaction()
                await change.start()
                row = await connection.fetchrow(
                    "SELECT contact_id, member_id FROM acquisition_customer WHERE corp_id = $1",
                    company.corp_id,
                )
                ctx = Context(company.corp_id, SYSTEM, connection, clock.now())
                await talking.said(ctx, row["contact_id"], row["member_id"])
                await (change.commit() if keep else change.rollback())
        async with reunion.db.connection() as connection:
            return await connection.fetchval(
                """SELECT count(*) FROM event WHERE corp_id = $1
                   AND name IN ('acquisition.chat_started', 'acquisition.messages_received')""",
                company.corp_id,
            )

    assert reunion.run(twice) == 2
    assert (await _quota(company))["balance"] == 4


async def test_callbacks_and_what_a_chat_key_tells(reunion: Reunion, company: Company) -> None:
    console = company.console()
    app = company.workbench()
    apps = (await console.ok("GET", "/api/console/apps"))["items"]
    app_id = max(one["id"] for one in apps)
    with CallbackReceiver(company.wire_id) as receiver:
        await console.ok("PUT", f"/api/console/apps/{app_id}/callback", json=receiver.setting)
        await give(company, 20, days=2)
        made = await app.post(
            f"{_API}/create_link",
            link_name="广告",
            range={"user_list": ["zhou"]},
            skip_verify=False,
        )
        link_id = made["link"]["link_id"]
        foreign = await link(company, "zhou")
        who = customer(reunion, "陈美")
        channel = {"customer_channel": "feed-a"}
        await who.ok("GET", f"/api/app/acquisition/{link_id}", params=channel)
        await add(who, link_id, "feed-a")
        zhou = company.desk()
        [request] = (await zhou.ok("GET", "/api/desk/requests"))["items"]
        await zhou.ok("POST", f"/api/desk/requests/{request['contact_id']}/accept")
        [chat] = (await who.ok("GET", "/api/app/conversations"))["items"]
        await say(who, chat["id"], "一", "二", "三")

        async def charged() -> bool:
            await asyncio.to_thread(look, reunion)
            return (await _quota(company))["balance"] == 19

        assert await until(charged)
        work = reunion.work
        reunion.run(lambda: jobs.end_uses(work, clock.now()))
        await console.ok("DELETE", f"{_LINKS}/{foreign['id']}")
        await console.ok("PATCH", "/api/console/members/zhou", json={"can_contact": False})
        heard = await asyncio.to_thread(_heard, receiver, 8)
        assert heard["balance_increased"]
        assert (heard["open_profile"]["LinkId"], heard["open_profile"]["State"]) == (
            link_id, "feed-a",
        )  # fmt: skip
        assert heard["friend_request"]["State"] == "feed-a"
        assert heard["customer_start_chat"]["UserID"] == "zhou"
        assert heard["customer_start_chat"]["LinkId"] == link_id
        assert heard["quota_expire_soon"]["ExpireQuotaNum"] == "19"
        assert heard["link_unavailable"]["LinkId"] == link_id
        assert "balance_low" in heard
        assert foreign["link_id"] not in str(heard.get("open_profile"))
        asked = await app.post(
            f"{_API}/get_chat_info", chat_key=heard["message_from_customer"]["ChatKey"]
        )
        assert asked["external_userid"] == heard["customer_start_chat"]["ExternalUserID"]
    assert (asked["userid"], asked["chat_info"]) == (
        "zhou", {"recv_msg_cnt": 3, "link_id": link_id, "state": "feed-a"},
    )  # fmt: skip
    assert (await app.post(f"{_API}/get_chat_info", chat_key="no"))["errcode"] == 40058
    quota = await app.get(_QUOTA)
    assert (quota["total"], quota["balance"], quota["quota_list"][0]["balance"]) == (1, 19, 19)
    now = int(clock.now().timestamp())
    asked = {"link_id": link_id, "start_time": now - 86400, "end_time": now}
    figures = await app.post(f"{_API}/statistic", **asked)
    assert (figures["click_link_customer_cnt"], figures["new_customer_cnt"]) == (1, 1)
    old = {**asked, "start_time": now - 40 * 86400}
    assert (await app.post(f"{_API}/statistic", **old))["errcode"] == 40058
    [one] = (await app.post(f"{_API}/customer", link_id=link_id))["customer_list"]
    assert (one["userid"], one["chat_status"], one["state"]) == ("zhou", 1, "feed-a")


def _heard(receiver: CallbackReceiver, count: int) -> dict[str, dict[str, Any]]:
    wanted = {
        "balance_increased", "open_profile", "friend_request", "customer_start_chat",
        "message_from_customer", "quota_expire_soon", "link_unavailable", "balance_low",
    }  # fmt: skip
    end, heard = time.monotonic() + 20, dict[str, dict[str, Any]]()
    while time.monotonic() < end:
        heard = {one.change_type: one.values for one in receiver.wait(count)}
        heard |= {one.change_type: one.values for one in receiver.accepted}
        if wanted <= set(heard):
            return heard
        time.sleep(0.05)
    raise AssertionError(f"missing {wanted - set(heard)}")


async def test_whom_a_visitor_gets(reunion: Reunion, company: Company) -> None:
    await give(company, 50)
    both = await link(company, "zhou", "chen")
    met = customer(reunion)
    own = (await company.desk("chen").ok("GET", "/api/desk/me"))["way"]["slug"]
    await met.ok("POST", f"/api/app/ways/{own}/add", json={})
    path = f"/api/app/acquisition/{both['link_id']}"
    assert (await met.ok("GET", path))["member"]["name"] == "周宁", "the least loaded"
    change = {"priority_type": 1}
    await company.console().ok("PATCH", f"{_LINKS}/{both['id']}", json=change)
    card = await met.ok("GET", path)
    assert card["member"]["name"] == "陈安"
    assert card["already"]["conversation_id"]
    change = {"priority_type": 2, "priority_userids": ["zhou"]}
    await company.console().ok("PATCH", f"{_LINKS}/{both['id']}", json=change)
    assert (await met.ok("GET", path))["member"]["name"] == "周宁"
    names = set()
    for n in range(4):
        names.add((await customer(reunion, f"客{n}").ok("GET", path))["member"]["name"])
    assert names == {"周宁", "陈安"}, "those who wait count as load"
    await company.console().ok("PATCH", f"{_LINKS}/{both['id']}", json={"userids": ["chen"]})
    assert (await met.ok("GET", path))["member"]["name"] == "陈安"
