"""The analytics process: brings the engine's tables up to date, owns the sets of people and, where the
engine is embedded, that too; it answers for them on a local socket."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import uvicorn
import uvloop
from litestar.types import Receive, Scope, Send
from pyroaring import BitMap

from reunion.core.config import Config
from reunion.core.loops import rest
from reunion.engine import schema
from reunion.engine.bitmaps import read_state
from reunion.engine.client import Engine, written
from reunion.engine.door import Door
from reunion.engine.embedded import Embedded, Refused
from reunion.engine.errors import EngineError
from reunion.engine.sets.asking import Find
from reunion.engine.sets.door import PREFIX, SetsDoor
from reunion.main import logs

log = logging.getLogger("reunion.analytics")

_TRY_AGAIN = 2.0


def run(config: Config) -> None:
    """Serves until SIGINT or SIGTERM."""
    logs.set_up(config, "analytics")
    uvloop.run(serve(config))


async def serve(config: Config) -> None:
    """Until told to stop. A ClickHouse of one's own that does not answer yet is waited for."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    assert config.analytics_socket is not None  # the configuration fills it
    owned = None if config.clickhouse_url else Embedded(config.data / "analytics")
    engine = Engine.of(config)
    sets = SetsDoor(config.data / "sets", lambda database: _finder(owned, engine, database))
    with _listen(config.analytics_socket) as listener:
        server = _Server(
            uvicorn.Config(
                _doors(sets, owned and Door(owned)),
                loop="uvloop",
                lifespan="off",
                log_config=None,
                access_log=False,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await _prepare(engine, stop)
        log.info("analytics ready")
        await sets.keep(stop)
        server.should_exit = True
        await serving
    await engine.close()
    if owned is not None:
        await owned.close()


def _doors(sets: SetsDoor, engine: Door | None) -> Any:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if engine is None or scope["path"].startswith(PREFIX):
            await sets(scope, receive, send)
        else:
            await engine(scope, receive, send)

    return application


def _finder(owned: Embedded | None, engine: Engine, database: str) -> Find:
    """The engine's answers to the sets' questions; an embedded one is asked without its door."""
    if owned is None:

        async def from_afar(sql: str, parameters: Mapping[str, Any]) -> BitMap:
            try:
                return await engine.bitmap(sql, **parameters)
            except EngineError as error:
                raise Refused(error.fields["reason"]) from None

        return from_afar

    async def from_here(sql: str, parameters: Mapping[str, Any]) -> BitMap:
        given = {name: written(value) for name, value in parameters.items()}
        state = await owned.run(
            sql, database=database, shape="RowBinary", parameters=given, body=b""
        )
        return read_state(state)

    return from_here


class _Server(uvicorn.Server):
    """Signals are ours to handle: the engine is closed after the last answer."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _prepare(engine: Engine, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            if done := await schema.migrate(engine):
                log.info("engine: applied %s", ", ".join(done))
            return
        except EngineError as error:
            log.error("the engine is not ready: %s", error.fields["reason"])
            await rest(stop, _TRY_AGAIN)


def _listen(place: Path) -> socket.socket:
    """A socket file of its owner's alone; one that a dead process left is taken over."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(place))
    finally:
        os.umask(before)
    listener.listen(512)
    return listener
