"""The worker's part: uploads that have expired go, and blobs that nothing names."""

import asyncio
import logging

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.core.loops import repeat
from reunion.jobs.tasks import Work
from reunion.platform.media import store
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.media")

_EVERY_SECONDS = 600.0
_BATCH = 500
_SETTLED_SECONDS = 3600.0


async def run(work: Work, stop: asyncio.Event) -> None:
    """Purges now and then until `stop` is set."""
    blobs = Blobs(work.config.data / "blobs")

    async def step() -> None:
        await purge(work.db, blobs)

    await repeat(
        step, stop, idle=_EVERY_SECONDS, after_failure=_EVERY_SECONDS, log=log,
        failed="expired uploads were not removed; they are tried again",
    )  # fmt: skip


async def purge(db: Database, blobs: Blobs, *, settled: float = _SETTLED_SECONDS) -> int:
    """Removes what has expired; answers how many uploads. A blob stays while any upload uses it, and
    while it is younger than `settled` seconds, as an upload of it may be under way."""
    removed = 0
    while True:
        async with db.connection() as tx:
            gone = await store.delete_expired(tx, clock.now(), _BATCH)
        removed += len(gone)
        if len(gone) < _BATCH:
            break
    waiting: list[bytes] = []
    for name in blobs.names():
        waiting.append(name)
        if len(waiting) == _BATCH:
            await _remove_unnamed(db, blobs, waiting, settled)
            waiting = []
    await _remove_unnamed(db, blobs, waiting, settled)
    return removed


async def _remove_unnamed(db: Database, blobs: Blobs, names: list[bytes], settled: float) -> None:
    async with db.connection() as tx:
        used = await store.named(tx, names)
    for name in names:
        if name not in used:
            await blobs.remove(name, older_than=settled)
