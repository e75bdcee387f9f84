"""Background work, queued inside the business transaction and run by the worker.

@task("directory.import")                      # in a module's jobs.py
async def import_directory(work: Work, corp_id: int, upload: str) -> None: ...

await defer(ctx.tx, "directory.import", corp_id=1, upload="…")     # in a verb

@periodic("*/5 * * * *", "contact_ways.expire")
async def expire(work: Work, at: datetime) -> None: ...
"""

from reunion.jobs.queue import defer
from reunion.jobs.tasks import Work, periodic, task

__all__ = ["Work", "defer", "periodic", "task"]
