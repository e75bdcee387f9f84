"""Clearing away what no longer counts."""

from datetime import datetime

from reunion.jobs import Work, periodic
from reunion.platform.access import store


@periodic("17 * * * *", "access.sweep")
async def sweep(work: Work, at: datetime) -> None:
    """Sessions that are over, and attempts that no limit looks back to."""
    async with work.db.transaction() as tx:
        await store.sweep(tx, at)
