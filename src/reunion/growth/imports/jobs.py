"""Reading files in the worker, and tidying up after them."""

from datetime import datetime, timedelta

from reunion.core.clock import clock
from reunion.growth.imports import running
from reunion.growth.imports.store import faults, files
from reunion.jobs import Work, periodic, task

_FILES = timedelta(days=7)
_FAULTS = timedelta(days=30)
_JUST_PUT = 3600.0


@task("imports.carry_out")
async def carry_out(work: Work, corp_id: int, import_no: int) -> None:
    """From where it stands to the end."""
    await running.carry_out(work, corp_id, import_no)


@periodic("40 18 * * *", "imports.tidy")
async def tidy(work: Work, at: datetime) -> None:
    """Files are kept for a week, error lines for thirty days."""
    async with work.db.transaction() as tx:
        await faults.forget(tx, clock.now() - _FAULTS)
        gone = await files.given_up(tx, clock.now() - _FILES)
    async with work.db.connection() as connection:
        needed = await files.still_kept(connection, gone)
    kept = running.kept_files(work.config)
    for file in set(gone) - needed:
        await kept.remove(file, older_than=_JUST_PUT)
