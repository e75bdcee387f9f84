"""Queued work: what customers did with a very large broadcast is counted beside the requests."""

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.jobs import Work, task
from reunion.platform.broadcasts.store import results


@task("broadcasts.sum_up")
async def sum_up(work: Work, corp_id: int, broadcast_id: int) -> None:
    """Counts who has read it and who answered."""
    async with work.db.transaction() as tx:
        await results.sum_up(Context(corp_id, SYSTEM, tx, clock.now()), broadcast_id)
