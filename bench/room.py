"""A room of 200 people online: how many deliveries a second leave the server.

Ten members write, each with a few messages under way; everybody gets everything. Counted at the clients,
which do nothing but count. Beside it: the bare fan-out of a ready frame to as many sockets by the same
library.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from bench import cast, ejabberd, websocket, xmpp
from bench.chat import BODY
from bench.figures import Figure, compared, middle
from bench.servers import cpu_seconds, new_database, postgres, reunion_web, uvicorn_app, wait_idle

ONLINE = 200
WRITERS = 10
UNDER_WAY = 8
_OURS, _BARE, _PEER = "reunion", "bare fan-out", "ejabberd"


class Crowd:
    """Counts what arrives; each writer sends again when its own message came back."""

    def __init__(self) -> None:
        self.deliveries = 0
        self.total = 0
        self.writing = False

    async def measure(self, seconds: float) -> float:
        """Deliveries a second."""
        self.deliveries, self.writing = 0, True
        self.start()
        await asyncio.sleep(min(seconds / 4, 1))
        first, began = self.deliveries, time.perf_counter()
        await asyncio.sleep(seconds)
        rate = (self.deliveries - first) / (time.perf_counter() - began)
        self.writing = False
        await asyncio.sleep(1)
        self.total = self.deliveries
        return rate

    def start(self) -> None:
        raise NotImplementedError


class ReunionCrowd(Crowd):
    """Messages are stored before they are delivered."""

    def __init__(self, sockets: list[websocket.WebSocket], conversation_id: int) -> None:
        super().__init__()
        self._writers = sockets[:WRITERS]
        self._number = 0
        self._conversation_id = conversation_id
        for socket in sockets[WRITERS:]:
            socket.on_text = self._count
        for socket in self._writers:
            socket.on_text = lambda payload, socket=socket: self._own(socket, payload)

    def _count(self, payload: bytes) -> None:
        self.deliveries += 1

    def _own(self, socket: websocket.WebSocket, payload: bytes) -> None:
        self.deliveries += 1
        if payload.startswith(b'{"type":"sent"') and self.writing:
            self._write(socket)
        elif payload.startswith(b'{"type":"error"'):
            raise RuntimeError(payload.decode())

    def _write(self, socket: websocket.WebSocket) -> None:
        self._number += 1
        body = b'{"type":"send","conversation_id":%d,"client_id":"%d","kind":"text","content":{"text":"%s"}}'
        parts = (self._conversation_id, self._number, BODY.encode())
        socket.send(websocket.text_frame(body % parts))

    def start(self) -> None:
        for socket in self._writers:
            for _ in range(UNDER_WAY):
                self._write(socket)


class BareCrowd(Crowd):
    """Each frame that a writer sends comes back to all."""

    def __init__(self, sockets: list[websocket.WebSocket]) -> None:
        super().__init__()
        self._writers = sockets[:WRITERS]
        self._frame = websocket.text_frame(BODY.encode())
        for socket in sockets:
            socket.on_text = self._count
        self._writers[0].on_text = self._first

    def _count(self, payload: bytes) -> None:
        self.deliveries += 1

    def _first(self, payload: bytes) -> None:
        self.deliveries += 1
        if self.writing:
            self._writers[0].send(self._frame)

    def start(self) -> None:
        for _ in range(WRITERS * UNDER_WAY):
            self._writers[0].send(self._frame)


class XmppCrowd(Crowd):
    """A room of mod_muc with its archive; the first writer's own stanzas drive it."""

    def __init__(self, clients: list[xmpp.Xmpp]) -> None:
        super().__init__()
        self._writer = clients[0]
        self._stanza = (
            f"<message type='groupchat' to='hall@rooms.{ejabberd.HOST}'><body>{BODY}</body></message>"
        ).encode()
        for client in clients:
            client.on_message = self._count
        self._writer.on_message = self._first

    def _count(self, stanza: bytes) -> None:
        self.deliveries += 1

    def _first(self, stanza: bytes) -> None:
        self.deliveries += 1
        if self.writing:
            self._writer.send(self._stanza)

    def start(self) -> None:
        for _ in range(WRITERS * UNDER_WAY):
            self._writer.send(self._stanza)


