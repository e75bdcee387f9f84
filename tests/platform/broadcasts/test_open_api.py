"""企业群发 as apps use it."""

import time
from typing import Any

from tests.factories.company import Company
from tests.factories.meeting import meet, tag
from tests.platform.broadcasts.test_story import CONSOLE, DESK, confirm, mark, until

API = "/externalcontact"


async def test_made_listed_reminded_and_stopped(company: Company) -> None:
    app, desk = company.open(), company.desk("zhou")
    _, friend = await meet(company, "zhou")
    _, other = await meet(company, "chen")
    text = {"content": "新茶到店"}
    link = {"msgtype": "link", "link": {"title": "春茶", "url": "https://example.com/tea"}}
    who = [friend["external_userid"], other["external_userid"], "wmNOBODY"]
    made = await app.post(
        f"{API}/add_msg_template", chat_type="single", sender="zhou", external_userid=who,
        text=text, attachments=[link],
    )  # fmt: skip
    assert (made["errcode"], made["fail_list"]) == (0, who[1:])
    msgid = made["msgid"]
    [task] = (await app.post(f"{API}/get_groupmsg_task", msgid=msgid))["task_list"]
    assert task == {"userid": "zhou", "status": 0}
    for expected in (0, 0, 0, 41094):
        assert (await app.post(f"{API}/remind_groupmsg_send", msgid=msgid))["errcode"] == expected
    [waiting] = (await desk.ok("GET", DESK))["items"]
    await confirm(desk, waiting["broadcast_id"])
    await until(company.console(), f"{CONSOLE}/{waiting['broadcast_id']}")
    [task] = (await app.post(f"{API}/get_groupmsg_task", msgid=msgid))["task_list"]
    assert (task["status"], abs(task["send_time"] - time.time()) < 60) == (2, True)
    sent = await app.post(f"{API}/get_groupmsg_send_result", msgid=msgid, userid="zhou", limit=9999)
    [line] = sent["send_list"]
    assert (line["external_userid"], line["userid"], line["status"]) == (who[0], "zhou", 1)
    assert (await app.post(f"{API}/cancel_groupmsg_send", msgid=msgid))["errcode"] == 40058

    await desk.ok("POST", DESK, json={"text": "我自己发的"})
    now = int(time.time())
    span = {"chat_type": "single", "start_time": now - 3600, "end_time": now + 60}
    listed = await app.post(f"{API}/get_groupmsg_list_v2", **span)
    mine, ours = listed["group_msg_list"]
    assert (mine["creator"], mine["create_type"], mine["text"]["content"]) == (
        "zhou", 1, "我自己发的"
    )  # fmt: skip
    assert (ours["msgid"], ours["create_type"], "creator" in ours) == (msgid, 0, False)
    assert ours["attachments"][0]["link"]["url"] == "https://example.com/tea"
    for given in ({"filter_type": 0}, {"limit": 1, "cursor": await _second(app, span)}):
        page = await app.post(f"{API}/get_groupmsg_list_v2", **span, **given)
        assert [one["msgid"] for one in page["group_msg_list"]] == [msgid]
    page = await app.post(f"{API}/get_groupmsg_list_v2", **span, creator="zhou")
    assert [one["create_type"] for one in page["group_msg_list"]] == [1]

    made = await app.post(f"{API}/add_msg_template", sender="chen", text=text)
    assert (await app.post(f"{API}/cancel_groupmsg_send", msgid=made["msgid"]))["errcode"] == 0
    for call in ("cancel", "remind"):
        answer = await app.post(f"{API}/{call}_groupmsg_send", msgid=made["msgid"])
        assert answer["errcode"] == 41093


async def _second(app: Any, span: dict[str, Any]) -> str:
    return (await app.post(f"{API}/get_groupmsg_list_v2", **span, limit=1))["next_cursor"]


async def test_tags_within_a_group_are_or_and_groups_are_and(company: Company) -> None:
    app = company.open()
    gold, silver, tea = [await tag(company, name, name) for name in ("金", "银", "茶")]
    for tags in ((gold, tea), (silver,), (tea,)):
        _, customer = await meet(company, "zhou")
        await mark(company, customer, "zhou", *tags)
    groups = [{"tag_list": [gold, silver]}, {"tag_list": [tea]}]
    text = {"content": "新茶到店"}
    made = await app.post(
        f"{API}/add_msg_template", text=text, tag_filter={"group_list": groups}, allow_select=True
    )
    assert made["errcode"] == 0, made
    [one] = (await company.desk("zhou").ok("GET", DESK))["items"]
    assert (one["customers"], one["allow_select"]) == (1, True)


async def test_what_is_refused(company: Company, other_company: Company) -> None:
    app, text = company.open(), {"content": "你好"}
    _, friend = await meet(company, "zhou")
    theirs = await other_company.open().post(
        f"{API}/add_msg_template", sender="zhou", text=text
    )  # nobody there has a customer
    assert theirs["errcode"] == 41048
    cases: list[tuple[int, dict[str, Any]]] = [
        (86214, {"chat_type": "crowd", "sender": "zhou", "text": text}),
        (40058, {"text": text}),
        (40058, {"sender": "zhou"}),
        (60111, {"sender": "nobody", "text": text}),
        (40068, {"tag_filter": {"group_list": [{"tag_list": ["etNONE"]}]}, "text": text}),
        (41048, {"external_userid": ["wmNOBODY"], "text": text}),
        (40058, {"external_userid": ["wm"] * 10_001, "text": text}),
        (45002, {"sender": "zhou", "text": {"content": "茶" * 1334}}),
        (41065, {"sender": "zhou", "attachments": [{"msgtype": "voice"}]}),
        (40007, {"sender": "zhou", "attachments": [{"msgtype": "image", "image": {"media_id": "x"}}]}),
        (41064, {"sender": "zhou", "attachments": [
            {"msgtype": "link", "link": {"title": "t", "url": "https://example.com"}}] * 10}),
    ]  # fmt: skip
    for errcode, body in cases:
        answer = await app.post(f"{API}/add_msg_template", **body)
        assert answer["errcode"] == errcode, (body, answer)
    made = await app.post(
        f"{API}/add_msg_template", sender="zhou", text=text,
        external_userid=[friend["external_userid"]],
    )  # fmt: skip
    stranger = other_company.open()
    for call in ("get_groupmsg_task", "remind_groupmsg_send", "cancel_groupmsg_send"):
        assert (await stranger.post(f"{API}/{call}", msgid=made["msgid"]))["errcode"] == 41047
        assert (await app.post(f"{API}/{call}"))["errcode"] == 41046
    asked = {"chat_type": "single", "start_time": 1, "end_time": 40 * 86400}
    assert (await app.post(f"{API}/get_groupmsg_list_v2", **asked))["errcode"] == 40058
