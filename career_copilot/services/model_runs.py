"""Runs in which a model is asked once: claimed by one worker, kept by its heartbeat, taken up by another when that stops.

One that finds every model at its limit waits, says until when, and is asked again by itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import text
from sqlmodel import Session

from career_copilot import db
from career_copilot.errors import ModelBusyError, ModelError
from career_copilot.models.practice import PracticeJudging, SpokenAnswer
from career_copilot.services import claimed_runs
from career_copilot.services.claimed_runs import FREE, SENT_AGAIN, TO_TAKE_UP

Run = TypeVar("Run", PracticeJudging, SpokenAnswer)
OPEN = ("queued", "running", "waiting")
LIMITS = claimed_runs.LIMITS | {"most": 12}  # a wait is an attempt, too


def claim(session: Session, kind: type[Run], run_id: int) -> Run | None:
    """Take a run that nobody has. None: it is done, gone, or somebody else's."""
    taken = session.execute(text(_CLAIM.format(table=kind.__tablename__)), LIMITS | {"run": run_id}).first()
    return session.get_one(kind, run_id) if taken is not None else None


@contextmanager
def beating(row: Run) -> Iterator[threading.Event]:
    """Keeps the heartbeat of a claimed run; the event is set when the run is lost."""
    beat, bound = text(_BEAT.format(table=row.__tablename__)), {"run": row.id, "attempt": row.attempt}

    def kept() -> bool:
        with db.transaction() as session:
            return session.execute(beat, bound).first() is not None

    lost = threading.Event()
    with claimed_runs.beating(lost, kept, f"{row.__tablename__} {row.id}"):
        yield lost


def held(session: Session, claimed: Run) -> Run | None:
    """The run, locked, if this attempt still has it."""
    row = session.get(type(claimed), claimed.id, with_for_update=True)
    return row if row is not None and (row.attempt, row.state) == (claimed.attempt, "running") else None


def fail(row: Run, error: ModelError) -> None:
    """It waits until the models are free again, or it has failed for good."""
    row.error = str(error)
    if isinstance(error, ModelBusyError) and row.attempt < LIMITS["most"]:
        row.state, row.due_at = "waiting", error.retry_at
    else:
        row.state = "failed"


def take_up(kind: type[Run]) -> list[int]:
    """Runs that a killed worker left, whose wait is over, or whose message was lost, to be sent again. One that was tried
    too often is over."""
    with db.transaction() as session:
        for statement in (_GIVE_UP, _GO_ON):
            session.execute(text(statement.format(table=kind.__tablename__)), LIMITS)
        return list(session.scalars(text(_TAKE_UP.format(table=kind.__tablename__)), LIMITS))


_CLAIM = f"""
    update {{table}} set state = 'running', attempt = attempt + 1, due_at = null, error = '',
        heartbeat_at = clock_timestamp()
    where id = :run and attempt < :most and {FREE} returning id
"""
_BEAT = """
    update {table} set heartbeat_at = clock_timestamp()
    where id = :run and attempt = :attempt and state = 'running' returning id
"""
_GIVE_UP = f"""
    update {{table}} set state = 'failed', error = 'It was interrupted too often. Ask again.'
    where attempt >= :most and {TO_TAKE_UP}
"""
_GO_ON = """
    update {table} set state = 'queued', heartbeat_at = to_timestamp(0)
    where state = 'waiting' and due_at <= clock_timestamp()
"""
_TAKE_UP = f"""
    update {{table}} set {SENT_AGAIN} where id in (
        select id from {{table}} where {TO_TAKE_UP} for update skip locked
    ) returning id
"""
