"""SQL on `prediction_run`."""

from datetime import date, datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.growth.predictions.model import Outcome, PredictionRun, Stage

_COLUMNS = (
    "run_no, state, stage, until, holdout_days, asked_by, asked_at, ended_at, outcome, reason"
)


def _run(row: Any) -> PredictionRun:
    return msgspec.convert(dict(row), PredictionRun)


async def insert(ctx: Context, until: date, holdout_days: int) -> PredictionRun | None:
    """A new one that waits; None while another is under way."""
    row = await ctx.tx.fetchrow(
        f"""INSERT INTO prediction_run
                (corp_id, run_no, state, until, holdout_days, asked_by, asked_at)
            SELECT $1, 1 + coalesce(max(run_no), 0), 'queued', $2, $3, $4, $5
            FROM prediction_run WHERE corp_id = $1
            ON CONFLICT DO NOTHING RETURNING {_COLUMNS}""",
        ctx.corp_id, until, holdout_days, ctx.actor.name, ctx.now,
    )  # fmt: skip
    return _run(row) if row else None


async def get(ctx: Context, run_no: int) -> PredictionRun | None:
    row = await ctx.tx.fetchrow(
        f"SELECT {_COLUMNS} FROM prediction_run WHERE corp_id = $1 AND run_no = $2",
        ctx.corp_id, run_no,
    )  # fmt: skip
    return _run(row) if row else None


async def newest(ctx: Context, state: str | None = None) -> PredictionRun | None:
    """The last one asked for; with `state`, the last in that state."""
    row = await ctx.tx.fetchrow(
        f"""SELECT {_COLUMNS} FROM prediction_run
            WHERE corp_id = $1 AND ($2::text IS NULL OR state = $2)
            ORDER BY run_no DESC LIMIT 1""",
        ctx.corp_id, state,
    )  # fmt: skip
    return _run(row) if row else None


async def at(ctx: Context, run_no: int, stage: Stage) -> None:
    """It is under way and has come this far."""
    await ctx.tx.execute(
        """UPDATE prediction_run SET state = 'running', stage = $3
           WHERE corp_id = $1 AND run_no = $2 AND state IN ('queued', 'running')""",
        ctx.corp_id, run_no, stage,
    )  # fmt: skip


async def end(
    ctx: Context, run_no: int, outcome: Outcome | None, reason: str, now: datetime
) -> None:
    """Done with an outcome, or failed for a reason."""
    await ctx.tx.execute(
        """UPDATE prediction_run SET state = CASE WHEN $4 = '' THEN 'done' ELSE 'failed' END,
               stage = CASE WHEN $4 = '' THEN 'done' ELSE stage END, outcome = $3, reason = $4,
               ended_at = $5
           WHERE corp_id = $1 AND run_no = $2 AND state IN ('queued', 'running')""",
        ctx.corp_id, run_no, None if outcome is None else msgspec.to_builtins(outcome), reason, now,
    )  # fmt: skip


async def hold(ctx: Context) -> int:
    """Holds the newest one, so that what it says and erasures come one after the other; its number, 0
    without one."""
    held = await ctx.tx.fetchval(
        """SELECT run_no FROM prediction_run WHERE corp_id = $1 ORDER BY run_no DESC LIMIT 1
           FOR UPDATE""",
        ctx.corp_id,
    )
    return held or 0


async def as_of_now(tx: Any) -> None:
    """All that this transaction reads is of one moment; the first statement in it."""
    await tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


async def corps_with_one(connection: Any) -> list[int]:
    """Where something is predicted. Global: a restore gives the engine everything anew."""
    rows = await connection.fetch(
        "SELECT DISTINCT corp_id FROM prediction_run WHERE state = 'done' ORDER BY corp_id"
    )
    return [row["corp_id"] for row in rows]


async def last_asked(connection: Any) -> dict[int, datetime]:
    """When each corp's newest one was asked for. Global: the nightly look over all corps."""
    rows = await connection.fetch(
        "SELECT corp_id, max(asked_at) AS at FROM prediction_run GROUP BY corp_id"
    )
    return {row["corp_id"]: row["at"] for row in rows}
