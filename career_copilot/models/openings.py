"""The tables of what is read from boards: sources, their runs, postings, openings, and a person's list of them."""

from datetime import datetime
from typing import Any

from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import BYTEA, JSONB, TSVECTOR
from sqlmodel import Field, SQLModel

from career_copilot.domain.facts import bit
from career_copilot.domain.posting import EmploymentType, Seniority, Workplace
from career_copilot.models.columns import created, generated, json, owner, when

VECTOR_DIMENSIONS = 256
FILTERED = [  # those of fixed width first: what stands behind them costs more to reach
    "facts", "salary_maximum_eur", "latitude", "longitude", "several_places", "date_posted", "created_at",
    "language", "countries", "remote_regions", "job_boards",
]  # fmt: skip


def _facts() -> str:
    """`domain/facts.py` in SQL."""
    parts = []
    for column, values in (("workplace", Workplace), ("seniority", Seniority)):
        cases = " ".join(f"when '{value}' then {bit(value)}" for value in values)
        parts.append(f"case {column} {cases} else 0 end")
    parts += [f"case when '{value}' = any(employment_types) then {bit(value)} else 0 end" for value in EmploymentType]
    return " + ".join(parts)


class Source(SQLModel, table=True):
    """One thing we read: a company on an ATS, or a whole board (`company` is empty)."""

    __tablename__ = "source"
    id: int | None = Field(default=None, primary_key=True)
    job_board: str
    company: str = ""
    name: str = Field("", description="the employer's or board's name as shown")
    url: str = Field("", description="the public page a person would open")
    next_due_at: datetime | None = when(index=True)
    last_success_at: datetime | None = when()
    failure_streak: int = 0
    http_cache: dict[str, Any] = json()
    created_at: datetime = created()
    __table_args__ = (UniqueConstraint("job_board", "company"),)


class Follow(SQLModel, table=True):
    """A person reads a source. What others follow is their secret."""

    __tablename__ = "follow"
    user_id: int = owner(primary_key=True, index=False)
    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE", primary_key=True, index=True)
    created_at: datetime = created()


class IngestRun(SQLModel, table=True):
    """One reading of one source. Long work is a row, so a killed worker costs half a minute."""

    __tablename__ = "ingest_run"
    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE", index=True)
    state: str = Field("queued", description="`queued`, `running`, `done`, `truncated` or `failed`")
    found: int = 0
    new: int = 0
    updated: int = 0
    closed: int = 0
    error: str = ""
    error_kind: str = ""
    cursor: dict[str, Any] = json()
    created_at: datetime = created()
    started_at: datetime | None = when()
    heartbeat_at: datetime | None = when()
    finished_at: datetime | None = when()
    __table_args__ = (
        Index("ingest_run_one_open", "source_id", unique=True, postgresql_where="state in ('queued', 'running')"),
    )


class Opening(SQLModel, table=True):
    """The vacancy behind one or many postings, with all that lists, filters and search read: domain OpeningData."""

    __tablename__ = "opening"
    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(unique=True)
    title: str
    company: str
    places: list[dict[str, Any]] = json(list)
    countries: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}")
    )
    workplace: str = "unknown"
    remote_regions: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}")
    )
    employment_types: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}")
    )
    seniority: str = "unknown"
    language: str = ""
    salary: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    annual_salary: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    salary_maximum_eur: int | None = Field(default=None, description="a year; the filter's column")
    job_boards: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}")
    )
    date_posted: datetime | None = when()
    valid_through: datetime | None = when()
    state: str = Field("live", description="`live`, `unverified` (its feed no longer shows it) or `closed`")
    verified_at: datetime | None = when()
    closed_at: datetime | None = when()
    closed_reason: str = ""
    created_at: datetime = created()
    updated_at: datetime = created()
    search: str = Field(default=None, sa_column=Column(TSVECTOR, nullable=True))
    search_config: str = Field("simple", description="text search configuration that `search` was made with")
    # Kept by the database, narrow enough for an index: what the filters of the list read instead of the wide columns.
    facts: int = generated(Integer, _facts())
    latitude: float | None = generated(Double, "(places->0->>'latitude')::double precision")
    longitude: float | None = generated(Double, "(places->0->>'longitude')::double precision")
    several_places: bool = generated(Boolean, "jsonb_array_length(places) > 1")
    headline: str | None = generated(TSVECTOR, "ts_filter(search, '{a,b,c}')")
    __table_args__ = (
        Index("opening_search", "search", postgresql_using="gin"),
        Index("opening_boards", "job_boards", postgresql_using="gin"),
        Index("opening_several_places", "id", postgresql_where="several_places"),
        Index("opening_posted", "date_posted"),
        Index("opening_closed", "id", postgresql_where="state = 'closed'"),
        # What the filters of the list read, without the wide rows: services/opening_filters.py.
        Index("opening_facts", "id", postgresql_include=FILTERED),
    )


