"""Headquarters prepares, members confirm, customers see, like and comment: through console, desk and app."""

import asyncio
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reunion.core.clock import clock
from tests.factories.company import Caller, Company
from tests.factories.internet import picture
from tests.factories.meeting import add, meet, tag, way
from tests.platform.broadcasts.test_story import mark, refused

CONSOLE, DESK, APP = "/api/console/moments", "/api/desk/moments", "/api/app/moments"
LINK = {"kind": "link", "title": "春茶", "url": "https://example.com/tea"}


async def make(company: Company, text: str = "新茶到店", by: str = "lin", **more: Any) -> Any:
    return await company.console(by).ok("POST", CONSOLE, json={"text": text, **more})


async def published(desk: Caller, moment_id: int) -> dict[str, Any]:
    """The member's part, once it is out."""
    await desk.ok("POST", f"{DESK}/tasks/{moment_id}/confirm")
    return await out(desk, moment_id)


async def out(desk: Caller, moment_id: int) -> dict[str, Any]:
    path = f"{DESK}/tasks/{moment_id}"
    return await until(desk, path, lambda task: task["state"] == "published")


async def until(caller: Caller, path: str, ready: Callable[[Any], bool]) -> Any:
    """What is there once it is as it shall be."""
    async with asyncio.timeout(60):
        while True:
            one = await caller.ok("GET", path)
            if ready(one):
                return one
            await asyncio.sleep(0.02)


async def feed(person: Caller, **params: Any) -> list[dict[str, Any]]:
    return (await person.ok("GET", APP, params=params))["items"]


async def upload(caller: Caller, surface: str, side: int = 8) -> dict[str, Any]:
    files = {"file": ("茶.png", io.BytesIO(picture(side)), "image/png")}
    return await caller.ok(
        "POST", f"/api/{surface}/media", files=files, data={"kind": "image"}
    )  # fmt: skip


