"""What a person asks of the Insights page, as one value that travels in the address."""

from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from pydantic import BaseModel, Field, ValidationError

from career_copilot.domain.breakdowns import Dimension
from career_copilot.domain.nul import without_nul


class Period(StrEnum):
    """Applications sent in the last … days."""

    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"
    ALL = "all"


PERIOD_NAMES = {Period.MONTH: "30 days", Period.QUARTER: "90 days", Period.YEAR: "A year", Period.ALL: "All"}


class InsightsQuery(BaseModel, frozen=True):
    """Field names are the address's parameters. Empty words filter nothing."""

    period: Period = Period.YEAR
    source: str = Field("", max_length=80)
    resume: str = Field("", max_length=300)
    by: Dimension = Dimension.SOURCE

    def since(self, now: datetime) -> datetime | None:
        """Nothing sent before counts; None: all does."""
        return None if self.period is Period.ALL else now - timedelta(days=int(self.period))

    def parameters(self, **changes: object) -> str:
        """The query string of this query with `changes`, without what is default."""
        default = InsightsQuery().model_dump(mode="json")
        wanted = self.model_dump(mode="json") | changes
        return urlencode({name: str(value) for name, value in wanted.items() if value != default.get(name)})


def from_parameters(parameters: dict[str, str]) -> InsightsQuery:
    """Read an address. What cannot be read is left out."""
    given = {
        name: value
        for name, value in without_nul(parameters).items()
        if name in InsightsQuery.model_fields and value != ""
    }
    while True:
        try:
            return InsightsQuery.model_validate(given)
        except ValidationError as error:
            for problem in error.errors():
                given.pop(str(problem["loc"][0]), None)
