"""What a benchmark answers, and how samples become one figure."""

import statistics
from collections.abc import Sequence

import msgspec


class Figure(msgspec.Struct):
    """`ratio` = value / the value of `against`; `n` = how many operations were measured."""

    bench: str
    metric: str
    value: float
    unit: str
    against: str | None = None
    ratio: float | None = None
    n: int = 0


def percentile(samples: Sequence[float], part: float) -> float:
    """The sample below which `part` (0 to 1) of all lie."""
    ordered = sorted(samples)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else float("nan")


def middle(values: Sequence[float]) -> float:
    """The median of the rounds."""
    return statistics.median(values)


def compared(
    bench: str, metric: str, unit: str, values: dict[str, float], *, to: str, n: dict[str, int]
) -> list[Figure]:
    """One figure per system, each with its ratio to one of them."""
    base = values.get(to)
    return [
        Figure(
            bench, f"{metric} ({name})", round(value, 3), unit,
            against=to if base and name != to else None,
            ratio=round(value / base, 3) if base and name != to else None, n=n.get(name, 0),
        )
        for name, value in values.items()
    ]  # fmt: skip