async def test_from_headquarters_to_the_feed_and_back(company: Company) -> None:
    her, customer = await meet(company, "zhou", "小美")
    him, _ = await meet(company, "zhou", "李雷")
    console, desk = company.console(), company.desk()
    image = await upload(console, "console")
    attachments = [{"kind": "image", "media_id": image["id"]}]
    made = await make(company, attachments=attachments)
    assert (made["state"], made["members"]) == ("open", 1)
    path = f"{CONSOLE}/{made['id']}"
    waiting = await desk.ok("GET", f"{DESK}/tasks")
    assert (waiting["pending"], waiting["items"][0]["text"]) == (1, "新茶到店")
    assert (await desk.ok("GET", "/api/desk/workbench"))["sources"]["moments"]["count"] == 1
    task = await desk.ok("GET", f"{DESK}/tasks/{made['id']}")
    assert (task["state"], task["customers"], task["refused"]) == ("pending", 2, 0)
    assert await feed(her) == []
    assert (await her.get(f"/media/{image['id']}")).status_code == 404
    task = await published(desk, made["id"])
    assert (await desk.ok("POST", f"{DESK}/tasks/{made['id']}/confirm"))["state"] == "published"
    assert (await desk.ok("GET", f"{DESK}/tasks"))["pending"] == 0
    assert (await desk.ok("GET", "/api/desk/workbench"))["sources"]["moments"]["count"] == 0
    assert (await her.ok("GET", f"{APP}/glance"))["fresh"] is True

    [seen] = await feed(her)
    assert (seen["text"], seen["name"], seen["liked"]) == ("新茶到店", "周宁", False)
    [shown] = seen["attachments"]
    assert (await her.get(shown["media"]["url"])).status_code == 200
    await her.ok("POST", f"{APP}/glance")
    assert (await her.ok("GET", f"{APP}/glance"))["fresh"] is False
    here, mine = f"{APP}/{seen['post_id']}", f"{DESK}/{task['post_id']}"
    assert (await her.ok("POST", f"{here}/like"))["liked"] is True
    await her.ok("POST", f"{here}/like")
    said = {"text": " 还有货吗 ", "client_id": "c1"}
    for _ in range(2):
        answered = await her.ok("POST", f"{here}/comments", json=said)
        assert [one["text"] for one in answered["comments"]] == ["还有货吗"]
    await him.ok("POST", f"{here}/comments", json={"text": "好茶"})

    assert (await desk.ok("GET", f"{DESK}/tasks"))["unread"] == 3
    notices = (await desk.ok("GET", f"{DESK}/notices"))["items"]
    assert [(one["kind"], one["name"]) for one in notices] == [
        ("comment", "李雷"), ("comment", "小美"), ("like", "小美"),
    ]  # fmt: skip
    assert notices[0]["picture_url"] == shown["media"]["url"]
    await desk.ok("POST", f"{DESK}/notices/read", json={"notice_id": notices[0]["id"]})
    assert (await desk.ok("GET", f"{DESK}/tasks"))["unread"] == 0
    [post] = (await desk.ok("GET", DESK))["items"]
    assert [one["name"] for one in post["likes"]] == ["小美"]
    [question, _] = post["comments"]
    await desk.ok("POST", f"{mine}/comments", json={"text": "有的", "comment_id": question["id"]})
    await desk.ok("POST", f"{mine}/comments", json={"text": "本周都在"})
    assert (await her.ok("GET", f"{APP}/glance"))["notices"] == 1
    [notice] = (await her.ok("GET", f"{APP}/notices"))["items"]
    assert (notice["name"], notice["text"]) == ("周宁", "有的")
    await her.ok("POST", f"{APP}/notices/read", json={"notice_id": notice["id"]})
    assert (await her.ok("GET", f"{APP}/glance"))["notices"] == 0

    [hers], [his] = await feed(her), await feed(him)
    assert [one["text"] for one in hers["comments"]] == ["还有货吗", "有的", "本周都在"]
    assert [one["text"] for one in his["comments"]] == ["好茶", "本周都在"]
    assert (his["liked"], hers["comments"][1]["to"]) == (False, "小美")
    own, foreign = hers["comments"][0]["id"], his["comments"][0]["id"]
    assert (await her.delete(f"{here}/comments/{foreign}")).json()["code"] == "comment_unknown"
    not_hers = await her.delete(f"{here}/comments/{hers['comments'][2]['id']}")
    assert not_hers.json()["code"] == "comment_not_own"

    sums = (await console.ok("GET", path))["sums"]
    assert (sums["shown"], sums["likes"], sums["comments"], sums["answers"]) == (2, 1, 2, 2)
    [line] = (await console.ok("GET", f"{path}/posts", params={"sort": "likes"}))["items"]
    assert (line["name"], line["shown"], line["likes"], line["comments"]) == ("周宁", 2, 1, 2)
    [day] = (await console.ok("GET", f"{path}/days"))["items"]
    assert (day["shown"], day["likes"], day["comments"]) == (2, 1, 2)
    viewers = (await console.ok("GET", f"{path}/customers", params={"shown": "true"}))["items"]
    assert [(one["name"], one["liked"], one["comments"]) for one in viewers] == [
        ("小美", True, 1), ("李雷", False, 1),
    ]  # fmt: skip
    comments = (await console.ok("GET", f"{path}/comments", params={"limit": 3}))["items"]
    assert [one["comment"]["text"] for one in comments] == ["本周都在", "有的", "好茶"]
    await console.ok("DELETE", f"{path}/comments/{foreign}")
    assert len((await feed(him))[0]["comments"]) == 1
    assert (await her.ok("DELETE", f"{here}/like"))["liked"] is False
    left = await her.ok("DELETE", f"{here}/comments/{own}")
    assert [one["text"] for one in left["comments"]] == ["有的", "本周都在"]
    story = await console.ok(
        "GET", f"/api/console/customers/{customer['external_userid']}/timeline"
    )
    told = [one["title"] for one in story["items"] if one["kind"] == "moment"]
    assert told == ["删除了朋友圈评论", "取消了朋友圈的赞", "评论了朋友圈", "赞了朋友圈"]

    await console.ok("DELETE", path)
    assert (await feed(her), (await desk.ok("GET", DESK))["items"]) == ([], [])
    assert (await her.get(shown["media"]["url"])).status_code == 404
    for caller, gone in ((console, path), (her, here), (desk, mine)):
        assert (await caller.get(gone)).status_code == 404
    names = {one["name"] for one in (await console.ok("GET", "/api/console/audit"))["items"]}
    assert {f"moment.{verb}" for verb in (
        "created", "opened", "confirmed", "published", "liked", "commented", "answered", "deleted",
    )} <= names  # fmt: skip


