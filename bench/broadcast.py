"""A broadcast to a million customers, confirmed by their members, with every limit counted; then another
beside people who chat.

The limit is PostgreSQL itself: COPY of the rows that the first one left (recipients, ledger, counters,
messages) into tables of the same definition, one after the other.
"""

import asyncio
import json
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg

from bench import cast
from bench.chat import ReunionTalk, Talk, open_loop
from bench.figures import Figure, middle, percentile
from bench.servers import Process, new_database, postgres, reunion_web, wait_idle
from bench.websocket import connect
from reunion.core.db import Database
from tests.factories.crowds import crowd

EACH = 5_000
"""Customers of a member: WeCom's own limit."""
PAIRS = 50
CHAT = 200.0
"""Messages a second beside the broadcast: 7,000 members who write one each 35 seconds."""
_QUIET = 10.0
_TEXT = "{客户名}，新茶到店，本周来尝有伴手礼"
_ROWS = (
    ("broadcast_recipient", "broadcast_id = $1"),
    ("touch", "source = 'broadcast' AND source_id = $1"),
    ("touch_count", "$1 > 0"),
    ("message", "client_id = 'broadcast-' || $1 || '-1'"),
)


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """The send alone, COPY of what it wrote, and chat before and during another send."""
    count, beside = (20, 10) if quick else (200, 40)
    with ExitStack() as stack:
        server, port = stack.enter_context(postgres(folder / "pg"))
        url = await new_database(server, port, "reunion", migrated=True)
        people = await cast.make_pairs(url, PAIRS)
        members, chief = await company(url, people.corp_id, count)
        _, web_port = stack.enter_context(reunion_web(folder, url))
        working = worker(folder, url)
        stack.callback(working.stop)
        talks = await _talks(web_port, people)
        await wait_idle(url)
        api = Api(web_port)
        sent, prepared, seconds = await _broadcast(api, chief, members)
        working.stop()
        limit = await _copy(url, folder)
        working = worker(folder, url)
        stack.callback(working.stop)
        await _caught_up(url)
        await open_loop(talks, CHAT, 2)
        quiet = await open_loop(talks, CHAT, _QUIET)
        chatting = asyncio.create_task(_chat_until_told(talks))
        await asyncio.sleep(2)
        again, _, took = await _broadcast(api, chief, members[:beside])
        chatting.cancel()
        during = await chatting
    rate = sent / seconds
    figures = [
        Figure("broadcast", "recipients/s (COPY of the same rows)", round(limit), "1/s", n=sent),
        Figure("broadcast", "recipients/s (reunion)", round(rate), "1/s", "COPY of the same rows",
               round(rate / limit, 3), sent),
        Figure("broadcast", "recipients/s (reunion, finding the audience)", round(sent / prepared),
               "1/s", n=sent),
        Figure("broadcast", "recipients/s (reunion, beside chat)", round(again / took), "1/s",
               n=again),
    ]  # fmt: skip
    for part, label in ((0.5, "p50"), (0.99, "p99")):
        before, with_it = percentile(quiet, part) * 1e3, percentile(during, part) * 1e3
        figures += [
            Figure("broadcast", f"{label} of a chat message (no broadcast)", round(before, 3), "ms",
                   n=len(quiet)),
            Figure("broadcast", f"{label} of a chat message (reunion, beside the broadcast)",
                   round(with_it, 3), "ms", "no broadcast", round(with_it / before, 3), len(during)),
        ]  # fmt: skip
    return figures


async def _caught_up(url: str) -> None:
    """Waits until the worker has indexed and counted what was sent."""
    connection = await asyncpg.connect(url)
    try:
        behind = (
            "SELECT EXISTS (SELECT FROM message_follower f JOIN message m ON m.changed >= f.changed "
            "WHERE f.name = 'search')"
        )
        while await connection.fetchval(behind):  # noqa: ASYNC110
            await asyncio.sleep(1)
    finally:
        await connection.close()
    await wait_idle(url)


async def company(url: str, corp_id: int, count: int) -> tuple[list[cast.Person], str]:
    """So many members with their customers, and the token of an administrator."""
    db = Database(url, max_size=2)
    await db.open()
    try:
        members = await cast.make_members(db, corp_id, count, "s")
        began = time.monotonic()
        for member in members:
            async with db.transaction() as tx:
                await crowd(tx, corp_id, member.principal_id, EACH)
        print(f"  {count * EACH:,} customers made in {time.monotonic() - began:.0f} s", flush=True)
        return members, await cast.administrator(db, corp_id)
    finally:
        await db.close()


