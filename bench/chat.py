"""Fifty pairs: a message of 100 bytes, stored for good and on the other side's live socket, then the next.

Compared with a bare echo, with an echo that commits one row a message, and with ejabberd whose archive
is in the same PostgreSQL. Rounds are interleaved, so that whatever else the machine does hits all alike.
"""

import asyncio
import random
import time
from collections import deque
from contextlib import AsyncExitStack
from pathlib import Path

from bench import cast, ejabberd, websocket, xmpp
from bench.figures import Figure, compared, middle, percentile
from bench.servers import cpu_seconds, new_database, postgres, reunion_web, uvicorn_app, wait_idle

PAIRS = 50
HISTORY = 400
BODY = "x" * 100
_ECHO = "echo"
_INSERT = "insert per message"
_PEER = "ejabberd"
_OURS = "reunion"


class Talk:
    """One direction of one pair: `start()` sends the next message, `finished` is called when it has
    been stored and delivered. Messages that wait for their turn (open loop) keep their due time."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.waiting: deque[float] = deque()
        self.closed_loop = False
        self._due = 0.0
        self._busy = False

    def send(self) -> None:
        raise NotImplementedError

    def due(self, at: float) -> None:
        """A message is to be sent at `at`, or as soon after it as the one before is through."""
        if self._busy:
            self.waiting.append(at)
            return
        self._busy, self._due = True, at
        self.send()

    def finished(self) -> None:
        """The message under way is stored and delivered."""
        now = time.perf_counter()
        self.taken.append(now - self._due)
        self._busy = False
        if self.closed_loop:
            self.due(now)
        elif self.waiting:
            self.due(self.waiting.popleft())


class ReunionTalk(Talk):
    """Waits for the sender's `sent` (committed) and the receiver's `message`."""

    def __init__(
        self, sender: websocket.WebSocket, receiver: websocket.WebSocket, conversation_id: int
    ) -> None:
        super().__init__()
        self._sender = sender
        self._number = 0
        self._name = f"{random.getrandbits(40):x}"
        self._conversation_id = conversation_id
        self._missing = 2
        self.acknowledged: list[tuple[int, str]] = []
        sender.on_text = self._sent
        receiver.on_text = self._received

    def send(self) -> None:
        self._missing = 2
        self._number += 1
        self._sender.send(
            websocket.text_frame(
                b'{"type":"send","ref":%d,"conversation_id":%d,"client_id":"%s-%d","kind":"text",'
                b'"content":{"text":"%s"}}'
                % (
                    self._number, self._conversation_id, self._name.encode(), self._number,
                    BODY.encode(),
                )
            )
        )  # fmt: skip

    def _sent(self, payload: bytes) -> None:
        if payload.startswith(b'{"type":"sent"'):
            self.acknowledged.append((self._conversation_id, f"{self._name}-{self._number}"))
            self._half()
        elif payload.startswith(b'{"type":"error"'):
            raise RuntimeError(payload.decode())

    def _received(self, payload: bytes) -> None:
        if payload.startswith(b'{"type":"message"'):
            self._half()

    def _half(self) -> None:
        self._missing -= 1
        if self._missing == 0:
            self.finished()


class EchoTalk(Talk):
    """Waits for the frame to come back."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        super().__init__()
        self._socket = socket
        self._frame = websocket.text_frame(BODY.encode())
        socket.on_text = lambda _: self.finished()

    def send(self) -> None:
        self._socket.send(self._frame)


class XmppTalk(Talk):
    """Waits for the stanza at the receiver: ejabberd has archived it by then."""

    def __init__(self, sender: xmpp.Xmpp, receiver: xmpp.Xmpp, to: str) -> None:
        super().__init__()
        self._sender = sender
        self._stanza = ejabberd.stanza(to, BODY)
        receiver.on_message = lambda _: self.finished()

    def send(self) -> None:
        self._sender.send(self._stanza)


async def closed_loop(talks: list[Talk], seconds: float) -> tuple[float, list[float]]:
    """(messages per second, time of each) while every pair sends as fast as it can."""
    for talk in talks:
        talk.taken, talk.closed_loop = [], True
    started = time.perf_counter()
    for talk in talks:
        talk.due(time.perf_counter())
    await asyncio.sleep(seconds)
    for talk in talks:
        talk.closed_loop = False
    taken = [t for talk in talks for t in talk.taken]
    rate = len(taken) / (time.perf_counter() - started)
    await asyncio.sleep(0.5)
    return rate, taken


async def open_loop(talks: list[Talk], rate: float, seconds: float) -> list[float]:
    """Times from when each message was due, at random moments of this rate in all."""
    for talk in talks:
        talk.taken, talk.closed_loop = [], False
    chance = random.Random(7)
    due = started = time.perf_counter()
    while due < started + seconds:
        due += chance.expovariate(rate)
        delay = due - time.perf_counter()
        if delay > 0.0005:
            await asyncio.sleep(delay)
        chance.choice(talks).due(due)
    await asyncio.sleep(1)
    return [t for talk in talks for t in talk.taken]


