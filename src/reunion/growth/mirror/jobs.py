"""What is kept for a while only."""

from datetime import datetime, timedelta

from reunion.growth.mirror import erasing  # noqa: F401  (registers itself)
from reunion.growth.mirror.store import marks, rounds
from reunion.jobs import Work, periodic

_DRIFTS_FOR = timedelta(days=90)
_MARKS_FOR = timedelta(days=30)


@periodic("17 3 * * *", "mirror.forget")
async def forget(work: Work, at: datetime) -> None:
    """Drifts and rounds after 90 days, outcomes of writing tags after 30."""
    async with work.db.connection() as connection:
        await rounds.forget(connection, at - _DRIFTS_FOR)
        await marks.forget(connection, at - _MARKS_FOR)
