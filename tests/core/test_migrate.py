"""Migrations: once, in order, checked."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from reunion.core import migrate
from reunion.core.migrate import Migration, MigrationError


def migration(version: int, sql: str, checksum: str = "") -> Migration:
    return Migration(version, f"{version:04d}_step.sql", sql, checksum or f"sum{version}")


@pytest.fixture
async def empty(cluster, conn):
    await conn.execute("drop schema public cascade; create schema public")
    return conn


async def test_applies_each_file_once_in_order(empty):
    steps = [migration(1, "create table a (n int)"), migration(2, "insert into a values (1)")]
    assert await migrate.pending(empty, steps) == ["0001_step.sql", "0002_step.sql"]
    assert await migrate.migrate(empty, steps) == ["0001_step.sql", "0002_step.sql"]
    assert await migrate.migrate(empty, steps) == []
    assert await migrate.pending(empty, steps) == []
    assert await empty.fetchval("select count(*) from a") == 1


async def test_two_processes_at_once_apply_each_file_once(empty, database_url):
    steps = [migration(1, "create table a (n int); select pg_sleep(0.1); insert into a values (1)")]
    other = await asyncpg.connect(database_url)
    try:
        done = await asyncio.gather(migrate.migrate(empty, steps), migrate.migrate(other, steps))
    finally:
        await other.close()
    assert sorted(map(len, done)) == [0, 1]
    assert await empty.fetchval("select count(*) from a") == 1


async def test_failed_file_leaves_nothing_and_names_the_line(empty):
    steps = [migration(1, "create table a (n int);\n\ninsert into nowhere values (1)")]
    with pytest.raises(MigrationError, match=r"0001_step\.sql line 3: .*nowhere"):
        await migrate.migrate(empty, steps)
    assert await empty.fetchval("select to_regclass('a')") is None
    assert await migrate.migrate(empty, [migration(1, "create table a (n int)")])


async def test_changed_history_is_refused(empty):
    await migrate.migrate(empty, [migration(1, "create table a (n int)")])
    changed = [migration(1, "create table a (n text)", checksum="other")]
    with pytest.raises(MigrationError, match="was changed after it was applied"):
        await migrate.migrate(empty, changed)


async def test_newer_database_is_refused(empty):
    steps = [migration(1, "create table a (n int)"), migration(2, "create table b (n int)")]
    await migrate.migrate(empty, steps)
    with pytest.raises(MigrationError, match="start the newer version"):
        await migrate.migrate(empty, steps[:1])


def test_a_number_given_twice_is_refused(tmp_path: Path):
    (tmp_path / "0001_first.sql").write_text("select 1")
    (tmp_path / "0003_mine.sql").write_text("select 1")
    assert [one.version for one in migrate.read(tmp_path)] == [1, 3]
    (tmp_path / "0003_theirs.sql").write_text("select 1")
    with pytest.raises(MigrationError, match=r"0003_theirs\.sql.*should be named 0004"):
        migrate.read(tmp_path)


async def test_the_real_migrations_leave_nothing_pending(conn):
    assert await migrate.pending(conn) == []