async def test_friendship_decides_what_is_seen(company: Company) -> None:
    """Parting and blocking take posts away, coming back brings them; a newcomer sees what was said to
    all within 30 days, and it counts as no touch."""
    her, _ = await meet(company, "zhou", "小美")
    desk, zhou = company.desk(), company.members["zhou"]
    posted = await desk.ok("POST", DESK, json={"text": "周一上新"})
    await out(desk, posted["moment_id"])
    gold = await tag(company, "金卡")
    only = await desk.ok("POST", DESK, json={"text": "金卡专享", "tags_any": [gold]})
    await out(desk, only["moment_id"])
    assert [one["text"] for one in await feed(her)] == ["周一上新"]
    contact = f"/api/app/contacts/{zhou}"
    for body, seen in (({"blocked": True}, 0), ({"blocked": False}, 1)):
        await her.ok("PATCH", contact, json=body)
        assert len(await feed(her)) == seen
    await her.ok("DELETE", contact)
    assert await feed(her) == []
    await her.ok("POST", f"{contact}/add", json={})
    assert len(await feed(her)) == 1

    late, newcomer = await meet(company, "zhou", "新客")
    earlier = (await until(late, APP, lambda page: page["items"]))["items"]
    assert [one["text"] for one in earlier] == ["周一上新"]
    assert (await late.ok("GET", f"{APP}/glance"))["fresh"] is False
    standing = await company.console().ok(
        "GET", f"/api/console/customers/{newcomer['external_userid']}/touches/standing"
    )
    assert all(one["day"]["sent"] == 0 for one in standing["counts"])
    await late.ok("POST", f"{APP}/{earlier[0]['post_id']}/like")
    params = {"member_id": zhou}
    assert len(await feed(late, **params)) == 1
    assert await feed(late, member_id=company.members["chen"]) == []

    wrong = await company.desk("chen").get(f"{DESK}/{posted['post_id']}")
    assert wrong.status_code == 404
    await desk.ok("DELETE", f"{DESK}/{posted['post_id']}")
    assert (await feed(her), await feed(late)) == ([], [])
    assert (await refused(late, f"{APP}/{posted['post_id']}/like"))["code"] == "moment_unknown"


async def test_an_answer_goes_to_friends_alone(company: Company) -> None:
    her, _ = await meet(company, "zhou", "小美")
    desk = company.desk()
    posted = await desk.ok("POST", DESK, json={"text": "周一上新", "attachments": [LINK]})
    await out(desk, posted["moment_id"])
    path = f"{APP}/{posted['post_id']}/comments"
    await her.ok("POST", path, json={"text": "好"})
    assert (await refused(her, path, text="  "))["code"] == "invalid"
    assert (await refused(her, path, text="长" * 501))["code"] == "invalid"
    [asked] = (await desk.ok("GET", f"{DESK}/{posted['post_id']}"))["comments"]
    await her.ok("PATCH", f"/api/app/contacts/{company.members['zhou']}", json={"blocked": True})
    body = {"text": "谢谢", "comment_id": asked["id"]}
    wrong = await refused(desk, f"{DESK}/{posted['post_id']}/comments", **body)
    assert wrong["code"] == "comment_no_friend"
    left = await desk.ok("DELETE", f"{DESK}/{posted['post_id']}/comments/{asked['id']}")
    assert left["comments"] == []


