"""A socket that never reads costs the others nothing, and is closed with 4008."""

import asyncio
import json
import socket as sockets_of_os
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.factories.chatting import pair
from tests.factories.company import Caller, Company
from tests.factories.sockets import address, socket_of

_LONG = "春" * 3000


async def _never_reads(caller: Caller) -> sockets_of_os.socket:
    """Greeted, then silent, with as small a buffer as the system gives."""
    place = urlsplit(address(caller, "app"))
    raw = sockets_of_os.socket()
    raw.setsockopt(sockets_of_os.SOL_SOCKET, sockets_of_os.SO_RCVBUF, 2048)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, (place.hostname, place.port))
    hello = (
        f"GET {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        f"Sec-WebSocket-Version: 13\r\nAuthorization: Bearer {caller.token}\r\n\r\n"
    )
    await loop.sock_sendall(raw, hello.encode())
    await loop.sock_recv(raw, 64)
    return raw


async def _read_on(stuck: ClientConnection) -> None:
    while True:
        await stuck.recv()


async def test_the_slow_are_closed_and_nobody_waits(company: Company) -> None:
    two = pair(company)
    raw = await _never_reads(two.app)
    headers = {"Authorization": f"Bearer {two.app.token}"}
    pending = connect(
        address(two.app, "app"), additional_headers=headers, compression=None, max_queue=2,
        sock=None,
    )  # fmt: skip
    async with (
        pending as stuck,
        socket_of(two.app, "app") as quick,
        socket_of(two.desk, "desk") as desk,
    ):
        for number in range(1100):
            await desk.tell(
                "send", ref=number, conversation_id=two.conversation_id,
                client_id=f"long-{number}", kind="text", content={"text": _LONG},
            )  # fmt: skip
            if number % 50 == 49:
                answer = await desk.frame(lambda f, n=number: f.get("ref") == n)
                assert answer["type"] == "sent"
                await quick.message(two.conversation_id, answer["message"]["seq"])
        assert json.loads(await stuck.recv())["type"] == "ready"
        with pytest.raises(ConnectionClosed):
            await _read_on(stuck)
        assert stuck.close_code == 4008
    raw.close()


async def test_after_being_closed_nothing_was_lost(company: Company) -> None:
    two = pair(company)
    raw = await _never_reads(two.app)
    async with socket_of(two.desk, "desk") as desk:
        for number in range(300):
            await desk.send(two.conversation_id, f"m-{number}", _LONG)
    raw.close()
    found: list[int] = []
    while True:
        query = {"after": found[-1] if found else 0, "limit": 100}
        page = await two.app.ok("GET", two.path("app", "/messages"), params=query)
        found += [message["seq"] for message in page["items"]]
        if not page["has_more"]:
            break
    assert found == list(range(1, 301))
