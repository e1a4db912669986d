"""The life of a reading: claimed by one worker, kept alive by its heartbeat, taken up by another when that stops
(`claimed_runs.py`)."""

import logging
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import redis
from sqlalchemy import text
from sqlmodel import Session

from career_copilot import db, live
from career_copilot.live import Topic
from career_copilot.services import claimed_runs
from career_copilot.services.claimed_runs import HINT_SECONDS, LIMITS, SENT_AGAIN, STALLED, TO_TAKE_UP, Lost
from career_copilot.services.storing import Owner

logger = logging.getLogger(__name__)


@dataclass
class Claim:
    """A run while this worker has it. Counts are of the whole run, also of earlier attempts."""

    run_id: int
    attempt: int
    owner: Owner
    http_cache: dict[str, Any]
    found: int = 0
    new: int = 0
    updated: int = 0
    closed: int = 0
    started: float = field(default_factory=time.monotonic)
    hinted: float = 0.0
    lost: threading.Event = field(default_factory=threading.Event)


CLAIM = """
    update ingest_run r set state = 'running', heartbeat_at = clock_timestamp(),
        started_at = coalesce(started_at, clock_timestamp()),
        cursor = jsonb_build_object('attempt', coalesce(cast(r.cursor ->> 'attempt' as int), 0) + 1, 'stored', r.found)
    from source s
    where r.id = :run and s.id = r.source_id and coalesce(cast(r.cursor ->> 'attempt' as int), 0) < :most
        and (r.state = 'queued'
            or (r.state = 'running' and r.heartbeat_at < clock_timestamp() - make_interval(secs => :stalled)))
    returning cast(r.cursor ->> 'attempt' as int) as attempt, r.source_id, r.found, r.new, r.updated, r.closed, s.job_board, s.company, s.http_cache,
        extract(epoch from clock_timestamp() - r.started_at) as age
"""


def claim(run_id: int) -> Claim | None:
    """Take a queued or abandoned run. None: it is done, or somebody else's."""
    with db.transaction() as session:
        row = session.execute(text(CLAIM), LIMITS | {"run": run_id}).one_or_none()
        if row is None:
            return None
        claimed = Claim(
            run_id=run_id,
            attempt=row.attempt,
            owner=Owner(run_id, row.source_id, row.job_board, row.company),
            http_cache=row.http_cache,
            found=row.found,
            new=row.new,
            updated=row.updated,
            closed=row.closed,
            started=time.monotonic() - float(row.age),
        )
    hint(claimed, "running", force=True)
    return claimed


def record(session: Session, claimed: Claim) -> None:
    """Write the counts and a heartbeat; Lost when the run is no longer ours, which rolls the batch back."""
    counts = {name: getattr(claimed, name) for name in ("found", "new", "updated", "closed")}
    kept = session.execute(
        text("""
            update ingest_run set found = :found, new = :new, updated = :updated, closed = :closed,
                cursor = cursor || jsonb_build_object('stored', cast(:found as int)), heartbeat_at = clock_timestamp()
            where id = :run and cast(cursor ->> 'attempt' as int) = :attempt and state = 'running' returning id
        """),
        counts | {"run": claimed.run_id, "attempt": claimed.attempt},
    ).one_or_none()
    if kept is None:
        raise Lost


def end(session: Session, claimed: Claim, state: str, error: str = "", error_kind: str = "") -> None:
    """The run is over: `done`, `truncated` or `failed`. Lost when it is no longer ours."""
    record(session, claimed)
    session.execute(
        text("""
            update ingest_run set state = :state, error = :error, error_kind = :kind, finished_at = clock_timestamp()
            where id = :run
        """),
        {"state": state, "error": error[:500], "kind": error_kind, "run": claimed.run_id},
    )


def _beat(claimed: Claim) -> bool:
    """False when the run is not ours any more."""
    with db.transaction() as session:
        kept = session.execute(
            text("""
                update ingest_run set heartbeat_at = clock_timestamp()
                where id = :run and cast(cursor ->> 'attempt' as int) = :attempt and state = 'running' returning id
            """),
            {"run": claimed.run_id, "attempt": claimed.attempt},
        ).one_or_none()
    return kept is not None


def beating(claimed: Claim) -> AbstractContextManager[None]:
    """Keeps the heartbeat while the block waits for slow boards, and notices when the run is lost."""
    return claimed_runs.beating(claimed.lost, lambda: _beat(claimed), f"run {claimed.run_id}")


def hint(claimed: Claim, state: str, error: str = "", force: bool = False) -> None:
    """Tell the tabs of those who follow the source by now how far the run is, at most five times a second."""
    now = time.monotonic()
    if not force and now - claimed.hinted < HINT_SECONDS:
        return
    claimed.hinted = now
    counts = {name: getattr(claimed, name) for name in ("found", "new", "updated", "closed")}
    followers = text("select user_id from follow where source_id = :source order by user_id")
    with db.reading() as connection:
        users = list(connection.scalars(followers, {"source": claimed.owner.source_id}))
    try:
        for user_id in users:
            live.publish(
                user_id, Topic.SOURCES, source_id=claimed.owner.source_id, run_id=claimed.run_id, state=state,
                seconds=round(now - claimed.started, 1), error=error, **counts,
            )  # fmt: skip
    except redis.RedisError:  # it is being restarted: tabs learn the rest from the rows
        logger.warning("run %s could not tell how far it is", claimed.run_id)


def take_up_stalled() -> list[int]:
    """Runs whose worker has died, and queued ones whose message was lost: give them to `tasks.ingest`. One that has
    died too often is given up as failed."""
    with db.transaction() as session:
        session.execute(
            text(f"""
                update ingest_run set state = 'failed', finished_at = clock_timestamp(), error_kind = 'failed',
                    error = 'the reading was interrupted ' || (cursor ->> 'attempt') || ' times'
                where cast(cursor ->> 'attempt' as int) >= :most and {STALLED}
            """),
            LIMITS,
        )
        stalled = text(f"update ingest_run set {SENT_AGAIN} where {TO_TAKE_UP} returning id")
        return list(session.scalars(stalled, LIMITS))
