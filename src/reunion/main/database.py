"""Find, make and migrate the database that a configuration names."""

import asyncio
import contextlib
from collections.abc import Iterator

import asyncpg

from reunion.core import migrate as core_migrate
from reunion.core.config import Config
from reunion.core.errors import Unmet
from reunion.jobs import schema as jobs_schema
from reunion.main import folder, postgres


class DatabaseMissing(Unmet):
    """No database can be reached; the text says what to start or set."""


def database_url(config: Config) -> str:
    """The address to connect to: the one that was set, or that of the running embedded server."""
    if config.database_url:
        return config.database_url
    url = postgres.running_url(config.data)
    if url is None:
        raise DatabaseMissing(
            f"{config.data} 的数据库没有运行 the database is not running. Start it with `reunion up`, "
            "or set REUNION_DATABASE_URL to a PostgreSQL of your own"
        )
    return url


@contextlib.contextmanager
def running(config: Config) -> Iterator[str]:
    """A database for one command: the one that runs, else the embedded one, started meanwhile."""
    if config.database_url or postgres.running_url(config.data) is not None:
        yield database_url(config)
        return
    with folder.locked(config.data):
        server = postgres.EmbeddedPostgres(config.data)
        server.start()
        try:
            asyncio.run(create_if_missing(server.url("postgres"), "reunion"))
            yield server.url()
        finally:
            server.stop()


async def create_if_missing(server_url: str, name: str) -> None:
    """Make an empty database in a cluster; `server_url` is any database that exists there."""
    conn = await asyncpg.connect(server_url)
    try:
        if not await conn.fetchval("select 1 from pg_database where datname = $1", name):
            await conn.execute(f'create database "{name}"')
    finally:
        await conn.close()


async def migrate(url: str) -> list[str]:
    """Bring a database up to date; returns the names of what was applied now."""
    conn = await asyncpg.connect(url)
    try:
        return [*await core_migrate.migrate(conn), *await jobs_schema.migrate(conn)]
    finally:
        await conn.close()


# Rows remember the number of the transaction that changed them, and readers pass those of finished
# transactions. A restored row must not be ahead of its new server, which counts from the beginning.
_AHEAD = """
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'changed' AND udt_name = 'xid8'
"""
_MESSAGES = """
    UPDATE message SET changed = CASE
        WHEN changed < (SELECT min(f.changed) FROM message_follower f) THEN 0 ELSE $1 END
    WHERE changed >= $1
"""


# The analytics engine is told everything again, and remembers no batch under its old token.
_TOLD_ANEW = (
    "UPDATE profile_carried SET changed = 0, corp_id = 0, profile_no = 0",
    "UPDATE wecom_carried SET changed = '0'",
    "UPDATE tracking_batch SET token = gen_random_uuid()",
)


async def settle(url: str) -> None:
    """After a restore: rows of another server's count become this one's, and the planner learns what is
    there. What was not yet indexed or counted still will be; what was, is not looked at again."""
    from reunion.growth.predictions import jobs as predictions  # loads numpy, for a restore alone

    conn = await asyncpg.connect(url)
    try:
        async with conn.transaction():
            here = int(await conn.fetchval("SELECT pg_current_xact_id()::text"))
            for row in await conn.fetch(_AHEAD):
                await conn.execute(
                    f"UPDATE {row['table_name']} SET changed = pg_current_xact_id() "
                    "WHERE changed > pg_current_xact_id()"
                )
            await conn.execute(_MESSAGES, here)
            await conn.execute(
                "UPDATE message_follower SET changed = $1 WHERE changed >= $1", here - 1
            )
            for statement in _TOLD_ANEW:
                await conn.execute(statement)
            await predictions.hand_on_everywhere(conn)
        await conn.execute("ANALYZE")
    finally:
        await conn.close()


async def pending(url: str) -> list[str]:
    """Names of migrations that are still to be applied."""
    conn = await asyncpg.connect(url)
    try:
        return [*await core_migrate.pending(conn), *await jobs_schema.pending(conn)]
    finally:
        await conn.close()
