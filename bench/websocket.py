"""A WebSocket client that costs little: frames are found by their headers, texts are not parsed.

The measured server shares the cores with its clients, so what a client spends is missing there.
"""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import cast

_MASK = b"\x00\x00\x00\x00"
"""Masking with zeros is masking: the payload stays as it is, and the server unmasks all the same."""


def text_frame(payload: bytes) -> bytes:
    """A client's text frame."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, 0x80 | size)) + _MASK + payload
    return b"\x81\xfe" + size.to_bytes(2, "big") + _MASK + payload


def handshake(path: str, host: str, token: str | None) -> bytes:
    """The request that opens a socket."""
    key = base64.b64encode(os.urandom(16)).decode()
    auth = f"Authorization: Bearer {token}\r\n" if token else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{auth}\r\n"
    ).encode()


class WebSocket(asyncio.Protocol):
    """`on_text` gets each text frame's payload; `opened` is set after the handshake."""

    def __init__(self, path: str, host: str, token: str | None) -> None:
        self._hello = handshake(path, host, token)
        self.transport: asyncio.Transport | None = None
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.on_text: Callable[[bytes], None] = lambda payload: None
        self.closed = False
        self._rest = b""
        self._greeted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._hello)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed in the handshake"))

    def send(self, frame: bytes) -> None:
        """Writes a whole frame as `text_frame` makes it."""
        assert self.transport is not None
        self.transport.write(frame)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if not self._greeted:
            head, found, rest = (self._rest + data).partition(b"\r\n\r\n")
            if not found:
                self._rest = head
                return
            self._greeted, self._rest = True, b""
            if not head.startswith(b"HTTP/1.1 101"):
                self.opened.set_exception(ConnectionError(head[:80].decode("latin-1")))
                return
            self.opened.set_result(None)
            data = rest
        if self._rest:
            data = self._rest + data
        at, end = 0, len(data)
        while end - at >= 2:
            size, start = data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if start + size > end:
                break
            if data[at] == 0x81:
                self.on_text(data[start : start + size])
            elif data[at] == 0x89 and self.transport is not None:
                pong = bytes((0x8A, 0x80 | size)) + _MASK + data[start : start + size]
                self.transport.write(pong)
            at = start + size
        self._rest = data[at:]


async def connect(
    port: int, path: str, token: str | None = None, local: str | None = None
) -> WebSocket:
    """An open socket; raises ConnectionError when the server refuses. `local`: from this address."""
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(
        lambda: WebSocket(path, f"127.0.0.1:{port}", token),
        "127.0.0.1",
        port,
        local_addr=(local, 0) if local else None,
    )
    await asyncio.wait_for(socket.opened, 30)
    return socket
