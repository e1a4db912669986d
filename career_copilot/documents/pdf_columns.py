"""Tell columns from dates in a margin, and put what stands on a page in reading order.

Both leave an empty strip down the page. A column has a section heading of its own, or as much text as its neighbour;
dates and places at the right (or left) of their entries are read with the line beside them."""

from dataclasses import dataclass
from itertools import pairwise

from career_copilot.domain import resume_dates, resume_sections

GUTTER = 4.0  # points
MIN_LINES = 3
MAX_DEPTH = 8


@dataclass(frozen=True)
class Piece:
    """Text that stands together on one line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def same_line(one: Piece, other: Piece) -> bool:
    """True when the two stand beside each other."""
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def columns(pieces: list[Piece], depth: int = 0) -> list[list[Piece]]:
    """Blocks in reading order; within a block lines run across its whole width."""
    if depth >= MAX_DEPTH or len(pieces) < 2 * MIN_LINES:
        return [pieces] if pieces else []
    found = _best_split(pieces)
    if found is None:
        return [pieces]
    above, left, right, below = found
    sides = [left, right]
    # The column with the largest letters holds the person's name: it is read first.
    if not above and _largest(right) > 1.2 * _largest(left):
        sides.reverse()
    parts = [above, *sides, below]
    return [block for part in parts for block in columns(part, depth + 1)]


def _largest(pieces: list[Piece]) -> float:
    return max(piece.top - piece.bottom for piece in pieces)


Split = tuple[list[Piece], list[Piece], list[Piece], list[Piece]]


def _best_split(pieces: list[Piece]) -> Split | None:
    """The tallest band of the page that falls into two columns: above it, left, right, below it."""
    best: Split | None = None
    tallest = 0.0
    headings = [piece for piece in pieces if _is_heading(piece)]
    for x in sorted({round(piece.left, 0) for piece in pieces})[1:]:
        crossing = [piece for piece in pieces if piece.left < x - 1 - GUTTER and piece.right > x - 0.5]
        # Columns run across headings; cells of a grid and contact data at the side stand between them.
        for cuts, fits in ((crossing, _are_columns), ([*crossing, *headings], _are_cells)):
            for split in _bands(pieces, x - 1, cuts):
                height = min(_height(split[1]), _height(split[2]))
                if height > tallest * 1.02 and fits(split[1], split[2]):
                    best, tallest = split, height
    return best


def _height(pieces: list[Piece]) -> float:
    return max(piece.top for piece in pieces) - min(piece.bottom for piece in pieces)


def _bands(pieces: list[Piece], x: float, cuts: list[Piece]) -> list[Split]:
    """The page cut at the lines of `cuts`, each band of it left and right of `x`."""
    edges = [float("inf"), *sorted({piece.middle for piece in cuts}, reverse=True), float("-inf")]
    found = []
    for upper, lower in pairwise(edges):
        inside = [piece for piece in pieces if lower < piece.middle < upper]
        left = [piece for piece in inside if piece.right <= x + 0.5]
        right = [piece for piece in inside if piece.left >= x - GUTTER]
        if not left or not right or max(p.right for p in left) + GUTTER > min(p.left for p in right):
            continue
        above = [piece for piece in pieces if piece.middle >= upper]
        below = [piece for piece in pieces if piece.middle <= lower]
        found.append((above, left, right, below))
    return found


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    """Each with a heading of its own."""
    return min(_rows(left), _rows(right)) >= MIN_LINES and all(
        any(_is_heading(piece) for piece in side) for side in (left, right)
    )


def _are_cells(left: list[Piece], right: list[Piece]) -> bool:
    """Cells beside each other, such as groups of skills (flush left, dates in all cells or in none), or contact data beside the name."""
    if _rows(right) >= MIN_LINES and any("@" in piece.text for piece in right):
        return not any("@" in piece.text for piece in left)
    edge = min(piece.left for piece in right)
    aligned = all(abs(piece.left - edge) < 1 for piece in right) and min(_rows(left), _rows(right)) >= 2
    dated = [piece for piece in right if resume_dates.find(piece.text)]
    return aligned and all(any(resume_dates.find(p.text) and same_line(p, piece) for p in left) for piece in dated)


def _rows(pieces: list[Piece]) -> int:
    return len({round(piece.middle / 3) for piece in pieces})


def _is_heading(piece: Piece) -> bool:
    return resume_sections.is_sure_heading(piece.text)