Gather = Callable[[str, int], Awaitable[tuple[list[cast.Person], int]]]


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """The room, beside the trial that the design was chosen by."""
    return await fan_out(folder, "room", ONLINE, _room, quick=quick, trial=87_000)


async def _room(url: str, corp_id: int) -> tuple[list[cast.Person], int]:
    return await cast.make_room(url, corp_id, ONLINE)


async def fan_out(
    folder: Path, area: str, online: int, gather: Gather, *, quick: bool, trial: int | None = None
) -> list[Figure]:
    """Interleaved rounds. The first of who `gather` answers write."""
    rounds, seconds = (1, 3.0) if quick else (5, 5.0)
    with postgres(folder / "pg") as (server, port):
        url = await new_database(server, port, "reunion", migrated=True)
        people = await cast.make_pairs(url, 1)
        await cast.make_history(url, people, 20_000)
        crowd_of, conversation_id = await gather(url, people.corp_id)
        async with AsyncExitStack() as stack:
            web, web_port = stack.enter_context(reunion_web(folder, url))
            plain, bare_port = stack.enter_context(
                uvicorn_app(folder, "bench.reference_server:application")
            )
            sockets = [
                await websocket.connect(web_port, f"/socket/{one.surface}", one.token)
                for one in crowd_of
            ]
            bare = [await websocket.connect(bare_port, "/room") for _ in range(online)]
            crowds: dict[str, Crowd] = {
                _OURS: ReunionCrowd(sockets, conversation_id),
                _BARE: BareCrowd(bare),
            }
            pids = {_OURS: web.pid, _BARE: plain.pid}
            if reason := ejabberd.missing():
                print(f"  without ejabberd: {reason}")
            else:
                peer = await new_database(server, port, "ejabberd", migrated=False)
                await ejabberd.prepare(peer, [f"r{n}" for n in range(online)])
                node, peer_port = stack.enter_context(
                    ejabberd.running(folder / "ejabberd", port, "ejabberd")
                )
                crowds[_PEER] = XmppCrowd(await _xmpp_room(peer_port, online))
                pids[_PEER] = node.pid
            await wait_idle(url)
            rates: dict[str, list[float]] = {name: [] for name in crowds}
            spent: dict[str, list[float]] = {name: [] for name in crowds}
            for number in range(rounds):
                for name, crowd in crowds.items():
                    before = cpu_seconds(pids[name])
                    rates[name].append(await crowd.measure(seconds))
                    used = cpu_seconds(pids[name]) - before
                    spent[name].append(used / max(crowd.total, 1) * 1e6)
                    print(f"  round {number + 1} {name}: {rates[name][-1]:,.0f} deliveries/s")
    middles = {name: middle(values) for name, values in rates.items()}
    n = {name: int(sum(values) * seconds) for name, values in rates.items()}
    to = _PEER if _PEER in middles else _BARE
    figures = compared(area, f"deliveries/s, {online} online", "1/s", middles, to=to, n=n)
    cost = {name: middle(values) for name, values in spent.items()}
    figures += compared(area, "processor time per delivery, server", "µs", cost, to=to, n=n)
    if trial is not None:
        target = middles[_OURS] / trial
        figures.append(
            Figure(area, "deliveries/s against the trial", round(middles[_OURS]), "1/s",
                   against=f"{trial:,}/s", ratio=round(target, 2), n=n[_OURS])
        )  # fmt: skip
    return figures


async def _xmpp_room(port: int, online: int) -> list[xmpp.Xmpp]:
    clients: list[xmpp.Xmpp] = []
    for number in range(online):
        client = await xmpp.connect(port, ejabberd.HOST, f"r{number}", ejabberd.PASSWORD)
        join = (
            f"<presence to='hall@rooms.{ejabberd.HOST}/r{number}'>"
            "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>"
        )
        client.send(join.encode())
        clients.append(client)
    await asyncio.sleep(3)
    return clients
