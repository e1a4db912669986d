"""The tables of interview practice: sessions, the answers given in them, questions of one's own.

An answer carries its question as it was asked, because the rules that make questions change."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from career_copilot.models.columns import created, json, owner, when


def _of_application() -> Any:
    return Field(foreign_key="application.id", ondelete="CASCADE", nullable=False, index=True)


class PracticeSession(SQLModel, table=True):
    """A few questions in a row, each with a time to keep. `questions` are domain Questions."""

    __tablename__ = "practice_session"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    kind: str = Field(default="", description="domain QuestionKind; empty: of all kinds")
    seconds: int = Field(description="for each answer; 0: no clock")
    questions: list[dict[str, Any]] = json(list)
    created_at: datetime = created()
    finished_at: datetime | None = when()


class PracticeAnswer(SQLModel, table=True):
    """What was answered, and how it was judged."""

    __tablename__ = "practice_answer"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    session_id: int = Field(foreign_key="practice_session.id", ondelete="CASCADE", nullable=False)
    key: str
    question: dict[str, Any] = json()
    text: str
    seconds: int = 0
    judgements: list[dict[str, Any]] = json(list)
    score: int = Field(sa_column=Column(SmallInteger, nullable=False))
    created_at: datetime = created()
    __table_args__ = (UniqueConstraint("session_id", "key"),)


class PracticeCard(SQLModel, table=True):
    """A question of the person's own. Written through the `Recorder`, and so is what deletes an answer."""

    __tablename__ = "practice_card"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    key: str
    question: dict[str, Any] = json()
    created_at: datetime = created()
    __table_args__ = (UniqueConstraint("application_id", "key"),)


class PracticeJudging(SQLModel, table=True):
    """A model judges an answer. One at a time for each."""

    __tablename__ = "practice_judging"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    answer_id: int = Field(foreign_key="practice_answer.id", ondelete="CASCADE", nullable=False, index=True)
    state: str = Field(default="queued", description="`queued`, `running`, `waiting`, `done` or `failed`")
    error: str = ""
    attempt: int = 0
    due_at: datetime | None = when()
    created_at: datetime = created()
    heartbeat_at: datetime | None = when()
    __table_args__ = (
        Index(
            "practice_judging_one_open", "answer_id", unique=True,
            postgresql_where="state in ('queued', 'running', 'waiting')",
        ),
    )  # fmt: skip


class SpokenAnswer(SQLModel, table=True):
    """A recording that becomes text: a run like a judgement. `path` is empty once the audio is gone, `text` until it came."""

    __tablename__ = "spoken_answer"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    session_id: int = Field(foreign_key="practice_session.id", ondelete="CASCADE", nullable=False)
    key: str
    media_type: str
    path: str
    text: str = ""
    state: str = Field(default="queued", description="as of PracticeJudging")
    error: str = ""
    attempt: int = 0
    due_at: datetime | None = when()
    created_at: datetime = created()
    heartbeat_at: datetime | None = when()
    __table_args__ = (UniqueConstraint("session_id", "key"),)


class ResearchSource(SQLModel, table=True):
    """A text on the employer that the person pasted, with where it is from. Written through the `Recorder`."""

    __tablename__ = "research_source"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = owner()
    application_id: int = _of_application()
    name: str
    url: str = ""
    body: str
    created_at: datetime = created()
