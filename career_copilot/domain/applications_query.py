"""What a person asks of the Applications page, as one value that travels in the address: view, filters, order, page."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, Field, ValidationError

from career_copilot.domain.nul import without_nul
from career_copilot.domain.pipeline import STAGE_NAMES, Stage

PAGE_SIZE = 50
MOST_PAGES = 1000
MOST_CHOSEN = 1000
"""Applications that an address can name one by one: browsers and servers still take its length."""


class View(StrEnum):
    BOARD = "board"
    TABLE = "table"
    CALENDAR = "calendar"


class Archived(StrEnum):
    """Whether archived applications are shown: not, too, or alone."""

    HIDE = "hide"
    SHOW = "show"
    ONLY = "only"


class Span(StrEnum):
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Sort(StrEnum):
    """Columns of the table by which it can be ordered."""

    UPDATED = "updated"
    TITLE = "title"
    COMPANY = "company"
    PLACE = "place"
    STAGE = "stage"
    SOURCE = "source"
    SCORE = "score"
    APPLIED = "applied"
    SINCE = "since"
    NEXT = "next"
    ADDED = "added"


ASCENDING = frozenset({Sort.TITLE, Sort.COMPANY, Sort.PLACE, Sort.STAGE, Sort.SOURCE, Sort.SINCE, Sort.NEXT})
"""Orders that begin with the least; the others begin with the latest or best."""


class ApplicationsQuery(BaseModel, frozen=True):
    """Every filter is off by default. Field names are the address's parameters."""

    view: View = View.BOARD
    q: str = Field("", max_length=200, description="words in title, company, place or tags")
    stage: list[Stage] = Field([], max_length=9)
    tag: str = Field("", max_length=40)
    source: str = Field("", max_length=80)
    ids: list[Annotated[int, Field(ge=1, lt=2**63)]] = Field(
        [], max_length=MOST_CHOSEN, description="these alone, archived or not"
    )
    archived: Archived = Archived.HIDE
    sort: Sort = Sort.UPDATED
    back: bool = Field(False, description="the order turned around")
    page: int = Field(1, ge=1, le=MOST_PAGES)
    span: Span = Span.MONTH
    day: date | None = Field(
        None,
        ge=date(1970, 1, 1),
        le=date(2199, 12, 31),
        description="the calendar's, or within its month or week; None: today",
    )

    def parameters(self, **changes: object) -> str:
        """The query string of this query with `changes`, without what is default. A change other than of the page
        itself goes back to the first page."""
        wanted = self.model_dump(mode="json") | ({"page": 1} if changes else {}) | changes
        return urlencode({name: _text(value) for name, value in wanted.items() if value != _default(name)})

    @property
    def narrows(self) -> bool:
        """Whether it asks for some of the applications only, be it for those that are archived."""
        return bool(self.q or self.tag or self.source or self.stage or self.ids or self.archived is Archived.ONLY)

    def address(self, **changes: object) -> str:
        found = self.parameters(**changes)
        return f"/applications?{found}" if found else "/applications"

    def export_address(self) -> str:
        """Where what passes these filters is exported."""
        found = self.parameters(page=1)
        return f"/applications/export?{found}" if found else "/applications/export"


def _default(name: str) -> object:
    default = ApplicationsQuery.model_fields[name].get_default()
    return str(default) if isinstance(default, StrEnum) else default


def _text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def from_parameters(parameters: dict[str, str]) -> tuple[ApplicationsQuery, list[str]]:
    """Read an address or a form. What cannot be read is left out and named in the second value, never an error."""
    given: dict[str, object] = {
        name: list(dict.fromkeys(filter(None, value.split(",")))) if name in ("stage", "ids") else value.strip()
        for name, value in without_nul(parameters).items()
        if name in ApplicationsQuery.model_fields and value.strip() != ""
    }
    ignored: list[str] = []
    while True:
        try:
            return ApplicationsQuery.model_validate(given), sorted(ignored)
        except ValidationError as error:
            for name in {str(problem["loc"][0]) for problem in error.errors()}:
                given.pop(name, None)
                ignored.append(name)


def active(query: ApplicationsQuery) -> list[tuple[str, str]]:
    """The filters that are on: (words, address without it)."""
    found = [(f"“{query.q}”", query.address(q=""))] if query.q else []
    found += [
        (STAGE_NAMES[stage], query.address(stage=[str(other) for other in query.stage if other != stage]))
        for stage in query.stage
    ]
    if query.tag:
        found.append((query.tag, query.address(tag="")))
    if query.source:
        found.append((f"From {query.source}", query.address(source="")))
    if query.ids:
        chosen = f"{len(query.ids):,} chosen application{'s' if len(query.ids) > 1 else ''}"
        found.append((chosen, query.address(ids=[])))
    if query.archived is not Archived.HIDE:
        words_of = {Archived.SHOW: "With archived", Archived.ONLY: "Archived only"}
        found.append((words_of[query.archived], query.address(archived="hide")))
    return found


def in_words(query: ApplicationsQuery) -> str:
    """`Applied · From Lever`; empty without a filter."""
    return " · ".join(words for words, _ in active(query))


def cleared(query: ApplicationsQuery) -> str:
    """The address of the same view without any filter."""
    return ApplicationsQuery(view=query.view, sort=query.sort, back=query.back, span=query.span).address()


def days(span: Span, day: date) -> list[date]:
    """The days of the calendar around `day`: itself, its week from Monday, or the whole weeks of its month."""
    if span is Span.DAY:
        return [day]
    first = day if span is Span.WEEK else day.replace(day=1)
    last = day if span is Span.WEEK else day.replace(day=monthrange(day.year, day.month)[1])
    start = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def neighbours(span: Span, day: date) -> tuple[date, date]:
    """A day of the day, week or month before, and of the one after."""
    if span is not Span.MONTH:
        step = timedelta(days=7 if span is Span.WEEK else 1)
        return day - step, day + step
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return day.replace(day=1) - timedelta(days=1), last + timedelta(days=1)
