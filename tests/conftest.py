"""One embedded PostgreSQL per test run; each database is a copy of a migrated template."""

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import asyncpg
import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql

from reunion.main import database
from reunion.main.postgres import EmbeddedPostgres
from tests.factories.company import Company, found
from tests.factories.serving import Reunion

# How long an example takes says something of the machine, and nothing of us.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

TEMPLATE = "reunion_template"
# A test run may lose its data at a power cut: not waiting for the disk makes it several times faster.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "256MB",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each process gets one stretch of the tests to begin with: what takes long stands first in it, for the
    others would wait for what is begun last. A file stays together, for its tests may share an instance."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("long")]
    rest = [item for item in items if not item.get_closest_marker("long")]
    files = [list(of) for _, of in itertools.groupby(long, key=lambda item: item.path)]
    ordered: list[pytest.Item] = []
    for number in range(processes):
        ordered += itertools.chain.from_iterable(files[number::processes])
        room = round(len(items) * (number + 1) / processes) - len(ordered)
        ordered += rest[:room]
        del rest[:room]
    items[:] = ordered + rest


@pytest.fixture(autouse=True, scope="session")
def no_settings_from_outside() -> None:
    """The settings of the person who runs the tests do not reach them."""
    for name in [name for name in os.environ if name.startswith("REUNION_")]:
        del os.environ[name]


@pytest.fixture(scope="session")
def cluster() -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL server for this run, with a template database made by the real migrations."""
    folder = Path(tempfile.mkdtemp(prefix="reunion-test-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder, FAST)
    server.start()
    try:
        asyncio.run(_make_template(server))
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


async def _make_template(server: EmbeddedPostgres) -> None:
    await database.create_if_missing(server.url("postgres"), TEMPLATE)
    await database.migrate(server.url(TEMPLATE))


@pytest.fixture(scope="session")
def new_database_url(cluster: EmbeddedPostgres) -> Callable[[], str]:
    """Makes a fresh migrated database at each call and returns its address.

    Synchronous, so that fixtures of any scope may call it; takes about 30 ms.
    """
    numbers = itertools.count(1)

    def make() -> str:
        name = f"test_{next(numbers)}"
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
            server.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(TEMPLATE)
                )
            )
        return cluster.url(name)

    return make


@pytest.fixture
def database_url(new_database_url: Callable[[], str]) -> str:
    """The address of a fresh migrated database of this test's own."""
    return new_database_url()


@pytest.fixture(scope="session")
def shared_database_url(new_database_url: Callable[[], str]) -> str:
    """The address of one migrated database that all tests of this run share."""
    return new_database_url()


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection to this test's own database, outside any transaction."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
def reunion(new_database_url: Callable[[], str]) -> Iterator[Reunion]:
    """One running server for all tests of this run; each test founds companies of its own."""
    server = Reunion(new_database_url())
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def alone(new_database_url: Callable[[], str]) -> Iterator[Reunion]:
    """A running server of a file's own, whose worker is its tests: what happens in the background is told
    step by step."""
    server = Reunion(new_database_url(), worker=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def company(reunion: Reunion) -> Company:
    """A company with Lin (super admin), Zhou and Chen (members)."""
    return await _with_cast(reunion)


@pytest.fixture
async def other_company(reunion: Reunion) -> Company:
    """Another company, with people of the same userids."""
    return await _with_cast(reunion)


async def _with_cast(reunion: Reunion) -> Company:
    company = found(reunion)
    await company.add_member("zhou", "周宁")
    await company.add_member("chen", "陈安")
    return company
