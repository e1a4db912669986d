"""Reminders as people enter and see them, and when the next one is due."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, Field, field_validator

from career_copilot.domain.local_times import at, days_later, wall
from career_copilot.domain.pipeline import ReminderKind

LONGEST_NOTE = 250_000
MORNING = time(9)


class ReminderForm(BaseModel, frozen=True):
    """What a person may enter."""

    title: str = Field(min_length=1, max_length=300)
    notes: str = Field("", max_length=LONGEST_NOTE)
    due_at: AwareDatetime | None = None
    every_days: int | None = Field(None, ge=1, le=365, description="recurring")

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


def next_due(due_at: datetime | None, every_days: int, now: datetime, zone: str) -> datetime:
    """When a recurring reminder is due again: at the same time of day, and not in the past; what was missed is skipped."""
    start = due_at or now
    steps = max(1, (now - start).days // every_days)
    while (due := days_later(start, steps * every_days, zone)) <= now:
        steps += 1
    return due
