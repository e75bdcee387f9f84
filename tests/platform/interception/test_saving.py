"""What is kept before customers read it is vetted where it is saved; what customers say is noticed."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.factories.company import Caller, Company
from tests.factories.gathering import gather, guests
from tests.factories.meeting import meet
from tests.platform.interception.test_sending import HITS, make

Save = Callable[[str], Awaitable[Any]]


async def refused(save: Save, text: str, code: str, word: str) -> None:
    answer = await save(text)
    assert answer.status_code == 409, answer.text
    problem = answer.json()
    assert (problem["code"], problem["word"]) == (code, word)
    assert word in problem["detail"]
    assert problem["rule"] in problem["detail"]


def surfaces(
    company: Company, desk: Caller, group_id: int, post_id: int
) -> dict[str, tuple[str, Save]]:
    """How each text is saved, with the place that its hit names."""
    console = company.console()

    def post(caller: Caller, path: str, **more: Any) -> Save:
        return lambda text: caller.post(path, json={"text": text, **more})

    def put(caller: Caller, path: str, **more: Any) -> Save:
        return lambda text: caller.put(path, json={"text": text, **more})

    replies, group = "/api/console/group-replies", f"groups/{group_id}"
    comments = f"/api/desk/moments/{post_id}/comments"
    return {
        "headquarters' broadcast": ("broadcast", post(console, "/api/console/broadcasts")),
        "own broadcast": ("broadcast", post(desk, "/api/desk/broadcasts")),
        "headquarters' Moment": ("moment", post(console, "/api/console/moments")),
        "own Moment": ("moment", post(desk, "/api/desk/moments")),
        "word under a Moment": ("comment", post(desk, comments)),
        "welcome": ("welcome", put(console, "/api/console/welcomes/corp")),
        "notice": ("group_notice", put(console, f"/api/console/{group}/notice", tell=False)),
        "own notice": ("group_notice", put(desk, f"/api/desk/{group}/notice", tell=False)),
        "group's welcome": ("group_welcome", put(console, f"/api/console/{group}/welcome")),
        "template": ("group_welcome", post(console, "/api/console/group-welcome-templates")),
        "keyword reply": ("group_reply", post(console, replies, words=["价格"])),
    }


async def test_texts_are_vetted_where_they_are_saved(company: Company) -> None:
    await meet(company, "zhou", "小美")
    [guest] = guests(company, ["阿兰"])
    group = await gather(company, [guest])
    desk, console = company.desk(), company.console()
    moment = await desk.ok("POST", "/api/desk/moments", json={"text": "新茶到店"})
    await make(company, watchers=["lin"])
    await make(company, "warn", words=["最低价"], department_ids=[1])
    places = []
    for name, (place, save) in surfaces(company, desk, group["id"], moment["post_id"]).items():
        for _ in range(2):
            await refused(save, f"{name}：我们包治近视", "text_intercepted", "包治")
        await refused(save, f"{name}：全城最低价", "text_sensitive", "最低价")
        answer = await save(f"{name}：全城最低价")
        assert answer.is_success, (name, answer.text)
        places.append(place)
    hits = (await console.ok("GET", HITS, params={"limit": 100}))["items"]
    assert [(one["place"], one["outcome"]) for one in reversed(hits)] == [
        (place, outcome) for place in places for outcome in ("blocked", "confirmed")
    ]
    assert {one["userid"] for one in hits} == {"lin", "zhou"}
    link = {"kind": "link", "title": "包治近视", "url": "https://example.com"}
    body = {"text": "看看", "attachments": [link]}
    answer = await console.post("/api/console/broadcasts", json=body)
    assert answer.json()["code"] == "text_intercepted", "titles of links are read too"


async def test_a_rule_of_others_does_not_hold_for_ones_own_words(company: Company) -> None:
    """Headquarters speaks for everybody; a program is refused what is blocked, and not warned."""
    await meet(company, "zhou", "小美")
    await make(company, department_ids=[], userids=["chen"])
    await make(company, "warn", words=["最低价"])
    desk, app = company.desk(), company.open()
    await desk.ok("POST", "/api/desk/moments", json={"text": "包治近视"})
    answer = await company.console().post("/api/console/moments", json={"text": "包治近视"})
    assert answer.json()["code"] == "text_intercepted"
    task = {"text": {"content": "包治"}, "visible_range": {"sender_list": {"user_list": ["zhou"]}}}
    path = "/externalcontact/add_moment_task"
    assert (await app.post(path, **task))["errcode"] == 40201
    assert (await app.post(path, **task | {"text": {"content": "最低价"}}))["errcode"] == 0
    hits = (await company.console().ok("GET", HITS))["items"]
    assert [(one["userid"], one["outcome"]) for one in hits] == [("lin", "blocked")]


async def test_customers_words_raise_alerts_in_groups_and_under_moments(company: Company) -> None:
    """A group's rule holds for whoever of the staff is in it; the owner is named first."""
    her, _ = await meet(company, "zhou", "小美")
    [guest] = guests(company, ["阿兰"])
    group = await gather(company, [guest], colleagues=("chen",))
    desk, console = company.desk(), company.console()
    await make(company, watchers=["lin"])
    await make(company, "warn", words=["退款"], department_ids=[], userids=["chen"])
    acts = "/api/console/interception/acts"
    await console.ok("PUT", f"{acts}/mobile_sent", json={"watched": True})
    words = [
        (guest.app, "app", "包治吗，不好要退款"),
        (desk, "desk", "打 13800138000"),
        (guest.app, "app", "我的是 13900139000"),
    ]
    for place, (who, surface, text) in enumerate(words):
        body = {"client_id": f"w{place}", "kind": "text", "content": {"text": text}}
        path = f"/api/{surface}/conversations/{group['id']}/messages"
        await who.ok("POST", path, json=body)
    await desk.ok("POST", "/api/desk/moments", json={"text": "新茶到店"})
    seen: list[Any] = []
    while not seen:
        seen = (await her.ok("GET", "/api/app/moments"))["items"]
    path = f"/api/app/moments/{seen[0]['post_id']}/comments"
    await her.ok("POST", path, json={"text": "包治吗", "client_id": "c"})
    hits: list[Any] = []
    while len(hits) < 4:
        hits = (await console.ok("GET", HITS))["items"]
    found = [
        (one["found"], one["userid"], one["customer_name"], one["by_customer"], one["alert"])
        for one in hits
    ]
    assert sorted(found) == sorted([
        ("包治", "zhou", "阿兰", True, True), ("退款", "chen", "阿兰", True, False),
        ("13800138000", "zhou", None, False, False), ("包治", "zhou", "小美", True, True),
    ])  # fmt: skip
