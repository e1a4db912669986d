"""A row of an imported table as an application with its history, or what is wrong with which of its cells."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from career_copilot.domain import cells, import_dates, import_stages
from career_copilot.domain.ages import is_to_come
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.fingerprint import canonical_company, canonical_title
from career_copilot.domain.import_dates import DateOrder
from career_copilot.domain.import_fields import DATES, Column
from career_copilot.domain.import_stages import StageWord
from career_copilot.domain.pipeline import Stage, Step, step_of
from career_copilot.domain.posting import Salary
from career_copilot.domain.salary import entered_salary

LONGEST_NOTE = 400_000
LONGEST_ADVERT = 200_000


class Mapping(BaseModel, frozen=True):
    """How the columns and words of one file are read: what the person agreed to."""

    columns: list[Column | None] = Field(max_length=200)
    dates: DateOrder = DateOrder.UNKNOWN
    stages: list[StageWord] = Field([], max_length=500)
    source: str = ""
    fill: bool = Field(True, description="give applications that are there already what they lack")

    def cell(self, row: Sequence[str], column: Column) -> str:
        """The text of a field; several columns of notes below each other."""
        found = [cells.unguarded(row[index]) for index, one in enumerate(self.columns) if one is column and row[index]]
        return ("\n\n" if column is Column.NOTES else " ").join(found).strip()


class CellError(BaseModel, frozen=True):
    """What is wrong with one cell; `column` None: with the whole row."""

    column: Column | None
    text: str


class Entry(BaseModel, frozen=True):
    """The application came to a stage."""

    stage: Stage
    step: Step = Step.NONE
    at: datetime


class ImportedApplication(BaseModel, frozen=True):
    """What one row says."""

    form: ApplicationForm
    history: list[Entry] = Field(min_length=1)
    created_at: datetime
    archived_at: datetime | None = None
    stage_told: bool = Field(False, description="by a cell of its own; else it follows from the dates")
    talks: dict[Column, datetime] = Field({}, description="dates with the employer")
    ahead: dict[Column, datetime] = Field({}, description="those of them that are still to come")
    salary: Salary | None = None
    note: str = ""
    advert: str = ""
    identifier: str = Field("", description="the file's own")
    key: str = Field(description="the same for the same row in every import")

    @property
    def entry(self) -> Entry:
        """Where it stands."""
        return self.history[-1]


def read(
    row: Sequence[str], mapping: Mapping, zone: tzinfo, now: datetime
) -> tuple[ImportedApplication | None, list[CellError]]:
    """The application of a row, or its errors."""
    errors: list[CellError] = []
    dates = {column: _date(row, mapping, column, zone, now, errors) for column in DATES if column in mapping.columns}
    stage, step = _stage(row, mapping, dates, errors)
    talks = {column: at for column in TALKS if (at := dates.get(column))}
    past = {column: min(at, now) for column, at in dates.items() if at and _has_come(column, at, now, zone)}
    history = _history(mapping.cell(row, Column.HISTORY), stage, step, past, now, errors)
    form = _form(row, mapping, dates.get(Column.APPLIED), errors)
    note, advert = mapping.cell(row, Column.NOTES), mapping.cell(row, Column.DESCRIPTION)
    if len(note) > LONGEST_NOTE:
        errors.append(CellError(column=Column.NOTES, text=f"has more than {LONGEST_NOTE:,} characters"))
    if errors or form is None:
        return None, errors
    identifier = mapping.cell(row, Column.IDENTIFIER)
    text = mapping.cell(row, Column.SALARY)[:500]
    return (
        ImportedApplication(
            form=form,
            history=history,
            created_at=past.get(Column.ADDED) or history[0].at,
            archived_at=dates.get(Column.ARCHIVED),
            stage_told=bool(mapping.cell(row, Column.STAGE)),
            talks=talks,
            ahead={column: at for column, at in talks.items() if at > now},
            salary=entered_salary(text),
            note=note,
            advert=advert[:LONGEST_ADVERT],
            identifier=identifier,
            key=row_key(identifier, form),
        ),
        [],
    )


def row_key(identifier: str, form: ApplicationForm) -> str:
    """What makes two rows the same: the job with the file's own identifier, as lists count from 1 again, else with its
    address and day."""
    day = form.applied_at.date().isoformat() if form.applied_at else ""
    job = same_job(form.company, form.title)
    return _hash(identifier, *job) if identifier else _hash("", form.url, *job, day)


def former_key(identifier: str) -> str:
    """What imports once kept of a row with an identifier: it tells the same row only where the job is the same, too."""
    return _hash(identifier)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def same_job(company: str, title: str) -> tuple[str, str]:
    """Equal for the same title at the same employer, however written."""
    return canonical_company(company) if company else "", canonical_title(title)


def _date(
    row: Sequence[str], mapping: Mapping, column: Column, zone: tzinfo, now: datetime, errors: list[CellError]
) -> datetime | None:
    try:
        found = import_dates.parse(mapping.cell(row, column), mapping.dates, zone)
        if found is not None and not 1950 <= found.year <= 2100:
            raise ValueError(f"the year {found.year} cannot be meant")
        if found is not None and column is Column.APPLIED and is_to_come(found, now, zone):
            raise ValueError("this day is still to come")
    except (ValueError, OverflowError) as error:
        errors.append(CellError(column=column, text=str(error)))
        return None
    return found


def _stage(
    row: Sequence[str], mapping: Mapping, dates: dict[Column, datetime | None], errors: list[CellError]
) -> tuple[Stage, Step]:
    word = mapping.cell(row, Column.STAGE)
    if not word:
        known = [stage for stage, column in DATED.items() if dates.get(column)]
        return (known[-1] if known else Stage.INTERESTED), Step.NONE
    told = next((one for one in mapping.stages if one.word == word), None) or import_stages.meaning(word)
    if told.stage is None:
        errors.append(CellError(column=Column.STAGE, text=f"say which stage “{word[:40]}” is"))
        return Stage.INTERESTED, Step.NONE
    named = mapping.cell(row, Column.STEP)
    step = import_stages.meaning(f"Interview {named}").step if named else told.step
    return told.stage, step_of(told.stage, step or told.step)


def _has_come(column: Column, at: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether that has happened: today at noon it may have, but not a talk."""
    return at <= now or (column not in TALKS and not is_to_come(at, now, zone))


