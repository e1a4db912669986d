"""What was sent to an employer, as values that can be frozen, hashed and compared."""

import hashlib
import json
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

from career_copilot.domain.pipeline import Stage
from career_copilot.domain.posting import Place, Salary
from career_copilot.domain.resume import Resume


class AdvertSnapshot(BaseModel, frozen=True):
    """An opening as it stood at one moment. `html` is the sanitised ad; spans and differences are of `text`."""

    title: str
    company: str
    places: list[Place] = []
    workplace: str = "unknown"
    salary: Salary | None = None
    date_posted: datetime | None = None
    text: str = ""
    links: list[str] = Field([], description="where it was advertised")
    boards: list[str] = Field([], description="names of the boards that listed it")
    taken_at: datetime


SENT_KINDS = ("resume", "letter", "answers")
"""Kinds of an application's documents that go to the employer. A résumé among them takes the place of the profile's."""


class SentFile(BaseModel, frozen=True):
    """A file that was sent. Its bytes are kept apart, under their hash; `kept` is False when they were lost before."""

    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    kept: bool = True


class SentText(BaseModel, frozen=True):
    """What a file said, when it is plain text, so that the record can be read without opening it."""

    kind: str
    name: str
    text: str


class AdvertFrom(StrEnum):
    """How good the frozen ad is."""

    OPENING = "opening"  # as it stood on its boards at that moment
    SNAPSHOT = "snapshot"  # as it stood when the application was added; it is not listed any more
    ENTERED = "entered"  # what the person entered


class Submission(BaseModel, frozen=True):
    """What was sent to an employer, without the files themselves."""

    title: str
    company: str
    place: str
    source: str
    links: list[str]
    applied_at: datetime
    first_applied_at: datetime | None = Field(None, description="as it was recorded first, when the day is corrected")
    time_zone: str = Field(description="the person's, when it was sent")
    advert: AdvertSnapshot
    advert_from: AdvertFrom
    resume_name: str = ""
    resume: Resume | None = Field(None, description="as it was read and corrected")
    texts: list[SentText] = []
    corrects: str = Field(
        "", description="hash of the record whose place this one takes: the first, if there are several"
    )


class RecordView(BaseModel, frozen=True):
    """One frozen record."""

    id: int
    application_id: int | None
    content: Submission
    files: list[SentFile]
    sha256: str
    undone_at: datetime | None
    replaced: bool = Field(False, description="a later record that holds takes its place")
    created_at: datetime

    @property
    def holds(self) -> bool:
        return self.undone_at is None and not self.replaced


class Check(BaseModel, frozen=True):
    """What verifying one part of a record found. `state` is `intact`, `changed` or `missing`."""

    name: str
    sha256: str
    state: str


def record_digest(content: Any, files: Any) -> str:
    """The hash of a whole record, from its JSON."""
    return digest({"content": content, "files": files})


def freezes(before: Stage | None, stage: Stage, recorded: bool) -> bool:
    """Whether coming to `stage` freezes what is sent: on applying, unless that was done and still holds. Whoever was in
    `interested` again applies anew."""
    return stage is Stage.APPLIED and (before in (None, Stage.INTERESTED) or not recorded)


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value: sorted names, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: Any) -> str:
    """sha256, hex, of the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()
