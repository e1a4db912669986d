"""What the person wants. Every wish is hard (a violation sinks the opening below all others) or soft (it costs points)."""

from enum import StrEnum

from pydantic import BaseModel, Field

from career_copilot.domain.posting import EmploymentType, SalaryPeriod, Seniority, Workplace


class Wish(StrEnum):
    """The wishes that can be made hard."""

    TITLES = "titles"
    PLACES = "places"
    WORKPLACE = "workplace"
    PERMIT = "permit"
    SALARY = "salary"
    LANGUAGES = "languages"
    EMPLOYMENT_TYPES = "employment_types"
    SENIORITY = "seniority"
    AVOID = "avoid"


class WishedPlace(BaseModel):
    text: str = Field(description="as typed: `Berlin`, `Netherlands`")
    country: str = Field("", description="ISO 3166-1 alpha-2, or a region of the world such as `EU`")
    region: str = Field("", description="of that country, as a whole: `California`, by its English name")
    latitude: float | None = None
    longitude: float | None = None
    radius_km: int = Field(50, ge=0, le=1000, description="0, a country or a region: the whole of it")


class SpokenLanguage(BaseModel):
    code: str = Field(description="ISO 639-1")
    level: str = Field(pattern=r"^(A1|A2|B1|B2|C1|C2|native)$")


class Wishes(BaseModel):
    """Empty lists and None mean: no wish. Languages are also those of the résumé: an ad is held against them anyway."""

    titles: list[str] = []
    places: list[WishedPlace] = []
    workplaces: list[Workplace] = []
    relocation: bool = Field(False, description="would move: places outside the radius cost nothing")
    work_permits: list[str] = Field([], description="ISO countries (or `EU`) where the person may work already")
    needs_sponsorship: bool = Field(False, description="elsewhere the employer must sponsor")
    salary_floor: int | None = Field(None, ge=0)
    salary_currency: str = "EUR"
    salary_period: SalaryPeriod = SalaryPeriod.YEAR
    languages: list[SpokenLanguage] = []
    employment_types: list[EmploymentType] = []
    seniorities: list[Seniority] = []
    avoid: list[str] = Field([], description="words that speak against an opening, in title, company or text")
    hard: list[Wish] = Field(
        [Wish.PERMIT, Wish.LANGUAGES],
        description="the wishes that are hard; all others are soft. Whoever has not chosen yet sees what no application "
        "can change, a permit and a language, as hard",
    )
