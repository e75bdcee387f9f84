"""Everybody's orders as columns of numbers, for models: a company of millions is read in one stream.

What counts: purchases of one day are one; an order that was paid back whole is none; amounts are what is
left after refunds. Days are those of the company's time zone.
"""

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reunion.core.context import Context
from reunion.growth.purchases.store import history as store

_FIRST = date(1970, 1, 1)


class Bought(NamedTuple):
    """A place for each customer, by profile number. Days are counted from 1 January 1970; `days`: on how
    many she bought; `fen`: all that she paid, `later_fen`: without the first day."""

    profile_no: NDArray[np.int32]
    first_day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    days: NDArray[np.int32]
    fen: NDArray[np.int64]
    later_fen: NDArray[np.int64]


class Days(NamedTuple):
    """How much of something there was on a day."""

    day: NDArray[np.int32]
    times: NDArray[np.int64]


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return (day - _FIRST).days


async def bought(ctx: Context, until: date) -> Bought:
    """Each customer's orders to the end of that day."""
    return Bought(*await store.columns(ctx, store.BOUGHT, until))


async def came_back(ctx: Context, until: date, known_by: date) -> Days:
    """Repeat purchases a day of those who had bought by the end of `known_by`."""
    return Days(*await store.columns(ctx, store.CAME_BACK, until, known_by))


async def span(ctx: Context) -> tuple[date, date] | None:
    """The days of the first and the last order; None without one."""
    return await store.span(ctx)
