"""A whole Reunion in this process: web on a real socket, and the worker's loops, on a thread of their own."""

import asyncio
import socket
import tempfile
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

from reunion.core import config as configuration
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.engine import schema
from reunion.jobs.worker import run_worker
from reunion.main import modules
from reunion.main.server import create_app
from reunion.main.web import listen
from reunion.main.worker import working
from reunion.outbox.relay import run_relay
from reunion.realtime.gateway import SOCKET_OPTIONS
from tests.factories import analytics

T = TypeVar("T")


class Reunion:
    """`base_url` is where it listens, `app` what answers there; `db` belongs to its thread: use `run`
    to reach it. Without `worker` it only serves, and what happens in the background is left to others, until
    it is told to `take_up_work`."""

    def __init__(self, database_url: str, *, worker: bool = True, **settings: Any) -> None:
        self._works = worker
        self.folder = Path(tempfile.mkdtemp(prefix="reunion-served-"))
        self._listener: socket.socket = listen("127.0.0.1", 0)
        port = self._listener.getsockname()[1]
        given = {
            "port": port, "database_url": database_url, "data": self.folder, **analytics.room(),
            **settings,
        }  # fmt: skip
        self.config = configuration.load({}, **given)
        self.base_url = f"http://127.0.0.1:{port}"
        self.vault = Vault.open(Path(self.config.secret_key_file))
        self.db = Database(database_url, max_size=8)
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._main, name="reunion", daemon=True)

    def start(self) -> None:
        """Returns when it answers; raises what stopped it otherwise."""
        self._thread.start()
        self._ready.wait(60)
        if self._failure is not None:
            raise self._failure
        if not self._ready.is_set():
            raise TimeoutError("the server did not start")

    def take_up_work(self) -> None:
        """The worker's loops, in a server that only served until now."""
        self._loop.call_soon_threadsafe(self._begin_work)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        """Runs a coroutine function on the server's loop and waits for it."""
        future: Future[T] = asyncio.run_coroutine_threadsafe(_awaited(work), self._loop)
        return future.result(60)

    def _main(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self._failure = error
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self.app = create_app(self.config)
        settings = uvicorn.Config(
            self.app,
            **SOCKET_OPTIONS,
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(settings)
        await self.db.open()
        async with working(self.config, self.db) as self.work, asyncio.TaskGroup() as group:
            await schema.migrate(self.work.engine)
            serving = group.create_task(server.serve(sockets=[self._listener]))
            self._group = group
            if self._works:
                self._begin_work()
            while not server.started and not serving.done():  # noqa: ASYNC110 (uvicorn has no event)
                await asyncio.sleep(0.01)
            self._ready.set()
            await self._stop.wait()
            server.should_exit = True
        await self.db.close()

    def _begin_work(self) -> None:
        self._group.create_task(run_relay(self.db, self._stop))
        self._group.create_task(run_worker(self.config.database_url, self.work, self._stop))
        for module in modules.loops():
            self._group.create_task(module.run(self.work, self._stop))


async def _awaited(work: Callable[[], Awaitable[T]]) -> T:
    return await work()
