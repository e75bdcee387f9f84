"""The worker's part: what is said in groups is counted, and told to those who asked to hear it.

Each group is one transaction: what was counted and what its hearers did commit together, once.
"""

import asyncio
import logging

import asyncpg
import msgspec

from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.loops import paced, repeat
from reunion.jobs.tasks import Work
from reunion.platform.conversations import following
from reunion.platform.groups import hooks
from reunion.platform.groups.hooks import GroupMessage
from reunion.platform.groups.store import counting
from reunion.storage.blobs import Blobs

log = logging.getLogger("reunion.groups")

_IDLE_SECONDS = 0.5
_TRY_AGAIN = (
    OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError, asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
)  # fmt: skip


async def run(work: Work, stop: asyncio.Event) -> None:
    """Hears until `stop` is set. Safe to run in many processes."""
    blobs = Blobs(work.config.data / "blobs")
    await repeat(
        paced(lambda most: hear_once(work.db, blobs, most)), stop, idle=_IDLE_SECONDS, log=log,
        failed="what was said in groups was not counted; it is tried again",
    )  # fmt: skip


async def hear_once(db: Database, blobs: Blobs, messages: int = 10_000) -> bool:
    """One piece; whether there is more at once."""
    async with db.transaction() as outer:
        window = await following.window(outer, "groups", messages)
        if window is None:
            return False
        touched = await counting.touched(outer, window.since, window.until)
        for corp_id, group_id in touched:
            async with db.in_corp(corp_id) as ctx:
                await _hear(ctx, blobs, group_id)
        await following.passed(outer, window)
    return window.more


async def _hear(ctx: Context, blobs: Blobs, group_id: int) -> None:
    for row in await counting.count(ctx, group_id):
        if row["recalled_at"] is not None:
            continue
        message = GroupMessage(
            group_id, row["seq"], row["sender_id"], row["sender_kind"], row["kind"], row["content"],
            row["client_id"], row["sent_at"],
        )  # fmt: skip
        for watch in hooks.watchers():
            await _tell(ctx, blobs, watch, message)


async def _tell(
    ctx: Context, blobs: Blobs, watch: hooks.Watch, message: GroupMessage
) -> None:  # fmt: skip
    """One hearer that fails costs the others nothing, and what is said is not heard again for it."""
    try:
        async with ctx.tx.transaction():
            await watch(ctx, message, blobs)
    except _TRY_AGAIN:
        raise
    except Exception:
        log.exception("a rule failed at message %s", msgspec.structs.astuple(message)[:2])
