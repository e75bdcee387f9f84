"""`make soak`: 10,000 open sockets, people who write, readers that never read, sockets that come and go,
and the web process killed in the middle. Nothing acknowledged may be lost or doubled; nobody waits for
the slow. Not a benchmark of speed: it fails, or says what it saw.
"""

import asyncio
import json
import os
import random
import signal
import socket as sockets_of_os
import time
from pathlib import Path

import asyncpg

from bench import cast, websocket
from bench.chat import ReunionTalk
from bench.figures import Figure, percentile
from bench.limits import local_address, raise_open_files
from bench.servers import new_database, postgres, reunion_web
from bench.sockets import memory_kb, open_all
from reunion.core.db import Database

PAIRS = 20
SLOW = 20
_SMALL_BUFFER = 4096
_FLOOD = 1500
"""Messages of 9 KB: more than the system's own buffers and ours hold for one reader."""


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Open all, write for a while with slow readers, kill, reconnect, count."""
    idle = raise_open_files(2000 if quick else 10_000)
    seconds = 10.0 if quick else 60.0
    with postgres(folder / "pg") as (server, port):
        url = await new_database(server, port, "reunion", migrated=True)
        people = await cast.make_pairs(url, PAIRS)
        members, room = await cast.make_room(url, people.corp_id, 100)
        db = Database(url, max_size=2)
        await db.open()
        customers = await cast.make_customers(db, people.corp_id, idle, "+86196")
        await db.close()
        with reunion_web(folder, url) as (web, web_port):
            began = time.monotonic()
            tokens: list[str | None] = [one.token for one in customers]
            held = await open_all(web_port, "/socket/app", tokens)
            print(f"  {len(held)} sockets open in {time.monotonic() - began:.0f} s, "
                  f"{memory_kb(web) / 1024:.0f} MB")  # fmt: skip
            slow = [await _slow_reader(web_port, one.token) for one in members[:SLOW]]
            talks = await _talks(web_port, people)
            quiet = await _write(talks, seconds / 3)
            flood = asyncio.create_task(_flood(web_port, members[SLOW].token, room, seconds / 3))
            loud = await _write(talks, seconds / 3)
            await flood
            come_and_go = asyncio.create_task(_come_and_go(web_port, held, tokens, seconds / 3))
            restless = await _write(talks, seconds / 3)
            await come_and_go
            still = sum(1 for one in held if not one.closed)
            dropped = await _closed_by_server(slow)
            acknowledged = await _kill_in_the_middle(web.pid, talks)
        with reunion_web(folder, url):
            await _check(url, acknowledged)
    if still < len(held):
        raise RuntimeError(f"{len(held) - still} idle sockets were lost")
    if dropped < len(slow):
        raise RuntimeError(f"only {dropped} of {len(slow)} slow readers were closed")
    figures = [
        Figure("soak", f"p99 of a message ({name})", _p99(times), "ms", n=len(times))
        for name, times in (
            ("all quiet", quiet), ("a room with slow readers", loud), ("sockets coming and going", restless),
        )
    ]  # fmt: skip
    figures.append(Figure("soak", "open sockets", len(held) + PAIRS * 2, "sockets", n=1))
    kept = len(acknowledged)
    figures.append(
        Figure("soak", "stored once after kill -9", kept, "messages", "acknowledged", 1.0, kept)
    )
    return figures


def _p99(times: list[float]) -> float:
    return round(percentile(times, 0.99) * 1e3, 1)


async def _talks(port: int, people: cast.Cast) -> list[ReunionTalk]:
    talks: list[ReunionTalk] = []
    for pair in people.pairs:
        sender = await websocket.connect(port, "/socket/desk", pair.member.token)
        receiver = await websocket.connect(port, "/socket/app", pair.customer.token)
        talks.append(ReunionTalk(sender, receiver, pair.conversation_id))
    return talks


async def _write(talks: list[ReunionTalk], seconds: float) -> list[float]:
    for talk in talks:
        talk.taken, talk.closed_loop = [], True
        talk.due(time.perf_counter())
    await asyncio.sleep(seconds)
    for talk in talks:
        talk.closed_loop = False
    await asyncio.sleep(1)
    return [t for talk in talks for t in talk.taken]


async def _slow_reader(port: int, token: str) -> sockets_of_os.socket:
    """A socket with a small buffer that is greeted and then never read."""
    loop = asyncio.get_running_loop()
    raw = sockets_of_os.socket()
    raw.setsockopt(sockets_of_os.SOL_SOCKET, sockets_of_os.SO_RCVBUF, _SMALL_BUFFER)
    raw.setblocking(False)
    await loop.sock_connect(raw, ("127.0.0.1", port))
    await loop.sock_sendall(raw, websocket.handshake("/socket/desk", f"127.0.0.1:{port}", token))
    await loop.sock_recv(raw, 512)
    return raw


async def _flood(port: int, token: str, room: int, seconds: float) -> None:
    """One member writes long texts into the room of the slow readers."""
    writer = await websocket.connect(port, "/socket/desk", token)
    turn = asyncio.Event()
    writer.on_text = lambda payload: turn.set()
    deadline, number = time.monotonic() + seconds, 0
    while time.monotonic() < deadline or number < _FLOOD:
        number += 1
        frame = {
            "type": "send", "conversation_id": room, "client_id": f"flood-{number}",
            "kind": "text", "content": {"text": "春" * 3000},
        }  # fmt: skip
        turn.clear()
        writer.send(websocket.text_frame(json.dumps(frame, ensure_ascii=False).encode()))
        await turn.wait()
    writer.close()


async def _come_and_go(
    port: int, held: list[websocket.WebSocket], tokens: list[str | None], seconds: float
) -> None:
    chance = random.Random(3)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        at = chance.randrange(len(held))
        held[at].close()
        held[at] = await websocket.connect(port, "/socket/app", tokens[at], local_address(at))
        await asyncio.sleep(0.02)


async def _closed_by_server(slow: list[sockets_of_os.socket]) -> int:
    """How many of the slow readers, reading at last, find the close frame 4008, or the line cut."""
    loop, closed = asyncio.get_running_loop(), 0
    for raw in slow:
        data, ended = b"", False
        try:
            async with asyncio.timeout(20):
                while not ended and b"\x0f\xa8too slow" not in data:
                    part = await loop.sock_recv(raw, 1 << 20)
                    data, ended = data[-1 << 12 :] + part, not part
            closed += 1
        except ConnectionError:
            closed += 1
        except TimeoutError:
            continue
        finally:
            raw.close()
    return closed


async def _kill_in_the_middle(pid: int, talks: list[ReunionTalk]) -> set[tuple[int, str]]:
    """kill -9 while everybody writes; answers what had been acknowledged: (conversation, client_id)."""
    for talk in talks:
        talk.closed_loop = True
        talk.due(time.perf_counter())
    await asyncio.sleep(1)
    os.kill(pid, signal.SIGKILL)
    await asyncio.sleep(0.5)
    return {key for talk in talks for key in talk.acknowledged}


async def _check(url: str, acknowledged: set[tuple[int, str]]) -> None:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "SELECT conversation_id, client_id, count(*) AS times FROM message GROUP BY 1, 2"
        )
        found = {(row["conversation_id"], row["client_id"]): row["times"] for row in rows}
        lost = [key for key in acknowledged if found.get(key) != 1]
        gaps = await connection.fetchval(
            """SELECT count(*) FROM conversation c WHERE last_seq <> (
                   SELECT count(*) FROM message m
                   WHERE m.corp_id = c.corp_id AND m.conversation_id = c.id)"""
        )
    finally:
        await connection.close()
    if lost or gaps:
        raise RuntimeError(f"{len(lost)} acknowledged messages are not there once, {gaps} gaps")
    print(f"  {len(acknowledged)} acknowledged messages, each stored once, no gap in any seq")
