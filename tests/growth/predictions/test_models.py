"""The formulas alone: what is published of CDNOW, and what must hold for any parameters."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import beta as beta_function

from reunion.growth.predictions import bg_nbd, gamma_gamma
from reunion.growth.predictions.bg_nbd import Histories
from reunion.growth.predictions.model import BgNbd, GammaGamma
from reunion.growth.predictions.scores import fifths

PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426)


def history(x: float, t_x: float, whole: float, weight: float = 1) -> Histories:
    return Histories(*(np.array([one]) for one in (x, t_x, whole, weight)))


def test_the_first_customer_of_the_paper_is_expected_1_226_times_in_39_weeks() -> None:
    hers = history(2, 30.43, 38.86)
    assert bg_nbd.expected(PUBLISHED, hers, 39)[0] == pytest.approx(1.226, abs=5e-4)


positive = st.floats(0.05, 20)
times = st.tuples(st.integers(0, 400), st.floats(0, 1), st.floats(1, 300))


@settings(max_examples=60, deadline=None)
@given(st.tuples(positive, positive, positive, positive), times)
def test_the_gradient_is_the_slope_of_the_likelihood(
    parameters: tuple[float, float, float, float], seen: tuple[int, float, float]
) -> None:
    x, share, whole = seen
    hers = history(x, share * whole if x else 0, whole, 3)
    value, gradient = bg_nbd.log_likelihood(BgNbd(*parameters), hers)
    assert np.isfinite(value)
    for place in range(4):
        step = 1e-5 * parameters[place]
        both = [
            bg_nbd.log_likelihood(
                BgNbd(*(one + way * step * (n == place) for n, one in enumerate(parameters))), hers
            )[0]
            for way in (1, -1)
        ]
        slope = (both[0] - both[1]) / (2 * step)
        assert gradient[place] == pytest.approx(
            slope, rel=1e-3, abs=1e-3 + 1e-9 * abs(value) / step
        )


@settings(max_examples=60, deadline=None)
@given(st.tuples(positive, positive, positive, positive), times, st.floats(0.1, 200))
@example((1.0, 1.0, 2.0, 1.0), (99, 0.0, 1.0), 10.0)
@example((0.5, 1.0, 0.5, 0.5), (99, 0.0, 1.0), 19.0)
@example((1.0, 1.0, 0.5, 0.5), (0, 0.0, 1.0), 1.0)
def test_what_is_expected_of_anybody_is_sensible(
    parameters: tuple[float, float, float, float], seen: tuple[int, float, float], weeks: float
) -> None:
    model, (x, share, whole) = BgNbd(*parameters), seen
    hers = history(x, share * whole if x else 0, whole)
    alive = bg_nbd.alive(model, hers)[0]
    soon, late = (bg_nbd.expected(model, hers, t)[0] for t in (weeks, 2 * weeks))
    assert 0 <= alive <= 1
    assert 0 <= soon <= late * (1 + 1e-9)
    # nobody who is there for certain would buy more than at the rate that her past says
    rate = (model.r + x) / (model.alpha + whole)
    assert soon <= rate * weeks * (1 + 1e-6)


def test_expected_purchases_are_the_integral_over_rates_and_chances_to_leave() -> None:
    model, weeks = BgNbd(0.6, 3.0, 0.9, 2.0), 26.0

    def over_rates(leave: float) -> float:
        r, alpha = model.r, model.alpha
        # E(1 - exp(-rate·leave·t)) over a gamma distribution has a closed form
        kept = (alpha / (alpha + leave * weeks)) ** r
        return (1 - kept) / leave

    density = quad(
        lambda p: over_rates(p) * p ** (model.a - 1) * (1 - p) ** (model.b - 1), 0, 1, limit=200
    )[0] / beta_function(model.a, model.b)
    assert bg_nbd.expected_of_new(model, np.array([weeks]))[0] == pytest.approx(density, rel=1e-6)


@pytest.mark.parametrize(
    ("model", "weekly"),
    [
        (BgNbd(1.2e6, 1.2e6, 8e-7, 1.2e6), 1.0),  # everybody buys once a week and never leaves
        (BgNbd(1e6, 1e6, 0.5, 2.0), None),
        (BgNbd(2.0, 7.0, 1.2e6, 1.2e6), None),
        (BgNbd(2.0, 7.0, 500.0, 1e-6), None),
    ],
)
def test_parameters_at_their_bounds_lose_no_digits(model: BgNbd, weekly: float | None) -> None:
    """Data that say nothing lead there."""
    weeks = np.arange(400) / 7
    found = bg_nbd.expected_of_new(model, weeks)
    assert found[0] == pytest.approx(0)
    assert (np.diff(found) >= -1e-6).all()
    assert (found <= model.r / model.alpha * weeks * (1 + 1e-3) + 1e-6).all()
    if weekly is not None:
        assert found == pytest.approx(weekly * weeks, rel=1e-3, abs=1e-6)


def test_chances_of_numbers_add_up_and_their_mean_is_what_is_expected() -> None:
    weeks = np.array([1.0, 39.0, 120.0])
    found = bg_nbd.probabilities(PUBLISHED, weeks, 400)
    assert found.sum(axis=1) == pytest.approx(np.ones(3))
    assert (found[:, :60] >= 0).all()
    mean = found[:, :-1] @ np.arange(400)
    assert mean == pytest.approx(bg_nbd.expected_of_new(PUBLISHED, weeks), rel=1e-4)


def test_models_find_the_parameters_of_people_made_by_them() -> None:
    random = np.random.default_rng(7)
    people, model = 6000, BgNbd(0.8, 6.0, 0.7, 2.5)
    rate = random.gamma(model.r, 1 / model.alpha, people)
    leave = random.beta(model.a, model.b, people)
    whole = random.uniform(20, 78, people)
    x, t_x, here = np.zeros(people), np.zeros(people), np.ones(people, bool)
    at = np.zeros(people)
    while here.any():
        at = at + random.exponential(1 / rate)
        here &= at < whole
        x += here
        t_x = np.where(here, at, t_x)
        here &= random.random(people) >= leave
    found, search = bg_nbd.fitted(Histories(x, t_x, whole, np.ones(people)))
    assert search.converged
    assert (found.r, found.alpha) == pytest.approx((model.r, model.alpha), rel=0.12)
    assert found.a / (found.a + found.b) == pytest.approx(0.7 / 3.2, rel=0.15)

    spend = GammaGamma(6.0, 4.0, 15.0)
    again = x[x > 0]
    level = random.gamma(spend.q, 1 / spend.gamma, len(again))
    mean = random.gamma(spend.p * again, 1 / (level * again))
    money, search = gamma_gamma.fitted(again, mean)
    assert search.converged
    assert (money.p, money.q, money.gamma) == pytest.approx((6.0, 4.0, 15.0), rel=0.12)
    cents, _ = gamma_gamma.fitted(again, 100 * mean)
    assert (cents.p, cents.q, cents.gamma / 100) == pytest.approx(
        (money.p, money.q, money.gamma), rel=1e-4
    )


def test_scores_are_fifths_and_equals_are_equal() -> None:
    assert list(fifths(np.arange(10))) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert list(fifths(np.array([3, 1, 1, 1, 1, 2]))) == [5, 1, 1, 1, 1, 4]
    assert list(fifths(np.array([7, 7]))) == [1, 1]
    assert list(fifths(np.array([], dtype=np.int64))) == []
