"""Reminders as people enter and see them, and when the next one is due."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, Field, field_validator

from career_copilot.domain.local_times import at, days_later, months_later, wall
from career_copilot.domain.pipeline import ReminderKind

LONGEST_NOTE = 250_000
MORNING = time(9)


class ReminderForm(BaseModel, frozen=True):
    """What a person may enter."""

    title: str = Field(min_length=1, max_length=300)
    notes: str = Field("", max_length=LONGEST_NOTE)
    due_at: AwareDatetime | None = None
    every_days: int | None = Field(None, ge=1, le=365, description="recurring")
    monthly: bool = Field(False, description="recurring each month, instead of every so many days")

    @field_validator("title")
    @classmethod
    def _one_line(cls, title: str) -> str:
        if not (tidy := " ".join(title.split())):
            raise ValueError("must not be empty")
        return tidy


class ReminderView(BaseModel, frozen=True):
    """One reminder in a list."""

    id: int
    application_id: int | None
    interview_id: int | None
    kind: ReminderKind
    rule: str
    title: str
    notes: str
    due_at: datetime | None
    every_days: int | None
    monthly: bool = False
    done_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    about: str = Field(description="`Nurse at Havnklinik`; empty: of no application")


class Which(StrEnum):
    """The lists of a person's reminders."""

    OPEN = "open"
    OVERDUE = "overdue"
    UPCOMING = "upcoming"
    DONE = "done"


class ReminderPage(BaseModel, frozen=True):
    """One page of such a list."""

    rows: list[ReminderView]
    total: int
    pages: int


class Snooze(StrEnum):
    """Ready choices for later."""

    LATER = "later"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    WEEK = "week"


SNOOZE_NAMES = {
    Snooze.LATER: "In 3 hours",
    Snooze.TOMORROW: "Tomorrow morning",
    Snooze.MONDAY: "Monday morning",
    Snooze.WEEK: "In a week",
}


def snoozed_until(choice: Snooze, now: datetime, zone: str) -> datetime:
    """The moment a choice means, by the person's clock; mornings begin at nine."""
    if choice is Snooze.LATER:
        return now + timedelta(hours=3)
    here = wall(now, zone)
    days = {Snooze.TOMORROW: 1, Snooze.WEEK: 7, Snooze.MONDAY: 7 - here.weekday()}[choice]
    return at(datetime.combine(here.date() + timedelta(days=days), MORNING), zone)


def next_due(start: datetime | None, every_days: int | None, after: datetime, zone: str) -> datetime:
    """When a reminder that recurs (without `every_days`: each month) from `start` on is due for the first time after a
    moment: at the same time of day; what was missed is skipped."""
    first = start or after
    steps = max(1, (after - first).days // (every_days or 31))
    while (due := _due_in(first, steps, every_days, zone)) <= after:
        steps += 1
    return due


def _due_in(first: datetime, steps: int, every_days: int | None, zone: str) -> datetime:
    return days_later(first, steps * every_days, zone) if every_days else months_later(first, steps, zone)
