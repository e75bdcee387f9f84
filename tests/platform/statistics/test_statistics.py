"""What members did, counted by the protocol and on the console's first page."""

import secrets
import time
from datetime import timedelta
from typing import Any

from reunion.core.clock import clock
from tests.factories.company import Caller, Company, customer
from tests.factories.meeting import add, meet, way

_PATH = "/externalcontact/get_user_behavior_data"
_DAY = 24 * 3600


async def _say(who: Caller, surface: str, conversation_id: int, text: str) -> None:
    body = {"client_id": secrets.token_hex(4), "kind": "text", "content": {"text": text}}
    path = f"/api/{surface}/conversations/{conversation_id}/messages"
    await who.ok("POST", path, json=body)


async def _today(company: Company, **named: Any) -> dict[str, Any]:
    now = int(time.time())
    clock.advance(timedelta(days=1))
    try:
        answer = await company.open().post(_PATH, start_time=now, end_time=now + _DAY, **named)
    finally:
        clock.advance(timedelta(days=-1))
    assert answer["errcode"] == 0, answer
    (day,) = answer["behavior_data"]
    return day


async def test_a_days_work(company: Company, other_company: Company) -> None:
    first, one = await meet(company, "zhou", "小美", welcome={"text": "欢迎"})
    second, two = await meet(company, "zhou", "小红")
    third, _ = await meet(company, "zhou", "小兰")
    await meet(other_company, "zhou", "外人")
    await add(customer(company.reunion, "等待"), await way(company, "zhou", skip_verify=False))
    desk = company.desk()
    await _say(first, "app", one["conversation_id"], "你好")
    await _say(desk, "desk", one["conversation_id"], "您好")
    await _say(desk, "desk", one["conversation_id"], "请问有什么可以帮您")
    await _say(second, "app", two["conversation_id"], "在吗")
    await third.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")

    day = await _today(company, userid=["zhou"])

    assert day.pop("stat_time") % _DAY == 16 * 3600
    assert day == {
        "chat_cnt": 1,
        "message_cnt": 2,
        "reply_percentage": 50.0,
        "avg_reply_time": 0,
        "negative_feedback_cnt": 1,
        "new_apply_cnt": 4,
        "new_contact_cnt": 3,
    }
    assert await _today(company, partyid=[1]) == {
        **day,
        "stat_time": (await _today(company, userid=["zhou"]))["stat_time"],
    }
    idle = await _today(company, userid=["chen"])
    assert idle["new_contact_cnt"] == 0
    assert "reply_percentage" not in idle

    home = await company.console().ok("GET", "/api/console/home")
    assert home["today"] == {
        "added": 3, "lost": 1, "talked": 2, "waiting": 1, "customers": 2, "members": 3,
    }  # fmt: skip
    assert len(home["trend"]) == 30
    assert home["trend"][-1]["messages"] == 5
    assert [todo["kind"] for todo in home["todos"]] == ["requests"]


async def test_spans_have_limits(company: Company) -> None:
    app = company.open()
    now = int(time.time())
    for body, errcode in (
        ({"start_time": now, "end_time": now}, 40035),
        ({"userid": ["zhou"], "start_time": now - 40 * _DAY, "end_time": now}, 40035),
        ({"userid": ["zhou"], "start_time": now, "end_time": now - 2 * _DAY}, 40035),
        ({"userid": ["zhou"], "start_time": now - 200 * _DAY, "end_time": now - 190 * _DAY}, 40035),
        ({"userid": ["zhou"] * 101, "start_time": now, "end_time": now}, 40035),
        ({"userid": ["zhou"], "start_time": 10**18, "end_time": 10**18}, 40035),
        ({"userid": ["nobody"], "start_time": now, "end_time": now}, 60111),
        ({"partyid": [99], "start_time": now, "end_time": now}, 60003),
        ({"userid": ["zhou"], "start_time": now - 29 * _DAY, "end_time": now}, 0),
    ):
        answer = await app.post(_PATH, **body)
        assert answer["errcode"] == errcode, (body, answer)
    assert len(answer["behavior_data"]) == 29
