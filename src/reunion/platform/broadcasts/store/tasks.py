"""SQL of members' tasks: shown at the desk, confirmed, cancelled, and taken by the worker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.platform.broadcasts.model import Task, TaskState

_COLUMNS = ", ".join(f"t.{name}" for name in Task.__struct_fields__)
_SHOWN = "b.state IN ('open', 'finished', 'cancelled')"


async def get(
    ctx: Context, broadcast_id: int, member_id: int, *, lock: bool = False
) -> Task | None:
    """One member's part of a broadcast that the members know of."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM broadcast_task t
            JOIN broadcast b ON b.corp_id = t.corp_id AND b.id = t.broadcast_id
            WHERE t.corp_id = $1 AND t.broadcast_id = $2 AND t.member_id = $3 AND {_SHOWN}
            {"FOR UPDATE OF t" if lock else ""}""",
        ctx.corp_id, broadcast_id, member_id,
    )  # fmt: skip
    return Task(**row) if row else None


async def of_member(
    ctx: Context, member_id: int, *, done: bool, before: int | None, limit: int
) -> list[Task]:
    """What waits for a member or is under way, or what is over; newest first."""
    rows = await ctx.tx.fetch(
        f"""SELECT {_COLUMNS} FROM broadcast_task t
            JOIN broadcast b ON b.corp_id = t.corp_id AND b.id = t.broadcast_id
            WHERE t.corp_id = $1 AND t.member_id = $2 AND {_SHOWN}
              AND (t.state IN ('done', 'cancelled')) = $3
              AND ($4::bigint IS NULL OR t.broadcast_id < $4)
            ORDER BY t.broadcast_id DESC LIMIT $5""",
        ctx.corp_id, member_id, done, before, limit,
    )  # fmt: skip
    return [Task(**row) for row in rows]


async def pending(ctx: Context, member_id: int) -> int:
    """How many wait for a member's confirmation."""
    return await ctx.tx.fetchval(
        """SELECT count(*) FROM broadcast_task t
           JOIN broadcast b ON b.corp_id = t.corp_id AND b.id = t.broadcast_id
           WHERE t.corp_id = $1 AND t.member_id = $2 AND t.state = 'pending' AND b.state = 'open'""",
        ctx.corp_id, member_id,
    )  # fmt: skip


async def members_of(ctx: Context, broadcast_id: int, states: Sequence[TaskState]) -> list[int]:
    """The members whose tasks are in these states."""
    rows = await ctx.tx.fetch(
        """SELECT member_id FROM broadcast_task
           WHERE corp_id = $1 AND broadcast_id = $2 AND state = ANY($3::text[])""",
        ctx.corp_id, broadcast_id, list(states),
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def deselect(
    ctx: Context, broadcast_id: int, member_id: int, contact_ids: Sequence[int]
) -> int:
    """Leaves these customers out; answers how many. The caller has the task's lock."""
    done = await ctx.tx.execute(
        """UPDATE broadcast_recipient SET state = 'deselected'
           WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $3 AND state = 'unsent'
             AND contact_id = ANY($4::bigint[])""",
        ctx.corp_id, broadcast_id, member_id, list(contact_ids),
    )  # fmt: skip
    return affected(done)


async def confirm(ctx: Context, broadcast_id: int, member_id: int, deselected: int) -> None:
    """The worker sends from now on."""
    await ctx.tx.execute(
        """UPDATE broadcast_task SET state = 'sending', confirmed_at = $4, due_at = $4,
               deselected = deselected + $5
           WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $3""",
        ctx.corp_id, broadcast_id, member_id, ctx.now, deselected,
    )  # fmt: skip


async def cancel(ctx: Context, broadcast_id: int) -> list[int]:
    """Ends what is not done; answers whose. Waits for the chunks that are being sent."""
    rows = await ctx.tx.fetch(
        """UPDATE broadcast_task SET state = 'cancelled', done_at = $3, due_at = NULL, quiet_until = NULL
           WHERE corp_id = $1 AND broadcast_id = $2 AND state IN ('pending', 'sending')
           RETURNING member_id""",
        ctx.corp_id, broadcast_id, ctx.now,
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def take_due(tx: Any, now: datetime) -> Task | None:
    """The task that has waited longest for the worker, under its lock; None when there is none, or
    others have it. Global: the worker serves all corps; each row says which corp_id it is of."""
    row = await tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM broadcast_task t WHERE t.due_at <= $1
            ORDER BY t.due_at LIMIT 1 FOR UPDATE SKIP LOCKED""",
        now,
    )
    return Task(**row) if row else None


async def put_off(
    tx: Any, task: Task, until: datetime, *, quiet_until: datetime | None = None
) -> None:
    """The worker looks at it later."""
    await tx.execute(
        """UPDATE broadcast_task SET due_at = $4, quiet_until = $5
           WHERE corp_id = $1 AND broadcast_id = $2 AND member_id = $3 AND state = 'sending'""",
        task.corp_id, task.broadcast_id, task.member_id, until, quiet_until,
    )  # fmt: skip
