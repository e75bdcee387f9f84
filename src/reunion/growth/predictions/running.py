"""Carrying out a computation: read all orders, fit, check, hand on to the engine, and write, in stages that
people can see. Whatever ends it in the middle, it is done again from the start and nothing is there twice."""

import asyncio
import logging
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reunion.core.clock import clock
from reunion.engine.client import Engine
from reunion.growth.predictions.checking import checked
from reunion.growth.predictions.computing import Scored, fitted, grouped, scored
from reunion.growth.predictions.model import Check, Models, Outcome, PredictionRun, Stage
from reunion.growth.predictions.store import customers, facts, runs
from reunion.growth.purchases import history
from reunion.growth.purchases.history import Bought, Days
from reunion.jobs import Work

log = logging.getLogger("reunion.predictions")

_PIECE = 50_000
_YEAR_2000 = 10_957
"""PostgreSQL counts days from there."""


class Read(NamedTuple):
    """Orders to the end; and those until the check begins with what came after, where there is a check."""

    all: Bought
    early: tuple[Bought, Days] | None


async def carry_out(work: Work, corp_id: int, run_no: int) -> None:
    """Computes what was asked for; a failure is written down with its reason and can be asked for again."""
    async with work.db.in_corp(corp_id) as ctx:
        run = await runs.get(ctx, run_no)
    if run is None or run.ended_at is not None:
        return
    try:
        await _compute(work, corp_id, run)
    except Exception as error:
        log.exception("corp %s: computation %s failed", corp_id, run_no)
        reason = f"{type(error).__name__}: {error}"[:500]
        async with work.db.in_corp(corp_id) as ctx:
            await runs.end(ctx, run_no, None, reason, clock.now())


async def _compute(work: Work, corp_id: int, run: PredictionRun) -> None:
    await _at(work, corp_id, run, "reading")
    read = await _read(work, corp_id, run)
    await _at(work, corp_id, run, "checking")
    check = await asyncio.to_thread(_checked, run, read)
    await _at(work, corp_id, run, "fitting")
    past = await asyncio.to_thread(grouped, read.all, run.until)
    models = await asyncio.to_thread(fitted, past)
    found = await asyncio.to_thread(scored, past, models)
    await _at(work, corp_id, run, "writing")
    await _write(work, corp_id, run, read.all, found, models, check)


async def _at(work: Work, corp_id: int, run: PredictionRun, stage: Stage) -> None:
    async with work.db.in_corp(corp_id) as ctx:
        await runs.at(ctx, run.run_no, stage)


async def _read(work: Work, corp_id: int, run: PredictionRun) -> Read:
    async with work.db.in_corp(corp_id) as ctx:
        await runs.as_of_now(ctx.tx)
        everything = await history.bought(ctx, run.until)
        if not run.holdout_days:
            return Read(everything, None)
        began = _check_from(run)
        came = await history.came_back(ctx, run.until, began)
        return Read(everything, (await history.bought(ctx, began), came))


def _check_from(run: PredictionRun) -> date:
    """The last day of the orders that the checked model is fitted to."""
    return run.until - timedelta(days=run.holdout_days)


def _checked(run: PredictionRun, read: Read) -> Check | None:
    if read.early is None:
        return None
    early, came = read.early
    past = grouped(early, _check_from(run))
    models = fitted(past)
    return None if models is None else checked(models, past, read.all, came, run.until)


async def _write(
    work: Work, corp_id: int, run: PredictionRun, bought: Bought, found: Scored, models: Models | None,
    check: Check | None,
) -> None:  # fmt: skip
    """All customers' rows change in one transaction. Whoever was erased meanwhile is left out."""
    async with work.db.in_corp(corp_id) as ctx:
        await runs.hold(ctx)
        there = np.isin(bought.profile_no, (await history.bought(ctx, run.until)).profile_no)
        values = {name: one[there] for name, one in _columns(bought, found).items()}
        await _hand_on(work.engine, corp_id, run.run_no, values)
        people = int(there.sum())
        ours = {
            "corp_id": np.full(people, corp_id, np.int64),
            "run_no": np.full(people, run.run_no, np.int32),
        }
        await customers.replace(ctx, {**ours, **values})
        outcome = Outcome(people, models, check)
        await runs.end(ctx, run.run_no, outcome, "", clock.now())


async def _hand_on(
    engine: Engine, corp_id: int, run_no: int, values: dict[str, NDArray[Any]]
) -> None:
    version = facts.version(run_no)
    people = len(values["profile_no"])
    nothing: list[None] = [None] * _PIECE
    for start in range(0, people, _PIECE):
        piece = [
            values[name][start : start + _PIECE].tolist() if name in values else nothing
            for name in facts.COLUMNS
        ]
        await facts.insert(engine, corp_id, version, zip(*piece, strict=False))
    await facts.remove(engine, corp_id, version, await facts.older(engine, corp_id, version))


def _columns(bought: Bought, found: Scored) -> dict[str, NDArray[Any]]:
    """As they stand in the table; columns of what no model says are not among them."""
    values: dict[str, NDArray[Any]] = {
        "profile_no": bought.profile_no,
        **dict(zip(("rfm_r", "rfm_f", "rfm_m"), found.rfm, strict=True)),
        "last_day": bought.last_day - np.int32(_YEAR_2000),
        "purchases": bought.days,
        "spent_fen": bought.fen,
    }
    if found.expected is not None and found.alive is not None:
        names = ("expected_30", "expected_90", "expected_365")
        values |= dict(zip(names, found.expected, strict=True)) | {"alive": found.alive}
        if found.mean_fen is not None:
            values["mean_fen"] = np.rint(found.mean_fen).astype(np.int64)
            values["value_fen"] = np.rint(found.mean_fen * found.expected[2]).astype(np.int64)
    return values
