"""A person imports a table of applications: upload, map, look at it, run, cancel, mend the bad rows.

After `upload` and `start` the caller queues `run_transfer` for the run."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session

from career_copilot import db
from career_copilot.documents import account_archive, tables
from career_copilot.domain import cells, import_dates, import_stages
from career_copilot.domain.import_dates import DateOrder
from career_copilot.domain.import_fields import DATES, PRESETS, Column, guess, recognised
from career_copilot.domain.import_rows import CellError, ImportedApplication, Mapping, read
from career_copilot.errors import InvalidInputError
from career_copilot.models import User
from career_copilot.models.changes import TransferRun
from career_copilot.services import changes, import_matching, resume_files, transfers
from career_copilot.services.transfers import RunView

KIND = "import"
PREVIEW_ROWS = 20
CHECKED_ROWS = 1000
MOST_STAGE_WORDS = 200
MOST_OPEN = 20


class PreviewRow(BaseModel, frozen=True):
    """One row as it would be imported; `number` counts as a spreadsheet does, the header is row 1. `repeats` is the number
    of an earlier row of the file that is the same application, 0 without one: this row is then left out. `there`: it is among
    the person's applications already."""

    number: int
    cells: list[str]
    read: ImportedApplication | None
    errors: list[CellError]
    repeats: int
    there: bool


class Preview(BaseModel, frozen=True):
    """What the person sees before anything is written."""

    headers: list[str]
    samples: list[list[str]]
    mapping: Mapping
    preset: str
    dates_open: bool
    rows: list[PreviewRow]
    total: int
    checked: int
    bad: int
    repeated: int
    there: int


def upload(user_id: int, name: str, file: BinaryIO, now: datetime) -> int:
    """Keep an uploaded file to be read by the task. Raises InvalidInputError."""
    if sum(one.state in ("queued", "running", "mapping") for one in transfers.all_of(user_id, KIND)) >= MOST_OPEN:
        raise InvalidInputError(f"There are {MOST_OPEN} unfinished imports: cancel or delete some first.")
    path = transfers.new_path(user_id)
    _copy(file, resume_files.path(path))
    with db.transaction() as session:
        row = TransferRun(
            user_id=user_id, kind=KIND, state="queued", request={"phase": "read"}, path=path, name=_shown(name),
            created_at=now, expires_at=now + transfers.KEPT,
        )  # fmt: skip
        session.add(row)
        session.flush()
    transfers.tell(row)
    assert row.id is not None
    return row.id


def _copy(source: BinaryIO, target: Path) -> None:
    """A table of more than 20 MB is refused when it is read; an archive may hold a person's files."""
    most = account_archive.MOST_BYTES
    with os.fdopen(transfers.private(target), "wb") as file:
        for chunk in iter(lambda: source.read(1024 * 1024), b""):
            file.write(chunk)
            if file.tell() > most:
                break
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    if not 0 < size <= most:
        target.unlink()
        said = f"is larger than {most // 1024**2:,} MB" if size else "is empty"
        raise InvalidInputError(f"This file {said}: choose another one.")


def _shown(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in last).split())[:120] or "table"


def prepare(run: TransferRun, seen: Callable[[int], None] = lambda rows: None) -> dict[str, Any]:
    """Read the uploaded file into one line of JSON a row, and tell `seen` how many there are so far; returns what the wizard
    starts from. Raises DocumentError."""
    source = resume_files.path(run.path)
    found = tables.read(source, seen)
    headers, rows = found[0], found[1:]
    target = rows_path(run)
    part = target.with_name(f"{target.name}.part")
    with os.fdopen(transfers.private(part), "w", encoding="utf-8") as file:
        for row in found:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    shutil.move(part, target)
    preset = recognised(headers)
    columns = guess(headers, preset)
    order, open_ones = _dates(rows, columns)
    mapping = Mapping(
        columns=columns,
        dates=preset.dates if open_ones and preset else order,
        stages=stage_words(rows, columns),
        source=preset.source if preset else "",
    )
    return {"preset": preset.name if preset else "", "rows": len(rows), "mapping": mapping.model_dump(mode="json")}


def stage_words(rows: list[list[str]], columns: list[Column | None]) -> list[import_stages.StageWord]:
    """Every word in the stage's column, once, with its likely meaning."""
    if Column.STAGE not in columns:
        return []
    index = columns.index(Column.STAGE)
    words = dict.fromkeys(
        cells.unguarded(row[index]).strip() for row in rows if index < len(row) and row[index].strip()
    )
    return [import_stages.meaning(word) for word in islice(words, MOST_STAGE_WORDS)]


def rows_path(run: TransferRun) -> Path:
    """Where the rows lie, one line of JSON each, the header first."""
    return resume_files.path(f"{run.path}.rows")


def lines(run: TransferRun, skip: int = 0) -> Iterator[list[str]]:
    """The rows after the header, from the one with number `skip`."""
    path = rows_path(run)
    if not path.is_file():
        raise InvalidInputError("The uploaded file is no longer there: imports are kept for a day. Upload it again.")
    with path.open(encoding="utf-8") as file:
        for line in islice(file, 1 + skip, None):
            yield json.loads(line)


