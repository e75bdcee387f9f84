"""Queued work: erasures are carried out, and looked after once more."""

from reunion.growth.profiles import erasing
from reunion.growth.profiles.store import engine_rows
from reunion.jobs.tasks import Work, task
from reunion.storage.blobs import Blobs


@task("profiles.erase", attempts=12)
async def erase(work: Work, corp_id: int, erasure_no: int) -> None:
    """Goes on where an earlier try ended."""
    blobs = Blobs(work.config.data / "blobs")
    await erasing.carry_out(work.db, work.engine, blobs, corp_id, erasure_no)


@task("profiles.sweep")
async def sweep(work: Work, corp_id: int, profile_nos: list[int]) -> None:
    """What was on its way into the engine while she was erased goes too."""
    await engine_rows.erase(work.engine, corp_id, profile_nos)
