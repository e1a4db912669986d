"""Tables out, row by row: CSV that spreadsheets open in the right encoding."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO

from career_copilot.domain.cells import guarded

Cell = str | int | datetime | None


def write_csv(file: IO[bytes], headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with its mark, without which Excel takes it for something else; times in ISO 8601 with their zone."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_text(cell) for cell in row])
    text.detach()


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return "" if cell is None else guarded(str(cell))
