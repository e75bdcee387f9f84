"""Computing in the worker: on demand, and every night where orders came since the last time."""

import logging
from datetime import datetime
from typing import Any

from reunion.core.errors import AppError
from reunion.growth.calendar import service as calendar
from reunion.growth.calendar.model import Now
from reunion.growth.predictions import handing_on, service
from reunion.growth.predictions.model import Underway
from reunion.growth.predictions.store import runs
from reunion.growth.purchases import service as purchases
from reunion.jobs import Work, defer, periodic, task

_HOUR = 4
"""Nowhere do clocks skip it."""

log = logging.getLogger("reunion.predictions")


@task("predictions.compute")
async def compute(work: Work, corp_id: int, run_no: int) -> None:
    """Carries out one that was asked for; a second time after a death in the middle."""
    from reunion.growth.predictions import running  # loads scipy, which nothing else needs

    await running.carry_out(work, corp_id, run_no)


@task("predictions.hand_on")
async def hand_on(work: Work, corp_id: int) -> None:
    """The engine gets its copy again."""
    await handing_on.again(work.db, work.engine, corp_id)


async def hand_on_everywhere(tx: Any) -> None:
    """Queued for every company, in the transaction of a restore."""
    for corp_id in await runs.corps_with_one(tx):
        await defer(tx, "predictions.hand_on", corp_id=corp_id)


@periodic("20 * * * *", "predictions.nightly")
async def nightly(work: Work, at: datetime) -> None:
    """Every hour, each company where it is past four in the morning, with orders that the newest computation
    has not seen."""
    async with work.db.connection() as connection:
        changed = await purchases.last_changes(connection)
        asked = await runs.last_asked(connection)
    for corp_id, when in changed.items():
        if corp_id in asked and asked[corp_id] > when:
            continue
        try:
            async with work.db.in_corp(corp_id) as ctx:
                if Now(at, (await calendar.now(ctx)).zone).hour == _HOUR:
                    await service.start(ctx)
        except Underway:
            log.info("corp %s is being computed already", corp_id)
        except AppError as error:
            log.warning("corp %s was not computed: %s", corp_id, error)
