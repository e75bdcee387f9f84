"""Maximum likelihood over positive parameters: several starts, in logarithms, with exact gradients."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]
# The mean over the customers of minus the log-likelihood, and its gradient by each parameter.
Loss = Callable[[Array], tuple[float, Array]]

_FARTHEST = 14.0
"""A parameter whose logarithm goes beyond has run away: the data do not hold it."""


class Fitted(msgspec.Struct, frozen=True):
    """Where the search ended. `slope` is the largest derivative there by a parameter's logarithm."""

    parameters: tuple[float, ...]
    loss: float
    converged: bool
    steps: int
    slope: float


def fit(loss: Loss, starts: Sequence[Sequence[float]]) -> Fitted:
    """The best of the searches from all starting points."""

    def in_logarithms(at: Array) -> tuple[float, Array]:
        parameters = np.exp(at)
        value, gradient = loss(parameters)
        return value, gradient * parameters

    found: list[Any] = [
        minimize(
            in_logarithms, np.log(np.asarray(start, dtype=np.float64)), jac=True, method="L-BFGS-B",
            bounds=[(-_FARTHEST, _FARTHEST)] * len(start),
            options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
        )
        for start in starts
    ]  # fmt: skip
    best = min(found, key=lambda one: one.fun if np.isfinite(one.fun) else np.inf)
    inside = bool(np.all(np.abs(best.x) < _FARTHEST - 1e-6))
    slope = float(np.max(np.abs(best.jac)))
    return Fitted(
        parameters=tuple(float(value) for value in np.exp(best.x)),
        loss=float(best.fun),
        converged=inside and bool(np.isfinite(best.fun)) and slope < 1e-4,
        steps=int(best.nit),
        slope=slope,
    )
