"""The embedded engine: chdb over one folder, owned by one process.

A folder has one owner at a time, and its connections work side by side; their calls block, so each
runs on a thread of its own.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

_AT_ONCE = 4
_SETTINGS = "background_pool_size=8"
"""A deletion that finds all of them merging is put off for ten seconds and more; an erasure is several."""


class Refused(Exception):
    """The engine's own words about a statement that it did not carry out."""


class Embedded:
    """chdb on a folder, which is made where there is none."""

    def __init__(self, folder: Path) -> None:
        import chdb  # loads half a gigabyte of library: only its owner does

        self._chdb = chdb
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = str(folder)
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="engine")
        self._free = asyncio.Semaphore(_AT_ONCE)
        # the engine lives as long as one connection, and has the settings of the first
        self._keeper: Any = chdb.connect(f"{self._folder}?{_SETTINGS}")
        self._idle: dict[str, list[Any]] = {}

    async def run(
        self, sql: str, *, database: str, shape: str, parameters: Mapping[str, str], body: bytes
    ) -> bytes:
        """Carries out one statement; `body` follows it where it is an insert. Raises Refused."""
        async with self._connection(database) as connection:
            # chdb reads rows in text formats after the statement that they belong to; it takes bytes as
            # they are, where a str would be written out again for it
            text = b"".join((sql.encode(), b"\n", body)) if body else sql.encode()
            return await self._on_thread(_run, connection, text, shape, dict(parameters))

    async def close(self) -> None:
        """Waits for what is under way, then gives the folder up."""
        await asyncio.to_thread(self._threads.shutdown)
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._keeper.close()

    @asynccontextmanager
    async def _connection(self, database: str) -> AsyncGenerator[Any, None]:
        async with self._free:
            idle = self._idle.setdefault(database, [])
            connection = idle.pop() if idle else await self._on_thread(self._connect, database)
            yield connection
            idle.append(connection)

    def _connect(self, database: str) -> Any:
        connection = self._chdb.connect(self._folder)
        name = "`" + database.replace("`", "") + "`"
        connection.query(f"CREATE DATABASE IF NOT EXISTS {name}")
        connection.query(f"USE {name}")
        return connection

    async def _on_thread(self, work: Any, *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)


def _run(connection: Any, sql: bytes, shape: str, parameters: dict[str, str]) -> bytes:
    try:
        return connection.query(sql, shape, params=parameters).bytes()
    except Exception as error:
        raise Refused(str(error)) from None
