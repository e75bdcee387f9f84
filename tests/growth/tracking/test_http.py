"""The HTTP API by the Segment spec, as its SDKs and browsers speak it."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories.company import Company, found
from tests.factories.sending import SOURCES, Shop, open_shop
from tests.factories.serving import Reunion


@pytest.fixture(scope="module")
def company(reunion: Reunion) -> Company:
    return found(reunion)


@pytest.fixture
async def shop(company: Company) -> AsyncIterator[Shop]:
    """A source of its own for each test."""
    shop = await open_shop(company)
    yield shop
    await shop.http.aclose()


def ago(**back: float) -> str:
    return (datetime.now(UTC) - timedelta(**back)).isoformat()


async def test_each_call_becomes_an_event_of_one_person(shop: Shop) -> None:
    anonymous, known = {"anonymousId": "a-1"}, {"anonymousId": "a-1", "userId": "M-1"}
    traits = {"name": "陈女士", "phone": "138 0000 2222", "vip": 3, "city": "杭州"}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("page", {**anonymous, "name": "首页", "properties": {"path": "/"}}),
        ("identify", {**known, "traits": traits}),
        ("track", {**known, "event": "Order Completed",
                   "properties": {"order_id": "A-7", "revenue": 129.5, "n": 2},
                   "context": {"library": {"name": "t"}}}),
        ("screen", {"userId": "M-1", "name": "购物车"}),
        ("group", {"userId": "M-1", "groupId": "店-1", "traits": {"plan": "金"}}),
        ("alias", {"userId": "M-1", "previousId": "a-0"}),
        ("t", {"anonymousId": "a-0", "event": "早先"}),
    ]  # fmt: skip
    for call, body in calls:
        answer = await shop.send(call, body)
        assert (answer.status_code, answer.json()) == (200, {"success": True})
        if call == "alias":
            await shop.arrived(6)
    items = {one["name"]: one for one in await shop.arrived(7)}
    assert len({one["profile_no"] for one in items.values()}) == 1
    order = items["Order Completed"]
    assert (order["subject"], order["amount_fen"]) == ("A-7", 12_950)
    assert order["properties"] == {
        "order_id": "A-7", "revenue": 129.5, "n": 2, "context": {"library": {"name": "t"}},
    }  # fmt: skip
    assert items["profile_identified"]["properties"] == {"traits": {"vip": 3}}
    assert items["account_joined"]["subject"] == "店-1"
    assert items["page_viewed"]["subject"] == "首页"
    assert items["page_viewed"]["identity"] == "device:a-1"


async def test_a_message_id_counts_once(shop: Shop) -> None:
    one = {"type": "track", "event": "x", "userId": "u", "messageId": "m-1"}
    two = {**one, "messageId": "m-2"}
    await shop.send("batch", {"batch": [one, one, two]})
    await shop.send("track", one)
    await shop.arrived(2)
    await shop.send("batch", {"batch": [two, {**one, "event": "last", "messageId": "m-3"}]})
    await shop.arrived(3)


async def test_times_are_set_right_by_our_clock(shop: Shop) -> None:
    """An hour before it was sent, by a clock that is a year behind, is an hour ago."""
    behind = {"timestamp": ago(days=365, hours=1), "sentAt": ago(days=365)}
    calls = {
        "behind": behind,
        "late": {"timestamp": ago(days=40)},
        "future": {"timestamp": ago(days=-400)},
        "bare": {"timestamp": ago(hours=20)[:19]},
        "none": {},
    }
    for name, times in calls.items():
        await shop.send("track", {"event": name, "userId": "u", **times})
    items = {one["name"]: one for one in await shop.arrived(len(calls))}
    ages = {
        name: datetime.fromisoformat(one["received_at"]) - datetime.fromisoformat(one["at"])
        for name, one in items.items()
    }
    hours = {name: round(age.total_seconds() / 3600) for name, age in ages.items()}
    assert hours == {"behind": 1, "late": 960, "future": 0, "bare": 20, "none": 0}
    shown = await shop.console.ok("GET", SOURCES)
    [mine] = [one for one in shown["ahead"] if one["source_no"] == shop.number]
    assert (mine["reason"], mine["count"], "future" in mine["sample"]) == ("ahead", 1, True)
    assert [one for one in shown["refusals"] if one["source_no"] == shop.number] == []
    page = await shop.console.ok("GET", "/api/console/tracking/names")
    assert {one["name"]: one["late"] for one in page["items"] if one["name"] in calls} == {
        "behind": 0, "late": 1, "future": 0, "bare": 0, "none": 0,
    }  # fmt: skip


async def test_of_a_batch_the_good_ones_are_taken(shop: Shop) -> None:
    good = {"type": "track", "event": "good", "anonymousId": 7}
    batch = [
        good,
        {"type": "track", "event": "nobody"},
        {"type": "track", "userId": "u"},
        {"type": "dance", "userId": "u"},
        {"type": "track", "event": 5, "userId": "u"},
        {"type": "track", "event": "old", "userId": "u", "timestamp": ago(days=4000)},
        {"type": "track", "event": "when", "userId": "u", "timestamp": "gestern"},
        {"type": "track", "event": "big", "userId": "u", "properties": {"x": "x" * 33_000}},
        {
            "type": "track",
            "event": "half",
            "userId": "u",
            "timestamp": ago(days=-1),
            "properties": {"x": "\\😀\ud800"},
        },
        good,
    ]
    body = json.dumps({"batch": batch})  # writes half a character as it is written in JavaScript
    answer = await shop.http.post("/batch", content=body, auth=(shop.key, ""))
    assert answer.status_code == 200
    refused = {one["index"]: one["code"] for one in answer.json()["refused"]}
    assert refused == {
        1: "nobody", 2: "no_event", 3: "unknown_type", 4: "malformed", 5: "too_old", 6: "bad_time",
        7: "too_large",
    }  # fmt: skip
    events = {one["name"]: one["properties"] for one in await shop.arrived(3)}
    assert events == {"good": {}, "half": {"x": "\\😀\ufffd"}}
    shown = await shop.console.ok("GET", SOURCES)
    mine = [one for one in shown["refusals"] if one["source_no"] == shop.number]
    samples = {one["reason"]: one["sample"] for one in mine}
    assert json.loads(samples["unknown_type"]) == {"type": "dance", "userId": "u"}
    assert {one["reason"]: one["count"] for one in mine} == {
        "nobody": 1, "no_event": 1, "unknown_type": 1, "malformed": 1, "too_old": 1, "bad_time": 1,
        "too_large": 1,
    }  # fmt: skip
    [ahead] = [one for one in shown["ahead"] if one["source_no"] == shop.number]
    assert (ahead["count"], json.loads(ahead["sample"])["event"]) == (1, "half")


REFUSED: list[tuple[int, str, Callable[[str], dict[str, Any]]]] = [
    (401, "invalid_write_key", lambda _: {"json": {"event": "x", "userId": "u"}}),
    (401, "invalid_write_key", lambda _: {"json": {"userId": "u", "writeKey": "guess"}}),
    (400, "nobody", lambda key: {"json": {"event": "x", "writeKey": key}}),
    (400, "malformed", lambda key: {"content": b'{"event": "x"', "auth": (key, "")}),
    (400, "malformed", lambda key: {"content": b"[" * 5000, "auth": (key, "")}),
    (413, "too_large", lambda key: {"content": b" " * 33_000, "auth": (key, "")}),
    (413, "too_large", lambda key: {"content": b" " * 600_000, "auth": (key, "")}),
    (413, "too_large", lambda key: {
        "content": gzip.compress(b" " * 600_000), "headers": {"content-encoding": "gzip"},
        "auth": (key, "")}),
    (400, "bad_gzip", lambda key: {
        "content": b"{}", "headers": {"content-encoding": "gzip"}, "auth": (key, "")}),
    (415, "content_encoding", lambda key: {
        "content": b"{}", "headers": {"content-encoding": "br"}, "auth": (key, "")}),
]  # fmt: skip


@pytest.mark.parametrize(("status", "code", "given"), REFUSED)
async def test_what_is_not_taken_is_said(
    shop: Shop, status: int, code: str, given: Callable[[str], dict[str, Any]]
) -> None:
    answer = await shop.http.post("/track", **given(shop.key))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["success"] is False
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_browser_of_any_site_may_send(shop: Shop) -> None:
    asked = await shop.http.options("/t", headers={"origin": "https://shop.example"})
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "authorization" in asked.headers["access-control-allow-headers"]
    body = {"event": "beacon", "anonymousId": "b", "writeKey": shop.key}
    sent = await shop.http.post(
        "/t", content=json.dumps(body), headers={"origin": "https://shop.example"}
    )
    assert sent.json() == {"success": True}
    packed = gzip.compress(json.dumps({"batch": [{"type": "page", "anonymousId": "b"}]}).encode())
    sent = await shop.http.post(
        "/batch", content=packed, auth=(shop.key, ""), headers={"content-encoding": "gzip"}
    )
    assert sent.json() == {"success": True}
    await shop.arrived(2)
    assert (await shop.http.get("/track")).status_code == 405
    assert (await shop.http.post("/nothing")).status_code == 404


async def test_a_revoked_key_is_refused_at_once(shop: Shop) -> None:
    body = {"event": "x", "userId": "u"}
    assert (await shop.send("track", body)).status_code == 200
    keys = f"{SOURCES}/{shop.number}/keys"
    source = await shop.console.ok("POST", keys)
    await shop.console.ok("POST", f"{keys}/revoke", json={"write_key": shop.key})
    async with asyncio.timeout(60):
        while (await shop.send("track", body)).status_code != 401:
            pass
    again = await shop.console.post(f"{keys}/revoke", json={"write_key": shop.key})
    assert again.json()["code"] == "no_such_write_key"
    shop.key = source["keys"][1]["write_key"]
    assert (await shop.send("track", body)).status_code == 200
    taken = await shop.console.post(SOURCES, json={"name": shop.name})
    assert (taken.status_code, taken.json()["code"]) == (409, "source_name_taken")


async def test_the_catalogue_is_seen_from_the_data(shop: Shop) -> None:
    event = f"看过{shop.number}"
    batch = [
        {"type": "track", "event": event, "userId": "u", "properties": given}
        for given in (
            {"price": 1, "tags": ["a"]},
            {"price": 1.5},
            {"price": "?", "in": {"x": True}},
        )
    ]
    await shop.send("batch", {"batch": batch})
    await shop.arrived(3)
    page = await shop.console.ok("GET", "/api/console/tracking/names")
    [mine] = [one for one in page["items"] if one["name"] == event]
    assert (mine["count"], mine["days"][-1], len(mine["days"])) == (3, 3, 30)
    assert mine["sources"] == [shop.name]
    params = {"name": event}
    found = await shop.console.ok("GET", "/api/console/tracking/properties", params=params)
    assert found["looked_at"] == 3
    seen = {
        one["path"]: ({kind["type"]: kind["count"] for kind in one["types"]}, one["conflict"])
        for one in found["items"]
    }
    assert seen == {
        "price": ({"integer": 1, "number": 1, "text": 1}, True), "tags": ({"list": 1}, False),
        "in.x": ({"boolean": 1}, False),
    }  # fmt: skip
