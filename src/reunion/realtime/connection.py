"""One socket, and how to write to it without ever waiting for it.

uvicorn's WebSocket protocol is a transport with a flag `writable`. While the flag is up a frame is
written directly: no task, no copy. A reader that does not keep up takes the flag down; its frames
then queue here up to a bound, past which it is closed with 4008 and catches up by sync later.
"""

import asyncio
import contextlib
from collections import deque
from typing import Any

import msgspec

from reunion.realtime.frames import Frame

TOO_SLOW = 4008
SIGNED_OUT = 4001
_MAX_FRAMES = 1000
_MAX_BYTES = 1_000_000
_ABORT_SECONDS = 30.0
_UNDER_WAY = 100


class Identity(msgspec.Struct, frozen=True):
    """Who is on a socket. `ids`: the principals it hears for (a person's contact ids, one a corp)."""

    surface: str
    account_id: int
    corp_id: int
    name: str
    session_id: str
    ids: tuple[int, ...]
    language: str = "zh"


class Connection:
    """`push` never blocks and never raises."""

    __slots__ = (
        "_bytes",
        "_closing",
        "_drain",
        "_pending",
        "_protocol",
        "_room",
        "_send",
        "_transport",
        "_under_way",
        "_writable",
        "identity",
        "queue",
        "watched",
    )  # fmt: skip

    def __init__(self, identity: Identity, send: Any) -> None:
        self.identity = identity
        self.watched: frozenset[int] = frozenset()
        self._under_way = 0
        self._room: asyncio.Future[None] | None = None
        self.queue: asyncio.Task[None] | None = None
        self._send = send
        self._pending: deque[Frame] | None = None
        self._bytes = 0
        self._drain: asyncio.Task[None] | None = None
        self._closing = False
        protocol = getattr(send, "__self__", None)
        writable = getattr(protocol, "writable", None)
        transport = getattr(protocol, "transport", None)
        extensions = getattr(getattr(protocol, "conn", None), "extensions", None)
        direct = isinstance(writable, asyncio.Event) and transport is not None and not extensions
        self._protocol: Any = protocol if direct else None
        self._transport: Any = transport if direct else None
        self._writable: Any = writable if direct else None

    def began(self) -> None:
        """A frame of this socket is being worked on."""
        self._under_way += 1

    def ended(self) -> None:
        """It is done."""
        self._under_way -= 1
        if self._room is not None and self._under_way < _UNDER_WAY:
            if not self._room.done():
                self._room.set_result(None)
            self._room = None

    @property
    def crowded(self) -> bool:
        """Whether so many frames of this socket are under way that no more are read."""
        return self._under_way >= _UNDER_WAY

    async def room(self) -> None:
        """Waits until it is not crowded any more; the sender's line fills up meanwhile."""
        self._room = asyncio.get_running_loop().create_future()
        await self._room

    def push(self, frame: Frame) -> None:
        """Write now when the reader keeps up, else queue."""
        if self._closing:
            return
        transport = self._transport
        if self._drain is None and transport is not None and self._writable.is_set():
            if not self._protocol.close_sent and not transport.is_closing():
                transport.write(frame.wire)
            return
        self._queue(frame)

    def _queue(self, frame: Frame) -> None:
        if self._pending is None:
            self._pending = deque()
        self._pending.append(frame)
        self._bytes += len(frame.wire)
        if len(self._pending) > _MAX_FRAMES or self._bytes > _MAX_BYTES:
            self.close(TOO_SLOW, "too slow")
        elif self._drain is None:
            self._drain = asyncio.get_running_loop().create_task(self._drained())

    async def _drained(self) -> None:
        try:
            while self._pending:
                frame = self._pending.popleft()
                self._bytes -= len(frame.wire)
                if self._writable is None:
                    await self._send({"type": "websocket.send", "text": frame.text.decode()})
                    continue
                await self._writable.wait()
                if self._closing or self._transport.is_closing():
                    return
                self._transport.write(frame.wire)
        except (OSError, RuntimeError):
            self._closing = True
        finally:
            self._drain = None

    def close(self, code: int, reason: str) -> None:
        """Sends a close frame behind what is already on the line; a reader that never takes it is cut."""
        if self._closing:
            return
        self._closing = True
        self._pending = None
        self._bytes = 0
        if self._drain is not None:
            self._drain.cancel()
        loop = asyncio.get_running_loop()
        if self._transport is None or self._protocol is None:
            self._drain = loop.create_task(self._close_by_asgi(code, reason))
        elif not self._protocol.close_sent and not self._transport.is_closing():
            self._close_protocol(
                self._protocol, loop.call_later(_ABORT_SECONDS, self._abort), code, reason
            )

    def _close_protocol(
        self, protocol: Any, timer: asyncio.TimerHandle, code: int, reason: str
    ) -> None:
        """What uvicorn does for `websocket.close`, without its wait for a reader that reads no more."""
        protocol.conn.send_close(code, reason)
        self._transport.write(b"".join(protocol.conn.data_to_send()))
        protocol.close_sent = True
        protocol.close_timer = timer
        ended = {"type": "websocket.disconnect", "code": code, "reason": reason}
        protocol.queue.put_nowait(ended)
        if protocol.read_paused:
            protocol.read_paused = False
            self._transport.resume_reading()

    def _abort(self) -> None:
        self._transport.abort()

    async def _close_by_asgi(self, code: int, reason: str) -> None:
        with contextlib.suppress(OSError, RuntimeError):
            await self._send({"type": "websocket.close", "code": code, "reason": reason})
