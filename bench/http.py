"""An HTTP client that costs little: kept-alive connections that ask one after another."""

import asyncio
import time
from collections.abc import Callable
from typing import cast


class Asker(asyncio.Protocol):
    """Sends the next request as soon as an answer is whole; `check` sees each body."""

    def __init__(self, next_request: Callable[[], bytes], check: Callable[[bytes], None]) -> None:
        self._next = next_request
        self._check = check
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._asked = 0.0
        self.taken: list[float] = []
        self.running = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def _ask(self) -> None:
        assert self._transport is not None
        self._asked = time.perf_counter()
        self._transport.write(self._next())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        at = head.lower().index(b"content-length:") + 15
        size = int(head[at:].split(b"\r\n", 1)[0])
        if len(rest) < size:
            return
        self._check(rest)
        self.taken.append(time.perf_counter() - self._asked)
        self._buffer = b""
        if self.running:
            self._ask()
        elif self._transport is not None:
            self._transport.close()


async def ask(
    port: int, next_request: Callable[[], bytes], check: Callable[[bytes], None],
    *, connections: int, seconds: float,
) -> tuple[float, list[float]]:  # fmt: skip
    """(answers a second, time of each) with this many connections."""
    loop = asyncio.get_running_loop()
    askers: list[Asker] = []
    began = time.perf_counter()
    for _ in range(connections):
        _, asker = await loop.create_connection(
            lambda: Asker(next_request, check), "127.0.0.1", port
        )
        askers.append(asker)
    await asyncio.sleep(seconds)
    for asker in askers:
        asker.running = False
    taken = [t for asker in askers for t in asker.taken]
    rate = len(taken) / (time.perf_counter() - began)
    await asyncio.sleep(0.3)
    return rate, taken


def get(path: str) -> bytes:
    """A request as SDKs send it."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def post(path: str, body: bytes) -> bytes:
    """A JSON request."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
