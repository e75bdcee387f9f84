"""The arithmetic of one computation over all customers of a company: arrays in, arrays out, no I/O."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reunion.growth.predictions import bg_nbd, gamma_gamma
from reunion.growth.predictions.bg_nbd import Histories
from reunion.growth.predictions.fitting import Array, Fitted
from reunion.growth.predictions.model import ENOUGH, BgNbd, Models, Search
from reunion.growth.predictions.scores import Scores, fifths
from reunion.growth.purchases.history import Bought, day_number

HORIZONS = (30, 90, 365)
_WEEK = 7


class Past(NamedTuple):
    """All orders to the end of a day: the different histories, and which of them each customer has."""

    bought: Bought
    until: date
    seen: Histories
    of_customer: NDArray[np.intp]


class Scored(NamedTuple):
    """A place for each customer. `expected` has a row for each of HORIZONS."""

    rfm: tuple[Scores, Scores, Scores]
    expected: Array | None
    alive: Array | None
    mean_fen: Array | None


def grouped(bought: Bought, until: date) -> Past:
    """Customers of one history are computed once: there are far fewer histories than customers."""
    x = (bought.days - 1).astype(np.int64)
    early = (bought.last_day - bought.first_day).astype(np.int64)
    whole = (day_number(until) - bought.first_day).astype(np.int64)
    span = int(whole.max(initial=0)) + 1
    keys = (x * span + early) * span + whole
    _, place, of_customer, weight = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    seen = Histories(
        x[place].astype(float), early[place] / _WEEK, whole[place] / _WEEK, weight.astype(float)
    )
    return Past(bought, until, seen, of_customer)


def fitted(past: Past) -> Models | None:
    """Both models over these orders; None where too few came back."""
    bought = past.bought
    repeaters = int((bought.days > 1).sum())
    if repeaters < ENOUGH:
        return None
    buying, how = bg_nbd.fitted(past.seen)
    people = len(bought.days)
    x, mean = repeats(bought)
    paid = (x > 0) & (mean > 0)
    spend, spend_search = None, None
    payers = int(paid.sum())
    if payers >= ENOUGH:
        spend, spend_how = gamma_gamma.fitted(x[paid], mean[paid])
        spend_search = _search(spend_how, payers)
    return Models(
        past.until, people, repeaters, buying, _search(how, people), spend, spend_search,
        _correlation(x, mean, paid),
    )  # fmt: skip


def repeats(bought: Bought) -> tuple[Array, Array]:
    """How many repeat purchases, and their mean value in fen (0 without one)."""
    x = (bought.days - 1).astype(float)
    return x, np.where(x > 0, bought.later_fen / np.maximum(x, 1), 0.0)


def scored(past: Past, models: Models | None) -> Scored:
    """Each customer's scores, and what the models say of her."""
    bought, _, seen, of_customer = past
    rfm = (fifths(bought.last_day), fifths(bought.days), fifths(bought.fen))
    if models is None:
        return Scored(rfm, None, None, None)
    expected = np.stack(
        [bg_nbd.expected(models.buying, seen, days / _WEEK)[of_customer] for days in HORIZONS]
    )
    alive = bg_nbd.alive(models.buying, seen)[of_customer]
    mean = None if models.spend is None else _mean_value(bought, models.spend)
    return Scored(rfm, expected, alive, mean)


def _mean_value(bought: Bought, spend: gamma_gamma.GammaGamma) -> Array:
    x, mean = repeats(bought)
    paid = (x > 0) & (mean > 0)
    return gamma_gamma.expected(spend, np.where(paid, x, 0), np.where(paid, mean, 0))


def cumulative(model: BgNbd, first_day: NDArray[np.int32], until: date) -> Array:
    """Expected repeat purchases of all, added up, at the end of each day from the first one on."""
    start = int(first_day.min())
    joined = np.bincount(first_day - start, minlength=day_number(until) - start + 1)
    ages = bg_nbd.expected_of_new(model, np.arange(len(joined)) / _WEEK)
    size = 2 * len(joined)  # the sum over days of joining, as a product of transforms
    product = np.fft.rfft(joined, size) * np.fft.rfft(ages, size)
    return np.fft.irfft(product, size)[: len(joined)]


def a_day(number: int) -> date:
    """The day of a number that `day_number` gave."""
    return date(1970, 1, 1) + timedelta(days=number)


def _search(how: Fitted, people: int) -> Search:
    return Search(how.converged, how.steps, -how.loss * people, people)


def _correlation(x: Array, mean: Array, paid: NDArray[np.bool_]) -> float | None:
    x, mean = x[paid], mean[paid]
    if len(x) < ENOUGH or x.std() == 0 or mean.std() == 0:
        return None
    return float(np.corrcoef(x, mean)[0, 1])
