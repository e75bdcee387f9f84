"""The pool of connections to PostgreSQL. Verbs get a connection in their context and never commit."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import msgspec

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


async def _prepare(connection: asyncpg.Connection) -> None:
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name, schema="pg_catalog", encoder=lambda v: _encode(v).decode(), decoder=_decode
        )
    await connection.set_type_codec(
        "xid8", schema="pg_catalog", encoder=str, decoder=int, format="text"
    )


async def _leave(connection: asyncpg.Connection) -> None:
    """Nothing to undo between uses, which saves asyncpg's query for it: nobody sets session
    variables, listens or takes session locks on a pooled connection (`dedicated` is for that)."""


async def plan_by_keys(tx: Any, *, once: bool = False) -> None:
    """Plans of the rest of the transaction go by the keys: of tables that have just grown the planner
    knows nothing, and would read the whole. `once`: they are made once a connection."""
    kept = "SET LOCAL plan_cache_mode = force_generic_plan" if once else ""
    await tx.execute(f"SET LOCAL enable_seqscan = off; SET LOCAL jit = off; {kept}")


class Database:
    """One pool per process. json and jsonb columns are plain Python values on both sides."""

    def __init__(self, dsn: str, *, min_size: int = 1, max_size: int = 16) -> None:
        self.dsn = dsn
        self._sizes = (min_size, max_size)
        self._pool: asyncpg.Pool | None = None

    @property
    def pool(self) -> asyncpg.Pool:
        """The open pool; a programming error before `open()`."""
        if self._pool is None:
            raise RuntimeError("the database is not open: call `await database.open()` first")
        return self._pool

    async def open(self) -> None:
        """Connects; raises asyncpg's or OSError's own error when the server cannot be reached."""
        low, high = self._sizes
        self._pool = await asyncpg.create_pool(
            self.dsn, min_size=low, max_size=high, init=_prepare, reset=_leave, command_timeout=60
        )

    async def close(self) -> None:
        """Waits for connections in use, then closes all."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[Any, None]:
        """A connection without a transaction: each statement commits by itself."""
        async with self.pool.acquire() as connection:
            yield connection

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Any, None]:
        """A connection inside one READ COMMITTED transaction, rolled back when the block raises."""
        async with self.pool.acquire() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def in_corp(self, corp_id: int) -> AsyncGenerator[Context, None]:
        """A transaction as `transaction`'s, inside one corp and of the system's own: what a loop or a job
        gives its verbs."""
        async with self.transaction() as tx:
            yield Context(corp_id, SYSTEM, tx, clock.now())

    async def dedicated(self) -> Any:
        """A connection outside the pool, for LISTEN and for long-held locks; the caller closes it."""
        connection = await asyncpg.connect(self.dsn)
        await _prepare(connection)
        return connection
