"""Idle sockets: what one signed-in connection costs the server in memory."""

import asyncio
from pathlib import Path

import psutil

from bench import cast, ejabberd, websocket, xmpp
from bench.figures import Figure
from bench.limits import local_address, raise_open_files
from bench.servers import Process, new_database, postgres, reunion_web, uvicorn_app
from reunion.core.db import Database

_TARGET_KB = 30.0
_AT_ONCE = 50


def memory_kb(process: Process) -> float:
    """Private memory of a process and its children, which the kernel counts exactly."""
    found = psutil.Process(process.pid)
    family = [found, *found.children(recursive=True)]
    return sum(one.memory_full_info().uss for one in family) / 1024


async def open_all(port: int, path: str, tokens: list[str | None]) -> list[websocket.WebSocket]:
    """Opens a socket a token, some at once, from as many loopback addresses as they need."""
    sockets: list[websocket.WebSocket] = []
    for at in range(0, len(tokens), _AT_ONCE):
        part = tokens[at : at + _AT_ONCE]
        sockets += await asyncio.gather(
            *(
                websocket.connect(port, path, token, local_address(at + i))
                for i, token in enumerate(part)
            )
        )
    return sockets


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """Memory before and after, divided by the sockets."""
    count = raise_open_files(1000 if quick else 10_000)
    with postgres(folder / "pg") as (server, port):
        url = await new_database(server, port, "reunion", migrated=True)
        db = Database(url, max_size=2)
        await db.open()
        corp_id = await cast.make_corp(db)
        customers = await cast.make_customers(db, corp_id, count + 200, "+86198")
        await db.close()
        tokens: list[str | None] = [one.token for one in customers]
        values: dict[str, float] = {}
        with reunion_web(folder, url) as (web, web_port):
            values["reunion"] = await _cost(web, web_port, "/socket/app", tokens)
        with uvicorn_app(folder, "bench.reference_server:application") as (bare, bare_port):
            nobody: list[str | None] = [None] * len(tokens)
            values["bare uvicorn"] = await _cost(bare, bare_port, "/echo", nobody)
        if reason := ejabberd.missing():
            print(f"  without ejabberd: {reason}")
        else:
            some = min(count, 2000)
            peer = await new_database(server, port, "ejabberd", migrated=False)
            await ejabberd.prepare(peer, [f"i{n}" for n in range(some + 100)])
            with ejabberd.running(folder / "ejabberd", port, "ejabberd") as (node, peer_port):
                values["ejabberd"] = await _xmpp_cost(node, peer_port, some)
    to = "ejabberd" if "ejabberd" in values else "bare uvicorn"
    figures = [
        Figure(
            "sockets", f"memory per idle signed-in connection ({name})", round(value, 1), "KB",
            against=to if name != to else None,
            ratio=round(value / values[to], 2) if name != to else None, n=count,
        )
        for name, value in values.items()
    ]  # fmt: skip
    ours = values["reunion"]
    figures.append(
        Figure("sockets", "memory per connection against the target", round(ours, 1), "KB",
               against="30 KB", ratio=round(ours / _TARGET_KB, 2), n=count)
    )  # fmt: skip
    return figures


async def _cost(process: Process, port: int, path: str, tokens: list[str | None]) -> float:
    first = await open_all(port, path, tokens[:200])
    await asyncio.sleep(3)
    before = memory_kb(process)
    more = await open_all(port, path, tokens[200:])
    await asyncio.sleep(5)
    cost = (memory_kb(process) - before) / len(more)
    for socket in [*first, *more]:
        socket.close()
    return cost


async def _xmpp_cost(process: Process, port: int, count: int) -> float:
    clients = [
        await xmpp.connect(port, ejabberd.HOST, f"i{n}", ejabberd.PASSWORD) for n in range(100)
    ]
    await asyncio.sleep(3)
    before = memory_kb(process)
    clients += [
        await xmpp.connect(port, ejabberd.HOST, f"i{n}", ejabberd.PASSWORD)
        for n in range(100, count + 100)
    ]
    await asyncio.sleep(5)
    cost = (memory_kb(process) - before) / count
    for client in clients:
        client.close()
    return cost
