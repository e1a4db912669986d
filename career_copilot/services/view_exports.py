"""The applications of a view as a file: CSV, Excel, JSON, calendar, PDF."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import IO
from zoneinfo import ZoneInfo

from sqlmodel import Session

from career_copilot.documents import table_files, typesetting
from career_copilot.documents.table_files import Cell
from career_copilot.domain import cells
from career_copilot.domain.ages import exact
from career_copilot.domain.applications_query import ApplicationsQuery, in_words
from career_copilot.domain.export_formats import Format
from career_copilot.domain.import_rows import written_history
from career_copilot.domain.pipeline import STAGE_NAMES, STEP_NAMES, label
from career_copilot.domain.printed import Line, line
from career_copilot.domain.view_report import MOST_ROWS, Report
from career_copilot.services import calendars, view_rows
from career_copilot.services.view_rows import ViewRow

HEADERS = (
    "Id", "Title", "Company", "Place", "Link", "Source", "Stage", "Step", "Tags", "Salary", "Score", "Added", "Applied",
    "Archived", "Resume", "History", "Notes",
)  # fmt: skip
BETWEEN_NOTES = "\n\n---\n\n"
Progress = Callable[[int], None]


def write(
    session: Session, user_id: int, kind: Format, query: ApplicationsQuery, zone: ZoneInfo, file: IO[bytes], now: datetime,
    progress: Progress,
) -> int:  # fmt: skip
    """Write the file; returns how many applications are in it. `progress` is told how many are done."""
    number = 0

    def counted() -> Iterator[ViewRow]:
        nonlocal number
        for row in view_rows.rows(session, user_id, query):
            number += 1
            if number % 100 == 0:
                progress(number)
            yield row

    if kind is Format.CSV:
        table_files.write_csv(file, HEADERS, (cells_of(row, zone) for row in counted()))
    elif kind is Format.XLSX:
        from career_copilot.documents import workbooks

        workbooks.write_xlsx(file, "Applications", HEADERS, (cells_of(row, zone) for row in counted()))
    elif kind is Format.JSON:
        _json(file, counted())
    elif kind is Format.ICS:
        number = _calendar(session, user_id, query, file)
    else:
        _report(file, counted(), query, zone, now)
    return number


def cells_of(row: ViewRow, zone: ZoneInfo) -> list[Cell]:
    """In the order of `HEADERS`. Times are those of the person's zone."""

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    return [
        str(row.id), row.title, row.company, row.place, row.url, row.source, STAGE_NAMES[row.stage],
        STEP_NAMES.get(row.step, ""), cells.joined(row.tags), row.salary, row.score, local(row.created_at),
        local(row.applied_at), local(row.archived_at), row.resume, written_history(row.history, zone),
        BETWEEN_NOTES.join(row.notes),
    ]  # fmt: skip


def _json(file: IO[bytes], rows: Iterator[ViewRow]) -> None:
    file.write(b"[")
    for number, row in enumerate(rows):
        file.write(b",\n" if number else b"\n")
        file.write(json.dumps(row.model_dump(mode="json"), ensure_ascii=False).encode())
    file.write(b"\n]\n")


def _calendar(session: Session, user_id: int, query: ApplicationsQuery, file: IO[bytes]) -> int:
    data, entries = calendars.of_applications(
        session, user_id, view_rows.ids(session, user_id, query), not query.narrows
    )
    file.write(data)
    return entries


def _report(file: IO[bytes], rows: Iterator[ViewRow], query: ApplicationsQuery, zone: ZoneInfo, now: datetime) -> None:
    counts: Counter[str] = Counter()
    lines: list[tuple[Line, Line, Line, str, str]] = []
    for row in rows:
        counts[STAGE_NAMES[row.stage]] += 1
        if len(lines) < MOST_ROWS:
            day = row.applied_at.astimezone(zone).date().isoformat() if row.applied_at else ""
            words = (line(row.title), line(row.company), line(row.place))
            lines.append((*words, label(row.stage, row.step), day))
    made = Report(
        title="Applications",
        subtitle=line(" · ".join(filter(None, [in_words(query), exact(now, str(zone))]))).text,
        counts=[(name, counts[name]) for name in STAGE_NAMES.values() if counts[name]],
        rows=lines,
        left=counts.total() - len(lines),
    )
    file.write(typesetting.pdf("report", made))
