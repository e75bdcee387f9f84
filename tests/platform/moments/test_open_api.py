"""客户朋友圈 as apps use it."""

import asyncio
import struct
import time
from typing import Any

import httpx

from tests.factories.company import Company, OpenCaller
from tests.factories.internet import picture
from tests.factories.meeting import meet, tag
from tests.platform.broadcasts.test_story import mark
from tests.platform.moments.test_story import APP, DESK, feed, out, published

API = "/externalcontact"
TEXT = {"content": "新茶到店"}


async def made(app: OpenCaller, **body: Any) -> dict[str, Any]:
    """The result of a new task, once there is one."""
    task = await app.post(f"{API}/add_moment_task", **body)
    assert task["errcode"] == 0, task
    async with asyncio.timeout(60):
        while True:
            answer = await app.get(f"{API}/get_moment_task_result", jobid=task["jobid"])
            assert (answer["errcode"], answer["type"]) == (0, "add_moment_task")
            if answer["status"] == 3:
                return answer["result"]
            await asyncio.sleep(0.02)


async def test_made_published_and_asked_about(company: Company, other_company: Company) -> None:
    app, desk = company.open(), company.desk()
    gold = await tag(company, "金卡")
    her, customer = await meet(company, "zhou", "小美")
    await meet(company, "zhou", "没有标签")
    await mark(company, customer, "zhou", gold)
    senders = {"user_list": ["ZHOU", "nobody"], "department_list": [77]}
    tags = {"tag_list": [gold, "etNONE"]}
    link = {"msgtype": "link", "link": {"title": "春茶", "url": "https://example.com/tea"}}
    result = await made(
        app, text=TEXT, attachments=[link],
        visible_range={"sender_list": senders, "external_contact_list": tags},
    )  # fmt: skip
    moment_id = result["moment_id"]
    assert result["invalid_sender_list"] == {"user_list": ["nobody"], "department_list": [77]}
    assert result["invalid_external_contact_list"] == {"tag_list": ["etNONE"]}
    asked = {"moment_id": moment_id}
    [task] = (await app.post(f"{API}/get_moment_task", **asked))["task_list"]
    assert task == {"userid": "zhou", "publish_status": 0}
    his = asked | {"userid": "zhou"}
    for call in ("customer_list", "send_result", "comments"):
        for errcode, who in ((41062, "zhou"), (41061, "chen"), (60111, "nobody")):
            answer = await app.post(f"{API}/get_moment_{call}", **asked, userid=who)
            assert answer["errcode"] == errcode, (call, answer)
    [waiting] = (await desk.ok("GET", f"{DESK}/tasks"))["items"]
    await published(desk, waiting["moment_id"])
    [seen] = await feed(her)
    await her.ok("POST", f"{APP}/{seen['post_id']}/like")
    await her.ok("POST", f"{APP}/{seen['post_id']}/comments", json={"text": "好茶"})
    await desk.ok("POST", f"{DESK}/{seen['post_id']}/comments", json={"text": "欢迎"})
    for _ in range(2):
        assert (await desk.ok("POST", f"{DESK}/{seen['post_id']}/like"))["liked"], "once is enough"
    assert (await her.ok("GET", APP))["items"][0]["member_likes"]
    [task] = (await app.post(f"{API}/get_moment_task", **asked, limit=1))["task_list"]
    assert task["publish_status"] == 1
    external_userid = customer["external_userid"]
    meant = await app.post(f"{API}/get_moment_customer_list", **his)
    assert meant["customer_list"] == [{"userid": "zhou", "external_userid": external_userid}]
    sent = await app.post(f"{API}/get_moment_send_result", **his, limit=9999)
    assert (sent["customer_list"], sent["next_cursor"]) == (
        [{"external_userid": external_userid}], "",
    )  # fmt: skip
    talked = await app.post(f"{API}/get_moment_comments", **his)
    assert [one.get("external_userid") or one["userid"] for one in talked["like_list"]] == [
        external_userid, "zhou",
    ]  # fmt: skip
    assert not (await desk.ok("DELETE", f"{DESK}/{seen['post_id']}/like"))["liked"]
    less = await app.post(f"{API}/get_moment_comments", **his)
    assert [one.get("userid") for one in less["like_list"]] == [None]
    [question, answer] = talked["comment_list"]
    assert (question["external_userid"], answer["userid"]) == (external_userid, "zhou")
    assert (await app.post(f"{API}/cancel_moment_task", **asked))["errcode"] == 0

    own = await desk.ok("POST", DESK, json={"text": "我自己的"})
    await out(desk, own["moment_id"])
    now = int(time.time())
    span = {"start_time": now - 60, "end_time": now + 60}
    listed = await app.post(f"{API}/get_moment_list", **span, limit=1)
    [first] = listed["moment_list"]
    assert (first["creator"], first["create_type"], first["visible_type"]) == ("zhou", 1, 1)
    rest = await app.post(f"{API}/get_moment_list", **span, cursor=listed["next_cursor"])
    [second] = rest["moment_list"]
    assert (second["moment_id"], second["create_type"], second["visible_type"]) == (moment_id, 0, 0)
    assert second["link"] == {"title": "春茶", "url": "https://example.com/tea"}
    for given, count in (
        ({"filter_type": 0}, 1),
        ({"filter_type": 1}, 1),
        ({"creator": "chen"}, 0),
    ):
        page = await app.post(f"{API}/get_moment_list", **span, **given)
        assert len(page["moment_list"]) == count
    for call in ("get_moment_task", "cancel_moment_task"):
        answer = await app.post(f"{API}/{call}", moment_id=first["moment_id"])
        assert answer["errcode"] == 41067
        assert (await app.post(f"{API}/{call}", moment_id="momNONE"))["errcode"] == 41060
        assert (await app.post(f"{API}/{call}"))["errcode"] == 41059
        stranger = await other_company.open().post(f"{API}/{call}", **asked)
        assert stranger["errcode"] == 41060
    await desk.ok("DELETE", f"{DESK}/{own['post_id']}")
    assert len((await app.post(f"{API}/get_moment_list", **span))["moment_list"]) == 1


