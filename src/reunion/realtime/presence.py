"""Who is online on any node: each node tells the others who came and who left.

A node that starts says hello and is answered with everybody's lists; one that is silent for longer
than three heartbeats is forgotten with all who were on it. So a killed node's people go offline
within half a minute, and no table has to be cleaned.
"""

import asyncio
import contextlib
import time
from collections.abc import Coroutine, Iterable, Iterator
from typing import Any

import msgspec

from reunion.core.ids import alphanumeric
from reunion.realtime.bus import Bus
from reunion.realtime.connection import Connection
from reunion.realtime.frames import Frame, encode
from reunion.realtime.hub import Hub

_CHANNEL = "presence"
_HEARTBEAT = 10.0
_SILENCE = 35.0
_SETTLE = 0.5
_CHUNK = 600
_WHISPERS = "whispers"
_GREETED = 2.0


class _Told(msgspec.Struct, omit_defaults=True):
    node: str
    on: list[int] = []
    off: list[int] = []
    hello: bool = False
    gap: bool = False
    bye: bool = False


class _Whisper(msgspec.Struct):
    node: str
    to: list[int]
    message: msgspec.Raw


_told = msgspec.json.Decoder(_Told)
_whisper = msgspec.json.Decoder(_Whisper)


class Presence:
    """`online(ids)` answers for all nodes; watchers hear of changes."""

    def __init__(self, bus: Bus, hub: Hub) -> None:
        self.node = alphanumeric(8)
        self._bus = bus
        self.hub = hub
        self._others: dict[str, set[int]] = {}
        self._heard: dict[str, float] = {}
        self._changes: dict[int, bool] = {}
        self._watchers: dict[int, set[Connection]] = {}
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._greeted = False
        _of_this_process.append(self)
        bus.on(_CHANNEL, self._receive)
        bus.on(_WHISPERS, self._overheard)
        bus.on_gap(self._greet_again)
        hub.on_change = self._changed

    async def start(self) -> None:
        """Greets the other nodes."""
        await self._say(_Told(self.node, hello=True))
        for work in (self._tell(), self._beat(), self._pull_once()):
            self._later(work)

    async def stop(self) -> None:
        """Tells the others that everybody here has gone."""
        for task in tuple(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self._say(_Told(self.node, bye=True))
        if self in _of_this_process:
            _of_this_process.remove(self)

    @property
    def alone(self) -> bool:
        """Whether no other node has to be told anything. A node that has just started tells all, as
        the others' answers to its greeting may be under way, and has its sockets pull a little later."""
        return self._greeted and not self._heard and self._bus.listening

    def whisper(self, ids: Iterable[int], message: Any) -> None:
        """A hint outside any transaction, such as typing: to sockets here and on other nodes."""
        audience = list(ids)
        frame = encode(message)
        self.hub.send(audience, frame)
        if not self.alone:
            told = _Whisper(self.node, audience, msgspec.Raw(frame.text))
            self._later(self._bus.publish(_WHISPERS, msgspec.json.encode(told).decode()))

    def online(self, ids: Iterable[int]) -> set[int]:
        """Which of these principals have a socket on any node."""
        hub, others = self.hub, self._others.values()
        return {i for i in ids if i in hub or any(i in there for there in others)}

    def watch(self, connection: Connection, ids: Iterable[int]) -> None:
        """Tells the connection about each of these now, and whenever it changes."""
        self.unwatch(connection)
        connection.watched = frozenset(ids)
        online = self.online(connection.watched)
        for principal_id in connection.watched:
            self._watchers.setdefault(principal_id, set()).add(connection)
            connection.push(_frame(principal_id, principal_id in online))

    def unwatch(self, connection: Connection) -> None:
        """The connection hears of nobody any more."""
        for principal_id in connection.watched:
            watchers = self._watchers.get(principal_id)
            if watchers is not None:
                watchers.discard(connection)
                if not watchers:
                    del self._watchers[principal_id]
        connection.watched = frozenset()

    def _changed(self, principal_id: int, here: bool) -> None:
        self._changes[principal_id] = here
        self._wake.set()

    async def _tell(self) -> None:
        """Gathers comings and goings for a moment, so that a reconnect is not seen as leaving."""
        while True:
            await self._wake.wait()
            await asyncio.sleep(_SETTLE)
            self._wake.clear()
            changes, self._changes = self._changes, {}
            for principal_id in changes:
                self._show(principal_id)
            ids = [i for i in changes if i in self.hub]
            gone = [i for i in changes if i not in self.hub]
            for part in _parts(ids):
                await self._say(_Told(self.node, on=part))
            for part in _parts(gone):
                await self._say(_Told(self.node, off=part))

    async def _beat(self) -> None:
        said = time.monotonic()
        while True:
            await asyncio.sleep(_HEARTBEAT)
            if time.monotonic() - said > _SILENCE:  # suspended: the others have forgotten this node
                self._greet_again()
                self._resync()
            await self._say(_Told(self.node))
            said = time.monotonic()
            limit = said - _SILENCE
            for node in [node for node, heard in self._heard.items() if heard < limit]:
                self._forget(node)

    def _receive(self, payload: str) -> None:
        told = _told.decode(payload)
        if told.node == self.node:
            return
        if told.bye:
            self._forget(told.node)
            return
        was_alone = self.alone
        self._heard[told.node] = time.monotonic()
        there = self._others.setdefault(told.node, set())
        there.update(told.on)
        there.difference_update(told.off)
        for principal_id in (*told.on, *told.off):
            self._show(principal_id)
        if told.hello:
            there.clear()
            self._repeat()
            if was_alone:  # what was sent since the other began to listen was told to nobody
                self._later(self._say(_Told(self.node, gap=True)))
        if told.gap:
            self._resync()

    def _greet_again(self) -> None:
        for node in list(self._heard):
            self._forget(node)
        self._repeat(hello=True)

    def _repeat(self, *, hello: bool = False) -> None:
        """Says everything from the start, to whoever did not hear it."""
        if hello:
            self._later(self._say(_Told(self.node, hello=True, gap=True)))
        for principal_id in self.hub.ids():
            self._changes[principal_id] = True
        self._wake.set()

    def _overheard(self, payload: str) -> None:
        told = _whisper.decode(payload)
        if told.node != self.node:
            self.hub.send(told.to, Frame(bytes(told.message)))

    def _resync(self) -> None:
        frame = encode({"type": "resync"})
        for connection in self.hub.all():
            connection.push(frame)

    async def _pull_once(self) -> None:
        await asyncio.sleep(_GREETED)
        self._greeted = True
        self._resync()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _forget(self, node: str) -> None:
        self._heard.pop(node, None)
        for principal_id in self._others.pop(node, ()):
            self._show(principal_id)

    def _show(self, principal_id: int) -> None:
        watchers = self._watchers.get(principal_id)
        if watchers:
            frame = _frame(principal_id, bool(self.online((principal_id,))))
            for connection in tuple(watchers):
                connection.push(frame)

    async def _say(self, told: _Told) -> None:
        await self._bus.publish(_CHANNEL, msgspec.json.encode(told).decode())


_of_this_process: list[Presence] = []


def online(ids: Iterable[int]) -> set[int]:
    """Which of these principals have a socket on any node; nobody in a process without sockets."""
    return _of_this_process[-1].online(ids) if _of_this_process else set()


def _frame(principal_id: int, online: bool) -> Frame:
    return encode({"type": "presence", "principal_id": principal_id, "online": online})


def _parts(ids: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(ids), _CHUNK):
        yield ids[at : at + _CHUNK]
