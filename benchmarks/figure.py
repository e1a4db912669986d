"""The one shape of a result, and the arithmetic that every module needs."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure: `n` samples, and in `note` what a reader must know to believe it."""

    figure: str
    value: float
    unit: str
    n: int
    note: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed. Raises ValueError without values."""
    if not values:
        raise ValueError("a percentile of nothing")
    return sorted(values)[max(0, -(-len(values) * int(share * 1000) // 1000) - 1)]
