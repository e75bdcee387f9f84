"""BG/NBD: how often customers buy, and after which purchase they stop.

P. S. Fader, B. G. S. Hardie, K. L. Lee (2005), "Counting Your Customers" the Easy Way: An Alternative to the
Pareto/NBD Model, Marketing Science 24(2), 275–284; doi:10.1287/mksc.1040.0098. Per customer: x repeat
purchases, the last of them t_x after the first purchase, observed for T. The unit of time is the week.

2F1 is taken after Euler's transformation, 2F1(A,B;C;z) = (1-z)^(C-A-B) 2F1(C-A,C-B;C;z), whose arguments do
not grow with x: a customer of a thousand purchases is computed as exactly as one of two.
"""

import msgspec
import numpy as np
from scipy.special import betaln, expit, gammaln, hyp2f1, logsumexp, psi

from reunion.growth.predictions.fitting import Array, Fitted, fit
from reunion.growth.predictions.model import BgNbd

_STARTS = ((0.5, 5.0, 1.0, 3.0), (1.0, 10.0, 0.5, 0.5), (0.2, 1.0, 2.0, 8.0))
_TERMS, _BLOCKS = 2_000, 100
_NEGLIGIBLE = 40.0
"""The logarithm of how many times smaller than the sum the terms left out are."""
_CANCELS = 50.0
"""How far below zero an argument may be before a series of changing signs loses its digits."""
_SINGULAR = 1e-7


class Histories(msgspec.Struct, frozen=True):
    """Arrays with a place for each different history; `weight` says how many customers have it."""

    x: Array
    t_x: Array
    T: Array
    weight: Array


def log_likelihood(model: BgNbd, seen: Histories) -> tuple[float, Array]:
    """Summed over the customers, with its gradient by r, alpha, a, b (equation 6 of the paper)."""
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    x, again = seen.x, seen.x > 0
    rx, later, early = r + x, alpha + seen.T, alpha + seen.t_x
    rest = b + np.where(again, x, 1) - 1
    stayed = -rx * np.log(later)
    left = np.where(
        again, np.log(a) - np.log(np.where(again, rest, 1)) - rx * np.log(early), -np.inf
    )
    either = np.logaddexp(stayed, left)
    each = (
        gammaln(rx) - gammaln(r) + r * np.log(alpha)
        + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x) + either
    )  # fmt: skip
    share = np.exp(left - either)  # the chance that she left after her last purchase
    kept = 1 - share
    by_r = psi(rx) - psi(r) + np.log(alpha) - kept * np.log(later) - share * np.log(early)
    by_alpha = r / alpha - kept * rx / later - share * rx / early
    by_both = psi(a + b) - psi(a + b + x)
    by_a = by_both + share / a
    by_b = by_both + psi(b + x) - psi(b) - share / np.where(again, rest, 1)
    gradient = np.array([seen.weight @ one for one in (by_r, by_alpha, by_a, by_b)])
    return float(seen.weight @ each), gradient


def fitted(seen: Histories) -> tuple[BgNbd, Fitted]:
    """The model that makes these histories most likely, and how the search went."""
    people = seen.weight.sum()

    def loss(parameters: Array) -> tuple[float, Array]:
        value, gradient = log_likelihood(BgNbd(*(float(one) for one in parameters)), seen)
        return -value / people, -gradient / people

    found = fit(loss, _STARTS)
    return BgNbd(*found.parameters), found


def alive(model: BgNbd, seen: Histories) -> Array:
    """The probability that the customer has not left for good."""
    a, b, x = model.a, model.b, seen.x
    again = x > 0
    odds = (
        np.log(a) - np.log(b + np.where(again, x, 1) - 1)
        + (model.r + x) * (np.log(model.alpha + seen.T) - np.log(model.alpha + seen.t_x))
    )  # fmt: skip
    return np.where(again, expit(-odds), 1.0)


def expected(model: BgNbd, seen: Histories, weeks: float) -> Array:
    """E(Y(t) | x, t_x, T): the purchases to come in so many weeks (equation 10)."""
    r, alpha, b, x = model.r, model.alpha, model.b, seen.x
    a = _off(1, model.a)
    c = _off(0, a + b + x - 1)
    z = weeks / (alpha + seen.T + weeks)
    return c / (a - 1) * (1 - _scaled_hyp2f1(r + x, b + x, c, z)) * alive(model, seen)


