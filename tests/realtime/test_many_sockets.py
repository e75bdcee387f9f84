"""Many open sockets in one process: all live, all hear, none is forgotten when it goes."""

import asyncio
import json

from websockets.asyncio.client import ClientConnection, connect

from tests.factories.chatting import pair
from tests.factories.company import Company
from tests.factories.sockets import address, socket_of

MANY = 400
_AT_ONCE = 40


async def _opened(url: str, token: str) -> ClientConnection:
    headers = {"Authorization": f"Bearer {token}"}
    connection = await connect(
        url, additional_headers=headers, compression=None, ping_interval=None
    )
    assert json.loads(await connection.recv())["type"] == "ready"
    return connection


async def test_every_socket_hears(company: Company) -> None:
    two = pair(company)
    url = address(two.app, "app")
    sockets: list[ClientConnection] = []
    for _ in range(MANY // _AT_ONCE):
        opening = (_opened(url, two.app.token) for _ in range(_AT_ONCE))
        sockets += await asyncio.gather(*opening)
    async with socket_of(two.desk, "desk") as desk:
        await desk.send(two.conversation_id, "to-all", "各位好")
        for socket in sockets:
            async with asyncio.timeout(60):
                frame = json.loads(await socket.recv())
                while frame["type"] != "message":
                    frame = json.loads(await socket.recv())
            assert frame["message"]["content"] == {"text": "各位好"}
        await desk.tell("presence", principal_ids=[two.contact_id])
        await desk.frame(lambda f: f["type"] == "presence" and f["online"])
        await asyncio.gather(*(socket.close() for socket in sockets))
        await desk.frame(lambda f: f["type"] == "presence" and not f["online"])
