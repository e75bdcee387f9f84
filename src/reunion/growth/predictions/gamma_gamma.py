"""Gamma-Gamma: what a customer's purchase is worth on average.

P. S. Fader, B. G. S. Hardie (2013), The Gamma-Gamma Model of Monetary Value, brucehardie.com/notes/025.
Per customer: x repeat purchases whose mean value is m. The model holds where how often people buy says
nothing of how much they spend, so that correlation is shown with the fit.
"""

import numpy as np
from scipy.special import gammaln, psi

from reunion.growth.predictions.fitting import Array, Fitted, fit
from reunion.growth.predictions.model import GammaGamma

_STARTS = ((2.0, 2.0, 1.0), (6.0, 3.0, 0.5), (1.0, 1.0, 3.0))


def log_likelihood(model: GammaGamma, x: Array, m: Array) -> tuple[float, Array]:
    """Summed over customers with x ≥ 1 and m > 0, with its gradient by p, q, gamma (equation 1a)."""
    p, q, gamma = model.p, model.q, model.gamma
    px, total = p * x, gamma + x * m
    each = (
        gammaln(px + q) - gammaln(px) - gammaln(q)
        + q * np.log(gamma) + (px - 1) * np.log(m) + px * np.log(x) - (px + q) * np.log(total)
    )  # fmt: skip
    by_p = x * (psi(px + q) - psi(px) + np.log(m) + np.log(x) - np.log(total))
    by_q = psi(px + q) - psi(q) + np.log(gamma) - np.log(total)
    by_gamma = q / gamma - (px + q) / total
    return float(each.sum()), np.array([by_p.sum(), by_q.sum(), by_gamma.sum()])


def fitted(x: Array, m: Array) -> tuple[GammaGamma, Fitted]:
    """The model that makes these means most likely. It is searched in units of the overall mean, so that
    fen and yuan give the same answer, and with q above 1."""
    unit = float(m.mean())
    people = len(x)

    def loss(parameters: Array) -> tuple[float, Array]:
        p, above, gamma = (float(one) for one in parameters)
        value, gradient = log_likelihood(GammaGamma(p, 1 + above, gamma), x, m / unit)
        return -value / people, -gradient / people

    found = fit(loss, _STARTS)
    p, above, gamma = found.parameters
    return GammaGamma(p, 1 + above, gamma * unit), found


def expected(model: GammaGamma, x: Array, m: Array) -> Array:
    """E(M | x, m): her mean drawn towards everybody's, the more the fewer purchases (equation 5)."""
    p, q = model.p, model.q
    return p * (model.gamma + x * m) / (p * x + q - 1)
