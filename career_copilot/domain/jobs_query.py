"""What a person asks of the Jobs page, as one value that travels in the address: filters, order, page."""

from enum import StrEnum
from urllib.parse import urlencode

from pydantic import BaseModel, Field, ValidationError

from career_copilot.domain.nul import without_nul
from career_copilot.domain.posting import EmploymentType, SalaryPeriod, Seniority, Workplace

PAGE_SIZE = 25
MOST_PAGES = 4000


class Sort(StrEnum):
    BEST = "best"
    NEWEST = "newest"
    SALARY = "salary"


class View(StrEnum):
    """Which of the person's openings: those that wait for a look, those saved, those hidden."""

    ALL = "all"
    SAVED = "saved"
    HIDDEN = "hidden"


class JobsQuery(BaseModel, frozen=True):
    """Every filter is off by default. Field names are the address's parameters."""

    q: str = Field("", max_length=200, description='full text, websearch syntax: words, "a phrase", -without, or')
    view: View = View.ALL
    place: str = Field("", max_length=80, description="a city, a country or `remote`")
    radius: int = Field(50, ge=0, le=1000, description="km around the city")
    workplace: list[Workplace] = []
    employment: list[EmploymentType] = []
    seniority: list[Seniority] = []
    salary: int | None = Field(None, ge=1, le=100_000_000, description="floor, in `currency` for one `period`")
    currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    period: SalaryPeriod = SalaryPeriod.YEAR
    unstated: bool = Field(True, description="with a floor: also postings that state no salary")
    days: int | None = Field(None, ge=1, le=365, description="posted within the last … days")
    board: list[str] = Field([], max_length=40)
    language: str = Field("", pattern=r"^([a-z]{2})?$", description="of the ad, ISO 639-1")
    score: int | None = Field(None, ge=1, le=100, description="least score")
    closed: bool = Field(False, description="also openings that are closed")
    sort: Sort = Sort.BEST
    page: int = Field(1, ge=1, le=MOST_PAGES)

    @property
    def is_unfiltered(self) -> bool:
        """All that waits for a look, best first."""
        return self.model_copy(update={"page": 1}) == UNFILTERED

    def parameters(self, **changes: object) -> str:
        """The query string of this query with `changes`, without what is default. A change other than of the page
        itself goes back to the first page."""
        wanted = self.model_dump(mode="json") | ({"page": 1} if changes else {}) | changes
        return urlencode({name: _told(value) for name, value in wanted.items() if value != DEFAULTS[name]})


def _told(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


UNFILTERED = JobsQuery()
DEFAULTS = UNFILTERED.model_dump(mode="json")


LISTS = frozenset(name for name, field in JobsQuery.model_fields.items() if field.get_default() == [])


def from_parameters(parameters: dict[str, str]) -> tuple[JobsQuery, list[str]]:
    """Read an address. What cannot be read is left out and named in the second value, never an error."""
    given: dict[str, object] = {
        name: [part for part in value.split(",") if part] if name in LISTS else value
        for name, value in without_nul(parameters).items()
        if name in JobsQuery.model_fields and value != ""
    }
    ignored: list[str] = []
    while True:
        try:
            return JobsQuery.model_validate(given), sorted(ignored)
        except ValidationError as error:
            for name in {str(problem["loc"][0]) for problem in error.errors()}:
                given.pop(name, None)
                ignored.append(name)
