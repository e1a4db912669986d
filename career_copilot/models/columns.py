"""How the tables write their columns."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Computed, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field


def utc_now() -> datetime:
    """Default of `created_at` columns only; rules get `now` passed in."""
    return datetime.now(UTC)


def when(nullable: bool = True, index: bool = False) -> Any:
    return Field(default=None if nullable else ..., sa_type=DateTime(timezone=True), nullable=nullable, index=index)


def created() -> Any:
    return Field(default_factory=utc_now, sa_type=DateTime(timezone=True), nullable=False)


def owner(primary_key: bool = False, index: bool = True) -> Any:
    return Field(
        foreign_key="user_account.id", ondelete="CASCADE", primary_key=primary_key, index=index, nullable=False
    )


def json(default: Any = dict) -> Any:
    return Field(default_factory=default, sa_type=JSONB, nullable=False)


def optional_json(description: str) -> Any:
    """None is SQL's null, not JSON's."""
    return Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True), description=description)


def generated(kind: Any, sql: str) -> Any:
    """The database computes it; nobody writes it."""
    return Field(default=None, sa_column=Column(kind, Computed(sql, persisted=True), nullable=True))
