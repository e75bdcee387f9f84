"""The worker's part: carries what happened from the inbox into the engine."""

import asyncio
import logging
from typing import Any

from reunion.core.loops import Wake, rest
from reunion.engine.errors import EngineError
from reunion.growth.tracking import draining
from reunion.growth.tracking.model import CHANNEL
from reunion.growth.tracking.store import inbox
from reunion.jobs.tasks import Work

log = logging.getLogger("reunion.tracking")

_LOOK_AGAIN = 2.0
_GATHER = 0.25
"""Few events are let become more: the engine likes large inserts."""
_MANY = 2_000
_TAKE_OVER = 2.0
_AFTER_FAILURE = 1.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Drains until `stop` is set. Of all workers one does; another takes over when it is gone."""
    wake = work.bus.wake(CHANNEL)
    while not stop.is_set():
        try:
            holder = await work.db.dedicated()
        except OSError:
            log.exception("events wait: the database is not there")
            await rest(stop, _AFTER_FAILURE)
            continue
        try:
            if await inbox.lock(holder):
                await _drain(work, holder, wake, stop)
            else:
                await rest(stop, _TAKE_OVER)
        finally:
            holder.terminate()


async def _drain(work: Work, holder: Any, wake: Wake, stop: asyncio.Event) -> None:
    """While the lock is held."""
    made: draining.Made = {}
    while not stop.is_set() and not holder.is_closed():
        calls = wake.calls
        try:
            delivered, fixed = await step(work, made)
        except EngineError as error:
            log.error("events wait for the engine: %s", error.fields["reason"])
            await rest(stop, _AFTER_FAILURE)
        except Exception:
            log.exception("events wait: they are tried again")
            await rest(stop, _AFTER_FAILURE)
        else:
            if not delivered and not fixed:
                await wake.wait(stop, _LOOK_AGAIN, calls)
            elif fixed < _MANY:
                await rest(stop, _GATHER)


async def step(work: Work, made: draining.Made) -> tuple[int, int]:
    """Fixes the next batch while the engine takes those before it; a small one it is given at once. Answers
    how many events the engine was given, and how many were fixed."""
    results = await asyncio.gather(
        draining.deliver(work.db, work.engine, made), draining.fix(work.db, made),
        return_exceptions=True,
    )  # fmt: skip
    done: list[int] = []
    for result in results:
        if isinstance(result, BaseException):
            raise result
        done.append(result)
    delivered, fixed = done
    if 0 < fixed < _MANY:
        delivered += await draining.deliver(work.db, work.engine, made)
    return delivered, fixed
