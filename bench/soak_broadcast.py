"""Part of `make soak`: 100,000 customers, two workers that send at once, one of them killed with -9 in the
middle and started again. Each customer must have got it exactly once, and the ledger must say so.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg

from bench import cast
from bench.broadcast import EACH, Api, company, worker
from bench.figures import Figure
from bench.servers import new_database, postgres, reunion_web

_WRONG = """
SELECT (SELECT count(*) FROM broadcast_recipient WHERE broadcast_id = $1 AND state <> 'sent') AS unsent,
       (SELECT count(*) FROM (SELECT FROM message WHERE client_id = 'broadcast-' || $1 || '-1'
                              GROUP BY corp_id, conversation_id HAVING count(*) > 1) d) AS twice,
       (SELECT count(*) FROM touch_count WHERE broadcast_month > 1) AS counted_twice,
       (SELECT count(*) FROM broadcast_recipient r WHERE broadcast_id = $1 AND NOT EXISTS (
            SELECT FROM touch t WHERE t.corp_id = r.corp_id AND t.source = 'broadcast'
            AND t.source_id = $1 AND t.contact_id = r.contact_id AND t.refused_by IS NULL)) AS unwritten,
       (SELECT count(*) FROM message WHERE client_id = 'broadcast-' || $1 || '-1') AS messages
"""


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Fails, or says how many got it."""
    count = 4 if quick else 20
    with ExitStack() as stack:
        server, port = stack.enter_context(postgres(folder / "pg"))
        url = await new_database(server, port, "reunion", migrated=True)
        people = await cast.make_pairs(url, 1)
        members, chief = await company(url, people.corp_id, count)
        _, web_port = stack.enter_context(reunion_web(folder, url))
        api = Api(web_port)
        everybody = {"userids": [f"s{n + 1}" for n in range(count)]}
        text = {"text": "{客户名}，新茶到店", "audience": everybody}
        workers = [worker(folder, url) for _ in range(2)]
        for one in workers:
            stack.callback(one.stop)
        made = await api.ask("POST", "/console/broadcasts", chief, text)
        path = f"/console/broadcasts/{made['id']}"
        await _until(api, path, chief, lambda one: one["state"] == "open")
        for member in members:
            confirm = f"/desk/broadcasts/{made['id']}/confirm"
            await api.ask("POST", confirm, member.token, {"deselected": []})
        wanted = count * EACH
        one = await _until(api, path, chief, lambda one: one["sums"]["sent"] > wanted // 4)
        workers[0].kill()
        killed_at = one["sums"]["sent"]
        if killed_at >= wanted:
            raise RuntimeError("the broadcast was over before the worker was killed")
        print(f"  kill -9 of one of two workers when {killed_at:,} were sent", flush=True)
        again = worker(folder, url)
        stack.callback(again.stop)
        await _until(api, path, chief, lambda one: one["state"] == "finished")
        connection = await asyncpg.connect(url)
        try:
            found = dict(await connection.fetchrow(_WRONG, made["id"]))
        finally:
            await connection.close()
    sent = found.pop("messages")
    if sent != wanted or any(found.values()):
        raise RuntimeError(f"{wanted} customers, {sent} messages, {found}")
    metric = "got it once, one of two workers killed"
    return [Figure("soak_broadcast", metric, sent, "customers", "chosen", 1.0, sent)]


async def _until(api: Api, path: str, chief: str, true: Callable[[Any], bool]) -> Any:
    deadline = time.monotonic() + 300
    while not true(one := await api.ask("GET", path, chief)):
        if time.monotonic() > deadline:
            raise RuntimeError(f"the broadcast does not go on: {one}")
        await asyncio.sleep(0.1)
    return one
