"""Asking for computations, and reading what they say."""

from datetime import date

from reunion.core.context import Context
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.growth.calendar import service as calendar
from reunion.growth.predictions import personal as personal  # registers what it keeps
from reunion.growth.predictions.model import (
    Cell,
    NoSuchRun,
    NothingBought,
    Prediction,
    PredictionRun,
    Sort,
    Underway,
)
from reunion.growth.predictions.store import customers, runs
from reunion.growth.profiles.reach import EVERYBODY, Reach
from reunion.growth.purchases import history
from reunion.jobs import defer
from reunion.outbox import append

_SHORTEST = 84
"""Days: of a shorter past nothing is kept back to check against."""
_LONGEST_CHECK = 365


async def start(
    ctx: Context, until: date | None = None, holdout_days: int | None = None
) -> PredictionRun:
    """Queues a computation over the orders to the end of a day, today where none is given. What is kept
    back for the check is half of the time, a year at most. Raises NothingBought, Underway."""
    span = await history.span(ctx)
    end = until or (await calendar.now(ctx)).today
    if span is None or span[0] >= end:
        raise NothingBought
    past = (end - span[0]).days
    half = 0 if past < _SHORTEST else min(past // 2, _LONGEST_CHECK)
    kept_back = half if holdout_days is None else min(holdout_days, past - 1)
    run = await runs.insert(ctx, end, kept_back)
    if run is None:
        raise Underway
    await append(
        ctx, "prediction.started", subject=str(run.run_no), key="predictions",
        data={"until": end.isoformat(), "holdout_days": kept_back},
    )  # fmt: skip
    await defer(ctx.tx, "predictions.compute", corp_id=ctx.corp_id, run_no=run.run_no)
    return run


async def run(ctx: Context, run_no: int) -> PredictionRun:
    """One computation; raises NoSuchRun."""
    found = await runs.get(ctx, run_no)
    if found is None:
        raise NoSuchRun
    return found


async def newest(ctx: Context) -> tuple[PredictionRun | None, PredictionRun | None]:
    """The last computation that was asked for, and the last that is done."""
    return await runs.newest(ctx), await runs.newest(ctx, "done")


async def cells(ctx: Context, reach: Reach = EVERYBODY) -> list[Cell]:
    """RFM: how many customers have which scores."""
    return await customers.cells(ctx, reach)


async def of(ctx: Context, profile_no: int) -> Prediction | None:
    """What is said of one customer; None of who has bought nothing."""
    return await customers.of(ctx, profile_no)


async def page(
    ctx: Context,
    reach: Reach,
    sort: Sort,
    scores: tuple[int | None, int | None],
    cursor: str | None,
    limit: int,
) -> Page[Prediction]:
    """Customers in an order; `scores`: only with this recency and frequency. Raises InvalidCursor."""
    after = decode_cursor(cursor, tuple[float, int]) if cursor else None
    found = await customers.page(ctx, reach, sort, scores, after, limit + 1)
    shown = found[:limit]
    last = None
    if len(found) > limit:
        prediction, key = shown[-1]
        last = encode_cursor(key, prediction.profile_no)
    return Page([prediction for prediction, _ in shown], last)
