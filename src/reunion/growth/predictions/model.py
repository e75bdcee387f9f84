"""复购预测: what a company's orders say of each customer's next ones. Amounts are whole fen, times are weeks
where a model speaks and days where people do."""

from datetime import date, datetime
from typing import Literal

import msgspec

from reunion.core.errors import AppError, Conflict, NotFound

State = Literal["queued", "running", "done", "failed"]
Stage = Literal["waiting", "reading", "checking", "fitting", "writing", "done"]
Sort = Literal["value", "expected", "alive", "spent"]
ENOUGH = 30
"""Fewer customers who came back say nothing of how people come back."""
TALLEST = 7
"""Repeat purchases are counted one by one below, and together from here on."""


class BgNbd(msgspec.Struct, frozen=True):
    """Rates of buying are gamma(r, alpha) among customers, chances to stop beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float


class GammaGamma(msgspec.Struct, frozen=True):
    """Values of purchases are gamma(p, ν), ν is gamma(q, gamma) among customers. q > 1: the mean exists."""

    p: float
    q: float
    gamma: float


class Search(msgspec.Struct, frozen=True):
    """How a fit went: `log_likelihood` over all its customers."""

    converged: bool
    steps: int
    log_likelihood: float
    customers: int


class Models(msgspec.Struct, frozen=True):
    """The models fitted to one stretch of orders. `spend` is null where too few paid anything again;
    `correlation`: between how often and how much, which Gamma-Gamma takes for none."""

    until: date
    customers: int
    repeaters: int
    buying: BgNbd
    buying_search: Search
    spend: GammaGamma | None = None
    spend_search: Search | None = None
    correlation: float | None = None


class Bar(msgspec.Struct, frozen=True):
    """Customers with so many repeat purchases, the last bar with as many or more."""

    repeats: int
    actual: int
    expected: float


class Point(msgspec.Struct, frozen=True):
    """Repeat purchases of all to the end of that day, added up."""

    day: date
    actual: int
    expected: float


class Later(msgspec.Struct, frozen=True):
    """Of customers with so many repeat purchases until then: the mean number that came after."""

    repeats: int
    customers: int
    actual: float
    expected: float


class Check(msgspec.Struct, frozen=True):
    """Models fitted to the orders until a day, held against what came after it."""

    models: Models
    histogram: list[Bar]
    tracking: list[Point]
    later: list[Later]
    actual_after: int
    expected_after: float


class Outcome(msgspec.Struct, frozen=True):
    """`models` is null, and scores are all there is, while too few customers came back; `check` is null
    where the time is too short to keep a part of it back."""

    customers: int
    models: Models | None = None
    check: Check | None = None


class PredictionRun(msgspec.Struct, frozen=True):
    """One computation for a whole company. `holdout_days`: kept back for the check."""

    run_no: int
    state: State
    stage: Stage
    until: date
    holdout_days: int
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    reason: str = ""


class Prediction(msgspec.Struct, frozen=True):
    """One customer. Scores are 1 to 5, 5 the best: how lately, how often, how much. `alive` is the chance
    that she still buys here; `value_fen` what she is expected to spend in the coming 365 days; null
    while the company has too few who came back."""

    profile_no: int
    rfm_r: int
    rfm_f: int
    rfm_m: int
    last_day: date
    purchases: int
    spent_fen: int
    expected_30: float | None = None
    expected_90: float | None = None
    expected_365: float | None = None
    alive: float | None = None
    mean_fen: int | None = None
    value_fen: int | None = None


class Cell(msgspec.Struct, frozen=True):
    """The customers with these two scores; `expected_90` and `value_fen` are sums over them."""

    rfm_r: int
    rfm_f: int
    customers: int
    spent_fen: int
    expected_90: float
    value_fen: int


class NoSuchRun(NotFound):
    """No computation has this number."""

    errcode = 84061
    code = "no_such_run"
    title_zh = "没有这次计算"
    title_en = "There is no such computation"


class NothingSaid(NotFound):
    """Of somebody who has bought nothing, or only since the last computation."""

    code = "no_prediction"
    title_zh = "这位客户还没有预测：没有订单，或订单在上次计算之后"
    title_en = (
        "Nothing is predicted of this customer: no orders, or none before the last computation"
    )


class Underway(Conflict):
    """One computation a company at a time."""

    errcode = -1
    code = "prediction_underway"
    title_zh = "正在计算，请等它完成后再开始"
    title_en = "A computation is under way; start again when it has ended"


class NothingBought(AppError):
    """There is no order to compute from."""

    errcode = 40058
    status = 422
    code = "nothing_bought"
    title_zh = "还没有订单，请先导入订单"
    title_en = "There are no orders yet; import some first"
