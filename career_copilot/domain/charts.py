"""Charts as geometry: where their lines, words and places to press are. Pure, so that what is drawn can be tested; `ui/charts.py`
only puts it into SVG, and `assets/insights.css` colours it by `look`. Coordinates are CSS pixels of a drawing `width` wide."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

WIDE, NARROW = 540, 326
"""Widths that are drawn: half of a desktop's page, a phone."""
_LETTER = 6.4  # the mean width of a letter at 12 px
_BAR = 14


class Outline(BaseModel, frozen=True):
    """A path of SVG."""

    d: str
    look: str


class Label(BaseModel, frozen=True):
    """Words at a place; `look` says also which end of them is at x."""

    text: str
    x: float
    y: float
    look: str


class Target(BaseModel, frozen=True):
    """A place to press: it opens the applications of the figure `key`."""

    d: str
    key: str
    name: str


class Drawing(BaseModel, frozen=True):
    """Painted in this order: outlines, labels, targets."""

    width: int
    height: int
    outlines: list[Outline] = []
    labels: list[Label] = []
    targets: list[Target] = []


@dataclass(frozen=True, slots=True)
class Bar:
    """A count. `text` stands at its end."""

    key: str
    name: str
    count: float
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value lies: from `low` to `high`, most likely at `middle`; None when too little is known."""

    key: str
    name: str
    low: float | None
    middle: float | None
    high: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Places of one line of a list-like chart: beside each other, or on a phone the words above the lines."""

    top: float
    height: float
    label: tuple[float, float]
    text: tuple[float, float]
    left: float
    right: float
    middle: float
    room: float


def bars(found: Sequence[Bar], width: int) -> Drawing:
    """A bar for each count, from the left."""
    rows, height = rows_of(len(found), width)
    most = max((bar.count for bar in found), default=0) or 1
    outlines, labels, targets = [], [], []
    for bar, row in zip(found, rows, strict=True):
        long = (row.right - row.left) * bar.count / most
        outlines.append(
            Outline(d=box(row.left, row.middle - _BAR / 2, max(long, 2) if bar.count else 0, _BAR), look="bar")
        )
        labels += _words(bar.name, bar.text, row)
        targets.append(_target(bar.key, f"{bar.name}: {bar.text}", row, width))
    return Drawing(width=width, height=round(height + 4), outlines=outlines, labels=labels, targets=targets)


def spans(found: Sequence[Span], ticks: Sequence[tuple[float, str]], width: int) -> Drawing:
    """A line from low to high and a dot at the middle, over a scale from 0 to the last tick."""
    rows, height = rows_of(len(found), width)
    left, right = _edges(width)
    top = ticks[-1][0] or 1
    outlines, labels, targets = [], [], []
    for value, text in ticks:
        x = left + (right - left) * value / top
        outlines.append(Outline(d=f"M{x:.1f} 0V{height:.1f}", look="grid"))
        look = "tick start" if value == 0 else "tick end" if value == top else "tick middle"
        labels.append(Label(text=text, x=round(x, 1), y=height + 14, look=look))
    for span, row in zip(found, rows, strict=True):
        if span.low is not None and span.middle is not None and span.high is not None:
            low, middle, high = (
                row.left + (row.right - row.left) * min(value, top) / top
                for value in (span.low, span.middle, span.high)
            )
            outlines.append(Outline(d=box(low, row.middle - 3, max(high - low, 1), 6), look="span"))
            outlines.append(Outline(d=dot(middle, row.middle, 5), look="dot"))
        labels += _words(span.name, span.text, row, "few" if span.middle is None else "")
        targets.append(_target(span.key, f"{span.name}: {span.text}", row, width))
    return Drawing(width=width, height=round(height + 20), outlines=outlines, labels=labels, targets=targets)


