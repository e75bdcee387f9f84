"""The sums by day: whatever happens at once, and however counting is cut off, they are what is there."""

import asyncio
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

from reunion.core.clock import clock
from reunion.platform.statistics import loop, service
from reunion.platform.statistics.store import counting
from tests.factories.company import Caller, Company
from tests.factories.meeting import meet
from tests.factories.serving import Reunion

DAYS = 3
STAFF = ("zhou", "chen")


class Talk:
    """One conversation in which both sides say things; `said` by days ago, "c" or "m" in order."""

    def __init__(self, company: Company, userid: str, person: Caller, conversation_id: int) -> None:
        self.company = company
        self.userid = userid
        self.person = person
        self.id = conversation_id
        self.said: dict[int, list[str]] = {}

    async def some(self, random: Random, days_ago: int) -> None:
        for _ in range(random.randint(0, 4)):
            who = random.choice("cm")
            caller = self.person if who == "c" else self.company.desk(self.userid)
            surface = "app" if who == "c" else "desk"
            path = f"/api/{surface}/conversations/{self.id}/messages"
            body = {"client_id": uuid4().hex, "kind": "text", "content": {"text": "你好"}}
            sent = await caller.ok("POST", path, json=body)
            assert (await caller.ok("POST", path, json=body))["seq"] == sent["seq"]
            self.said.setdefault(days_ago, []).append(who)
            if random.random() < 0.2:
                await caller.ok("POST", f"{path}/{sent['seq']}/recall", json={})


async def count_until_told(reunion: Reunion, random: Random, stop: asyncio.Event) -> None:
    """Counts beside the worker's own loop; every other time it is killed before the commit."""

    async def killed() -> None:
        connection = await reunion.db.dedicated()
        await connection.execute("BEGIN")
        await counting.count_some(connection, 10_000)
        connection.terminate()

    async def counted() -> None:
        await loop.count_once(reunion.db)

    while not stop.is_set():
        await asyncio.to_thread(reunion.run, random.choice((killed, counted)))


async def figures(company: Company) -> tuple[Any, Any]:
    now = int(clock.now().timestamp())
    span = {"start_time": now - DAYS * 86_400, "end_time": now - 86_400}
    behavior = await company.open().post(
        "/externalcontact/get_user_behavior_data", **span, userid=list(STAFF)
    )
    assert behavior["errcode"] == 0
    home = await company.console().ok("GET", "/api/console/home")
    return behavior["behavior_data"], home["trend"]


async def test_sums_are_what_was_said_and_what_a_recount_gives(
    reunion: Reunion, company: Company
) -> None:
    random = Random(20)
    talks: list[Talk] = []
    stop = asyncio.Event()
    counting_ = [asyncio.create_task(count_until_told(reunion, random, stop)) for _ in range(2)]
    for days_ago in range(DAYS, -1, -1):
        clock.advance(timedelta(days=-days_ago))
        try:
            for userid in STAFF:
                person, customer = await meet(company, userid)
                talks.append(Talk(company, userid, person, customer["conversation_id"]))
            await asyncio.gather(*(talk.some(random, days_ago) for talk in talks))
        finally:
            clock.advance(timedelta(days=days_ago))
    stop.set()
    await asyncio.gather(*counting_)

    behavior, trend = await figures(company)

    for days_ago in range(DAYS, 0, -1):
        lines = [talk.said[days_ago] for talk in talks if days_ago in talk.said]
        asked = [line for line in lines if line[0] == "c"]
        answered = [line for line in asked if "m" in line]
        day = behavior[DAYS - days_ago]
        assert day["chat_cnt"] == sum("m" in line for line in lines)
        assert day["message_cnt"] == Counter(who for line in lines for who in line)["m"]
        assert day["new_contact_cnt"] == len(STAFF)
        assert day.get("reply_percentage") == (
            round(100 * len(answered) / len(asked), 2) if asked else None
        )
    for days_ago in range(DAYS, -1, -1):
        lines = [talk.said[days_ago] for talk in talks if days_ago in talk.said]
        day = trend[-1 - days_ago]
        assert (day["talked"], day["messages"]) == (len(lines), sum(map(len, lines)))

    async def recount() -> None:
        async with reunion.db.transaction() as tx:
            await service.recount(tx)

    await asyncio.to_thread(reunion.run, recount)
    assert await figures(company) == (behavior, trend)
