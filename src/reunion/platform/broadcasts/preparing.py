"""From an audience to recipients and tasks: part by part, each in a transaction, so that it goes on after
a crash where it was."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from reunion import outbox, realtime
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database, plan_by_keys
from reunion.platform.broadcasts import group_sending
from reunion.platform.broadcasts.model import HINT, BroadcastRow
from reunion.platform.broadcasts.store import rows, tasks
from reunion.platform.corps import service as corps
from reunion.restraint import service as restraint
from reunion.restraint.model import Asks

log = logging.getLogger("reunion.broadcasts")

PART = 10_000
SMALL_PART = 1_000
"""While people write."""
AFTER_FAILURE = timedelta(seconds=10)
_GIVEN_BACK = 2_000


async def step(db: Database, part: int = PART) -> bool:
    """Whatever is due of one broadcast: so many customers of its audience, its hour, or room to be given
    back. Answers whether there was something."""
    row: BroadcastRow | None = None
    try:
        async with db.transaction() as tx:
            row = await rows.take_due(tx, clock.now())
            if row is None:
                return False
            await _look_after(Context(row.corp_id, SYSTEM, tx, clock.now()), row, part)
    except Exception:
        if row is None:
            raise
        log.exception("broadcast %s was not prepared; it is tried again", row.id)
        async with db.connection() as tx:
            await rows.put_off(tx, row.corp_id, row.id, clock.now() + AFTER_FAILURE)
    return True


async def _look_after(ctx: Context, row: BroadcastRow, part: int) -> None:
    if row.state == "preparing":
        await prepare(ctx, row, part)
    elif row.state == "scheduled":
        await _open(ctx, row)
    elif await restraint.release(ctx, row.touch, _GIVEN_BACK) == 0:
        await rows.no_holds(ctx, row.id)


async def prepare(ctx: Context, row: BroadcastRow, most: int = PART) -> bool:
    """The next part of the audience; answers whether it was the last. The caller has the lock."""
    await plan_by_keys(ctx.tx, once=True)
    part = await group_sending.write(ctx, row, most)
    later = row.send_at if row.send_at is not None and row.send_at > ctx.now else None
    if later is not None and part.contact_ids:
        asks = Asks(part.contact_ids, part.member_ids, [None] * len(part.contact_ids))
        await restraint.hold(ctx, row.touch, asks, later, await corps.zone(ctx))
        await rows.holds(ctx, row.id)
    if part.to is not None:
        await realtime.notify(ctx, [row.creator_id], HINT)
        return False
    if later is not None:
        await restraint.describe(ctx, row.touch, row.title)
        await rows.set_state(ctx, row.id, "scheduled", due_at=later)
    else:
        await _open(ctx, row)
    return True


async def _open(ctx: Context, row: BroadcastRow) -> None:
    """The members see their tasks."""
    await restraint.describe(ctx, row.touch, row.title)
    told = await tasks.members_of(ctx, row.id, ["pending"])
    await rows.set_state(ctx, row.id, "open" if told else "finished", due_at=None)
    data = {"members": len(told)}
    await outbox.append(ctx, "broadcast.opened", subject=row.msgid, key=row.key, data=data)
    await tell(ctx, [*told, row.creator_id])


async def tell(ctx: Context, members: Sequence[int]) -> None:
    """Desks and consoles of these members pull at commit."""
    await realtime.notify(ctx, members, HINT)


async def finish(db: Database, now: datetime) -> int:
    """Ends the broadcasts that have nothing left to do; answers how many."""
    async with db.transaction() as tx:
        over = await rows.finish_done(tx, now)
        for row in over:
            ctx = Context(row.corp_id, SYSTEM, tx, now)
            await outbox.append(ctx, "broadcast.finished", subject=row.msgid, key=row.key)
            await tell(ctx, [row.creator_id])
    return len(over)