async def test_rules_refuse_and_say_so(company: Company) -> None:
    """Before and after: who would not see it, by which rule, with which values."""
    console, desk = company.console(), company.desk()
    await console.ok("PUT", "/api/console/touch-policy", json={"moments_a_day": 1})
    people = [await meet(company, "zhou", name) for name in ("甲", "乙", "丙", "丁")]
    wish = {"marketing": False, "service": True}
    await people[1][0].ok("PUT", f"/api/app/companies/{company.wire_id}/preferences", json=wish)
    zhou = company.members["zhou"]
    await people[2][0].ok("PATCH", f"/api/app/contacts/{zhou}", json={"blocked": True})
    gold = await tag(company, "金卡")
    await mark(company, people[0][1], "zhou", gold)
    first = await make(company, "第一条", range={"tags_all": [gold], "userids": ["zhou"]})
    await published(desk, first["id"])
    estimate = await console.ok("POST", f"{CONSOLE}/estimate", json={})
    assert (estimate["customers"], estimate["members"], estimate["reachable"]) == (4, 1, 1)
    counts = {one["rule"]: one["count"] for one in estimate["refusals"]}
    assert counts == {"moment_day": 1, "opted_out": 1, "blocked": 1}
    own = await desk.ok("POST", f"{DESK}/estimate", json={"tags_any": [gold]})
    assert (own["customers"], own["reachable"]) == (1, 0)
    second = await make(company, "第二条")
    task = await desk.ok("GET", f"{DESK}/tasks/{second['id']}")
    assert (task["customers"], task["refused"]) == (1, 3)
    before = await desk.ok("GET", f"{DESK}/tasks/{second['id']}/customers")
    await published(desk, second["id"])
    after = await desk.ok("GET", f"{DESK}/tasks/{second['id']}/customers")
    for one in (before, after):
        rules = {seen["name"]: seen["refusal"] for seen in one["items"]}
        assert rules["甲"] == {"rule": "moment_day", "counted": 1, "allowed": 1}
        assert rules["丁"] is None
        assert [rules[name]["rule"] for name in ("乙", "丙")] == ["opted_out", "blocked"]
    done = await console.ok("GET", f"{CONSOLE}/{second['id']}")
    assert (done["sums"]["shown"], done["sums"]["refused"]) == (1, 3)
    assert {one["rule"] for one in done["refusals"]} == counts.keys()
    params = {"rule": "moment_day", "limit": 1}
    [full] = (await console.ok("GET", f"{CONSOLE}/{second['id']}/customers", params=params))[
        "items"
    ]
    assert (full["name"], full["at"]) == ("甲", None)
    assert [one["text"] for one in await feed(people[0][0])] == ["第一条"]
    ledger = await console.ok(
        "GET", f"/api/console/customers/{people[0][1]['external_userid']}/touches"
    )
    assert [one["source"] for one in ledger["items"]] == ["moment", "moment"]


async def test_a_shared_customer_sees_it_once_and_quiet_hours_wait(company: Company) -> None:
    her, _ = await meet(company, "zhou", "小美")
    await add(her, await way(company, "chen"))
    made = await make(company)
    assert made["members"] == 2
    await published(company.desk(), made["id"])
    await published(company.desk("chen"), made["id"])
    assert len(await feed(her)) == 1
    path = f"{CONSOLE}/{made['id']}"
    one = await until(company.console(), path, lambda one: one["state"] != "open")
    sums = one["sums"]
    assert (one["state"], sums["shown"], sums["elsewhere"]) == ("finished", 1, 1)

    now = clock.now().astimezone(ZoneInfo("Asia/Shanghai"))
    hours = [now - timedelta(hours=1), now + timedelta(hours=2)]
    quiet = {name: f"{at:%H:%M}" for name, at in zip(("since", "until"), hours, strict=True)}
    await company.console().ok("PUT", "/api/console/touch-policy", json={"quiet_hours": quiet})
    second = await make(company, "夜里")
    desk = company.desk()
    assert (await desk.ok("GET", f"{DESK}/tasks/{second['id']}"))["quiet_until"] is not None
    await desk.ok("POST", f"{DESK}/tasks/{second['id']}/confirm")
    path = f"{CONSOLE}/{second['id']}"
    await until(company.console(), path, lambda one: one["quiet_until"] is not None)
    assert len(await feed(her)) == 1
    third = await make(company, "取货通知", purpose="service", range={"userids": ["chen"]})
    await published(company.desk("chen"), third["id"])
    assert [one["text"] for one in await feed(her)] == ["取货通知", "新茶到店"]
    first = await her.ok("GET", APP, params={"limit": 1})
    rest = await her.ok("GET", APP, params={"limit": 1, "cursor": first["next_cursor"]})
    assert (rest["items"][0]["text"], rest["next_cursor"]) == ("新茶到店", None)


