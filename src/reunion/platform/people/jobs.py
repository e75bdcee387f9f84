"""Clearing away what no longer counts."""

from datetime import datetime, timedelta

from reunion.jobs import Work, periodic
from reunion.platform.people import store

_KEPT = timedelta(days=7)


@periodic("27 * * * *", "people.sweep")
async def sweep(work: Work, at: datetime) -> None:
    """Codes leave the outbox after a week; they were worth nothing long before."""
    async with work.db.transaction() as tx:
        await store.sweep(tx, at - _KEPT)
