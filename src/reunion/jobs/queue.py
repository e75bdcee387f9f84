"""Queueing: one row in the caller's transaction, so that work exists exactly when the change does."""

from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from reunion.jobs.tasks import tasks

_DEFER = """
select unnest(procrastinate_defer_jobs_v1(array[
    row($1, $2, 0, null, $3, $4::text::jsonb, $5)
]::procrastinate_job_to_defer_v1[]))
"""


async def defer(
    tx: Any,
    name: str,
    *,
    queueing_lock: str | None = None,
    schedule_at: datetime | None = None,
    **args: Any,
) -> int | None:
    """Queue a task; it runs after the transaction commits, at `schedule_at` or at once.

    With `queueing_lock` at most one such job waits at a time: None when one is already waiting.
    Returns the job's id.
    """
    if name not in tasks:
        raise RuntimeError(f"no task is called {name}: known are {sorted(tasks)}")
    text = msgspec.json.encode(args).decode()
    try:
        async with tx.transaction():
            return await tx.fetchval(
                _DEFER, tasks[name].queue, name, queueing_lock, text, schedule_at
            )
    except asyncpg.UniqueViolationError:
        return None
