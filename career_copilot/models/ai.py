"""Language models: whose key is used, what each call cost, what a month has cost, what was answered before.

Money is whole nanodollars (`domain/language_models.py`)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from career_copilot.models.columns import created, json, owner, when


def _money(description: str) -> Any:
    return Field(
        default=0,
        sa_column=Column(BigInteger, nullable=False, server_default="0"),
        description=f"nanodollars {description}",
    )


class ModelConnection(SQLModel, table=True):
    """An endpoint with its key: a person's own, or (`user_id` is None) the installation's. The key is encrypted with one
    that the database never holds (`services/vault.py`)."""

    __tablename__ = "model_connection"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int | None = Field(default=None, foreign_key="user_account.id", ondelete="CASCADE", nullable=True)
    provider: str = Field(description="domain Provider")
    url: str
    sealed_key: str = Field(default="", description="empty: the endpoint asks for none")
    key_end: str = Field(default="", description="the key's last four characters, for its owner")
    roles: dict[str, Any] = json()
    monthly_cap: int | None = Field(
        default=None, sa_column=Column(BigInteger, nullable=True), description="nanodollars a person"
    )
    version: int = 0
    checked_at: datetime | None = when()
    check_kind: str = Field(default="", description="of ModelError; empty: it worked")
    check_error: str = ""
    found: list[str] = json(list)
    created_at: datetime = created()
    updated_at: datetime = created()
    __table_args__ = (Index("model_connection_of", "user_id", unique=True, postgresql_nulls_not_distinct=True),)


class ModelCall(SQLModel, table=True):
    """One call of a model: the ledger. What was asked and answered is not in it."""

    __tablename__ = "model_call"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner(index=False)
    paid_by: str = Field(description="`own` or `installation`: whose key")
    feature: str
    model: str
    outcome: str = Field(description="domain Outcome")
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    audio_seconds: float = 0
    estimated: bool = Field(default=False, description="the provider did not tell the tokens")
    reserved: int = _money("set aside while it runs")
    cost: int = _money("in the end")
    price_known: bool = True
    milliseconds: int = 0
    first_milliseconds: int | None = None
    created_at: datetime = created()
    __table_args__ = (
        Index("model_call_of", "user_id", "created_at"),
        Index("model_call_running", "user_id", postgresql_where="outcome = 'running'"),
    )


class ModelMonth(SQLModel, table=True):
    """What a person's calls cost in a month (UTC), and what those that run may cost yet: the cap holds against both."""

    __tablename__ = "model_month"
    user_id: int = owner(primary_key=True, index=False)
    month: date = Field(primary_key=True, description="its first day")
    paid_by: str = Field(primary_key=True)
    spent: int = _money("of what has ended")
    reserved: int = _money("of what runs")


class ModelAnswer(SQLModel, table=True):
    """An answer by the hash of model, prompt and schema, so that the same question costs nothing."""

    __tablename__ = "model_answer"
    user_id: int = owner(primary_key=True, index=False)
    key: str = Field(primary_key=True)
    model: str
    answer: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = created()
    __table_args__ = (Index("model_answer_made", "created_at"),)
