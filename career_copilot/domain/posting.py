"""What a job board says about one vacancy, in schema.org/JobPosting words, and what we make of it.

`PostingData` is what an adapter yields: the board's own facts, typed, nothing guessed. `normalise` (in
`domain/normalising.py`) turns it into `OpeningData`: comparable salary, places, language, skills, requirements."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, Field, field_validator


class EmploymentType(StrEnum):
    """Google's documented values of schema.org employmentType."""

    FULL_TIME = "FULL_TIME"
    PART_TIME = "PART_TIME"
    CONTRACTOR = "CONTRACTOR"
    TEMPORARY = "TEMPORARY"
    INTERN = "INTERN"
    OTHER = "OTHER"


class Workplace(StrEnum):
    """Where the work is done. `UNKNOWN` rather than a guess."""

    REMOTE = "remote"
    HYBRID = "hybrid"
    ON_SITE = "on_site"
    UNKNOWN = "unknown"


class Seniority(StrEnum):
    """Ordered from first job to board room; `UNKNOWN` when the ad does not say."""

    INTERN = "intern"
    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    DIRECTOR = "director"
    EXECUTIVE = "executive"
    UNKNOWN = "unknown"


class SalaryPeriod(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Salary(BaseModel, frozen=True):
    """A pay range as stated (or, if `predicted`, as the board estimates it)."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str = Field("", description="ISO 4217, empty when the ad does not say")
    period: SalaryPeriod = SalaryPeriod.YEAR
    predicted: bool = False
    text: str = Field("", description="the words it was read from")


class AnnualSalary(BaseModel, frozen=True):
    """A salary made comparable: euro a year at a dated ECB reference rate."""

    minimum_eur: int | None
    maximum_eur: int | None
    rate: float = Field(description="units of the salary's currency for one euro")
    rate_date: str = Field(description="ISO date of the ECB reference rate")


class Place(BaseModel, frozen=True):
    """One place of work. Only `text` is certain; the rest is filled from the city table when it is unambiguous."""

    text: str
    locality: str = ""
    region: str = ""
    country: str = Field("", description="ISO 3166-1 alpha-2, upper case")
    latitude: float | None = None
    longitude: float | None = None


class Span(BaseModel, frozen=True):
    """`text[start:end]` of the source text, in code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class PostingData(BaseModel):
    """One posting as its board tells it. Adapters validate here, once; inside, the types are trusted."""

    job_board: str
    company: str = Field("", description="the board's token of the employer; empty for boards of many employers")
    identifier: str = Field(min_length=1, description="the board's own id")
    url: str = Field(pattern=r"^https?://", description="where a person reads the posting")
    apply_url: str = ""
    title: str = Field(min_length=1)
    hiring_organization: str
    description: str = Field("", description="HTML, unescaped to one layer; hostile until sanitised")
    job_location: list[str] = Field(default_factory=list, description="each place as the board writes it")
    places: list[Place] = Field(default_factory=list, description="structured places, when the board gives them")
    job_location_type: Workplace = Workplace.UNKNOWN
    applicant_location: list[str] = Field(default_factory=list, description="where a remote worker must live")
    employment_type: list[EmploymentType] = Field(default_factory=list)
    seniority: Seniority = Seniority.UNKNOWN
    base_salary: Salary | None = None
    department: str = ""
    tags: list[str] = Field(default_factory=list)
    language: str = Field("", description="ISO 639-1, only if the board says so")
    date_posted: datetime | None = None
    date_modified: datetime | None = None
    valid_through: datetime | None = None

    @field_validator("apply_url")
    @classmethod
    def _only_links(cls, address: str) -> str:
        """What is no web or mail address (`javascript:`) is no way to apply: the posting's own page is shown then."""
        return address if address.lower().startswith(("https://", "http://", "mailto:")) else ""


class RequirementKind(StrEnum):
    MUST = "must"
    NICE = "nice"
    BLOCKER = "blocker"


class RequirementTopic(StrEnum):
    SKILL = "skill"
    EXPERIENCE = "experience"  # years
    EDUCATION = "education"
    LANGUAGE = "language"
    PERMIT = "permit"  # work permit or sponsorship
    LICENCE = "licence"  # driving licence, professional registration, clearance
    PLACE = "place"  # must be on site or live in …


class Requirement(BaseModel, frozen=True):
    """One thing the posting asks for, and where it says so."""

    kind: RequirementKind
    topic: RequirementTopic
    label: str = Field(description="short words for the screen: the skill's preferred label, `German C1`, `3+ years`")
    span: Span = Field(description="in the posting's plain text")
    skill_id: int | None = Field(None, description="row of the taxonomy, for topic `skill`")
    stressed: bool = Field(False, description="of a skill: the title names it, or the text more than once")
    value: str = Field("", description="machine-readable: `de:C1`, `3`, `US:no-sponsorship`, `driving:B`")


class OpeningData(BaseModel):
    """A posting normalised: everything that search, filters and matching read. Pure function of `PostingData`."""

    fingerprint: str = Field(
        description="equal for postings that are one vacancy (company, title, place and text agree)"
    )
    title: str
    company: str
    html: str = Field(description="sanitised: safe to render")
    text: str = Field(description="plain text of `html`; all spans point into it")
    places: list[Place]
    countries: list[str]
    workplace: Workplace
    remote_regions: list[str] = Field(
        description="where a remote worker may live: ISO countries or `EU`, `EMEA`, `WORLD`"
    )
    employment_types: list[EmploymentType]
    seniority: Seniority
    language: str = Field(description="ISO 639-1, empty when the text is too short to tell")
    salary: Salary | None
    annual_salary: AnnualSalary | None
    skills: list[int]
    requirements: list[Requirement]
    date_posted: datetime | None
    valid_through: datetime | None
