"""The sidebar: a member sees and marks the customers whom he follows, and nobody else's."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reunion.core.clock import clock
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.stores import Person, stores
from reunion.growth.sidebar.model import WecomRefused
from reunion.storage.blobs import Blobs
from reunion.wecom.endpoints.js_tickets import signature
from reunion.wecom.errors import WecomError
from tests.factories.beside_chats import opened, sidebar, with_sidebar
from tests.factories.company import Company, found
from tests.factories.gathering import Guest, gather, guests
from tests.factories.meeting import meet, tag
from tests.factories.mirroring import in_corp, mirrored, settled
from tests.factories.readers import Browser, poster, published
from tests.factories.serving import Reunion
from tests.factories.sockets import socket_of


@pytest.fixture(scope="module")
async def company(reunion: Reunion) -> Company:
    """Zhou follows 小美, and has a group with her and with a customer of Chen's; all of it was read."""
    company = found(reunion)
    await company.add_member("zhou", "周宁")
    await company.add_member("chen", "陈安")
    await company.add_member("wu", "吴静")
    person, hers = await meet(company, "zhou", "小美")
    guest = Guest(person, hers["contact_id"], hers["external_userid"], "小美")
    group = await gather(company, [guest], colleagues=("chen",))
    invited = {"contact_ids": [one.contact_id for one in guests(company, ["阿珍"], "chen")]}
    await company.desk("chen").ok("POST", f"/api/desk/groups/{group['id']}/members", json=invited)
    await tag(company, "金卡")
    await mirrored(company)
    with_sidebar(company)
    return company


async def mei(company: Company) -> tuple[str, int]:
    """Her external_userid and her profile's number."""
    (one,) = (await company.desk().ok("GET", "/api/desk/customers"))["items"]
    number = in_corp(company, lambda ctx: profiles.of_external(ctx, one["external_userid"]))
    assert number is not None
    return one["external_userid"], number


async def test_the_toolbar_has_it_and_a_code_opens_it(company: Company) -> None:
    (tool,) = (await company.desk().ok("GET", "/api/desk/chat-tools"))["items"]
    assert tool["url"].endswith(f"/app/sidebar?corp={company.wire_id}")
    page = await opened(company)
    external, number = await mei(company)
    current = await page.ok("GET", f"/api/sidebar/current/{external}")
    assert current == {"profile_no": number}
    portrait = await page.ok("GET", f"/api/sidebar/customers/{number}")
    assert portrait["card"]["name"] == "小美"
    wrong = {"corp": company.wire_id, "code": "guess"}
    assert (await page.post("/api/sidebar/session", json=wrong)).status_code == 403
    nobody = await page.get("/api/sidebar/door", params={"corp": "nobody"})
    assert nobody.status_code == 409


async def test_the_app_is_made_once(company: Company) -> None:
    with_sidebar(company)
    console = company.console()
    items = (await console.ok("GET", "/api/console/apps"))["items"]
    (app,) = [one for one in items if one["kind"] == "self_built"]
    web = await console.ok("GET", f"/api/console/apps/{app['id']}/web")
    assert len(web["tools"]) == 1


async def test_pages_are_signed_with_the_apps_ticket(company: Company) -> None:
    page = sidebar(company)
    url = f"{company.reunion.base_url}/app/sidebar?corp={company.wire_id}"
    door = await page.ok("GET", "/api/sidebar/door", params={"corp": company.wire_id})
    for kind in ("agent", "corp"):
        asked = {"kind": kind, "url": url}
        signed = await page.ok("GET", "/api/sidebar/signature", params=asked)
        said = {
            "kind": kind, "corpid": door["corpid"], "agentid": door["agentid"], "url": url,
            "timestamp": str(signed["timestamp"]), "noncestr": signed["nonceStr"],
            "signature": signed["signature"],
        }  # fmt: skip
        await company.desk().ok("POST", "/api/desk/chat-tools/signature", json=said)
    assert signed["signature"] != signature("", signed["nonceStr"], signed["timestamp"], url)


async def test_a_tag_goes_to_wecom(company: Company) -> None:
    page, (external, number) = sidebar(company), await mei(company)
    (gold,) = (await page.ok("GET", "/api/sidebar/tags"))["items"]
    path = f"/api/sidebar/customers/{number}/tags"
    worn = await page.ok("PUT", path, json={"add": [gold["tag_no"]]})
    assert [one["name"] for one in worn["items"]] == ["金卡"]
    await settled(company)
    assert await _tags_in_wecom(company, external) == ["金卡"]
    worn = await page.ok("PUT", path, json={"remove": [gold["tag_no"]]})
    assert worn["items"] == []
    await settled(company)
    assert await _tags_in_wecom(company, external) == []


