"""The worker process: outbox relay, job queue and the modules' own loops, until told to stop."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import uvloop

from reunion.core.config import Config
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.engine.client import Engine
from reunion.jobs.tasks import Work
from reunion.jobs.worker import run_worker
from reunion.main import collecting, embedded, logs, modules
from reunion.main.database import database_url
from reunion.outbox.relay import run_relay
from reunion.platform.web_apps import own_pages
from reunion.realtime.bus import Bus
from reunion.storage.blobs import Blobs
from reunion.surfaces.open.gate import OpenGate

log = logging.getLogger("reunion")

_GRACE_SECONDS = 8.0


def run(config: Config) -> None:
    """Work until SIGINT or SIGTERM; raises what stopped it otherwise."""
    logs.set_up(config, "worker")
    uvloop.run(_work(config))


async def _work(config: Config) -> None:
    url = database_url(config)
    modules.load_reactions()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end() -> None:
        stop.set()
        # Nothing is lost by a hard end: what was begun is not marked as done and is done again.
        loop.call_later(_GRACE_SECONDS, os._exit, 1)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    db = Database(url, max_size=config.database_pool)
    await db.open()
    try:
        async with working(config, db) as work, asyncio.TaskGroup() as group:
            await own_pages.ensure_everywhere(db, work.vault, config.public_url)
            group.create_task(run_relay(db, stop), name="relay")
            group.create_task(run_worker(url, work, stop), name="jobs")
            for module in modules.loops():
                group.create_task(module.run(work, stop), name=module.__name__)
            collecting.settle()
            log.info("worker ready")
    finally:
        await db.close()


@asynccontextmanager
async def working(config: Config, db: Database) -> AsyncGenerator[Work, None]:
    """What tasks and loops work with, on an open database; the platform is called without a network."""
    vault, bus, engine = Vault.open(Path(config.secret_key_file)), Bus(db), Engine.of(config)
    gate = OpenGate(db=db, vault=vault, config=config, bus=bus, blobs=Blobs(config.data / "blobs"))
    await bus.start()
    await gate.start()
    try:
        wecom = embedded.connect(db, vault, gate, config)
        yield Work(db, vault, config, bus, engine, wecom.of, wecom.archive)
    finally:
        await gate.stop()
        await bus.stop()
        await engine.close()
