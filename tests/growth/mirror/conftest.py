"""The server that growth works on, when its WeCom is on the other one."""

from collections.abc import Callable, Iterator

import pytest

from tests.factories.serving import Reunion


@pytest.fixture(scope="session")
def near(new_database_url: Callable[[], str]) -> Iterator[Reunion]:
    """With a worker of its own."""
    server = Reunion(new_database_url())
    server.start()
    yield server
    server.stop()
