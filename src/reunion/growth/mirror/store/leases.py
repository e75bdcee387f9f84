"""SQL on `wecom_mirror`: who reads, since nobody else may, and until when nothing is asked."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from reunion.core.context import Context
from reunion.growth.mirror.model import CHANNEL, LeaseLost

_LASTS = timedelta(seconds=60)


async def ensure(ctx: Context) -> None:
    """The corp is read from now on."""
    await ctx.tx.execute(
        """INSERT INTO wecom_mirror (corp_id, next_round_at) VALUES ($1, $2)
           ON CONFLICT (corp_id) DO NOTHING""",
        ctx.corp_id, ctx.now,
    )  # fmt: skip


async def due(tx: Any, now: datetime) -> list[int]:
    """The corps of which something is to be read. Global: the worker serves every corp."""
    rows = await tx.fetch(
        """SELECT corp_id FROM wecom_mirror m
           WHERE (paused_until IS NULL OR paused_until <= $1)
             AND (lease_until IS NULL OR lease_until <= $1)
             AND (next_round_at <= $1
                  OR EXISTS (SELECT FROM wecom_round r
                             WHERE r.corp_id = m.corp_id AND r.finished_at IS NULL)
                  OR EXISTS (SELECT FROM wecom_hint h
                             WHERE h.corp_id = m.corp_id AND h.next_at <= $1))""",
        now,
    )
    return [row["corp_id"] for row in rows]


async def take(tx: Any, corp_id: int, now: datetime) -> uuid.UUID | None:
    """None where another process has it."""
    return await tx.fetchval(
        """UPDATE wecom_mirror SET lease = gen_random_uuid(), lease_until = $3
           WHERE corp_id = $1 AND (lease_until IS NULL OR lease_until <= $2)
             AND (paused_until IS NULL OR paused_until <= $2) RETURNING lease""",
        corp_id, now, now + _LASTS,
    )  # fmt: skip


async def hold(ctx: Context, lease: uuid.UUID) -> None:
    """Still ours, for this transaction and a minute; raises LeaseLost."""
    found = await ctx.tx.fetchval(
        """UPDATE wecom_mirror SET lease_until = $3 WHERE corp_id = $1 AND lease = $2
           RETURNING corp_id""",
        ctx.corp_id, lease, ctx.now + _LASTS,
    )  # fmt: skip
    if found is None:
        raise LeaseLost


async def give_back(tx: Any, corp_id: int, lease: uuid.UUID) -> None:
    await tx.execute(
        """UPDATE wecom_mirror SET lease = NULL, lease_until = NULL
           WHERE corp_id = $1 AND lease = $2""",
        corp_id, lease,
    )  # fmt: skip


async def pause(tx: Any, corp_id: int, until: datetime, errcode: int, error: str) -> None:
    """Nothing is asked until then."""
    await tx.execute(
        """UPDATE wecom_mirror SET paused_until = $2, errcode = $3, error = $4,
               failures = failures + 1 WHERE corp_id = $1""",
        corp_id, until, errcode, error[:300],
    )  # fmt: skip


async def failures(tx: Any, corp_id: int) -> int:
    """How often it failed since it last worked."""
    return await tx.fetchval("SELECT failures FROM wecom_mirror WHERE corp_id = $1", corp_id) or 0


async def works(ctx: Context) -> None:
    """What was wrong is over."""
    await ctx.tx.execute(
        """UPDATE wecom_mirror SET paused_until = NULL, errcode = NULL, error = '', failures = 0
           WHERE corp_id = $1 AND (errcode IS NOT NULL OR paused_until IS NOT NULL)""",
        ctx.corp_id,
    )


async def next_round(ctx: Context, at: datetime | None) -> None:
    await ctx.tx.execute(
        "UPDATE wecom_mirror SET next_round_at = $2 WHERE corp_id = $1", ctx.corp_id, at
    )


async def state(ctx: Context) -> Any:
    """The row, or None where the corp is not read."""
    return await ctx.tx.fetchrow("SELECT * FROM wecom_mirror WHERE corp_id = $1", ctx.corp_id)


async def clock_time(tx: Any) -> datetime:
    """The database's time: what is read is dated by one clock, whichever machine reads."""
    return await tx.fetchval("SELECT clock_timestamp()")


async def wake(ctx: Context) -> None:
    """The worker looks what there is to do."""
    await ctx.tx.execute("SELECT pg_notify($1, '')", CHANNEL)
