"""The rows of an import that could not be read, as a file: what is wrong with each, to be mended and imported again."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from career_copilot import db
from career_copilot.domain import cells
from career_copilot.domain.import_fields import NAMES, Column
from career_copilot.domain.import_rows import CellError, Mapping, read
from career_copilot.domain.pipeline import label
from career_copilot.errors import InvalidInputError
from career_copilot.models.changes import TransferRun
from career_copilot.services import imports, transfers

ERROR_COLUMN = "What to mend"


def bad_rows(user_id: int, run_id: int) -> tuple[str, Iterator[str]]:
    """A name and the lines of a CSV file with the rows that could not be read, and what to mend in each."""
    with db.transaction() as session:
        run = transfers.owned(session, user_id, run_id, imports.KIND)
        zone = imports.zone_of(session, user_id)
    try:
        mapping = Mapping.model_validate(run.request["mapping"])
    except (KeyError, ValidationError) as error:
        raise InvalidInputError("This import has no rows to mend.") from error
    names = imports.headers(run)
    return f"{Path(run.name).stem} – to mend.csv", _bad_lines(run, names, mapping, zone)


def _bad_lines(run: TransferRun, names: list[str], mapping: Mapping, zone: ZoneInfo) -> Iterator[str]:
    known = names.index(ERROR_COLUMN) if ERROR_COLUMN in names else None
    shown = [name for index, name in enumerate(names) if index != known]
    yield "\ufeff" + _line([*shown, ERROR_COLUMN])
    for row in imports.lines(run):
        _, errors = read(row, mapping, zone, run.created_at)  # as the run read it
        if errors:
            told = _with_stage(row, mapping)
            kept = [cells.guarded(cells.unguarded(cell)) for index, cell in enumerate(told) if index != known]
            yield _line([*kept, "; ".join(map(said, errors))])


def _with_stage(row: list[str], mapping: Mapping) -> list[str]:
    """What the person said a word means is in the file: it need not be said again."""
    if Column.STAGE not in mapping.columns:
        return row
    index = mapping.columns.index(Column.STAGE)
    word = mapping.cell(row, Column.STAGE)
    meant = next((label(one.stage, one.step) for one in mapping.stages if one.word == word and one.stage), None)
    return [meant if meant and at == index else cell for at, cell in enumerate(row)]


def said(error: CellError) -> str:
    """`Date applied: “soon” is not a date that can be read`."""
    return f"{NAMES[error.column]}: {error.text}" if error.column else error.text


def _line(row: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(row)
    return file.getvalue()
