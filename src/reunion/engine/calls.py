"""What both doors of the analytics process do with a call: its whole body is read, and it is answered."""

from typing import Any

from litestar.types import Receive, Send


class HungUp(Exception):
    """The caller went before all of the body was there."""


async def body_of(receive: Receive) -> bytes:
    """All of it: the first half of an insert is no insert. Raises HungUp."""
    parts: list[bytes] = []
    while True:
        message: Any = await receive()
        if message["type"] != "http.request":
            raise HungUp
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def answer(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    """The whole answer."""
    named = [(b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": named})  # pyright: ignore
    await send({"type": "http.response.body", "body": body})  # pyright: ignore