async def run(folder: Path, *, quick: bool) -> list[Figure]:
    """The whole comparison."""
    rounds, seconds = (1, 3.0) if quick else (5, 6.0)
    figures: list[Figure] = []
    with postgres(folder / "pg") as (server, port):
        url = await new_database(server, port, "reunion", migrated=True)
        reference = await new_database(server, port, "reference", migrated=False)
        people = await cast.make_pairs(url, PAIRS)
        await cast.make_history(url, people, HISTORY)
        async with AsyncExitStack() as stack:
            web, web_port = stack.enter_context(reunion_web(folder, url))
            bare, ref_port = stack.enter_context(
                uvicorn_app(
                    folder, "bench.reference_server:application", BENCH_DATABASE_URL=reference
                )
            )
            systems: dict[str, list[Talk]] = {
                _OURS: await _reunion_talks(web_port, people),
                _ECHO: await _echo_talks(ref_port, "/echo"),
                _INSERT: await _echo_talks(ref_port, "/insert"),
            }
            pids = {_OURS: web.pid, _ECHO: bare.pid, _INSERT: bare.pid}
            reason = ejabberd.missing()
            if reason:
                print(f"  without ejabberd: {reason}")
            else:
                peer = await new_database(server, port, "ejabberd", migrated=False)
                users = [f"{side}{n}" for n in range(PAIRS) for side in "ab"]
                await ejabberd.prepare(peer, users)
                node, peer_port = stack.enter_context(
                    ejabberd.running(folder / "ejabberd", port, "ejabberd")
                )
                systems[_PEER] = await _xmpp_talks(peer_port)
                pids[_PEER] = node.pid
            await wait_idle(url)
            assert server.process is not None
            figures = await _measure(systems, pids, server.process.pid, rounds, seconds)
            acknowledged = sum(
                len(talk.acknowledged) for talk in systems[_OURS] if isinstance(talk, ReunionTalk)
            )
            stored = await cast.count_messages(url)
            if stored < acknowledged:
                raise RuntimeError(f"{acknowledged} messages acknowledged, {stored} stored")
    return figures


async def _measure(
    systems: dict[str, list[Talk]],
    pids: dict[str, int],
    database: int,
    rounds: int,
    seconds: float,
) -> list[Figure]:
    """Processor time is measured beside the rate: it says the same whatever else the machine does."""
    for talks in systems.values():
        await closed_loop(talks, 1.0)
    rates: dict[str, list[float]] = {name: [] for name in systems}
    taken: dict[str, list[float]] = {name: [] for name in systems}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in systems}
    for number in range(rounds):
        for name, talks in systems.items():
            before = cpu_seconds(pids[name]), cpu_seconds(database)
            rate, times = await closed_loop(talks, seconds)
            rates[name].append(rate)
            taken[name] += times
            each = 1e6 / max(len(times), 1)
            after = cpu_seconds(pids[name]), cpu_seconds(database)
            spent[name].append(((after[0] - before[0]) * each, (after[1] - before[1]) * each))
            print(
                f"  round {number + 1} {name}: {rate:,.0f}/s p99 {percentile(times, 0.99) * 1e3:.1f} ms"
            )
    n = {name: len(times) for name, times in taken.items()}
    to = _PEER if _PEER in systems else _INSERT
    middles = {name: middle(values) for name, values in rates.items()}
    figures = compared("chat", "messages/s, closed loop", "1/s", middles, to=to, n=n)
    for part, label in ((0.5, "p50"), (0.99, "p99")):
        times = {name: percentile(values, part) * 1e3 for name, values in taken.items()}
        figures += compared("chat", f"{label}, closed loop", "ms", times, to=to, n=n)
    for part, label in ((0, "server"), (1, "database")):
        cost = {name: middle([each[part] for each in pairs]) for name, pairs in spent.items()}
        figures += compared("chat", f"processor time per message, {label}", "µs", cost, to=to, n=n)
    half = {name: middles[name] / 2 for name in (_OURS, _INSERT, _PEER) if name in systems}
    waits: dict[str, list[list[float]]] = {name: [] for name in half}
    for _ in range(rounds):
        for name, rate in half.items():
            waits[name].append(await open_loop(systems[name], rate, seconds))
    counts = {name: sum(map(len, taken)) for name, taken in waits.items()}
    for part, label in ((0.5, "p50"), (0.99, "p99")):
        times = {
            name: middle([percentile(times, part) * 1e3 for times in taken])
            for name, taken in waits.items()
        }
        figures += compared(
            "chat", f"{label}, open loop at half load", "ms", times, to=to, n=counts
        )
    return figures


async def _reunion_talks(port: int, people: cast.Cast) -> list[Talk]:
    talks: list[Talk] = []
    for pair in people.pairs:
        sender = await websocket.connect(port, "/socket/desk", pair.member.token)
        receiver = await websocket.connect(port, "/socket/app", pair.customer.token)
        talks.append(ReunionTalk(sender, receiver, pair.conversation_id))
    return talks


async def _echo_talks(port: int, path: str) -> list[Talk]:
    return [EchoTalk(await websocket.connect(port, path)) for _ in range(PAIRS)]


async def _xmpp_talks(port: int) -> list[Talk]:
    talks: list[Talk] = []
    for number in range(PAIRS):
        sender = await xmpp.connect(port, ejabberd.HOST, f"a{number}", ejabberd.PASSWORD)
        receiver = await xmpp.connect(port, ejabberd.HOST, f"b{number}", ejabberd.PASSWORD)
        talks.append(XmppTalk(sender, receiver, f"b{number}"))
    return talks
