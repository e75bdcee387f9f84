"""Taking messages back: own ones, within two minutes, and everybody learns of it in order."""

from datetime import timedelta

from reunion.core.clock import clock
from tests.factories.chatting import pair
from tests.factories.company import Company
from tests.factories.sockets import socket_of


async def test_the_content_goes_and_a_message_says_so(company: Company) -> None:
    two = pair(company)
    sent = await two.say("desk", "m-1", "价格写错了")
    async with socket_of(two.app, "app") as app:
        path = two.path("desk", f"/messages/{sent['seq']}/recall")
        recalled = await two.desk.ok("POST", path)
        assert (recalled["recalled"], recalled["content"]) == (True, {})
        told = await app.message(two.conversation_id, 2)
        assert (told["kind"], told["content"]) == ("recall", {"seq": 1})
        assert (await two.desk.ok("POST", path)) == recalled
    page = await two.app.ok("GET", two.path("app", "/messages"), params={"after": 0})
    assert [m["content"] for m in page["items"]] == [{}, {"seq": 1}]
    shown = await two.app.ok("GET", two.path("app"))
    assert (shown["unread"], shown["last_message"]["recalled"]) == (0, True)


async def test_only_ones_own_and_only_messages(company: Company) -> None:
    two = pair(company)
    sent = await two.say("desk", "m-1")
    theirs = await two.app.post(two.path("app", f"/messages/{sent['seq']}/recall"))
    assert theirs.status_code == 403
    assert (await two.desk.post(two.path("desk", "/messages/99/recall"))).status_code == 404
    await two.desk.ok("POST", two.path("desk", "/messages/1/recall"))
    assert (await two.desk.post(two.path("desk", "/messages/2/recall"))).status_code == 404


async def test_after_two_minutes_it_stays(company: Company) -> None:
    two = pair(company)
    sent = await two.say("desk", "m-1")
    clock.advance(timedelta(minutes=2, seconds=1))
    try:
        late = await two.desk.post(two.path("desk", f"/messages/{sent['seq']}/recall"))
    finally:
        clock.advance(-timedelta(minutes=2, seconds=1))
    assert (late.status_code, late.json()["code"]) == (409, "too_late")