async def test_what_is_refused_and_ten_a_minute(company: Company) -> None:
    app = company.open()
    picture = {"msgtype": "image", "image": {"media_id": "x"}}
    link = {"msgtype": "link", "link": {"title": "t", "url": "https://example.com"}}
    cases: list[tuple[int, dict[str, Any]]] = [
        (41089, {}),
        (45002, {"text": {"content": "茶" * 2001}}),
        (41064, {"attachments": [picture] * 10}),
        (41065, {"attachments": [picture, link]}),
        (41065, {"attachments": [{"msgtype": "file"}]}),
        (40007, {"attachments": [picture]}),
    ]
    for errcode, body in cases:
        answer = await app.post(f"{API}/add_moment_task", **body)
        assert answer["errcode"] == errcode, (body, answer)
    answer = await app.get(f"{API}/get_moment_task_result", jobid="jobNONE")
    assert answer["errcode"] == 40088
    month = {"start_time": 1, "end_time": 40 * 86400}
    assert (await app.post(f"{API}/get_moment_list", **month))["errcode"] == 40058
    nobody = await made(app, text=TEXT)
    assert (nobody["errcode"], "moment_id" in nobody) == (40058, False)
    tasks = [app.post(f"{API}/add_moment_task", text=TEXT) for _ in range(12)]
    answers = [one["errcode"] for one in await asyncio.gather(*tasks)]
    assert sorted(answers) == [0] * 9 + [45009] * 3


def film(seconds: int) -> bytes:
    """The boxes that say how long an MP4 plays, and some film behind them."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    boxes = struct.pack(">I4s", 8 + len(header), b"mvhd") + header
    moov = struct.pack(">I4s", 8 + len(boxes), b"moov") + boxes
    start = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0)
    return start + struct.pack(">I4s", 24, b"mdat") + bytes(16) + moov


async def test_attachments_are_uploaded(company: Company) -> None:
    app = company.open()
    token = {"access_token": await app.token()}
    url = f"{company.reunion.base_url}/cgi-bin/media/upload_attachment"

    async def upload(kind: str, content: bytes, purpose: int = 1) -> dict[str, Any]:
        params = token | {"media_type": kind, "attachment_type": purpose}
        async with httpx.AsyncClient(timeout=30) as http:
            files = {"media": ("a", content)}
            return (await http.post(url, params=params, files=files)).json()

    short = await upload("video", film(30))
    assert (short["errcode"], short["type"]) == (0, "video")
    assert (await upload("video", film(31)))["errcode"] == 41082
    assert (await upload("image", bytes(10 * 1024 * 1024 + 1)))["errcode"] == 41080
    assert (await upload("image", picture(8), 3))["errcode"] == 40058
    assert (await upload("voice", b"#!AMR\n00"))["errcode"] == 40005
    image = (await upload("image", picture(8)))["media_id"]
    await meet(company, "zhou")
    both = [
        {"msgtype": "video", "video": {"media_id": short["media_id"]}},
        {"msgtype": "image", "image": {"media_id": image}},
    ]
    for one in both:
        assert "moment_id" in await made(app, attachments=[one])
    assert (await app.post(f"{API}/add_moment_task", attachments=both))["errcode"] == 41065
    now = int(time.time())
    span = {"start_time": now - 60, "end_time": now + 60}
    listed = (await app.post(f"{API}/get_moment_list", **span))["moment_list"]
    assert ["image" in one for one in listed] == [True, False]
    kept = listed[0]["image"][0]["media_id"]
    params = token | {"media_id": kept}
    async with httpx.AsyncClient(timeout=30) as http:
        got = await http.get(url.replace("upload_attachment", "get"), params=params)
    assert got.content == picture(8)
