"""`reunion up`: everything on one machine, supervised.

PostgreSQL, then migrations, then the demo company where one is wanted, then web and worker. Each part
ends with this process: cleanly at Ctrl-C, and by the kernel's word when this process is killed.
"""

import asyncio
import contextlib
import logging
import signal
import socket
import time
from collections.abc import Awaitable, Callable, Iterator

import msgspec

from reunion.core.config import Config
from reunion.core.errors import Unmet
from reunion.main import credentials, database, folder, logs, web
from reunion.main.children import Child
from reunion.main.postgres import EmbeddedPostgres, PostgresError

log = logging.getLogger("reunion.up")

_READY_SECONDS = 60.0
_WATCH_SECONDS = 0.5
_HOPELESS = 3


class CannotListen(Unmet):
    """The address or port cannot be listened on; the text says why and what to do."""


class NotReady(Unmet):
    """The web processes run but do not answer; the log above says why."""


class Started(msgspec.Struct, frozen=True):
    """What runs now. `seconds`: how long each part of the start took."""

    url: str
    data: str
    credentials: str | None
    migrations: list[str]
    seconds: dict[str, float]


Announce = Callable[[Started], None]
Fill = Callable[[Config], Awaitable[None]]


def run(config: Config, *, announce: Announce, fill: Fill | None) -> None:
    """Run until SIGINT or SIGTERM. `fill` puts a demo company into an empty database."""
    logs.set_up(config, "up")
    with folder.locked(config.data):
        listener = _listen(config)
        with listener:
            config = with_port(config, listener.getsockname()[1])
            asyncio.run(_Supervisor(config, listener, announce, fill).run())


def with_port(config: Config, port: int) -> Config:
    """The configuration once the port is known (it may have been 0: any free one)."""
    url = config.public_url
    if url.endswith(f":{config.port}"):
        url = url.removesuffix(f":{config.port}") + f":{port}"
    return msgspec.structs.replace(config, port=port, public_url=url)


def _listen(config: Config) -> socket.socket:
    try:
        return web.listen(config.host, config.port)
    except OSError as error:
        raise CannotListen(
            f"无法监听 cannot listen on {config.host}:{config.port}: {error.strerror}. "
            "Another program may use the port: choose another with --port or REUNION_PORT"
        ) from None


class _Supervisor:
    def __init__(
        self, config: Config, listener: socket.socket, announce: Announce, fill: Fill | None
    ) -> None:
        self.config = config
        self.listener = listener
        self.announce = announce
        self.fill = fill
        self.stop = asyncio.Event()
        self.postgres = None if config.database_url else EmbeddedPostgres(config.data)
        self.children: list[Child] = []
        self.seconds: dict[str, float] = {}

    async def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.stop.set)
        try:
            migrations = await self._start_database()
            if self.fill is not None and not self.stop.is_set():
                with self._timed("demo"):
                    await self._until_stopped(self.fill(self.config))
            if not self.stop.is_set():
                await self._serve(migrations)
        finally:
            await self._stop_all()

    async def _start_database(self) -> list[str]:
        with self._timed("postgres"):
            if self.postgres is not None:
                self.postgres.start()  # in this thread: the server lives as long as its starter
                url = self.postgres.url()
                self.config = msgspec.structs.replace(self.config, database_url=url)
                await database.create_if_missing(self.postgres.url("postgres"), "reunion")
        with self._timed("migrate"):
            return await database.migrate(self.config.database_url)

    async def _serve(self, migrations: list[str]) -> None:
        credentials.set_base_url(self.config.data, self.config.public_url)
        fd = self.listener.fileno()
        self.children = [
            Child(f"web {number}", ["web", "--fd", str(fd)], self.config, (fd,))
            for number in range(1, self.config.web_processes + 1)
        ]
        self.children.append(Child("worker", ["worker"], self.config))
        self.children.append(Child("analytics", ["analytics"], self.config))
        keepers = [asyncio.create_task(child.keep_running()) for child in self.children]
        if self.postgres is not None:
            keepers.append(asyncio.create_task(self._keep_postgres(self.postgres)))
        try:
            with self._timed("web"):
                await self._until_stopped(self._await_ready())
            if not self.stop.is_set():
                self.announce(self._started(migrations))
            await self.stop.wait()
        finally:
            await asyncio.gather(*(child.stop() for child in self.children))
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*keepers, return_exceptions=True)

    async def _until_stopped(self, work: Awaitable[None]) -> None:
        """Do the work unless we are told to stop first."""
        doing = asyncio.ensure_future(work)
        stopping = asyncio.create_task(self.stop.wait())
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not doing.done():
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)
        else:
            doing.result()

    async def _await_ready(self) -> None:
        """The listener takes connections from the first moment; the answer comes once web is up."""
        host, port = self.listener.getsockname()[:2]
        host = str({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host))  # noqa: S104
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, TimeoutError):
                if await asyncio.wait_for(_says_ready(host, port), 2.0):
                    return
            if fallen := [child.name for child in self.children if child.falls >= _HOPELESS]:
                raise NotReady(f"{', '.join(fallen)} 无法启动 cannot start; the log above says why")
            await asyncio.sleep(0.05)
        raise NotReady(
            f"网页服务 {_READY_SECONDS:.0f} 秒内没有就绪 the web process was not ready in time; "
            "its log above says why"
        )

    async def _keep_postgres(self, postgres: EmbeddedPostgres) -> None:
        while not self.stop.is_set():
            await asyncio.sleep(_WATCH_SECONDS)
            if postgres.process is None or postgres.process.poll() is None or self.stop.is_set():
                continue
            log.error("PostgreSQL ended; it starts again. See %s", postgres.log)
            try:
                postgres.start()
            except PostgresError as error:
                log.error("%s", error)
                await asyncio.sleep(5)

    def _started(self, migrations: list[str]) -> Started:
        known = credentials.read(self.config.data)
        return Started(
            url=self.config.public_url,
            data=str(self.config.data),
            credentials=str(self.config.data / credentials.FILE) if known else None,
            migrations=migrations,
            seconds=self.seconds,
        )

    async def _stop_all(self) -> None:
        await asyncio.gather(*(child.stop() for child in self.children))
        if self.postgres is not None:
            self.postgres.stop()

    @contextlib.contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[part] = round(time.monotonic() - began, 3)


async def _says_ready(host: str, port: int) -> bool:
    """Asked by hand: importing an HTTP client takes longer than the question."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(b"GET /readyz HTTP/1.1\r\nHost: reunion\r\nConnection: close\r\n\r\n")
        return b" 200 " in await reader.readline()
    finally:
        writer.close()
