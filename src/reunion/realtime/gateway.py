"""The sockets' door: /socket/app and /socket/desk, a plain ASGI application.

A connection costs one task that waits for frames and nothing else while it is idle. Who it is comes
from the session cookie (same origin only), a bearer token, or a first frame {"type": "auth"}.
What frames mean is not known here: a module registers with `answers_frames`.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec

from reunion.core.clock import clock
from reunion.core.config import Config
from reunion.core.db import Database
from reunion.realtime.bus import Bus
from reunion.realtime.connection import SIGNED_OUT, Connection, Identity
from reunion.realtime.frames import encode
from reunion.realtime.hub import Hub
from reunion.realtime.notify import carry
from reunion.realtime.presence import Presence

log = logging.getLogger("reunion.realtime")

SOCKET_OPTIONS: dict[str, Any] = {
    "ws": "websockets-sansio",
    "ws_per_message_deflate": False,
    "ws_max_size": 256 * 1024,
    "ws_ping_interval": 30.0,
    "ws_ping_timeout": 30.0,
}
"""For uvicorn. Without compression a frame is encoded once for all its readers, and an idle socket
keeps no compressor."""

_SURFACES = {"/socket/app": "app", "/socket/desk": "desk"}
_AUTH_SECONDS = 10.0
_RECHECK_SECONDS = 300.0


class Signed(Protocol):
    """What the gateway reads of a caller."""

    @property
    def principal_id(self) -> int: ...
    @property
    def corp_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def session_id(self) -> str: ...


class FrameAnswers(Protocol):
    """The module that gives frames a meaning. `receive` must return at once."""

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def principals(self, database: Any, surface: str, account_id: int) -> tuple[int, ...]: ...
    def receive(self, connection: Connection, text: str) -> None: ...


MakeAnswers = Callable[[Database, Bus, Presence], FrameAnswers]
_makers: list[MakeAnswers] = []


def answers_frames(make: MakeAnswers) -> MakeAnswers:
    """Registers the one module that answers frames; it is made once a process."""
    _makers[:] = [make]
    return make


class _Auth(msgspec.Struct, tag="auth", tag_field="type"):
    token: str


_auth = msgspec.json.Decoder(_Auth)


class Gateway:
    """`find_caller(database, surface, token)` answers who a token is, or None."""

    def __init__(
        self,
        *,
        db: Database,
        bus: Bus,
        config: Config,
        find_caller: Callable[[Any, Any, str], Awaitable[Signed | None]],
    ) -> None:
        self._db = db
        self._public_host = urlsplit(config.public_url).netloc
        self._find_caller = find_caller
        self._tokens: dict[Connection, str] = {}
        self._recheck: asyncio.Task[None] | None = None
        self._refreshing: set[asyncio.Task[None]] = set()
        self._hub = hub = Hub()
        self.presence = Presence(bus, hub)
        self.answers = _makers[0](db, bus, self.presence)
        carry(bus, hub, self._contacts_changed)

    @property
    def open_sockets(self) -> int:
        """How many this process holds."""
        return len(self._hub)

    async def start(self) -> None:
        """Call after the bus has started."""
        await self.answers.start()
        await self.presence.start()
        self._recheck = asyncio.create_task(self._recheck_sessions())

    async def stop(self) -> None:
        """Ends what is under way; clients reconnect to another node."""
        if self._recheck is not None:
            self._recheck.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._recheck
        await self.presence.stop()
        await self.answers.stop()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        surface = _SURFACES.get(scope["path"])
        await receive()
        token, allowed = self._token(scope, surface)
        if surface is None or not allowed:
            await send({"type": "websocket.close", "code": 1008})
            return
        await send({"type": "websocket.accept"})
        if token is None:
            token = await _first_frame(receive)
        caller = await self._who(surface, token)
        if caller is None or token is None:
            await send({"type": "websocket.close", "code": SIGNED_OUT, "reason": "not signed in"})
            return
        if _language(scope) == "en":
            caller = msgspec.structs.replace(caller, language="en")
        connection = Connection(caller, send)
        self._tokens[connection] = token
        self._hub.add(connection)
        ready = {"type": "ready", "principal_id": caller.account_id, "server_time": clock.now()}
        connection.push(encode(ready))
        take = self.answers.receive
        try:
            while True:
                event = await receive()
                if event["type"] != "websocket.receive":
                    break
                take(connection, event.get("text") or "")
                if connection.crowded:
                    await connection.room()
        finally:
            self._hub.remove(connection)
            self.presence.unwatch(connection)
            self._tokens.pop(connection, None)

    def _token(self, scope: Any, surface: str | None) -> tuple[str | None, bool]:
        """The token that came with the handshake, and whether the page that opened it may."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        bearer = headers.get(b"authorization", b"").decode("latin-1")
        if bearer[:7].lower() == "bearer ":
            return bearer[7:].strip(), True
        origin = headers.get(b"origin")
        if origin is not None:
            host = urlsplit(origin.decode("latin-1")).netloc
            if host not in {headers.get(b"host", b"").decode("latin-1"), self._public_host}:
                return None, False
        cookies: SimpleCookie = SimpleCookie()
        with contextlib.suppress(CookieError):
            cookies.load(headers.get(b"cookie", b"").decode("latin-1"))
        cookie = cookies.get(f"reunion_{surface}")
        return (cookie.value if cookie else None), True

    async def _who(self, surface: str, token: str | None) -> Identity | None:
        if not token:
            return None
        async with self._db.connection() as database:
            caller = await self._find_caller(database, surface, token)
            if caller is None:
                return None
            ids = await self.answers.principals(database, surface, caller.principal_id)
        return Identity(
            surface, caller.principal_id, caller.corp_id, caller.name, caller.session_id, ids
        )

    def _contacts_changed(self, connection: Connection) -> None:
        """A customer may have become a contact of another corp: hear for that one too."""
        task = asyncio.create_task(self._refresh(connection))
        self._refreshing.add(task)
        task.add_done_callback(self._refreshing.discard)

    async def _refresh(self, connection: Connection) -> None:
        known = connection.identity
        async with self._db.connection() as database:
            ids = await self.answers.principals(database, known.surface, known.account_id)
        if ids != known.ids and connection in self._tokens:
            self._hub.remove(connection)
            connection.identity = msgspec.structs.replace(known, ids=ids)
            self._hub.add(connection)

    async def _recheck_sessions(self) -> None:
        """A session that ran out, or whose end was not heard, closes its sockets."""
        while True:
            await asyncio.sleep(_RECHECK_SECONDS)
            for connection, token in list(self._tokens.items()):
                try:
                    async with self._db.connection() as database:
                        surface = connection.identity.surface
                        found = await self._find_caller(database, surface, token)
                except Exception:
                    log.exception("sessions could not be checked; they are checked again later")
                    break
                if found is None:
                    connection.close(SIGNED_OUT, "signed out")


def _language(scope: Any) -> str:
    for name, value in scope["headers"]:
        if name == b"accept-language" and value[:2].lower() == b"en":
            return "en"
    return "zh"


async def _first_frame(receive: Any) -> str | None:
    try:
        async with asyncio.timeout(_AUTH_SECONDS):
            event = await receive()
        return _auth.decode(event.get("text") or "").token
    except (TimeoutError, msgspec.MsgspecError, RecursionError):
        return None
