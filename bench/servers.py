"""The measured servers: each a process of its own, on loopback, ended with the benchmark."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil

from reunion.core import config as configuration
from reunion.engine.client import Engine
from reunion.engine.errors import EngineError
from reunion.main import database
from reunion.main.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**more: str) -> dict[str, str]:
    """This process's environment without settings of Reunion, and some more; what is started keeps its
    bytecode, as it does for its users."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("REUNION_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return clean | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | more


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[tuple[EmbeddedPostgres, int]]:
    """One PostgreSQL for all that is measured, with the product's own settings: every commit waits
    for the disk. It listens on loopback too, for ejabberd; answers it and its port."""
    port = free_port()
    server = EmbeddedPostgres(folder, {"listen_addresses": "127.0.0.1", "port": str(port)})
    server.start()
    try:
        yield server, port
    finally:
        server.stop()


def address(server: EmbeddedPostgres, port: int, name: str) -> str:
    """How to reach a database of it."""
    return f"{server.url(name)}&port={port}"


async def new_database(server: EmbeddedPostgres, port: int, name: str, *, migrated: bool) -> str:
    """Makes a database and answers its address."""
    await database.create_if_missing(address(server, port, "postgres"), name)
    url = address(server, port, name)
    if migrated:
        await database.migrate(url)
    return url


class Process:
    """A child that is ended by SIGTERM, then SIGKILL; its output is kept for when it fails."""

    def __init__(self, command: list[str], log: Path, **environ: str) -> None:
        self._log = log
        with log.open("ab") as output:
            self._child = subprocess.Popen(
                command, stdout=output, stderr=output, env=environment(**environ),
                start_new_session=True,
            )  # fmt: skip

    @property
    def pid(self) -> int:
        return self._child.pid

    def await_port(self, port: int, seconds: float = 60) -> None:
        """Returns when it accepts connections; raises with the end of its output otherwise."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._child.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.05)
        tail = self._log.read_text("utf-8", "replace")[-2000:]
        raise RuntimeError(f"{self._child.args} does not answer:\n{tail}")

    def stop(self) -> None:
        if self._child.poll() is None:
            self._child.send_signal(signal.SIGTERM)
            try:
                self._child.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self._child.pid, signal.SIGKILL)
                self._child.wait(10)

    def kill(self) -> None:
        """kill -9 of it and its children; returns when they are gone."""
        os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait(10)


@contextlib.contextmanager
def reunion_web(folder: Path, database_url: str, **settings: str) -> Iterator[tuple[Process, int]]:
    """One web process as `reunion up` starts it."""
    port = free_port()
    (folder / "data").mkdir(exist_ok=True)
    process = Process(
        [sys.executable, "-m", "reunion.main", "web"],
        folder / "web.log",
        REUNION_DATA=str(folder / "data"),
        REUNION_PORT=str(port),
        REUNION_DATABASE_URL=database_url,
        **settings,
    )
    try:
        process.await_port(port)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20):
            yield process, port
    finally:
        process.stop()


async def start_analytics(folder: Path) -> tuple[Engine, Process]:
    """`reunion analytics` as `reunion up` starts it, as soon as it answers; the caller stops it."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    engine = Engine.of(configuration.load({}, data=data))
    process = Process(
        [sys.executable, "-m", "reunion.main", "analytics"], folder / "analytics.log",
        REUNION_DATA=str(data),
    )  # fmt: skip
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(EngineError):
                await engine.value(int, "SELECT count() FROM tracked_event WHERE batch = 0")
                return engine, process
            await asyncio.sleep(0.05)


@contextlib.contextmanager
def uvicorn_app(folder: Path, app: str, **environ: str) -> Iterator[tuple[Process, int]]:
    """A reference on uvicorn with the options that Reunion uses."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(port),
        "--loop", "uvloop", "--http", "httptools", "--ws", "websockets-sansio",
        "--ws-per-message-deflate", "false", "--no-access-log", "--log-level", "warning",
    ]  # fmt: skip
    process = Process(command, folder / f"{app.partition(':')[0]}.log", **environ)
    try:
        process.await_port(port)
        yield process, port
    finally:
        process.stop()


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and its children so far."""
    found = psutil.Process(pid)
    total = 0.0
    for one in (found, *found.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            spent = one.cpu_times()
            total += spent.user + spent.system
    return total


async def wait_idle(url: str) -> None:
    """Lets autovacuum and checkpoints of the preparation pass before anything is measured."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("VACUUM (ANALYZE)")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
    await asyncio.sleep(1)