def columns(found: Sequence[Bar], width: int, height: int = 180, top: float = 0) -> Drawing:
    """A column for each count, side by side. As many are named as there is room for; the highest says its count.
    `top`: the count that fills the height; else the highest."""
    left, foot = 4.0, height - 22.0
    wide = (width - 2 * left) / max(len(found), 1)
    most = max((bar.count for bar in found), default=0) or 1
    longest = max((len(bar.name) for bar in found), default=0) * _LETTER + 28
    every = max(1, math.ceil(len(found) * longest / width))
    first_of_most = next((at for at, bar in enumerate(found) if bar.count == most), -1)
    outlines = [Outline(d=f"M0 {foot}H{width}", look="axis")]
    labels, targets = [], []
    for at, bar in enumerate(found):
        x, tall = left + at * wide, (foot - 20) * bar.count / (top or most)
        gap = min(wide * 0.2, 6)
        thick = min(wide - gap, 48)
        outlines.append(Outline(d=box(x + (wide - thick) / 2, foot - tall, thick, tall), look="bar"))
        if bar.count and (wide >= 24 or at == first_of_most):
            labels.append(_at(f"{bar.count:,.0f}", x + wide / 2, foot - tall - 6, "value", width))
        if at % every == 0:
            labels.append(_at(bar.name, x + wide / 2, height - 6, "tick", width))
        targets.append(Target(d=box(x, 0, wide, foot), key=bar.key, name=f"{bar.name}: {bar.text}"))
    return Drawing(width=width, height=height, outlines=outlines, labels=labels, targets=targets)


def rows_of(count: int, width: int) -> tuple[list[Row], float]:
    """Places for so many rows, and their height together."""
    narrow, (left, right) = width < 440, _edges(width)
    tall, words, middle = (46.0, 15.0, 31.0) if narrow else (34.0, 21.0, 17.0)
    room = width * 0.55 if narrow else left - 10
    made = [
        Row(top, tall, (0, top + words), (width, top + words), left, right, top + middle, room)
        for top in (at * tall for at in range(count))
    ]
    return made, count * tall


def _edges(width: int) -> tuple[float, float]:
    """From where to where lines are drawn: beside their words, on a phone below them."""
    return (2.0, width - 2.0) if width < 440 else (width * 0.27, width - 136.0)


def share_ticks() -> list[tuple[float, str]]:
    return [(0, "0"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1, "100 %")]


def ticks_to(most: float, unit: str) -> list[tuple[float, str]]:
    """Two to five round steps from 0 to at least `most`."""
    step = next(
        size * 10**power for power in range(9) for size in (1, 2, 5) if size * 10**power * 5 >= most
    )  # fmt: skip
    count = max(2, -int(-most // step))
    return [(at * step, f"{at * step:,}{f' {unit}' if at == count else ''}") for at in range(count + 1)]


def box(x: float, y: float, wide: float, tall: float) -> str:
    return f"M{x:.1f} {y:.1f}h{wide:.1f}v{tall:.1f}h{-wide:.1f}z"


def dot(x: float, y: float, radius: float) -> str:
    return f"M{x - radius:.1f} {y:.1f}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0z"


def fitted(text: str, room: float) -> str:
    """As much of the text as has room, with an ellipsis where something is left out."""
    used = 0.0
    for at, letter in enumerate(text):
        used += 2 * _LETTER if unicodedata.east_asian_width(letter) in "WF" else _LETTER
        if used > room and at < len(text) - 1:
            return text[: max(1, at - 1)].rstrip() + "…"
    return text


def _words(name: str, text: str, row: Row, look: str = "") -> list[Label]:
    return [
        Label(text=fitted(name, row.room), x=row.label[0], y=row.label[1], look="name start"),
        Label(text=text, x=row.text[0], y=row.text[1], look=f"value end {look}".strip()),
    ]


def _target(key: str, name: str, row: Row, width: int) -> Target:
    return Target(d=box(0, row.top + 1, width, row.height - 2), key=key, name=name)


def _at(text: str, x: float, y: float, look: str, width: int) -> Label:
    """Centred on x, but inside the drawing."""
    half = len(text) * _LETTER / 2
    if x < half:
        return Label(text=text, x=0, y=round(y, 1), look=f"{look} start")
    if x > width - half:
        return Label(text=text, x=width, y=round(y, 1), look=f"{look} end")
    return Label(text=text, x=round(x, 1), y=round(y, 1), look=f"{look} middle")
