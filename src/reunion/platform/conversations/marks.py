"""Read marks, gathered for a moment and moved in one statement."""

import asyncio
import logging
from collections.abc import Callable

from reunion.core.db import Database
from reunion.platform.conversations.store import parties as store

log = logging.getLogger("reunion.conversations")

_GATHER_SECONDS = 0.03
_LARGEST = 500

Key = tuple[int, int, int]
Moved = Callable[[int, int, int, int], None]


class ReadMarks:
    """`moved(corp_id, conversation_id, principal_id, seq)` is called for each mark that went forward."""

    def __init__(self, db: Database, moved: Moved) -> None:
        self._db = db
        self._moved = moved
        self._wanted: dict[Key, int] = {}
        self._waiters: dict[Key, list[asyncio.Future[int]]] = {}
        self._task: asyncio.Task[None] | None = None

    def submit(self, key: Key, seq: int) -> None:
        """(corp_id, conversation_id, principal_id) has read up to `seq`."""
        self._wanted[key] = max(seq, self._wanted.get(key, 0))
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    async def mark(self, key: Key, seq: int) -> int:
        """The same, waiting for the commit; answers where the mark is now."""
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiters.setdefault(key, []).append(future)
        self.submit(key, seq)
        return await future

    async def stop(self) -> None:
        """Writes what waits."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        try:
            while self._wanted:
                await asyncio.sleep(_GATHER_SECONDS)
                taken = list(self._wanted.items())[:_LARGEST]
                waiters = {}
                for key, _ in taken:
                    del self._wanted[key]
                    waiters[key] = self._waiters.pop(key, [])
                await self._write(taken, waiters)
        finally:
            self._task = None

    async def _write(
        self, taken: list[tuple[Key, int]], waiters: dict[Key, list[asyncio.Future[int]]]
    ) -> None:
        try:
            async with self._db.connection() as tx:
                rows = await store.mark_read(tx, [(*key, seq) for key, seq in taken])
        except Exception as error:
            log.exception("read marks were not written; clients send them again")
            for future in (f for futures in waiters.values() for f in futures if not f.done()):
                future.set_exception(error)
            return
        for row in rows:
            key = (row["corp_id"], row["conversation_id"], row["principal_id"])
            for future in waiters.pop(key, []):
                if not future.done():
                    future.set_result(row["seq"])
            if row["moved"]:
                self._moved(*key, row["seq"])
        for future in (f for futures in waiters.values() for f in futures if not f.done()):
            future.set_result(0)
