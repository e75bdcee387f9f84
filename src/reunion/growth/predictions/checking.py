"""How well a model fits: what it expected beside what came, in and after the time that it was fitted to."""

from datetime import date

import numpy as np

from reunion.growth.predictions import bg_nbd
from reunion.growth.predictions.computing import Past, a_day, cumulative
from reunion.growth.predictions.model import TALLEST, Bar, BgNbd, Check, Later, Models, Point
from reunion.growth.purchases.history import Bought, Days, day_number

_WEEK = 7


def checked(models: Models, past: Past, late: Bought, came: Days, until: date) -> Check:
    """`past`: the orders that the models were fitted to; `late`: all until the end of the check; `came`:
    repeat purchases a day of the customers in `past`."""
    early = past.bought
    tracking = _tracking(models, early, came, until)
    at_end = next(one for one in tracking if one.day == models.until)
    later = _later(models, past, late, until)
    return Check(
        models=models,
        histogram=_histogram(models.buying, early, models.until),
        tracking=tracking,
        later=later,
        actual_after=tracking[-1].actual - at_end.actual,
        expected_after=sum(one.expected * one.customers for one in later),
    )


def _histogram(model: BgNbd, early: Bought, until: date) -> list[Bar]:
    ages, weight = np.unique(day_number(until) - early.first_day, return_counts=True)
    expected = weight @ bg_nbd.probabilities(model, ages / _WEEK, TALLEST)
    actual = np.bincount(np.minimum(early.days - 1, TALLEST), minlength=TALLEST + 1)
    return [
        Bar(repeats, int(actual[repeats]), float(expected[repeats]))
        for repeats in range(TALLEST + 1)
    ]


def _tracking(models: Models, early: Bought, came: Days, until: date) -> list[Point]:
    """A point a week, counted so that the end of the fitted time is one of them, and the last day."""
    expected = cumulative(models.buying, early.first_day, until)
    start = int(early.first_day.min())
    actual = np.cumsum(np.bincount(came.day - start, came.times, len(expected)))
    shown = np.arange((day_number(models.until) - start) % _WEEK, len(expected), _WEEK)
    shown = np.union1d(shown, [len(expected) - 1])
    return [
        Point(a_day(start + place), int(actual[place]), float(expected[place]))
        for place in map(int, shown)
    ]


def _later(models: Models, past: Past, late: Bought, until: date) -> list[Later]:
    weeks = (until - models.until).days / _WEEK
    early, _, seen, of_customer = past
    expected = bg_nbd.expected(models.buying, seen, weeks)[of_customer]
    # whoever bought early is among those who bought at all: both are in the order of the numbers
    came = late.days[np.searchsorted(late.profile_no, early.profile_no)] - early.days
    repeats = np.minimum(early.days - 1, TALLEST)
    found: list[Later] = []
    for one in range(TALLEST + 1):
        of_these = repeats == one
        people = int(of_these.sum())
        if people:
            mean = float(came[of_these].mean()), float(expected[of_these].mean())
            found.append(Later(one, people, *mean))
    return found
