"""A client on /socket/app or /socket/desk: it keeps every frame, and finds the one that is waited for."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.factories.company import Caller

_PATIENCE = 10.0


class Socket:
    """`frames` has all that came; `closed_with` the close code once the server has closed it."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[dict[str, Any]] = []
        self.closed_with: int | None = None
        self._came = asyncio.Condition()
        self._refs = 0
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for text in self.connection:
                async with self._came:
                    self.frames.append(json.loads(text))
                    self._came.notify_all()
        except ConnectionClosed:
            pass
        finally:
            async with self._came:
                self.closed_with = self.connection.close_code
                self._came.notify_all()

    async def frame(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first frame that fits, whether it came already or comes soon."""

        def found() -> dict[str, Any] | None:
            return next((f for f in self.frames if wanted(f)), None)

        async with asyncio.timeout(_PATIENCE), self._came:
            await self._came.wait_for(lambda: found() or self.closed_with)
        frame = found()
        assert frame is not None, f"closed with {self.closed_with}; had {self.frames}"
        return frame

    async def tell(self, what: str, /, **fields: Any) -> None:
        """Sends a frame that is not answered."""
        await self.connection.send(json.dumps({"type": what, **fields}))

    async def send(
        self, conversation_id: int, client_id: str, text: str = "你好", **more: Any
    ) -> dict[str, Any]:
        """Sends a message and answers the `sent` or `error` frame."""
        self._refs += 1
        ref = self._refs
        body = {"kind": "text", "content": {"text": text}, **more}
        await self.tell(
            "send", ref=ref, conversation_id=conversation_id, client_id=client_id, **body
        )
        return await self.frame(lambda f: f.get("ref") == ref)

    async def message(self, conversation_id: int, seq: int) -> dict[str, Any]:
        """The message with this seq as it came by a `message` frame."""
        frame = await self.frame(
            lambda f: (
                f["type"] == "message"
                and f["conversation_id"] == conversation_id
                and f["message"]["seq"] == seq
            )
        )
        return frame["message"]

    async def closed(self) -> int | None:
        """The close code, once there is one."""
        async with asyncio.timeout(_PATIENCE), self._came:
            await self._came.wait_for(lambda: self.closed_with is not None)
        return self.closed_with

    async def close(self) -> None:
        await self.connection.close()
        await self._reader


def address(caller: Caller, surface: str) -> str:
    """Where the sockets of a caller's surface are."""
    return f"{str(caller.base_url).rstrip('/').replace('http', 'ws', 1)}/socket/{surface}"


@asynccontextmanager
async def socket_of(caller: Caller, surface: str) -> AsyncIterator[Socket]:
    """An open socket, greeted."""
    headers = {"Authorization": f"Bearer {caller.token}"}
    connection = await connect(
        address(caller, surface), additional_headers=headers, compression=None, max_size=None
    )
    socket = Socket(connection)
    try:
        await socket.frame(lambda f: f["type"] == "ready")
        yield socket
    finally:
        await socket.close()
