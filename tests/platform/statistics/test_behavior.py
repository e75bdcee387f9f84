"""Behaviour data and the first page: what members and customers did, by day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from reunion.core.clock import clock
from tests.factories.company import Caller, Company, customer
from tests.factories.serving import Reunion

PATH = "/externalcontact/get_user_behavior_data"
DAY = 86_400


@contextmanager
def days_ago(days: int, minutes: int = 0) -> Iterator[None]:
    back = timedelta(days=-days, minutes=minutes)
    clock.advance(back)
    try:
        yield
    finally:
        clock.advance(-back)


async def meet(company: Company, mei: Caller) -> int:
    """Mei adds Zhou by a contact way; answers the conversation."""
    way = await company.console().ok(
        "POST", "/api/console/contact-ways", json={"userids": ["zhou"], "state": "spring"}
    )
    added = await mei.ok("POST", f"/api/app/ways/{way['slug']}/add", json={})
    return added["conversation_id"]


async def say(caller: Caller, surface: str, conversation: int, text: str) -> None:
    await caller.ok(
        "POST",
        f"/api/{surface}/conversations/{conversation}/messages",
        json={"client_id": uuid4().hex, "kind": "text", "content": {"text": text}},
    )


async def behavior(company: Company, **given: Any) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    span = {"start_time": now - 3 * DAY, "end_time": now - DAY}
    return await company.open().post(PATH, **{**span, "userid": ["zhou"], **given})


async def test_a_day_counts_the_new_customer_the_talk_and_the_answer(
    reunion: Reunion, company: Company, other_company: Company
) -> None:
    mei = customer(reunion)
    with days_ago(2):
        conversation = await meet(company, mei)
        await say(mei, "app", conversation, "眼镜到了吗")
    with days_ago(2, minutes=6):
        await say(company.desk("zhou"), "desk", conversation, "到了")
        await say(company.desk("zhou"), "desk", conversation, "随时来取")
    answer = await behavior(company)
    assert answer["errcode"] == 0
    assert len(answer["behavior_data"]) == 3
    busy = [day for day in answer["behavior_data"] if day["chat_cnt"]]
    assert len(busy) == 1
    day = busy[0]
    assert day["message_cnt"] == 2
    assert day["new_contact_cnt"] == 1
    assert day["reply_percentage"] == 100
    assert day["avg_reply_time"] == 6
    assert day["negative_feedback_cnt"] == 0
    elsewhere = await behavior(other_company)
    assert all(day["chat_cnt"] == day["new_contact_cnt"] == 0 for day in elsewhere["behavior_data"])


async def test_a_customer_who_leaves_is_counted(reunion: Reunion, company: Company) -> None:
    mei = customer(reunion)
    with days_ago(2):
        await meet(company, mei)
        await mei.ok("DELETE", f"/api/app/contacts/{company.members['zhou']}")
    days = (await behavior(company))["behavior_data"]
    assert sum(day["negative_feedback_cnt"] for day in days) == 1
    by_department = await behavior(company, userid=[], partyid=[1])
    assert by_department["behavior_data"] == days


@pytest.mark.parametrize(
    ("given", "errcode"),
    [
        ({"userid": []}, 40035),
        ({"userid": ["nobody"]}, 60111),
        ({"start_time": 0}, 40035),
        ({"end_time": 10**17}, 40035),
        ({"userid": ["zhou"] * 101}, 40035),
    ],
)
async def test_bad_questions_are_refused(
    company: Company, given: dict[str, Any], errcode: int
) -> None:
    answer = await behavior(company, **given)
    assert answer["errcode"] == errcode
    assert answer["errmsg"]


async def test_the_first_page_counts_today_and_what_waits(
    reunion: Reunion, company: Company, other_company: Company
) -> None:
    mei = customer(reunion)
    conversation = await meet(company, mei)
    await say(mei, "app", conversation, "在吗")
    home = await company.console().ok("GET", "/api/console/home")
    assert home["today"] == {
        "added": 1, "lost": 0, "talked": 1, "waiting": 1, "customers": 1, "members": 3,
    }  # fmt: skip
    assert len(home["trend"]) == 30
    assert home["trend"][-1]["added"] == 1
    await say(company.desk("zhou"), "desk", conversation, "在的")
    home = await company.console().ok("GET", "/api/console/home")
    assert home["today"]["waiting"] == 0
    theirs = await other_company.console().ok("GET", "/api/console/home")
    assert theirs["today"]["customers"] == 0