TALKS = (Column.SCREENING, Column.INTERVIEW)
DATED = {
    Stage.INTERESTED: Column.ADDED,
    Stage.APPLIED: Column.APPLIED,
    Stage.SCREENING: Column.SCREENING,
    Stage.INTERVIEW: Column.INTERVIEW,
    Stage.OFFER: Column.OFFER,
}


def _history(
    written: str,
    stage: Stage,
    step: Step,
    dates: dict[Column, datetime],
    now: datetime,
    errors: list[CellError],
) -> list[Entry]:
    """The stages it came through, the present one last. Without a date of its own it has the moment of the last one known, which says
    that its time is not known (`outcomes.py`)."""
    if written:
        told = _written_history(written, errors)
        return [one.model_copy(update={"at": min(one.at, now)}) for one in told] or [
            Entry(stage=stage, step=step, at=now)
        ]
    came = {one: at for one, column in DATED.items() if (at := dates.get(column)) and one is not stage}
    own = dates.get(DATED.get(stage, Column.CLOSED))
    if Stage.INTERESTED in came:  # many are noted only after they were sent
        came[Stage.INTERESTED] = min(filter(None, [*came.values(), own]))
    last = max(came.values(), default=None)
    if last is None or (own is not None and own >= last):
        return _one_by_one(came | {stage: own or now}, step, now)
    # What a file says came after where the application stands happened before somebody moved it back.
    before = _one_by_one(came, Step.NONE, now)
    return [*before, Entry(stage=stage, step=step, at=before[-1].at)]


def _one_by_one(came: dict[Stage, datetime], step: Step, now: datetime) -> list[Entry]:
    """In order of time. What came on one day is seconds apart: the same moment means that a time is not known."""
    found: list[Entry] = []
    last = list(came)[-1]
    for stage, at in sorted(came.items(), key=lambda one: one[1]):
        at = max(at, found[-1].at + timedelta(seconds=1)) if found else at
        found.append(Entry(stage=stage, step=step if stage is last else Step.NONE, at=min(at, now)))
    return found


def _written_history(written: str, errors: list[CellError]) -> list[Entry]:
    """`applied 2026-11-02T09:00:00+01:00; interview/technical 2026-…`, as our own export writes it."""
    try:
        entries = []
        for part in filter(None, (one.strip() for one in written.split(";"))):
            name, _, moment = part.partition(" ")
            stage, _, step = name.partition("/")
            at = datetime.fromisoformat(moment)
            if at.tzinfo is None:
                raise ValueError(moment)
            entries.append(Entry(stage=Stage(stage), step=step_of(Stage(stage), step), at=at))
    except ValueError:
        errors.append(CellError(column=Column.HISTORY, text="is not as our export writes it"))
        return []
    return entries


def written_history(entries: Sequence[Entry], zone: tzinfo = UTC) -> str:
    """What `_written_history` reads."""
    return "; ".join(
        f"{entry.stage}{'/' if entry.step else ''}{entry.step} {entry.at.astimezone(zone).isoformat(timespec='seconds')}"
        for entry in entries
    )


_COLUMN_OF = {"title": Column.TITLE, "company": Column.COMPANY, "place": Column.PLACE, "url": Column.URL,
              "source": Column.SOURCE, "tags": Column.TAGS}  # fmt: skip
_SAID = {"string_too_short": "is missing", "string_too_long": "is too long"}


def _form(
    row: Sequence[str], mapping: Mapping, applied_at: datetime | None, errors: list[CellError]
) -> ApplicationForm | None:
    values: dict[str, Any] = {
        name: " ".join(mapping.cell(row, column).split()) for name, column in _COLUMN_OF.items() if name != "tags"
    }
    if values["url"] and "://" not in values["url"] and "." in values["url"]:
        values["url"] = f"https://{values['url']}"
    values["source"] = values["source"] or mapping.source
    values["tags"] = cells.split(mapping.cell(row, Column.TAGS))
    try:
        return ApplicationForm(**values, applied_at=applied_at)
    except ValidationError as error:
        for one in error.errors():
            name = str(one["loc"][0])
            said = _SAID.get(one["type"], str(one["msg"]).removeprefix("Value error, "))
            errors.append(CellError(column=_COLUMN_OF.get(name), text=said))
        return None
