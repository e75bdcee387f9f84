"""Forward-only SQL migrations: migrations/NNNN_name.sql, each applied once, in order, in a transaction.

A file that was applied is history: its checksum is kept, and a changed file stops the start.
"""

import hashlib
import re
from pathlib import Path

import asyncpg
import msgspec

from reunion.core.errors import Unmet

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
SCHEMA = "schema.sql"  # what all migrations together make, dumped for readers
_LOCK = 7_346_203_001  # any number of our own: held while one process migrates

_HISTORY = """
create table if not exists schema_migration (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
)
"""


class MigrationError(Unmet):
    """The database and the migration files do not fit; the text says how to mend it."""


class Migration(msgspec.Struct, frozen=True):
    version: int
    name: str
    sql: str
    checksum: str


def folder() -> Path:
    """Where the migration files are: inside an installed package, or beside src/ in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "migrations", package.parents[1] / "migrations"):
        if candidate.is_dir():
            return candidate
    raise MigrationError(
        f"找不到迁移文件 no migrations folder beside {package}: reinstall the package"
    )


def read(place: Path | None = None) -> list[Migration]:
    """All migrations in order; a double number or an odd name is an error. Numbers may be left out: who
    work side by side reserve them."""
    place = place or folder()
    found: list[Migration] = []
    files = sorted(path for path in place.glob("*.sql") if path.name != SCHEMA)
    for path in files:
        match = _NAME.fullmatch(path.name)
        last = found[-1].version if found else 0
        if match is None or int(match[1]) <= last:
            raise MigrationError(
                f"{path.name}: 应命名为 should be named {last + 1:04d}_lower_case.sql "
                "(each number once; rename yours to a free number)"
            )
        sql = path.read_text("utf-8")
        checksum = hashlib.sha256(sql.encode()).hexdigest()
        found.append(Migration(int(match[1]), path.name, sql, checksum))
    return found


async def pending(conn: asyncpg.Connection, migrations: list[Migration] | None = None) -> list[str]:
    """Names of the migrations that this database does not have yet."""
    migrations = read() if migrations is None else migrations
    if await conn.fetchval("select to_regclass('schema_migration')") is None:
        return [migration.name for migration in migrations]
    applied = await _applied(conn)
    return [migration.name for migration in migrations if migration.version not in applied]


async def migrate(conn: asyncpg.Connection, migrations: list[Migration] | None = None) -> list[str]:
    """Bring the database up to date; returns the names applied now. Safe to run from many processes."""
    migrations = read() if migrations is None else migrations
    await conn.execute("select pg_advisory_lock($1)", _LOCK)
    try:
        await conn.execute(_HISTORY)
        applied = await _applied(conn)
        _check_history(migrations, applied)
        done = []
        for migration in migrations:
            if migration.version not in applied:
                await _apply(conn, migration)
                done.append(migration.name)
        return done
    finally:
        await conn.execute("select pg_advisory_unlock($1)", _LOCK)


async def _applied(conn: asyncpg.Connection) -> dict[int, asyncpg.Record]:
    rows = await conn.fetch("select version, name, checksum from schema_migration")
    return {row["version"]: row for row in rows}


def _check_history(migrations: list[Migration], applied: dict[int, asyncpg.Record]) -> None:
    if applied and max(applied) > max((one.version for one in migrations), default=0):
        raise MigrationError(
            f"数据库比程序新 the database has migration {applied[max(applied)]['name']}, which this "
            "version of Reunion does not know: start the newer version"
        )
    for migration in migrations:
        row = applied.get(migration.version)
        if row is not None and row["checksum"] != migration.checksum:
            raise MigrationError(
                f"{migration.name} 在应用之后被修改 was changed after it was applied: restore the file "
                "and put the change into a new migration (in development: delete the data folder)"
            )


async def _apply(conn: asyncpg.Connection, migration: Migration) -> None:
    try:
        async with conn.transaction():
            await conn.execute(migration.sql)
            await conn.execute(
                "insert into schema_migration (version, name, checksum) values ($1, $2, $3)",
                migration.version,
                migration.name,
                migration.checksum,
            )
    except asyncpg.PostgresError as error:
        place = getattr(error, "position", None)
        line = migration.sql[: int(place) - 1].count("\n") + 1 if place else None
        where = f" line {line}" if line else ""
        raise MigrationError(f"{migration.name}{where}: {error}") from error
