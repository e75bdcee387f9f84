"""Tells tracking of readings that rest: each part once, so that the seconds of all parts are the sum."""

import asyncio
import logging
from datetime import timedelta
from itertools import groupby

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.loops import repeat
from reunion.growth.content.store import visits
from reunion.growth.content.store.visits import Untold
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence
from reunion.jobs.tasks import Work

log = logging.getLogger("reunion.content")

SILENT_SECONDS = 30.0
_IDLE_SECONDS = 10.0
_BATCH = 500


async def run(work: Work, stop: asyncio.Event) -> None:
    """Tells now and then until `stop` is set."""

    async def step() -> bool:
        return await tell(work)

    await repeat(
        step, stop, idle=_IDLE_SECONDS, log=log,
        failed="what was read was not told to tracking; it is tried again",
    )  # fmt: skip


async def tell(work: Work, *, silent: float = SILENT_SECONDS) -> bool:
    """One batch, in one transaction; whether there may be more."""
    now = clock.now()
    async with work.db.transaction() as tx:
        found = await visits.untold(tx, now - timedelta(seconds=silent), _BATCH)
        for corp_id, of_corp in groupby(
            sorted(found, key=lambda one: one.corp_id), lambda o: o.corp_id
        ):
            ctx, rows = Context(corp_id, SYSTEM, tx, now), list(of_corp)
            await tracking.record(ctx, [occurrence(one) for one in rows])
            await visits.told(ctx, [one.id for one in rows])
    return len(found) == _BATCH


def occurrence(one: Untold) -> Occurrence:
    """`seconds` are those of this part, `depth` and `place` the furthest of the reading."""
    properties = {
        "title": one.title, "kind": one.kind, "version": one.version, "seconds": one.seconds,
        "depth": one.depth, "place": one.place, "places": one.places,
    }  # fmt: skip
    return Occurrence(
        "content_read", one.last_at, profile_no=one.profile_no, userid=one.userid,
        subject=str(one.content_id), properties=properties, message_id=f"read:{one.id}:{one.part}",
    )  # fmt: skip