async def _tags_in_wecom(company: Company, external: str) -> list[str]:
    answer = await company.open().get("/externalcontact/get", external_userid=external)
    return [one["tag_name"] for one in answer["follow_user"][0]["tags"]]


async def test_what_is_sent_has_a_link_of_its_own(company: Company) -> None:
    page, (_, number) = sidebar(company), await mei(company)
    body = {"kind": "link", "title": "配镜指南", "body": {"url": "https://example.com/guide"}}
    made = await company.console().ok("POST", "/api/console/content", json=body)
    items = (await page.ok("GET", "/api/sidebar/content"))["items"]
    (one,) = [item for item in items if item["id"] == made["id"]]
    assert one["title"] == "配镜指南"
    shares = f"/api/sidebar/customers/{number}/shares"
    links = {
        (await page.ok("POST", shares, json={"content_id": one["id"]}))["url"] for _ in range(2)
    }
    assert len(links) == 2
    chen = sidebar(company, "chen")
    assert (await chen.post(shares, json={"content_id": one["id"]})).status_code == 404
    reply = {"category": "问候", "text": "您好，我是周宁"}
    key = await company.desk().ok("POST", "/api/desk/quick-replies", json=reply)
    await page.ok("POST", f"/api/sidebar/quick-replies/{key}/uses")
    (said,) = (await page.ok("GET", "/api/sidebar/quick-replies"))["items"]
    assert (said["text"], said["mine"]) == ("您好，我是周宁", 1)


async def test_a_member_has_replies_that_nobody_else_sees(company: Company) -> None:
    zhou, chen, path = sidebar(company), sidebar(company, "chen"), "/api/sidebar/quick-replies"
    draft = {"category": "我的", "text": "我在三楼"}
    key = (await zhou.ok("POST", path, json=draft))["id"]
    assert key not in {one["id"] for one in (await chen.ok("GET", path))["items"]}
    for stranger in (
        chen.put(f"{path}/{key}", json=draft),
        chen.delete(f"{path}/{key}"),
        chen.post(f"{path}/{key}/uses"),
    ):
        assert (await stranger).status_code == 404
    await zhou.ok("PUT", f"{path}/{key}", json=draft | {"text": "我在五楼"})
    own = {one["id"]: one["text"] for one in (await zhou.ok("GET", path))["items"] if one["own"]}
    assert own[key] == "我在五楼"
    empty = await zhou.post(path, json=draft | {"text": " "})
    assert empty.json()["fields"] == {"text": "不能为空"}
    await zhou.ok("DELETE", f"{path}/{key}")
    assert key not in {one["id"] for one in (await zhou.ok("GET", path))["items"]}


async def test_beside_a_group_stand_its_people_and_content_for_all(company: Company) -> None:
    page, (_, number) = sidebar(company), await mei(company)
    listed = await company.open().post("/externalcontact/groupchat/list", limit=10)
    [chat_id] = [one["chat_id"] for one in listed["group_chat_list"]]
    path = f"/api/sidebar/groups/{chat_id}"
    group = await page.ok("GET", path)
    assert (group["name"], group["owner"], group["colleagues"]) == ("春茶会员群", "周宁", ["陈安"])
    shown = {one["name"]: (one["profile_no"], one["tags"]) for one in group["guests"]}
    assert shown == {"小美": (number, []), "阿珍": (None, [])}
    assert (await sidebar(company, "wu").get(path)).json()["code"] == "not_in_group"
    unread = await page.get("/api/sidebar/groups/wrnobody")
    assert (unread.status_code, unread.json()["code"]) == (404, "not_known_yet")

    item = await poster(company)
    shared = await page.ok("POST", "/api/sidebar/shares", json={"content_id": item["id"]})
    sent = {"media_id": shared["media_id"]}
    kept = await company.desk().ok("POST", "/api/desk/chat-tools/media", json=sent)
    assert (kept["kind"], kept["width"], kept["height"]) == ("image", 1080, 1620)


def test_what_wecom_refuses_is_told_in_words() -> None:
    refused = WecomRefused.of(WecomError(48002, "api forbidden"))
    for language, words in (("zh", "企业微信没有答应（48002）"), ("en", "WeCom refused (48002)")):
        said = refused.text(language)
        assert said.startswith(words)
        assert "api forbidden" not in said


