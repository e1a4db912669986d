"""Excel's files (.xlsx), row by row: read without formulas (their last results count), and written.

Import this module where it is used: its library is 12 MB and 0.2 s of CPU that a process may never need."""

import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from career_copilot.documents.table_files import Cell
from career_copilot.domain.cells import guarded
from career_copilot.errors import DocumentError

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 400  # repeated rows pack well: real lists stay below 60
MOST_COLUMNS = 200
MOST_LINES = 200_000  # with the empty ones between
LONGEST_CELL = 32_767  # Excel's own limit
CUT = " … (cut: a cell of Excel holds no more; the CSV has it all)"
DAMAGED = "This Excel file is damaged and could not be opened. Save it again as .xlsx or CSV, and import that."
BOMB = "This Excel file unpacks to far more than a list: save it as CSV, and import that."


def rows(path: Path, members: list[zipfile.ZipInfo]) -> Iterator[list[str]]:
    """The rows of the sheet that has the most. Raises DocumentError."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(path.stat().st_size, 10_000):
        raise DocumentError(BOMB)
    try:
        with path.open("rb") as file, warnings.catch_warnings(action="ignore"):  # of styles that do not matter here
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                yield from _rows(book)
            finally:
                book.close()
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, AttributeError, IndexError) as error:
        raise DocumentError(DAMAGED) from error


def _rows(book: Any) -> Iterator[list[str]]:
    sheets = book.worksheets
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write a wrong one
    chosen = max(sheets, key=_height, default=None) if len(sheets) > 1 else next(iter(sheets), None)
    if chosen is None:
        raise DocumentError("This Excel file has no sheet with rows.")
    for row in islice(chosen.iter_rows(values_only=True, max_col=MOST_COLUMNS), MOST_LINES):
        yield [text(value) for value in row]


def _height(sheet: Any) -> int:
    lines = islice(sheet.iter_rows(values_only=True, max_col=20), 2000)
    return sum(any(value is not None for value in row) for row in lines)


def text(value: object) -> str:
    """A cell as people see it, dates in ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)


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
