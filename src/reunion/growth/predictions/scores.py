"""RFM: each customer's place among the company's customers by recency, frequency and money.

A score is 1 + ⌊5 · (share of customers who are strictly worse)⌋: without ties these are the fifths from the
worst, 1, to the best, 5. Equal customers get equal scores, the lower one: where half of all bought once,
these are all 1 and the next are 3.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.int16]
_FIFTHS = 5


def fifths(values: NDArray[Any]) -> Scores:
    """The scores of values of which more is better."""
    worse = np.searchsorted(np.sort(values), values, side="left")
    return (1 + worse * _FIFTHS // max(len(values), 1)).astype(np.int16)
