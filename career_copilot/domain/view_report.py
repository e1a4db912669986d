"""The applications of a view as a printed report: how many stand where, then one line an application."""

from pydantic import BaseModel

from career_copilot.domain.printed import Line

MOST_ROWS = 2000
"""Some 60 pages. More is no report, and would cost too much memory."""


class Report(BaseModel, frozen=True):
    """What the template `report` reads. A row is title, company, place, stage, date."""

    title: str
    subtitle: str
    counts: list[tuple[str, int]]
    rows: list[tuple[Line, Line, Line, str, str]]
    left: int = 0
