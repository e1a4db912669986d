"""What `services/openings.py` answers with: a line of the list, a page of it, and an opening in full."""

from datetime import datetime

from pydantic import BaseModel

from career_copilot.domain.posting import AnnualSalary, Place, Requirement, Salary


class OpeningRow(BaseModel, frozen=True):
    """One line of the list."""

    id: int
    title: str
    company: str
    places: list[Place]
    workplace: str
    salary: Salary | None
    annual_salary: AnnualSalary | None
    seniority: str
    language: str
    employment_types: list[str]
    score: int | None
    blocked: bool
    state: str
    date_posted: datetime | None
    created_at: datetime
    valid_through: datetime | None
    job_boards: list[str]
    saved: bool
    hidden: bool
    seen: bool
    application_id: int | None = None
    application_stage: str = ""


class Totals(BaseModel, frozen=True):
    """Of all openings of a person, whatever the query."""

    live: int  # not closed, hidden ones included
    closed: int
    saved: int
    hidden: int
    hidden_live: int
    unscored: int  # openings without a score: no résumé yet, or scoring is under way
    newest: datetime | None  # the last arrival, which `new_since` counts from


class JobsPage(Totals, frozen=True):
    """One page of the list and what stands above it."""

    rows: list[OpeningRow]
    shown: int  # those that the query asks for
    pages: int
    notes: list[str]

    @property
    def totals(self) -> Totals:
        return Totals(**{name: getattr(self, name) for name in Totals.model_fields})


class PostingLink(BaseModel, frozen=True):
    """Where the opening is advertised."""

    job_board: str
    board_name: str
    attribution: str  # words that the board wants to be named with; empty if it asks for none
    attribution_url: str
    url: str
    apply_url: str
    state: str
    date_posted: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime


class OpeningView(BaseModel, frozen=True):
    """One opening in full."""

    row: OpeningRow
    html: str
    text: str
    requirements: list[Requirement]
    remote_regions: list[str]
    postings: list[PostingLink]
    verified_at: datetime | None
    closed_at: datetime | None
    closed_reason: str
