"""Queued work: what customers did with a very large broadcast is counted beside the requests."""

from reunion.core.loops import hurry
from reunion.jobs import Work, task
from reunion.platform.broadcasts.store import answers, rows


@task("broadcasts.sum_up")
async def sum_up(work: Work, corp_id: int, broadcast_id: int) -> None:
    """Counts who has read it and who answered. While broadcasts are sent it can wait: whoever looks asks
    again."""
    if hurry:
        return
    async with work.db.in_corp(corp_id) as ctx:
        row = await rows.get(ctx, broadcast_id)
        if row is not None:
            await answers.sum_up(ctx, broadcast_id, row.chat_type)