async def test_a_note_that_is_due_waits_at_the_workbench(company: Company) -> None:
    page, desk, (_, number) = sidebar(company), company.desk(), await mei(company)
    path = f"/api/sidebar/customers/{number}/follow-ups"
    late = (clock.now() - timedelta(minutes=1)).isoformat()
    note = await page.ok("POST", path, json={"text": "约她来取镜", "due_at": late})
    plain = await page.ok("POST", path, json={"text": "喜欢圆框"})
    assert (await _waiting(company))["late"] == 1
    (due,) = (await desk.ok("GET", "/api/desk/follow-ups"))["items"]
    mine = await page.ok("GET", "/api/sidebar/follow-ups")
    assert mine["items"] == [due]
    assert mine["now"] < mine["tomorrow"]
    assert (due["text"], due["name"]) == ("约她来取镜", "小美")
    await desk.ok("POST", f"/api/desk/follow-ups/{note['id']}/done")
    assert (await _waiting(company))["count"] == 0
    items = (await page.ok("GET", path))["items"]
    assert [(one["text"], one["done_at"] is None) for one in items] == [
        ("喜欢圆框", True), ("约她来取镜", False),
    ]  # fmt: skip
    assert (await company.desk("chen").ok("GET", "/api/desk/follow-ups"))["items"] == []
    changed = {"text": "喜欢圆框，玳瑁色"}
    one = f"/api/sidebar/follow-ups/{plain['id']}"
    assert (await page.ok("PATCH", one, json=changed))["text"] == "喜欢圆框，玳瑁色"
    assert (await sidebar(company, "chen").patch(one, json=changed)).status_code == 404
    await page.ok("DELETE", one)
    assert (await page.delete(one)).status_code == 404


async def _waiting(company: Company) -> dict[str, Any]:
    return (await company.desk().ok("GET", "/api/desk/workbench"))["sources"]["follow_ups"]


async def test_other_members_customers_are_not_shown(company: Company) -> None:
    chen, (external, number) = sidebar(company, "chen"), await mei(company)
    here = f"/api/sidebar/customers/{number}"
    for path in (
        f"/api/sidebar/current/{external}",
        here,
        f"{here}/purchases",
        f"{here}/timeline",
        f"{here}/follow-ups",
    ):
        assert (await chen.get(path)).status_code == 404, path
    assert (await chen.put(f"{here}/tags", json={"add": [1]})).status_code == 404
    note = {"text": "不该写下"}
    assert (await chen.post(f"{here}/follow-ups", json=note)).status_code == 404
    unknown = await chen.get("/api/sidebar/current/wmnobody")
    assert unknown.json()["code"] == "not_known_yet"


async def test_an_ended_session_opens_nothing(company: Company) -> None:
    page = sidebar(company)
    clock.advance(timedelta(hours=8))
    try:
        assert (await page.get("/api/sidebar/tags")).status_code == 401
    finally:
        clock.advance(-timedelta(hours=8))


async def test_notes_are_exported_and_erased_with_her(company: Company, tmp_path: Path) -> None:
    page, (_, number) = sidebar(company), await mei(company)
    await page.ok("POST", f"/api/sidebar/customers/{number}/follow-ups", json={"text": "记一笔"})
    store, work = stores["sidebar"], company.reunion.work

    def person(ctx: Any) -> Person:
        return Person(ctx, work.engine, Blobs(tmp_path), [number], [])

    before = in_corp(company, lambda ctx: store.export(person(ctx)))
    assert "记一笔" in [one["text"] for one in before["follow_up"]]
    (line,) = in_corp(company, lambda ctx: store.erase(person(ctx)))
    assert line.count == len(before["follow_up"])
    assert in_corp(company, lambda ctx: store.export(person(ctx))) == {"follow_up": []}


async def test_what_was_sent_from_it_is_told_to_the_desk_while_she_reads(company: Company) -> None:
    (row,) = (await company.desk().ok("GET", "/api/desk/customers"))["items"]
    _, number = await mei(company)
    item = await published(company, title="配镜指南")
    path = f"/api/sidebar/customers/{number}/shares"
    sent = await sidebar(company).ok("POST", path, json={"content_id": item["id"]})
    async with socket_of(company.desk(), "desk") as desk:

        async def told(how: str = "content_reading", **wanted: Any) -> dict[str, Any]:
            return await desk.frame(
                lambda frame: (
                    frame["type"] == how
                    and all(frame[name] == value for name, value in wanted.items())
                )
            )

        phone = Browser(company)
        opening = await phone.open(sent["token"])
        begun = await told(seconds=0)
        assert begun["conversation_id"] == row["conversation_id"]
        assert (begun["name"], begun["title"], begun["forwarded"]) == ("小美", "配镜指南", False)
        friend = Browser(company)
        await friend.open(sent["token"])
        passed = await told(forwarded=True)
        assert (passed["name"], passed["conversation_id"]) == ("", row["conversation_id"])
        await phone.read(opening, 2, 60)
        assert (await told("content_reading_on", depth=60))["ended"] is False
        await phone.read(opening, 2, 60, left=True)
        assert (await told("content_reading_on", ended=True))["id"] == begun["id"]