class OpeningText(SQLModel, table=True):
    """The long parts of an opening, apart so that lists stay narrow."""

    __tablename__ = "opening_text"
    opening_id: int = Field(foreign_key="opening.id", ondelete="CASCADE", primary_key=True)
    html: str
    text: str
    requirements: list[dict[str, Any]] = json(list)
    skills: list[int] = Field(
        default_factory=list, sa_column=Column(ARRAY(Integer), nullable=False, server_default="{}")
    )


class OpeningFeatures(SQLModel, table=True):
    """What ranking reads, packed: one narrow row an opening (layout: `domain/ranking.py`)."""

    __tablename__ = "opening_features"
    opening_id: int = Field(foreign_key="opening.id", ondelete="CASCADE", primary_key=True)
    version: str = Field(description="of the tables it was made with; another version is made again")
    packed: bytes = Field(sa_column=Column(BYTEA, nullable=False))
    vector: Any = Field(sa_column=Column(HALFVEC(VECTOR_DIMENSIONS), nullable=True))


class JobPosting(SQLModel, table=True):
    """What one board says about one vacancy: domain PostingData, kept as read. Unique on board, company, identifier."""

    __tablename__ = "job_posting"
    id: int | None = Field(default=None, primary_key=True)
    opening_id: int = Field(foreign_key="opening.id", ondelete="CASCADE", index=True)
    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE", index=True)
    job_board: str
    company: str = ""
    identifier: str
    url: str
    apply_url: str = ""
    title: str
    hiring_organization: str
    data: dict[str, Any] = json()
    content_hash: str = Field(description="of `data`; another hash means the board edited the posting")
    state: str = "live"
    date_posted: datetime | None = when()
    first_seen_at: datetime = created()
    last_seen_at: datetime = created()
    seen_run_id: int | None = Field(default=None, description="the last run that listed it")
    updated_at: datetime | None = when()
    closed_at: datetime | None = when()
    __table_args__ = (UniqueConstraint("job_board", "company", "identifier"),)


class OpeningMatch(SQLModel, table=True):
    """This opening is in this person's feed, with its score: None until there is a résumé to match."""

    __tablename__ = "opening_match"
    user_id: int = owner(primary_key=True, index=False)
    opening_id: int = Field(foreign_key="opening.id", ondelete="CASCADE", primary_key=True, index=True)
    score: int | None = Field(default=None, sa_column=Column(SmallInteger, nullable=True))
    blocked: bool = False
    created_at: datetime = created()
    scored_at: datetime | None = when()
    __table_args__ = (
        Index("opening_match_arrived", "user_id", "created_at"),
        # The order of the list, so that its first page is read and not sorted.
        Index("opening_match_rank", "user_id", "blocked", text("score desc nulls last"), text("opening_id desc")),
    )


class UserOpening(SQLModel, table=True):
    """What a person did with an opening: saved, hid, saw."""

    __tablename__ = "user_opening"
    user_id: int = owner(primary_key=True, index=False)
    opening_id: int = Field(foreign_key="opening.id", ondelete="CASCADE", primary_key=True, index=True)
    saved_at: datetime | None = when()
    hidden_at: datetime | None = when()
    seen_at: datetime | None = when()
