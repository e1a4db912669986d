"""An application as people enter and see it."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

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
    salary: str = Field("", max_length=500, description="as advertised, in words")
    tags: list[str] = []
    applied_at: datetime | None = None
    resume_id: int | None = None
    advert: str = Field("", max_length=100_000, description="what the ad says, where no board tells it")

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
    next_due_at: datetime | None = Field(description="of the open reminder that is due first")
    next_title: str
    interview_at: datetime | None = Field(description="of the next interview, or of the one that is going on")
    resume_name: str
    closed_opening: bool = Field(description="the opening is closed, although the application is not")


class CalendarKind(StrEnum):
    INTERVIEW = "interview"
    REMINDER = "reminder"
    APPLIED = "applied"
    DECISION = "decision"


class CalendarEntry(BaseModel, frozen=True):
    """What happens at a time: an interview, a reminder that is due, the day one applied, the day by which to decide."""

    kind: CalendarKind
    at: datetime
    words: str = Field(description="of the interview or reminder; empty for the other two")
    application_id: int | None = Field(description="None: a reminder of no application")
    title: str
    company: str


class Column(StrEnum):
    """Columns of the table. The title is always there."""

    COMPANY = "company"
    PLACE = "place"
    STAGE = "stage"
    TAGS = "tags"
    SOURCE = "source"
    SCORE = "score"
    APPLIED = "applied"
    SINCE = "since"
    NEXT = "next"
    RESUME = "resume"
    ADDED = "added"
    UPDATED = "updated"


COLUMN_NAMES = {
    Column.COMPANY: "Company",
    Column.PLACE: "Place",
    Column.STAGE: "Stage",
    Column.TAGS: "Tags",
    Column.SOURCE: "Source",
    Column.SCORE: "Score",
    Column.APPLIED: "Applied",
    Column.SINCE: "In stage",
    Column.NEXT: "Next",
    Column.RESUME: "Résumé",
    Column.ADDED: "Added",
    Column.UPDATED: "Updated",
}


class ColumnSet(BaseModel, frozen=True):
    """Columns under a name."""

    name: str = Field(min_length=1, max_length=40)
    columns: list[Column] = Field(max_length=len(Column))


class ColumnSets(BaseModel, frozen=True):
    """A person's sets of columns for the table, and the one that is used."""

    sets: list[ColumnSet] = Field(min_length=1, max_length=20)
    chosen: str

    @property
    def columns(self) -> list[Column]:
        found = next((one for one in self.sets if one.name == self.chosen), self.sets[0])
        return [column for column in Column if column in found.columns]

    def with_columns(self, name: str, columns: list[Column]) -> "ColumnSets":
        """The set of that name, new or replaced, is used from now on. ValueError when it cannot be kept."""
        kept = [one for one in self.sets if one.name != name]
        return ColumnSets.model_validate({"sets": [*kept, {"name": name, "columns": columns}], "chosen": name})

    def without(self, name: str) -> "ColumnSets":
        """One set less; the last one stays."""
        kept = [one for one in self.sets if one.name != name] or self.sets
        return ColumnSets(sets=kept, chosen=kept[0].name if self.chosen == name else self.chosen)


DEFAULT_COLUMNS = ColumnSets(
    sets=[
        ColumnSet(
            name="Overview",
            columns=[
                Column.COMPANY,
                Column.STAGE,
                Column.TAGS,
                Column.APPLIED,
                Column.SINCE,
                Column.NEXT,
                Column.SCORE,
            ],
        ),
        ColumnSet(name="Sources", columns=[Column.COMPANY, Column.PLACE, Column.SOURCE, Column.STAGE, Column.ADDED]),
    ],
    chosen="Overview",
)


class BulkAction(BaseModel, frozen=True):
    """The same change for many applications. Which fields count depends on `kind`."""

    kind: Literal["move", "tag", "archive", "delete"]
    stage: Stage = Stage.INTERESTED
    step: Step = Step.NONE
    more: list[str] = []
    less: list[str] = []
    archived: bool = True
