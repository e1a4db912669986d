"""The tables of what was done: each change with the rows before and after it, and tasks over many rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from career_copilot.models.columns import created, json, optional_json, owner, when


class UserChange(SQLModel, table=True):
    """One action of a person, a rule or an import. Only ever inserted. A change that undoes (or, with `redo`, repeats)
    another names it; the last of those says whether it holds."""

    __tablename__ = "user_change"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner(index=False)
    kind: str = Field(description="the service function: `applications.move`")
    summary: str = Field(description="for the person: `Moved to Interview`")
    actor: str = Field(description="domain Actor")
    undoes_id: int | None = Field(default=None, foreign_key="user_change.id", ondelete="CASCADE", index=True)
    redo: bool = False
    created_at: datetime = created()
    __table_args__ = (Index("user_change_recent", "user_id", "id"),)


class ApplicationEvent(SQLModel, table=True):
    """One row before and after one change. Only ever inserted; the timeline of an application is read from here."""

    __tablename__ = "application_event"
    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True))
    user_id: int = owner(index=False)
    change_id: int = Field(foreign_key="user_change.id", ondelete="CASCADE", index=True)
    application_id: int | None = Field(default=None, description="no foreign key: the log outlives what it is about")
    subject: str = Field(description="the table")
    row_id: int
    before: dict[str, Any] | None = optional_json("None: the row was made")
    after: dict[str, Any] | None = optional_json("None: the row was removed")
    __table_args__ = (
        Index("application_event_timeline", "application_id", "id"),
        Index("application_event_row", "subject", "row_id", "id"),
    )


class TransferRun(SQLModel, table=True):
    """A long task over many rows: an import, an export, a large bulk change. A row, so that a killed worker costs half a
    minute (decision 0006). An import is queued twice: to read its file, then, once it is mapped, to run."""

    __tablename__ = "transfer_run"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    kind: str = Field(description="`import`, `export` or `bulk`")
    state: str = Field("queued", description="`mapping`, `queued`, `running`, `done`, `failed` or `cancelled`")
    request: dict[str, Any] = json()
    result: dict[str, Any] = json()
    done: int = 0
    total: int = 0
    path: str = Field(default="", description="of the file read or written, below the data directory's `files/`")
    name: str = ""
    error: str = ""
    attempt: int = 0
    heartbeat_at: datetime | None = when()
    created_at: datetime = created()
    finished_at: datetime | None = when()
    expires_at: datetime | None = when(index=True)
