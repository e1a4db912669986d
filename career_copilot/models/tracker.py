"""The tables of the tracker: applications and all that hangs on them. The log from which every change can be undone is in `changes.py`.

Those in `services/recording.py`'s `TRACKED` are written through its `Recorder` only: what it did not see cannot be undone."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    DDL,
    BigInteger,
    Column,
    Index,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlmodel import Field, SQLModel

from career_copilot.models.columns import created, json, optional_json, owner, when


def _of_application(required: bool = True) -> Any:
    return Field(
        default=... if required else None,
        foreign_key="application.id",
        ondelete="CASCADE",
        nullable=not required,
        index=True,
    )


class Application(SQLModel, table=True):
    """One attempt to get one job. `deleted_at` hides it until it is undone or, after a month, removed for good."""

    __tablename__ = "application"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner(index=False)
    opening_id: int | None = Field(default=None, foreign_key="opening.id", ondelete="SET NULL", index=True)
    resume_id: int | None = Field(
        default=None, foreign_key="resume.id", ondelete="SET NULL", index=True, description="the résumé that was sent"
    )
    title: str
    company: str = ""
    place: str = ""
    url: str = ""
    source: str = Field(default="", description="where it was found: a job board's name, `referral`, …")
    stage: str = Field(description="domain Stage")
    step: str = Field(default="", description="domain Step within `interview`")
    position: Decimal = Field(sa_column=Column(Numeric, nullable=False), description="order within its column")
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))
    salary: dict[str, Any] | None = optional_json("domain Salary, as advertised")
    snapshot: dict[str, Any] | None = optional_json("domain Advert: the opening as it was when it was added")
    score: int | None = Field(
        default=None, sa_column=Column(SmallInteger, nullable=True), description="of the match, when applied"
    )
    ad_posted_at: datetime | None = when()
    applied_at: datetime | None = when()
    stage_since: datetime = when(nullable=False)
    import_key: str | None = Field(default=None, description="the row of an import it came from; twice is once")
    version: int = Field(default=0, description="goes up with every edit of its fields")
    archived_at: datetime | None = when()
    deleted_at: datetime | None = when()
    created_at: datetime = created()
    updated_at: datetime = created()
    __table_args__ = (
        UniqueConstraint("user_id", "import_key"),
        Index("application_board", "user_id", "stage", "position"),
        Index("application_applied", "user_id", "applied_at"),
        Index(
            "application_of_opening", "user_id", "opening_id", unique=True,
            postgresql_where=text("deleted_at is null and opening_id is not null"),
        ),
    )  # fmt: skip


class StageEntry(SQLModel, table=True):
    """An application came to a stage. The next entry ends it: durations and funnels are read from here."""

    __tablename__ = "stage_entry"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    stage: str
    step: str = ""
    entered_at: datetime = when(nullable=False)


class ApplicationNote(SQLModel, table=True):
    """A note in markdown."""

    __tablename__ = "application_note"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    body: str
    version: int = 0
    created_at: datetime = created()
    updated_at: datetime = created()


class Contact(SQLModel, table=True):
    """A person met on the way, across applications."""

    __tablename__ = "contact"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    name: str
    role: str = ""
    company: str = ""
    channels: list[dict[str, Any]] = json(list)
    notes: str = ""
    last_touch_at: datetime | None = when()
    version: int = 0
    created_at: datetime = created()
    updated_at: datetime = created()


class ApplicationContact(SQLModel, table=True):
    """A contact has to do with an application."""

    __tablename__ = "application_contact"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    relation: str = Field(default="", description="domain Relation")
    __table_args__ = (UniqueConstraint("application_id", "contact_id"),)


class ApplicationDocument(SQLModel, table=True):
    """A file or a text of an application. Versions share the id of the first as `series`."""

    __tablename__ = "application_document"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    series: int | None = Field(default=None, index=True, description="id of the first version; None: it is the first")
    kind: str = Field(description="domain DocumentKind")
    name: str
    media_type: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False), description="bytes")
    sha256: str
    path: str = Field(description="below the data directory's `files/`")
    created_at: datetime = created()


class Interview(SQLModel, table=True):
    """A date with the employer, in the zone it was agreed in."""

    __tablename__ = "interview"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner(index=False)
    application_id: int = _of_application()
    step: str = Field(default="", description="domain Step")
    title: str = ""
    starts_at: datetime = when(nullable=False)
    ends_at: datetime = when(nullable=False)
    time_zone: str = "UTC"
    place: str = ""
    link: str = ""
    people: str = ""
    preparation_minutes: int = 60
    notes: str = ""
    outcome: str = Field(default="", description="domain Outcome")
    version: int = Field(default=0, description="also the SEQUENCE of its calendar entry (RFC 5545)")
    created_at: datetime = created()
    updated_at: datetime = created()
    __table_args__ = (Index("interview_when", "user_id", "starts_at"),)


class Reminder(SQLModel, table=True):
    """Something to do, due at a time or whenever. `rule` is set when a stage's rule made it. Of a recurring one
    `repeats_from` is the date that its rhythm counts from, where that is not `due_at`: it was put off, or its day is longer
    than the month."""

    __tablename__ = "reminder"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner(index=False)
    application_id: int | None = _of_application(required=False)
    interview_id: int | None = Field(default=None, foreign_key="interview.id", ondelete="CASCADE", index=True)
    kind: str = Field(description="domain ReminderKind")
    rule: str = Field(default="", description="name of the rule that made it; empty: the person did")
    title: str
    notes: str = ""
    due_at: datetime | None = when()
    every_days: int | None = Field(default=None, description="recurring: the next is due so many days after this one")
    monthly: bool = Field(
        default=False, description="recurring: each month instead", sa_column_kwargs={"server_default": text("false")}
    )
    repeats_from: datetime | None = when()
    done_at: datetime | None = when()
    announced_at: datetime | None = when()
    version: int = 0
    created_at: datetime = created()
    updated_at: datetime = created()
    __table_args__ = (
        Index("reminder_open", "user_id", "due_at", postgresql_where=text("done_at is null")),
        Index("reminder_done", "user_id", "done_at", postgresql_where=text("done_at is not null")),
        Index(
            "reminder_to_announce", "due_at", postgresql_where=text("done_at is null and announced_at is null"),
        ),
    )  # fmt: skip


class Offer(SQLModel, table=True):
    """What an employer offers."""

    __tablename__ = "offer"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    received_at: datetime | None = when()
    decide_by: datetime | None = when()
    terms: dict[str, Any] = json()
    version: int = 0
    created_at: datetime = created()
    updated_at: datetime = created()


class SubmissionRecord(SQLModel, table=True):
    """What was sent, frozen: a trigger refuses every change but the mark that the step was undone."""

    __tablename__ = "submission_record"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int | None = Field(
        default=None,
        index=True,
        description="no foreign key: it outlives its application, and is its again after a redo",
    )
    change_id: int = Field(index=True)
    content: dict[str, Any] = json()
    files: list[dict[str, Any]] = json(list)
    sha256: str = Field(description="of the canonical JSON of content and files")
    undone_at: datetime | None = when()
    created_at: datetime = created()


_FREEZE = (
    """
    create or replace function submission_record_is_frozen() returns trigger language plpgsql as $$
    begin
        if to_jsonb(old) - 'undone_at' - 'application_id' is distinct from to_jsonb(new) - 'undone_at' - 'application_id' then
            raise exception 'a submission record never changes';
        end if;
        return new;
    end $$
    """,
    """
    create trigger submission_record_is_frozen before update on submission_record
    for each row execute function submission_record_is_frozen()
    """,
)
for _statement in _FREEZE:
    event.listen(SubmissionRecord.__table__, "after_create", DDL(_statement))  # type: ignore[attr-defined,no-untyped-call]


class Preference(SQLModel, table=True):
    """How a person arranged something: rules, goals, weights, columns, widgets. `data` is that thing's own value type."""

    __tablename__ = "preference"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner(index=False)
    name: str
    data: dict[str, Any] = json()
    version: int = 0
    updated_at: datetime = created()
    __table_args__ = (UniqueConstraint("user_id", "name"),)


class FeedToken(SQLModel, table=True):
    """The secret address of a person's calendar feed. Only its hash is stored."""

    __tablename__ = "feed_token"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    token_hash: str = Field(unique=True)
    created_at: datetime = created()
    last_used_at: datetime | None = when()
    revoked_at: datetime | None = when()
