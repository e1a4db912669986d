"""A résumé in JSON Resume words (https://jsonresume.org/schema), each fact with the span it was read from."""

import re

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from career_copilot.domain.posting import Span


class Fact(BaseModel):
    """Base of everything read from a résumé. `span` is None for what the person typed in themselves."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    span: Span | None = None


class Location(Fact):
    text: str = ""
    city: str = ""
    region: str = ""
    country_code: str = ""


class Profile(Fact):
    """A link to the person elsewhere: LinkedIn, GitHub, portfolio."""

    network: str = ""
    username: str = ""
    url: str = ""


class Basics(Fact):
    """`spans` has the place of each field by its name; `span` is the name's, as in every other fact."""

    name: str = ""
    label: str = Field("", description="headline or profession")
    email: str = ""
    phone: str = ""
    url: str = ""
    summary: str = ""
    location: Location | None = None
    profiles: list[Profile] = []
    spans: dict[str, Span] = Field({}, description="field → where it was read: name, label, email, phone, url, summary")


class Highlight(Fact):
    """One bullet."""

    text: str


class Work(Fact):
    name: str = Field("", description="employer")
    position: str = ""
    location: str = ""
    start_date: str = Field("", description="ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD")
    end_date: str = Field("", description="like start_date; empty means up to now when `current`, else unknown")
    current: bool = False
    summary: str = ""
    highlights: list[Highlight] = []


class Education(Fact):
    institution: str = ""
    area: str = ""
    study_type: str = ""
    start_date: str = ""
    end_date: str = ""
    score: str = ""
    highlights: list[Highlight] = []

    @property
    def has_grade(self) -> bool:
        """Whether the score is one: `Dissertation: …` is not."""
        return bool(self.score.strip()) and not re.match(r"[^\d:]+:\s*[^\d\s]", self.score.strip())


class Skill(Fact):
    name: str
    level: str = ""
    keywords: list[str] = []
    skill_id: int | None = Field(None, description="row of the taxonomy, when it is a known skill")


class Project(Fact):
    name: str = ""
    description: str = ""
    start_date: str = ""
    end_date: str = ""
    url: str = ""
    highlights: list[Highlight] = []


class Certificate(Fact):
    name: str
    issuer: str = ""
    date: str = ""


class Language(Fact):
    language: str
    fluency: str = Field("", description="as written")
    code: str = Field("", description="ISO 639-1")
    level: str = Field("", description="CEFR A1…C2, or `native`; empty when unknown")


class Resume(BaseModel):
    """JSON Resume, with spans into `text`. The order of every list is the person's own."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    basics: Basics = Field(default_factory=Basics)
    work: list[Work] = []
    education: list[Education] = []
    skills: list[Skill] = []
    projects: list[Project] = []
    certificates: list[Certificate] = []
    languages: list[Language] = []
    text: str = Field("", description="the source text that all spans point into")
    language: str = Field("", description="ISO 639-1 of the résumé's own words")


# The person's profile used for matching is the corrected Resume itself: no second type.
