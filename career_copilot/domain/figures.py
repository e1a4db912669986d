"""A chart as values: what it says, its figures, how it is drawn. Every figure knows the applications it was made of."""

from collections.abc import Callable
from dataclasses import dataclass

from career_copilot.domain.breakdowns import Spread
from career_copilot.domain.charts import Drawing
from career_copilot.domain.odds import FLOOR, Rate


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table behind a chart. `key` is its address within the report; its n is the number of `ids`."""

    key: str
    name: str
    cells: tuple[str, ...]
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`says` explains it in plain words; `n` are the applications it rests on. `others` are figures that can be pressed in
    the drawing but are no rows of the table. Nothing is drawn while `missing` says what is still needed."""

    name: str
    title: str
    says: str
    n: int
    headings: tuple[str, ...]
    figures: tuple[Figure, ...]
    draw: Callable[[int], Drawing]
    others: tuple[Figure, ...] = ()
    missing: str = ""


def share_words(rate: Rate) -> str:
    """`28–42 %`; below the floor, how many more are needed."""
    if rate.low is None or rate.high is None:
        return more_needed(rate.n)
    low, high = round(100 * rate.low), round(100 * rate.high)
    return f"{low} %" if low == high else f"{low}–{high} %"


def days_words(spread: Spread) -> str:
    """`4–11 days`; below the floor, how many more are needed."""
    if spread.low is None or spread.high is None:
        return more_needed(spread.n)
    low, high = _days(spread.low), _days(spread.high)
    if low == high:
        return "1 day" if low == "1" else f"{low} days"
    return f"{low}–{high} days"


def more_needed(n: int) -> str:
    return f"{FLOOR - n} more needed"


def _days(days: float) -> str:
    """Whole from three on; `0.5` below that."""
    return f"{days:.0f}" if days >= 3 else f"{days:.1f}".removesuffix(".0")
