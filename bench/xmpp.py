"""An XMPP client of the same make: raw bytes over TCP, stanzas found, not parsed."""

import asyncio
import base64
from collections.abc import Callable
from typing import cast

_OPEN = (
    "<?xml version='1.0'?><stream:stream to='{host}' version='1.0' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams'>"
)
_BIND = (
    b"<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
    b"<resource>bench</resource></bind></iq>"
)
_SESSION = (
    b"<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq><presence/>"
)


class Xmpp(asyncio.Protocol):
    """`on_message` gets each whole message stanza."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.on_message: Callable[[bytes], None] = lambda stanza: None
        self._buffer = b""
        self._came = asyncio.Event()
        self._talking = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._came.set()

    def send(self, stanza: bytes) -> None:
        assert self.transport is not None
        self.transport.write(stanza)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._talking:
            self._came.set()
            return
        while (end := self._buffer.find(b"</message>")) >= 0:
            start = self._buffer.find(b"<message", 0, end)
            self.on_message(self._buffer[start : end + 10])
            self._buffer = self._buffer[end + 10 :]

    async def _until(self, text: bytes) -> None:
        async with asyncio.timeout(20):
            while text not in self._buffer:
                assert self.transport is not None
                if self.transport.is_closing():
                    raise ConnectionError(self._buffer[-300:].decode("utf-8", "replace"))
                self._came.clear()
                await self._came.wait()
        self._buffer = b""

    async def sign_in(self, host: str, user: str, password: str) -> None:
        """SASL PLAIN, bind, session, available."""
        hello = _OPEN.format(host=host).encode()
        self.send(hello)
        await self._until(b"</stream:features>")
        secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        self.send(
            f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>".encode()
        )
        await self._until(b"<success")
        self.send(hello)
        await self._until(b"</stream:features>")
        self.send(_BIND)
        await self._until(b"</iq>")
        self.send(_SESSION)
        await asyncio.sleep(0.05)
        self._buffer, self._talking = b"", True


async def connect(port: int, host: str, user: str, password: str) -> Xmpp:
    """A signed-in client."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(Xmpp, "127.0.0.1", port)
    await client.sign_in(host, user, password)
    return client
