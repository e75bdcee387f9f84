"""Who comes into a group reads and writes in it at once, whatever a node remembers of who was there."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.factories.company import Company
from tests.factories.gathering import gather, guests


@asynccontextmanager
async def deaf(company: Company) -> AsyncIterator[None]:
    """The node hears of no change: PostgreSQL's side of its ear stands still."""

    async def ears() -> list[int]:
        async with company.reunion.db.connection() as connection:
            rows = await connection.fetch(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
                "AND query ~* '^(LISTEN|SELECT pg_notify|SELECT 1)' AND state = 'idle'"
            )
        return [row["pid"] for row in rows]

    stopped = company.reunion.run(ears)
    assert stopped
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


async def test_who_comes_back_is_there_at_once(company: Company) -> None:
    mei, an = guests(company, ["小美", "阿安"])
    group = await gather(company, [mei])
    messages = f"/api/app/conversations/{group['id']}/messages"
    assert (
        await mei.app.get(messages)
    ).status_code == 200  # from now on the node remembers who is in it
    async with deaf(company):
        body = {"contact_ids": [an.contact_id]}
        await company.desk().ok("POST", f"/api/desk/groups/{group['id']}/members", json=body)
        said = {"client_id": "here-i-am", "kind": "text", "content": {"text": "我来了"}}
        await an.app.ok("POST", messages, json=said)
        page = await an.app.ok("GET", messages)
    assert page["items"][-1]["content"]["text"] == "我来了"
