"""Upkeep: what is kept for some days only."""

from datetime import datetime

from reunion.growth.tracking.model import REFUSALS_KEPT, WINDOW
from reunion.growth.tracking.store import inbox, sources
from reunion.jobs.tasks import Work, periodic

_AT_ONCE = 20_000


@periodic("17 * * * *", "tracking_forget")
async def forget(work: Work, at: datetime) -> None:
    """Message ids beyond the window, and old refusals."""
    more = True
    while more:
        async with work.db.transaction() as tx:
            more = await inbox.forget(tx, at - WINDOW, _AT_ONCE) == _AT_ONCE
    async with work.db.transaction() as tx:
        await sources.forget_refusals(tx, (at - REFUSALS_KEPT).date())
