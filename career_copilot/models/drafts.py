"""What is being written: drafts, their versions, and the runs in which a model writes one.

A version is never changed: an edit, a generation or a rollback is one more row."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Index, UniqueConstraint, event
from sqlmodel import Field, SQLModel

from career_copilot.models.columns import created, json, owner, when


class Draft(SQLModel, table=True):
    """A letter, a message, a tailored résumé, an answer: domain DraftKind. Its words are in its versions."""

    __tablename__ = "draft"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    kind: str = Field(description="domain DraftKind")
    opening_id: int | None = Field(default=None, foreign_key="opening.id", ondelete="SET NULL", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", ondelete="SET NULL", index=True)
    title: str
    language: str = Field(default="", description="ISO 639-1 of a résumé; a text's versions say theirs")
    settings: dict[str, Any] = json()
    version: int = Field(default=0, description="number of the current version; 0: nothing is written yet")
    created_at: datetime = created()
    updated_at: datetime = created()


class DraftVersion(SQLModel, table=True):
    """One state of a draft, kept as it was: a trigger refuses changes. Whether its sentences are true is not in it:
    facts change."""

    __tablename__ = "draft_version"
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id", ondelete="CASCADE", nullable=False)
    user_id: int = owner()
    number: int
    author: str = Field(description="`model`, `evidence`, `you` or `rollback`")
    note: str = Field(default="", description="what is worth knowing: `stopped`, `of version 2`")
    content: dict[str, Any] = json()
    created_at: datetime = created()
    __table_args__ = (UniqueConstraint("draft_id", "number"),)


class DraftOpinion(SQLModel, table=True):
    """What a model thinks of a sentence together with the facts that carry it (domain/entailing.py); no reason: it follows."""

    __tablename__ = "draft_opinion"
    draft_id: int = Field(foreign_key="draft.id", ondelete="CASCADE", primary_key=True)
    key: str = Field(primary_key=True)
    user_id: int = owner()
    reason: str = ""
    created_at: datetime = created()


class Generation(SQLModel, table=True):
    """A model writes a draft: a long run, claimed by one worker at a time. The text so far is in Redis."""

    __tablename__ = "generation"
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id", ondelete="CASCADE", nullable=False, index=True)
    user_id: int = owner()
    state: str = Field(default="queued", description="domain GenerationState")
    wish: dict[str, Any] = json()
    model: str = ""
    due_at: datetime | None = when()
    error: str = ""
    error_kind: str = ""
    attempt: int = 0
    heartbeat_at: datetime | None = when()
    created_at: datetime = created()
    started_at: datetime | None = when()
    finished_at: datetime | None = when()
    __table_args__ = (
        Index(
            "generation_one_open", "draft_id", unique=True,
            postgresql_where="state in ('queued', 'running', 'waiting')",
        ),
    )  # fmt: skip


FROZEN = (
    """
    create or replace function draft_version_is_frozen() returns trigger language plpgsql as $$
    begin
        raise exception 'a version of a draft is never changed';
    end $$
    """,
    """
    create trigger draft_version_is_frozen before update on draft_version
    for each row execute function draft_version_is_frozen()
    """,
)
"""The same as in the migration: tests make their tables from here."""
for _statement in FROZEN:
    event.listen(DraftVersion.__table__, "after_create", DDL(_statement))  # type: ignore[attr-defined,no-untyped-call]
