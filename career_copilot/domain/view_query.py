"""What part of the applications an export holds: the filters of the Applications page, as its address carries them."""

from enum import StrEnum

from pydantic import BaseModel, Field, ValidationError

from career_copilot.domain.pipeline import STAGE_NAMES, Stage


class Archived(StrEnum):
    """Whether archived applications are among them: not, too, or alone."""

    HIDE = "hide"
    SHOW = "show"
    ONLY = "only"


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICS = "ics"
    PDF = "pdf"
    ZIP = "zip"


FORMATS = {
    Format.CSV: ("CSV", "For any spreadsheet. Can be imported again.", "text/csv; charset=utf-8"),
    Format.XLSX: ("Excel", "With real dates. Can be imported again.", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.JSON: ("JSON", "For programs.", "application/json"),
    Format.ICS: ("Calendar", "Interviews and open reminders, as an .ics file.", "text/calendar; charset=utf-8"),
    Format.PDF: ("PDF report", "To print, or to show to an adviser.", "application/pdf"),
    Format.ZIP: ("Everything", "All your data and files. Can be imported into an empty account.", "application/zip"),
}  # fmt: skip
"""Name, what it is for, media type."""


class ViewQuery(BaseModel, frozen=True):
    """Every filter is off by default."""

    q: str = Field("", max_length=200)
    stage: list[Stage] = Field([], max_length=9)
    tag: str = Field("", max_length=40)
    source: str = Field("", max_length=80)
    archived: Archived = Archived.HIDE

    @property
    def words(self) -> str:
        """`Applied, Interview · tagged remote`; empty without a filter."""
        parts = [f"“{self.q}”"] if self.q else []
        parts += [", ".join(STAGE_NAMES[stage] for stage in self.stage)] if self.stage else []
        parts += [f"tagged {self.tag}"] if self.tag else []
        parts += [f"from {self.source}"] if self.source else []
        parts += ["archived only"] if self.archived is Archived.ONLY else []
        return " · ".join(parts)


def from_parameters(parameters: dict[str, str]) -> ViewQuery:
    """Read the address of the Applications page; what cannot be read filters nothing."""
    given: dict[str, object] = {
        name: [one for one in value.split(",") if one] if name == "stage" else value.strip()
        for name, value in parameters.items()
        if name in ViewQuery.model_fields and value.strip()
    }
    while True:
        try:
            return ViewQuery.model_validate(given)
        except ValidationError as error:
            for problem in error.errors():
                given.pop(str(problem["loc"][0]), None)
