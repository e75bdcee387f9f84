"""Uses end on their day; two weeks before it begins to be said."""

from datetime import datetime, timedelta

from reunion.core.clock import clock
from reunion.jobs import Work, periodic
from reunion.platform.acquisition import uses
from reunion.platform.acquisition.model import DAYS_TOLD
from reunion.platform.acquisition.store.uses import corps_to_look_at


@periodic("3 * * * *", "acquisition.end_uses")
async def end_uses(work: Work, at: datetime) -> None:
    """Each corp in a transaction of its own."""
    until = clock.now() + timedelta(days=max(DAYS_TOLD))
    async with work.db.connection() as connection:
        corps = await corps_to_look_at(connection, until)
    for corp_id in corps:
        async with work.db.in_corp(corp_id) as ctx:
            await uses.end_what_is_over(ctx)
