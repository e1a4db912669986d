"""Interviews as people enter and see them."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, Field, field_validator, model_validator

from career_copilot.domain import time_zones
from career_copilot.domain.local_times import moment, wall
from career_copilot.domain.pipeline import ReminderDraft, ReminderKind, ReminderRule, Step, reminders_after_interview
from career_copilot.domain.reminders import LONGEST_NOTE

PREPARE = "prepare"
"""Name of the rule that reminds of preparing; each interview has its own window."""


class Outcome(StrEnum):
    """What became of an interview."""

    OPEN = ""
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


OUTCOME_NAMES = {
    Outcome.OPEN: "Not known yet",
    Outcome.PASSED: "Went on",
    Outcome.NOT_PASSED: "Did not go on",
    Outcome.NO_SHOW: "Did not take place",
    Outcome.CANCELLED: "Cancelled",
}


NOT_HELD = (Outcome.CANCELLED, Outcome.NO_SHOW)


class InterviewForm(BaseModel, frozen=True):
    """What a person may enter. `starts` is what the clock shows in `time_zone`, without a zone."""

    starts: datetime
    minutes: int = Field(60, ge=5, le=1440)
    time_zone: str = "UTC"
    title: str = Field("", max_length=300)
    step: Step = Step.NONE
    place: str = Field("", max_length=500)
    link: str = Field("", max_length=2000)
    people: str = Field("", max_length=2000)
    preparation_minutes: int = Field(60, ge=0, le=10_080)
    notes: str = Field("", max_length=LONGEST_NOTE)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if not time_zones.known(name):
            raise ValueError(f"“{name}” is not a time zone we know")
        return name

    @field_validator("link")
    @classmethod
    def _only_links(cls, address: str) -> str:
        if address and not address.lower().startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return address

    @model_validator(mode="after")
    def _exists(self) -> "InterviewForm":
        if self.starts.tzinfo is not None:
            raise ValueError("starts has a zone of its own")
        moment(self.starts, self.time_zone)
        return self

    @property
    def starts_at(self) -> datetime:
        return moment(self.starts, self.time_zone)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class InterviewView(BaseModel, frozen=True):
    """One interview in a list."""

    id: int
    application_id: int
    about: str = Field(description="`Nurse at Havnklinik`")
    title: str
    step: Step
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    link: str
    people: str
    preparation_minutes: int
    notes: str
    outcome: Outcome
    version: int
    created_at: datetime
    updated_at: datetime
    overlaps: list[str] = Field([], description="what else takes place at that time")


def drafts(
    name: str, starts_at: datetime, ends_at: datetime, zone: str, minutes: int, rules: list[ReminderRule]
) -> list[ReminderDraft]:
    """What to remind of because of an interview: to prepare `minutes` before it, and what the rules say after it."""
    prepare = ReminderDraft(
        rule=PREPARE, kind=ReminderKind.PREPARE, title=f"Prepare for: {name}"[:300],
        due_at=starts_at - timedelta(minutes=minutes),
    )  # fmt: skip
    here = wall(starts_at, zone)
    which = f"{name}, {here.day} {here:%b}"
    after = [
        draft.model_copy(update={"title": f"{draft.title} ({which})"[:300]})
        for draft in reminders_after_interview(ends_at, rules)
    ]
    return [*([prepare] if minutes else []), *after]
