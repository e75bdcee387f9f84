"""One member's customers get the messages: chunk by chunk, each in a transaction of its own.

A chunk is decided, written and counted together, and the task goes on behind it. Whatever dies in between,
the next worker finds the task as the last commit left it.
"""

import logging
from collections import Counter
from datetime import timedelta
from typing import Any

from reunion import outbox, realtime
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database, plan_by_keys
from reunion.platform.broadcasts import group_sending
from reunion.platform.broadcasts.model import HINT, BroadcastRow, Task
from reunion.platform.broadcasts.refusals import BroadcastUnknown
from reunion.platform.broadcasts.store import rows, sending, tasks
from reunion.platform.broadcasts.store.sending import Addressees
from reunion.platform.conversations import service as conversations
from reunion.platform.corps import service as corps
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Welcome, around_name, message_of
from reunion.restraint import service as restraint

log = logging.getLogger("reunion.broadcasts")

CHUNK = 2000
SMALL_CHUNK = 250
"""While people write: one of these holds up nobody for long."""
AFTER_FAILURE = timedelta(seconds=10)
_LOOK_AGAIN = timedelta(minutes=5)
"""Into quiet hours: a policy may change before they are over."""


class Parted(Exception):
    """Two parted while the chunk was under way: it is rolled back and done again as things are now."""


async def step(db: Database, chunk: int = CHUNK) -> bool:
    """So many customers of the task that has waited longest; answers whether there was one."""
    task: Task | None = None
    try:
        async with db.transaction() as tx:
            task = await tasks.take_due(tx, clock.now())
            if task is None:
                return False
            await _send_some(Context(task.corp_id, SYSTEM, tx, clock.now()), task, chunk)
    except Parted:
        return True
    except Exception:
        if task is None:
            raise
        log.exception("broadcast %s was not sent; it is tried again", task.broadcast_id)
        async with db.connection() as tx:
            await tasks.put_off(tx, task, clock.now() + AFTER_FAILURE)
    return True


async def _send_some(ctx: Context, task: Task, chunk: int) -> None:
    await plan_by_keys(ctx.tx, once=True)
    row = await rows.get(ctx, task.broadcast_id)
    if row is None:
        raise BroadcastUnknown
    zone = await corps.zone(ctx)
    quiet = await restraint.quiet(ctx, row.purpose, zone)
    if quiet is not None:
        until = min(quiet, ctx.now + _LOOK_AGAIN)
        await tasks.put_off(ctx.tx, task, until, quiet_until=quiet)
        if quiet != task.quiet_until:
            await realtime.notify(ctx, [task.member_id, row.creator_id], HINT)
        return
    if row.chat_type == "group":
        chunk = min(chunk, group_sending.CHUNK)
    people = await group_sending.chunk(ctx, row, task, chunk)
    if people.contact_ids:
        verdicts = await restraint.decide(ctx, row.touch, people.asks(task.member_id), zone)
        to = people.only(verdicts.permitted)
        if to.contact_ids:
            await sending.sent(ctx, task, to, await _write(ctx, row, task, to))
        if verdicts.refused:
            await sending.refused(ctx, task, verdicts.refused)
        refusals = Counter(one.rule for one in verdicts.refused.values())
        await sending.count(
            ctx, task, to=people.contact_ids[-1], sent=len(to.contact_ids),
            not_friend=refusals["not_friend"], refusals=+refusals,
        )  # fmt: skip
    if len(people.contact_ids) < chunk:
        await sending.finish(ctx, task)
        data = {"member_id": task.member_id, "broadcast_id": row.id}
        await outbox.append(ctx, "broadcast.sent", subject=row.msgid, key=row.key, data=data)
    await realtime.notify(ctx, [task.member_id, row.creator_id], HINT)


async def messages_of(ctx: Context, row: BroadcastRow) -> list[tuple[str, dict[str, Any]]]:
    """The messages of a broadcast as a chat has them: text first."""
    shown = await welcome.shown(ctx, Welcome(row.text, row.attachments))
    messages = [message_of(one) for one in shown.attachments]
    if row.text.strip():
        messages.insert(0, ("text", {"text": row.text}))
    return messages


async def _write(
    ctx: Context, row: BroadcastRow, task: Task, to: Addressees
) -> dict[int, int]:  # fmt: skip
    """The messages; answers where the first is in each conversation. Raises Parted."""
    parts = around_name(row.text)
    openings = [{"text": name.join(parts)} for name in to.names] if len(parts) > 1 else None
    accounts = await group_sending.hear(ctx, row, task, to)
    placed = await conversations.send_many(
        ctx, task.member_id, to.conversation_ids, openings, await messages_of(ctx, row),
        f"broadcast-{row.id}", accounts,
    )  # fmt: skip
    if len(placed) < len(to.contact_ids):
        raise Parted
    return placed