def expected_of_new(model: BgNbd, weeks: Array) -> Array:
    """E(X(t)): repeat purchases of whoever first bought so many weeks ago (equation 9)."""
    r, alpha, b = model.r, model.alpha, model.b
    a = _off(1, model.a)
    c = _off(0, a + b - 1)
    z = weeks / (alpha + weeks)
    return c / (a - 1) * (1 - _scaled_hyp2f1(r, b, c, z))


def probabilities(model: BgNbd, weeks: Array, most: int) -> Array:
    """P(X(t) = 0 … most - 1), and the rest in the last column; a row for each t (equation 8)."""
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    x = np.arange(most, dtype=np.float64)
    t = weeks[:, None]
    by_then = gammaln(r + x) - gammaln(r) - gammaln(x + 1) + r * np.log(alpha / (alpha + t))
    with np.errstate(divide="ignore", invalid="ignore"):
        by_then = by_then + np.where(x > 0, x * np.log(t / (alpha + t)), 0.0)
    counted = np.exp(by_then)  # the chance of exactly x purchases of somebody who never leaves
    fewer = np.concatenate([np.zeros_like(t), np.cumsum(counted, axis=1)[:, :-1]], axis=1)
    stays = np.exp(betaln(a, b + x) - betaln(a, b))
    leaves = np.where(x > 0, np.exp(betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b)), 0.0)
    exactly = stays * counted + leaves * (1 - fewer)
    return np.concatenate([exactly, 1 - exactly.sum(axis=1, keepdims=True)], axis=1)


def _off(pole: float, value: Array | float) -> Array:
    """The forms divide by a - 1, and 2F1(…; c; z) by c, though the limits there are finite."""
    given = np.asarray(value, dtype=np.float64)
    return np.where(abs(given - pole) < _SINGULAR, pole + _SINGULAR, given)


def _scaled_hyp2f1(a: Array | float, b: Array | float, c: Array | float, z: Array) -> Array:
    """(1-z)^a 2F1(a, b; c; z) for z < 1, after Euler's transformation, so that no argument grows with the
    purchases. Where the library overflows, or its terms would cancel each other, they are summed in
    logarithms, in whichever form they are smaller."""
    a, b, c, z = np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in (a, b, c, z)))
    with np.errstate(over="ignore", invalid="ignore"):
        value = (1 - z) ** (c - b) * hyp2f1(c - a, c - b, c, z)
    lost = ~np.isfinite(value) | (c - a < -_CANCELS)
    if lost.any():
        a, b, c, z = a[lost], b[lost], c[lost], z[lost]
        plain = (c - a < -_CANCELS) | (a * b < abs((c - a) * (c - b)))
        summed = _log_series(np.where(plain, a, c - a), np.where(plain, b, c - b), c, z)
        value[lost] = np.exp(np.where(plain, a, c - b) * np.log1p(-z) + summed)
    return value


def _log_series(a: Array, b: Array, c: Array, z: Array) -> Array:
    """The logarithm of a positive 2F1, term by term until more of them change nothing."""
    total, last, sign = np.zeros_like(z), np.zeros_like(z), np.ones_like(z)
    for first in range(0, _TERMS * _BLOCKS, _TERMS):
        n = np.arange(first, first + _TERMS, dtype=np.float64)
        over = (a[:, None] + n) * (b[:, None] + n)
        ratios = over / ((c[:, None] + n) * (n + 1)) * z[:, None]
        with np.errstate(divide="ignore"):
            terms = last[:, None] + np.cumsum(np.log(np.abs(ratios)), axis=1)
        signs = sign[:, None] * np.cumprod(np.sign(ratios), axis=1)
        summed, signed = np.column_stack([total, terms]), np.column_stack([np.ones_like(z), signs])
        total = np.asarray(logsumexp(summed, axis=1, b=signed))
        last, sign = terms[:, -1], signs[:, -1]
        if np.all((ratios[:, -1] < 1) & (last < total + np.log1p(-z) - _NEGLIGIBLE)):
            break
    return total
