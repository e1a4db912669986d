"""Imports and exports in words, as their pages show them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from career_copilot.domain import cells
from career_copilot.domain.ages import age, exact
from career_copilot.domain.export_formats import FORMATS, Format
from career_copilot.domain.import_fields import DATES, Column
from career_copilot.domain.import_rows import ImportedApplication
from career_copilot.domain.opening_words import pay_or_words
from career_copilot.domain.pipeline import Stage, label
from career_copilot.services.imports import Preview, PreviewRow
from career_copilot.services.transfers import RunView
from career_copilot.ui.transfer_rows import KnownRow, PreviewCell, PreviewLine, TransferRow

STATES = {"queued": "Waiting", "running": "Running", "mapping": "Waits for you", "done": "Done", "failed": "Did not work",
          "cancelled": "Cancelled"}  # fmt: skip
LONGEST = 90


def size(number: int) -> str:
    return f"{number / 1024 / 1024:.1f} MB" if number >= 1024 * 1024 else f"{max(1, number // 1024)} kB"


def percent(done: int, total: int) -> int:
    return min(100, done * 100 // total) if total else 0


def export_row(run: RunView, now: datetime, zone: str) -> TransferRow:
    """`Excel · Applied · 120 applications · 34 kB · kept until …`."""
    kind = Format(run.request["format"])
    parts = [FORMATS[kind][0], str(run.request.get("words") or "")]
    if run.state == "done":
        parts += [size(run.result["size"]), f"deleted {age(run.expires_at, now, zone)}"]
    else:
        parts.append(STATES[run.state])
    return _row(run, " · ".join(filter(None, parts)), exact(run.expires_at, zone))


def import_row(run: RunView, now: datetime, zone: str) -> TransferRow:
    parts = [STATES[run.state]]
    if run.result.get("created") is not None:
        parts.append(f"{run.result['created']:,} new")
    return _row(run, " · ".join([*parts, age(run.created_at, now, zone)]), exact(run.created_at, zone))


def shortfall(run: RunView) -> str:
    """What became of an import that did not come to its end; empty for one that did."""
    if run.state not in ("failed", "cancelled"):
        return ""
    if run.result.get("change_id") is None:
        return (
            "Nothing was imported." if not run.done else f"Of {run.total:,} rows {run.done:,} were read; none was new."
        )
    rest = run.total - run.done
    return f"It stopped after {run.done:,} of {run.total:,} rows: what they brought is counted below. The other {rest:,} were not read."


def _row(run: RunView, detail: str, when: str) -> TransferRow:
    return TransferRow(
        id=run.id, name=run.name, state=run.state, detail=detail, exact=when, error=run.error,
        percent=percent(run.done, run.total), ready=run.state == "done", active=run.state in ("queued", "running"),
    )  # fmt: skip


def counted(count: int, what: str) -> str:
    """`1 row`, `3,000 rows`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def bad(preview: Preview) -> str:
    """How many rows are left out because they cannot be read; empty for none."""
    if not preview.bad:
        return ""
    one = preview.bad == 1
    which = f"{preview.bad:,} of the first {preview.checked:,} rows cannot be read as {'it is' if one else 'they are'}."
    return (
        f"{which} {'It is' if one else 'They are'} left out, and you get {'it' if one else 'them'} as a file to mend."
    )


def repeated(preview: Preview) -> str:
    """How many rows are about an application of an earlier one; empty for none."""
    if not preview.repeated:
        return ""
    which = (
        f"{preview.repeated:,} of the first {preview.checked:,} rows {'repeats' if preview.repeated == 1 else 'repeat'}"
    )
    return f"{which} an earlier one: the same application is imported once, with what each of its rows says."


def there(preview: Preview) -> str:
    """How many rows are about an application that is there; empty for none."""
    if not preview.there:
        return ""
    which = f"{preview.there:,} of the first {preview.checked:,} rows {'is' if preview.there == 1 else 'are'}"
    return f"{which} among your applications already: no second one is made of them."


def preview_columns(preview: Preview) -> list[Column]:
    """The fields that are shown, each once."""
    return [column for column in dict.fromkeys(preview.mapping.columns) if column and column is not Column.IDENTIFIER]


def preview_line(row: PreviewRow, preview: Preview, columns: list[Column], zone: str) -> PreviewLine:
    wrong = {error.column: error.text for error in row.errors}
    return PreviewLine(
        number=row.number,
        repeats=row.repeats,
        there=row.there,
        cells=[
            PreviewCell(text=_text(row, preview, column, ZoneInfo(zone))[:LONGEST], error=wrong.get(column, ""))
            for column in columns
        ],
    )


def _text(row: PreviewRow, preview: Preview, column: Column, zone: ZoneInfo) -> str:
    """What will be stored; the cell itself where that cannot be said."""
    written = preview.mapping.cell(row.cells, column)
    if row.read is None or not written:
        return written
    if column is Column.STAGE:
        return label(row.read.entry.stage, row.read.entry.step)
    if column in DATES:
        found = _date(row.read, column)
        return f"{found.astimezone(zone):%-d %b %Y}" if found else written
    if column is Column.TAGS:
        return ", ".join(row.read.form.tags)
    if column is Column.SALARY:
        return pay_or_words(row.read.salary)
    return cells.unguarded(written)


def _date(read: ImportedApplication, column: Column) -> datetime | None:
    if column in read.ahead:
        return read.ahead[column]
    known = {Column.APPLIED: read.form.applied_at, Column.ADDED: read.created_at, Column.ARCHIVED: read.archived_at}
    stages = {Column.SCREENING: Stage.SCREENING, Column.INTERVIEW: Stage.INTERVIEW, Column.OFFER: Stage.OFFER}
    if column in stages:
        return next((entry.at for entry in read.history if entry.stage is stages[column]), None)
    return known.get(column, read.entry.at)


def known_row(found: dict[str, Any]) -> KnownRow:
    text = f"{found['title']} at {found['company']}" if found["company"] else found["title"]
    differs = found.get("differs", [])
    became = [*(["completed"] if found["updated"] else []), *(["kept as it is here"] if differs else [])]
    return KnownRow(
        row=found["row"], text=text, href=f"/applications/{found['id']}", became=" · ".join(became) or "nothing new", differs=differs
    )  # fmt: skip