def headers(run: TransferRun) -> list[str]:
    """The names of its columns."""
    path = rows_path(run)
    if not path.is_file():
        raise InvalidInputError("The uploaded file is no longer there: imports are kept for a day. Upload it again.")
    with path.open(encoding="utf-8") as file:
        found: list[str] = json.loads(file.readline())
    return found


def preview(user_id: int, run_id: int, mapping: Mapping | None, now: datetime) -> Preview:
    """The first rows under this mapping (None: the last one of this run), and how many of the first thousand are bad."""
    with db.transaction() as session:
        run = transfers.owned(session, user_id, run_id, KIND)
        zone = zone_of(session, user_id)
        known = import_matching.known(session, user_id, None, zone, is_own(run))
    names, rows = headers(run), list(lines(run))
    chosen = _complete(rows, names, mapping or Mapping.model_validate(run.request["mapping"]))
    results = [read(row, chosen, zone, now) for row in rows[:CHECKED_ROWS]]
    repeats = _repeats([found for found, _ in results])
    there = [found is not None and known.of(found) is not None for found, _ in results]
    return Preview(
        headers=names,
        samples=[_samples(rows[:CHECKED_ROWS], index) for index in range(len(names))],
        mapping=chosen,
        preset=next((one.label for one in PRESETS if one.name == run.request.get("preset")), ""),
        dates_open=_dates(rows, chosen.columns)[1],
        rows=[
            PreviewRow(number=number, cells=row, read=found, errors=errors, repeats=earlier, there=here)
            for number, row, (found, errors), earlier, here in zip(
                range(2, PREVIEW_ROWS + 2), rows, results, repeats, there, strict=False
            )
        ],
        total=len(rows),
        checked=len(results),
        bad=sum(bool(errors) for _, errors in results),
        repeated=sum(earlier > 0 for earlier in repeats),
        there=sum(there),
    )


def _repeats(rows: list[ImportedApplication | None]) -> list[int]:
    """For each row the number of the first one that is the same application; 0 for that itself and for what is bad."""
    first: dict[str, int] = {}
    numbers = [first.setdefault(row.key, number) if row else 0 for number, row in enumerate(rows, 2)]
    return [found if found != number else 0 for number, found in enumerate(numbers, 2)]


def _samples(rows: list[list[str]], index: int) -> list[str]:
    return list(islice(dict.fromkeys(cells.unguarded(row[index])[:60] for row in rows if row[index]), 3))


def _dates(rows: list[list[str]], columns: list[Column | None]) -> tuple[DateOrder, bool]:
    """How the dates of these columns are written, and whether the person must say it."""
    dated = [index for index, column in enumerate(columns) if column in DATES]
    return import_dates.detect(row[index] for row in rows for index in dated if row[index])


def _complete(rows: list[list[str]], names: list[str], mapping: Mapping) -> Mapping:
    """A mapping that fits the file: one entry a column, each field once, and a meaning for every word of a stage."""
    columns = (list(mapping.columns) + [None] * len(names))[: len(names)]
    once: set[Column] = set()
    for index, column in enumerate(columns):
        if column in once and column is not Column.NOTES:
            columns[index] = None
        elif column is not None:
            once.add(column)
    told = {one.word: one for one in mapping.stages}
    words = [told.get(one.word, one) for one in stage_words(rows, columns)]
    order = mapping.dates or _dates(rows, columns)[0]
    return mapping.model_copy(update={"columns": columns, "stages": words, "dates": order})


def start(user_id: int, run_id: int, mapping: Mapping, now: datetime) -> None:
    """The person agreed. Raises InvalidInputError when something must be said first."""
    with db.transaction() as session:
        run = transfers.owned(session, user_id, run_id, KIND, lock=True)
        if run.state != "mapping":
            raise InvalidInputError("This import has been started already.")
        account = run.request.get("preset") == account_archive.FORMAT
        if not account:
            rows = list(lines(run))
            complete = _complete(rows, headers(run), mapping)
            _check(rows, complete)
            run.request = run.request | {"mapping": complete.model_dump(mode="json")}
        run.request = run.request | {"phase": "run"}
        run.state, run.attempt, run.done, run.heartbeat_at = "queued", 0, 0, None
        run.created_at, run.expires_at = now, now + transfers.KEPT
        session.add(run)
    transfers.tell(run)


def _check(rows: list[list[str]], mapping: Mapping) -> None:
    if Column.TITLE not in mapping.columns:
        raise InvalidInputError("Say which column holds the job title.")
    if mapping.dates is DateOrder.UNKNOWN and _dates(rows, mapping.columns)[1]:
        raise InvalidInputError("Say whether the day or the month comes first in the dates.")
    if unknown := [one.word for one in mapping.stages if one.stage is None]:
        raise InvalidInputError(f"Say which stage “{unknown[0][:40]}” is.")


def is_undone(user_id: int, run_id: int) -> bool:
    """Whether what it brought was taken back."""
    with db.transaction() as session:
        change_id = transfers.owned(session, user_id, run_id, KIND).result.get("change_id")
        return change_id is not None and not changes.holds(session, change_id)


def is_own(run: TransferRun) -> bool:
    """Whether the file is our own export as a table."""
    return run.request.get("preset") == PRESETS[0].name


def zone_of(session: Session, user_id: int) -> ZoneInfo:
    return ZoneInfo(session.get_one(User, user_id).time_zone)


__all__ = ["RunView", "preview", "start", "upload"]
