"""Tables out: CSV that spreadsheets open in the right encoding, and Excel's own files, both row by row."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from career_copilot.domain.cells import guarded

Cell = str | int | datetime | None
LONGEST_CELL = 32_767  # Excel's own limit
CUT = " … (cut: a cell of Excel holds no more; the CSV has it all)"


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
        return cell.isoformat()
    return "" if cell is None else guarded(str(cell))


def write_xlsx(file: IO[bytes], title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """One sheet, its header frozen. Texts are texts, never formulas; times are those of the person's zone."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number in range(len(headers)):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number + 1)].width = 24
    bold = []
    for name in headers:
        cell = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    top = Alignment(vertical="top")
    for row in rows:
        sheet.append([_cell(sheet, value, top) for value in row])
    book.save(file)


def _cell(sheet: object, value: Cell, top: Alignment) -> object:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, str):
        text = guarded(ILLEGAL_CHARACTERS_RE.sub("", value))
        cell = WriteOnlyCell(sheet, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT)
        cell.data_type = "s"
    else:
        return value
    cell.alignment = top
    return cell
