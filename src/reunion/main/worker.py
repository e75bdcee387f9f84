"""The worker process: outbox relay, job queue and the modules' own loops, until told to stop."""

import asyncio
import logging
import os
import signal
from pathlib import Path

from reunion.core.config import Config
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.jobs.tasks import Work
from reunion.jobs.worker import run_worker
from reunion.main import logs, modules
from reunion.main.database import database_url
from reunion.outbox.relay import run_relay

log = logging.getLogger("reunion")

_GRACE_SECONDS = 8.0


def run(config: Config) -> None:
    """Work until SIGINT or SIGTERM; raises what stopped it otherwise."""
    logs.set_up(config, "worker")
    asyncio.run(_work(config))


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
    vault = Vault.open(Path(config.secret_key_file))
    await db.open()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(run_relay(db, stop), name="relay")
            group.create_task(run_worker(url, Work(db, vault, config), stop), name="jobs")
            for module in modules.loops():
                group.create_task(module.run(db, vault, config, stop), name=module.__name__)
            log.info("worker ready")
    finally:
        await db.close()
