"""What a row of an import says otherwise than the application that it is about, which keeps what it has."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import BaseModel, Field

from career_copilot.domain.ages import day
from career_copilot.domain.import_fields import NAMES, Column
from career_copilot.domain.import_rows import ImportedApplication
from career_copilot.domain.opening_words import pay_line
from career_copilot.domain.pipeline import Stage, Step, label
from career_copilot.domain.posting import Salary

LONGEST = 60
WORDS = (Column.TITLE, Column.COMPANY, Column.PLACE, Column.URL, Column.SOURCE)


class Here(BaseModel, frozen=True):
    """The application as it is, once it got what it lacked."""

    title: str
    company: str
    place: str
    url: str
    source: str
    stage: Stage
    step: Step
    salary: Salary | None
    applied_at: datetime | None
    archived_at: datetime | None
    talks: Sequence[datetime] = Field(description="dates with the employer")
    came: Sequence[datetime] = Field(description="when it came to the stages of such dates")


def differences(found: ImportedApplication, here: Here, source: str, zone: str) -> list[str]:
    """`Stage: Applied here, Interview in the file`. What the file leaves open differs from nothing, nor does the `source` that
    is given to all its rows."""
    told = [*_stage(found, here), *_words(found, here, source), *_dates(found, here, zone)]
    return [
        f"{NAMES[column]}: {_cut(ours) or 'none'} here, {_cut(theirs)} in the file" for column, ours, theirs in told
    ]


Difference = tuple[Column, str, str]


def _stage(found: ImportedApplication, here: Here) -> Iterator[Difference]:
    entry = found.entry
    other = entry.stage is not here.stage or (entry.step is not Step.NONE and entry.step is not here.step)
    if other and (found.stage_told or here.stage is Stage.INTERESTED):
        yield Column.STAGE, label(here.stage, here.step), label(entry.stage, entry.step)


def _words(found: ImportedApplication, here: Here, source: str) -> Iterator[Difference]:
    for column in WORDS:
        ours, theirs = getattr(here, column), getattr(found.form, column)
        if ours and theirs and _plain(ours) != _plain(theirs) and (column is not Column.SOURCE or theirs != source):
            yield column, ours, theirs
    if found.salary and here.salary and _amounts(found.salary) != _amounts(here.salary):
        yield Column.SALARY, pay_line(here.salary), pay_line(found.salary)


def _dates(found: ImportedApplication, here: Here, zone: str) -> Iterator[Difference]:
    applied, archived = found.form.applied_at, found.archived_at
    if applied and day(applied, zone) != day(here.applied_at, zone):
        yield Column.APPLIED, day(here.applied_at, zone), day(applied, zone)
    known = [day(at, zone) for at in (*here.talks, *here.came)]
    for column, at in found.talks.items():
        if day(at, zone) not in known:
            yield column, " and ".join(dict.fromkeys(day(one, zone) for one in here.talks)), day(at, zone)
    if archived and here.archived_at is None:
        yield Column.ARCHIVED, "", day(archived, zone)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip("/")


def _amounts(salary: Salary) -> tuple[object, ...]:
    """What is paid, however it is written; the words where no amount could be read."""
    if salary.minimum is None and salary.maximum is None:
        return (_plain(salary.text),)
    return salary.minimum, salary.maximum, salary.currency, salary.period


def _cut(text: str) -> str:
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text
