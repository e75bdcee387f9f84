"""The tables of the job queue: procrastinate's own SQL, applied from its package and recorded here.

The release that the tables fit is recorded too, so that a start need not import the library to know.
"""

from importlib.metadata import version
from pathlib import Path

import asyncpg

_LOCK = 7_346_203_002  # any number of our own: held while one process migrates
_HISTORY = """
create table if not exists job_schema (
    name text primary key,
    applied_at timestamptz not null default now()
)
"""


def _release() -> str:
    return f"procrastinate {version('procrastinate')}"


def _steps() -> list[Path]:
    from procrastinate.schema import SchemaManager

    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))


async def pending(conn: asyncpg.Connection) -> list[str]:
    """Names of the queue's own migrations that this database does not have yet."""
    if await conn.fetchval("select to_regclass('job_schema')") is None:
        return ["job queue"]
    recorded = await _recorded(conn)
    if _release() in recorded:
        return []
    return [step.name for step in _steps() if step.name not in recorded]


async def migrate(conn: asyncpg.Connection) -> list[str]:
    """Make the queue's tables, or bring them to the installed procrastinate; returns what was applied."""
    await conn.execute("select pg_advisory_lock($1)", _LOCK)
    try:
        async with conn.transaction():
            return await _migrate(conn)
    finally:
        await conn.execute("select pg_advisory_unlock($1)", _LOCK)


async def _migrate(conn: asyncpg.Connection) -> list[str]:
    await conn.execute(_HISTORY)
    done = []
    recorded = await _recorded(conn)
    if _release() in recorded:
        return []
    if not recorded:
        from procrastinate.schema import SchemaManager

        await conn.execute(SchemaManager.get_schema())
        done.append("job queue")
    missing = [step for step in _steps() if step.name not in recorded]
    for step in missing if recorded else ():
        await conn.execute(step.read_text("utf-8"))
        done.append(step.name)
    await conn.executemany(
        "insert into job_schema (name) values ($1)",
        [*((step.name,) for step in missing), (_release(),)],
    )
    return done


async def _recorded(conn: asyncpg.Connection) -> set[str]:
    return {row["name"] for row in await conn.fetch("select name from job_schema")}
