"""Runs queued and scheduled tasks: procrastinate's worker over the registry of `jobs.tasks`."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import procrastinate
from procrastinate.worker import Worker

from reunion.jobs.tasks import Task, Work, tasks

log = logging.getLogger("reunion.jobs")

_CONCURRENCY = 4
_RESCUE_SECONDS = 30.0


async def run_worker(url: str, work: Work, stop: asyncio.Event) -> None:
    """Works until `stop` is set. What it has begun may take 5 s more, else it is queued again."""
    connector = procrastinate.PsycopgConnector(conninfo=url, min_size=1, max_size=_CONCURRENCY + 2)
    app = procrastinate.App(connector=connector)
    for known in tasks.values():
        _register(app, known, work)
    async with app.open_async():
        worker = Worker(
            app,
            concurrency=_CONCURRENCY,
            install_signal_handlers=False,
            shutdown_graceful_timeout=5,
            # a word that comes while it looks is missed, and would be noticed at the next look alone
            fetch_job_polling_interval=1,
            delete_jobs="successful",
        )
        running = asyncio.create_task(worker.run())
        rescuing = asyncio.create_task(_rescue_stalled(app))
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
            worker.stop()
            await running
        finally:
            for task in (rescuing, stopped):
                task.cancel()


def _register(app: procrastinate.App, known: Task, work: Work) -> None:
    retry = procrastinate.RetryStrategy(max_attempts=known.attempts - 1, exponential_wait=2)
    if known.cron is None:
        app.task(name=known.name, queue=known.queue, retry=retry)(_queued(known, work))
        return
    declare = app.task(name=known.name, queue=known.queue, queueing_lock=known.name)
    app.periodic(cron=known.cron)(declare(_scheduled(known, work)))


def _queued(known: Task, work: Work) -> Callable[..., Coroutine[Any, Any, None]]:
    async def run(**args: Any) -> None:
        try:
            await known.run(work, **args)
        except Exception:
            log.warning("job %s %s failed", known.name, args, exc_info=True)
            raise

    return run


def _scheduled(known: Task, work: Work) -> Callable[..., Coroutine[Any, Any, None]]:
    async def run(timestamp: int) -> None:
        await known.run(work, datetime.fromtimestamp(timestamp, UTC))

    return run


async def _rescue_stalled(app: procrastinate.App) -> None:
    """Jobs of a worker that was killed go back to the queue once its heartbeat is old."""
    while True:
        for job in await app.job_manager.get_stalled_jobs():
            log.warning("job %s %s lost its worker: queued again", job.id, job.task_name)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(_RESCUE_SECONDS)