def worker(folder: Path, url: str, **settings: str) -> Process:
    """A worker process as `reunion up` starts it."""
    return Process(
        [sys.executable, "-m", "reunion.main", "worker"],
        folder / "worker.log",
        REUNION_DATA=str(folder / "data"),
        REUNION_DATABASE_URL=url,
        **settings,
    )


async def _talks(port: int, people: cast.Cast) -> list[Talk]:
    talks: list[Talk] = []
    for pair in people.pairs:
        sender = await connect(port, "/socket/desk", pair.member.token)
        receiver = await connect(port, "/socket/app", pair.customer.token)
        talks.append(ReunionTalk(sender, receiver, pair.conversation_id))
    return talks


async def _chat_until_told(talks: list[Talk]) -> list[float]:
    taken: list[float] = []
    while True:
        try:
            taken += await open_loop(talks, CHAT, 1)
        except asyncio.CancelledError:
            return taken + [t for talk in talks for t in talk.taken]


class Api:
    """The API as its users call it, from a thread, so that chat is not held up by this side."""

    def __init__(self, port: int, root: str = "/api") -> None:
        self._base = f"http://127.0.0.1:{port}{root}"

    async def ask(self, method: str, path: str, token: str, body: Any = None) -> Any:
        """What is answered; raises HTTPError for anything but success."""
        return await asyncio.to_thread(self._ask, method, path, token, body)

    def _ask(self, method: str, path: str, token: str, body: Any) -> Any:
        request = urllib.request.Request(
            self._base + path,
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)


async def _broadcast(api: Api, chief: str, members: list[cast.Person]) -> tuple[int, float, float]:
    """Made, confirmed by each member, watched until it is over: (sent, seconds of finding the audience,
    seconds in all)."""
    everybody = {"userids": [f"s{n + 1}" for n in range(len(members))]}
    looked = time.monotonic()
    wanted = {"audience": everybody, "purpose": "marketing"}
    found = await api.ask("POST", "/console/broadcasts/estimate", chief, wanted)
    began = time.monotonic()
    print(
        f"  {found['reachable']:,} can be reached, known after {began - looked:.2f} s", flush=True
    )
    made = await api.ask(
        "POST", "/console/broadcasts", chief, {"text": _TEXT, "audience": everybody}
    )
    path = f"/console/broadcasts/{made['id']}"
    while (one := await api.ask("GET", path, chief))["state"] == "preparing":  # noqa: ASYNC110
        await asyncio.sleep(0.2)
    prepared = time.monotonic() - began
    for member in members:
        await api.ask(
            "POST", f"/desk/broadcasts/{made['id']}/confirm", member.token, {"deselected": []}
        )
    while (one := await api.ask("GET", path, chief))["state"] != "finished":  # noqa: ASYNC110
        await asyncio.sleep(0.5)
    seconds = time.monotonic() - began
    sent = one["sums"]["sent"]
    if sent != len(members) * EACH:
        raise RuntimeError(f"{len(members) * EACH} customers, {sent} sent: {one['sums']}")
    print(f"  {sent:,} sent in {seconds:.1f} s, of which {prepared:.1f} s the audience", flush=True)
    return sent, prepared, seconds


async def _copy(url: str, folder: Path) -> float:
    """Recipients per second when the rows of the last broadcast are copied, in the median of rounds."""
    connection = await asyncpg.connect(url)
    try:
        last = await connection.fetchval("SELECT max(id) FROM broadcast")
        count = await connection.fetchval(
            "SELECT count(*) FROM broadcast_recipient WHERE broadcast_id = $1", last
        )
        for table, which in _ROWS:
            query = f"SELECT * FROM {table} WHERE {which.replace('$1', str(last))}"
            await connection.copy_from_query(query, output=str(folder / table))
        rates: list[float] = []
        for _ in range(3):
            taken = 0.0
            for table, _ in _ROWS:
                await connection.execute(f"CREATE TABLE copied (LIKE {table} INCLUDING ALL)")
                await connection.execute("CHECKPOINT")
                began = time.monotonic()
                await connection.copy_to_table("copied", source=str(folder / table))
                taken += time.monotonic() - began
                await connection.execute("DROP TABLE copied")
            rates.append(count / taken)
        return middle(rates)
    finally:
        await connection.close()
