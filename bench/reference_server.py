"""What Reunion is compared with on the same library and the same options: echoes, and plain fan-out.

Run by uvicorn as `bench.reference_server:application`; BENCH_DATABASE_URL names the database.
"""

import os
from typing import Any

import asyncpg

_INSERT = "INSERT INTO reference_message (sender, body) VALUES ($1, $2)"


class Reference:
    """/echo: a frame comes back. /insert: it is committed by itself first. /room: it goes to all."""

    def __init__(self) -> None:
        self._pool: Any = None
        self._room: list[Any] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        await receive()
        await send({"type": "websocket.accept"})
        path = scope["path"]
        if path == "/room":
            self._room.append(send)
        while True:
            event = await receive()
            if event["type"] != "websocket.receive":
                return
            if path == "/room":
                answer = {"type": "websocket.send", "text": event["text"]}
                for each in self._room:
                    await each(answer)
                continue
            if path == "/insert":
                await self._pool.execute(_INSERT, 1, event["text"])
            await send({"type": "websocket.send", "text": event["text"]})

    async def _lifespan(self, receive: Any, send: Any) -> None:
        while True:
            event = await receive()
            if event["type"] == "lifespan.startup":
                url = os.environ.get("BENCH_DATABASE_URL")
                if url:
                    self._pool = await asyncpg.create_pool(url, min_size=12, max_size=12)
                    await self._pool.execute(
                        """CREATE TABLE IF NOT EXISTS reference_message (
                               id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                               sender bigint NOT NULL, body text NOT NULL)"""
                    )
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._pool is not None:
                    await self._pool.close()
                await send({"type": "lifespan.shutdown.complete"})
                return


application = Reference()