async def test_what_is_refused_and_what_headquarters_decides(company: Company) -> None:
    console, desk = company.console(), company.desk()
    assert (await refused(console, CONSOLE, text="你好"))["code"] == "moment_nobody"
    await meet(company, "zhou")
    cases: list[tuple[str, dict[str, Any]]] = [
        ("moment_empty", {"text": "  "}),
        ("moment_attachment", {"attachments": [LINK, LINK]}),
        ("moment_attachment", {"attachments": [LINK, {"kind": "image", "media_id": "x"}]}),
        ("moment_attachment", {"attachments": [{"kind": "file", "media_id": "x"}]}),
        ("moment_attachment", {"attachments": [{**LINK, "url": "javascript:1"}]}),
        ("moment_attachment", {"attachments": [{**LINK, "title": "长" * 22}]}),
        ("welcome_media", {"attachments": [{"kind": "image", "media_id": "x"}]}),
        ("invalid", {"text": "长" * 2001}),
        ("tag_unknown", {"text": "好", "range": {"tags_any": ["etNONE"]}}),
        ("moment_nobody", {"text": "好", "range": {"userids": ["chen"]}}),
    ]  # fmt: skip
    for code, body in cases:
        assert (await refused(console, CONSOLE, **body))["code"] == code, body
    made = await make(company)
    path = f"{CONSOLE}/{made['id']}"
    for left in (2, 1, 0):
        assert (await console.ok("POST", f"{path}/remind"))["reminders_left"] == left
    assert (await refused(console, f"{path}/remind"))["code"] == "moment_reminded"
    stopped = await console.ok("POST", f"{path}/cancel")
    assert stopped["state"] == "cancelled"
    assert (await refused(console, f"{path}/cancel"))["code"] == "moment_stopped"
    assert (await refused(desk, f"{DESK}/tasks/{made['id']}/confirm"))["code"] == "moment_stopped"

    body = {"name": "静安店", "parent_id": 1}
    shop = (await console.ok("POST", "/api/console/departments", json=body))["id"]
    await company.add_member("wang", "王店长", departments=[shop])
    role = {"role": "scoped", "departments": [shop]}
    await console.ok("PUT", "/api/console/roles/wang", json=role)
    await meet(company, "wang")
    wang = company.console("wang")
    theirs = await make(company)
    assert (await wang.ok("POST", f"{CONSOLE}/estimate", json={}))["customers"] == 1
    held = await make(company, by="wang")
    assert (theirs["members"], held["members"]) == (2, 1)
    await company.desk("wang").ok("POST", DESK, json={"text": "店里"})
    await company.desk("zhou").ok("POST", DESK, json={"text": "别处"})
    seen = (await wang.ok("GET", CONSOLE))["items"]
    assert [(one["text"], one["origin"]) for one in seen] == [
        ("店里", "desk"),
        ("新茶到店", "console"),
    ]
    for rest in ("", "/posts", "/customers", "/comments", "/days"):
        assert (await wang.get(f"{CONSOLE}/{theirs['id']}{rest}")).status_code == 404
    own = (await console.ok("GET", CONSOLE, params={"origin": "member", "q": "别"}))["items"]
    assert [one["text"] for one in own] == ["别处"]
    assert (await refused(console, f"{CONSOLE}/{own[0]['id']}/cancel"))[
        "code"
    ] == "moment_members_own"
    [line] = (await console.ok("GET", f"{CONSOLE}/{own[0]['id']}/posts"))["items"]
    await console.ok("DELETE", f"{CONSOLE}/{own[0]['id']}/posts/{line['post_id']}")
    assert (await console.get(f"{CONSOLE}/{own[0]['id']}")).status_code == 404
    first = await console.ok("GET", CONSOLE, params={"limit": 1})
    rest = await console.ok("GET", CONSOLE, params={"limit": 1, "cursor": first["next_cursor"]})
    assert rest["items"][0]["id"] < first["items"][0]["id"]
