"""An application as people enter and see it."""

from datetime import datetime

from pydantic import BaseModel, Field, field_validator

from career_copilot.domain.pipeline import Stage, Step

MOST_TAGS = 20
LONGEST_TAG = 40
MOST_AT_ONCE = 10_000


class ApplicationForm(BaseModel, frozen=True):
    """What a person may enter by hand. Lengths are those of real adverts, with room."""

    title: str = Field(min_length=1, max_length=300)
    company: str = Field("", max_length=200)
    place: str = Field("", max_length=200)
    url: str = Field("", max_length=2000)
    source: str = Field("", max_length=80)
    tags: list[str] = []
    applied_at: datetime | None = None
    resume_id: int | None = None

    @field_validator("url")
    @classmethod
    def _only_links(cls, address: str) -> str:
        if address and not address.lower().startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return address

    @field_validator("tags")
    @classmethod
    def _tidy(cls, tags: list[str]) -> list[str]:
        return tidy_tags(tags)


def tidy_tags(tags: list[str]) -> list[str]:
    """Each once, in order, without empty ones. ValueError when one is too long or there are too many."""
    tidy = list(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in tags))))
    if len(tidy) > MOST_TAGS:
        raise ValueError(f"has {len(tidy)} tags, at most {MOST_TAGS} are kept")
    if any(len(tag) > LONGEST_TAG for tag in tidy):
        raise ValueError(f"has a tag of more than {LONGEST_TAG} characters")
    return tidy


class Card(BaseModel, frozen=True):
    """One application in a list or on the board."""

    id: int
    opening_id: int | None
    title: str
    company: str
    place: str
    source: str
    stage: Stage
    step: Step
    tags: list[str]
    score: int | None
    applied_at: datetime | None
    stage_since: datetime
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
    next_due_at: datetime | None
    next_title: str
    interview_at: datetime | None
    resume_name: str
    closed_opening: bool
    version: int
