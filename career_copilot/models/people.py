"""The tables of people: accounts and their sessions, résumés, wishes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from career_copilot.models.columns import created, json, owner, when


class User(SQLModel, table=True):
    """A person with an account."""

    __tablename__ = "user_account"
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, description="lower case")
    password_hash: str
    is_admin: bool = False
    time_zone: str = Field("UTC", description="IANA name")
    settings: dict[str, Any] = json()
    scores_version: str = Field(
        default="",
        sa_column_kwargs={"server_default": ""},
        description="of the formula that last scored the whole feed",
    )
    onboarded_at: datetime | None = when()
    created_at: datetime = created()


class LoginSession(SQLModel, table=True):
    """A logged-in browser. Only the hash of its cookie is stored."""

    __tablename__ = "login_session"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    token_hash: str = Field(unique=True, description="sha256 of the cookie, hex")
    user_agent: str = ""
    address: str = ""
    created_at: datetime = created()
    last_seen_at: datetime = created()
    expires_at: datetime = when(nullable=False)
    revoked_at: datetime | None = when()


class OneTimeLink(SQLModel, table=True):
    """A link that works once: a password reset, or the first administrator on a reachable host."""

    __tablename__ = "one_time_link"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int | None = Field(default=None, foreign_key="user_account.id", ondelete="CASCADE", index=True)
    purpose: str = Field(description="`reset` or `first-admin`")
    token_hash: str = Field(unique=True)
    created_at: datetime = created()
    expires_at: datetime = when(nullable=False)
    used_at: datetime | None = when()


class InstallationSetting(SQLModel, table=True):
    """What an administrator chose for everybody, such as whether people may sign up."""

    __tablename__ = "installation_setting"
    name: str = Field(primary_key=True)
    value: str


class ResumeFile(SQLModel, table=True):
    """A résumé: the original file, the text in it, what was read, and what the person corrected."""

    __tablename__ = "resume"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    name: str = Field(description="shown to the person; the file's name at first")
    media_type: str
    size: int = Field(description="bytes")
    sha256: str
    path: str = Field(description="below the data directory's `files/`")
    state: str = Field("reading", description="`reading`, `ready` or `failed`")
    error: str = ""
    reading: dict[str, Any] | None = Field(default=None, sa_type=JSONB, description="domain Resume as first read")
    resume: dict[str, Any] | None = Field(default=None, sa_type=JSONB, description="domain Resume as corrected")
    version: int = Field(0, description="goes up with every correction; the check that two tabs do not overwrite")
    matching: bool = Field(False, description="the one résumé of this person that openings are scored against")
    started_at: datetime | None = when()
    heartbeat_at: datetime | None = when()
    created_at: datetime = created()
    updated_at: datetime = created()
    __table_args__ = (Index("resume_one_matching", "user_id", unique=True, postgresql_where="matching"),)


class WishesRow(SQLModel, table=True):
    """The wishes of one person: domain Wishes."""

    __tablename__ = "wishes"
    user_id: int = owner(primary_key=True, index=False)
    data: dict[str, Any] = json()
    version: int = 0
    updated_at: datetime = created()
