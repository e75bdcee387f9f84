"""What one process tells the others: NOTIFY inside the transaction, one LISTEN connection a process.

A notification is a hint and may be lost while the connection is: `on_gap` callbacks run after every
reconnect, and whoever keeps state from notifications forgets it or tells its clients to pull.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import asyncpg

from reunion.core.db import Database
from reunion.core.loops import Wake

log = logging.getLogger("reunion.realtime")

MAX_PAYLOAD = 7900
"""Bytes; PostgreSQL refuses 8000 and more."""
_RETRY_SECONDS = 0.5
_CHECK_SECONDS = 15.0

Callback = Callable[[str], None]


class Bus:
    """`on(channel, callback)` may be called before or after `start`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._callbacks: dict[str, list[Callback]] = defaultdict(list)
        self._gaps: list[Callable[[], None]] = []
        self._connection: Any = None
        self._task: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()
        self._busy = asyncio.Lock()

    @property
    def listening(self) -> bool:
        """Whether notifications arrive just now."""
        return self._connection is not None and not self._lost.is_set()

    def on(self, channel: str, callback: Callback) -> None:
        """Calls `callback(payload)` for each notification; it must return at once."""
        self._callbacks[channel].append(callback)
        if self._connection is not None and len(self._callbacks[channel]) == 1:
            self._lost.set()

    def on_gap(self, callback: Callable[[], None]) -> None:
        """Calls `callback()` when notifications may have been missed."""
        self._gaps.append(callback)

    def wake(self, channel: str) -> Wake:
        """One that each notification of the channel calls, and the end of each gap."""
        wake = Wake()
        self.on(channel, lambda _: wake.now())
        self.on_gap(wake.now)
        return wake

    async def start(self) -> None:
        """Listens from now on; raises when the database cannot be reached."""
        await self._listen()
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Stops listening."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        await self._drop()

    async def publish(self, channel: str, payload: str) -> None:
        """A notification of its own, outside any transaction."""
        failures = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
        async with self._busy:
            if self._connection is not None:
                with contextlib.suppress(*failures):
                    await self._connection.execute("SELECT pg_notify($1, $2)", channel, payload)

    async def _listen(self) -> None:
        self._lost.clear()
        connection = await self._db.dedicated()
        connection.add_termination_listener(self._lose)
        heard: set[str] = set()
        while new := self._callbacks.keys() - heard:  # some may be added meanwhile
            for channel in new:
                await connection.add_listener(channel, self._receive)
            heard |= new
        self._connection = connection

    def _lose(self, connection: Any) -> None:
        """Told late, after a connection that was dropped here had its successor."""
        if connection is self._connection:
            self._lost.set()

    def _receive(self, _connection: Any, _pid: int, channel: str, payload: object) -> None:
        for callback in self._callbacks.get(channel, ()):
            try:
                callback(str(payload))
            except Exception:
                log.exception("a listener of %s failed", channel)

    async def _keep(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._lost.wait(), _CHECK_SECONDS)
            if not self._lost.is_set() and await self._alive():
                continue
            await self._drop()
            while self._connection is None:
                try:
                    await self._listen()
                except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                    await asyncio.sleep(_RETRY_SECONDS)
            for callback in self._gaps:
                callback()

    async def _alive(self) -> bool:
        try:
            async with self._busy:
                await self._connection.fetchval("SELECT 1", timeout=5)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        return True

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()
