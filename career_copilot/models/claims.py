"""The tables of the claim ledger: what a person tells beyond their résumé, and what they answer for.

Both are written through `services/recording.py`'s `Recorder`, so that every change can be undone."""

from datetime import datetime

from sqlalchemy import ARRAY, Column, Text
from sqlmodel import Field, SQLModel

from career_copilot.models.columns import created, owner


def _texts() -> list[str]:
    found: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}")
    )  # fmt: skip
    return found


class AchievementRow(SQLModel, table=True):
    """A story of the bank: domain AchievementForm. Its job is named, not numbered: résumés are reordered."""

    __tablename__ = "achievement"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    title: str = ""
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    skills: list[str] = _texts()
    start_date: str = Field(default="", description="ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD")
    end_date: str = ""
    employer: str = Field(default="", description="of the job it happened in, as the résumé has it")
    position: str = ""
    version: int = 0
    created_at: datetime = created()
    updated_at: datetime = created()


class StatedFact(SQLModel, table=True):
    """A sentence that the person answers for. An accepted one says where it stood and why it had been flagged."""

    __tablename__ = "stated_fact"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    text: str
    source: str = Field(description="domain FactSource: `stated` or `answer`")
    sentence: str = Field(default="", description="the flagged sentence as it was accepted; empty: written as a fact")
    document: str = Field(default="", description="in which it stood: `Letter to Havnklinik, version 2`")
    reasons: list[str] = _texts()
    version: int = 0
    created_at: datetime = created()
    updated_at: datetime = created()
