"""The life of a run: claimed by one worker, kept alive by its heartbeat, taken up by another when that stops.

Clocks differ between machines, so whether a heart beats is judged by the database's clock alone."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import redis
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from career_copilot import db, live
from career_copilot.live import Topic
from career_copilot.services.storing import Owner

logger = logging.getLogger(__name__)
BEAT_SECONDS = 5.0
STALLED_SECONDS = 30
LOST_MESSAGE_SECONDS = 120
"""After this long in the queue the message is taken for lost and sent again; a second one does no harm."""
MOST_ATTEMPTS = 5
HINT_SECONDS = 0.2


class Lost(Exception):
    """Another worker has taken up this run: write nothing more."""


@dataclass
class Claim:
    """A run while this worker has it. Counts are of the whole run, also of earlier attempts."""

    run_id: int
    attempt: int
    owner: Owner
    http_cache: dict[str, Any]
    followers: list[int]
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
        row = session.execute(
            text(CLAIM), {"run": run_id, "most": MOST_ATTEMPTS, "stalled": STALLED_SECONDS}
        ).one_or_none()
        if row is None:
            return None
        found = text("select user_id from follow where source_id = :source order by user_id")
        claimed = Claim(
            run_id=run_id,
            attempt=row.attempt,
            owner=Owner(run_id, row.source_id, row.job_board, row.company),
            http_cache=row.http_cache,
            followers=list(session.scalars(found, {"source": row.source_id})),
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


@contextmanager
def beating(claimed: Claim) -> Iterator[None]:
    """A thread keeps the heartbeat while the block waits for slow boards, and notices when the run is lost."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(BEAT_SECONDS):
            try:
                kept = _beat(claimed)
            except OperationalError:  # the database is being restarted: the next beat may get through
                logger.warning("run %s missed a heartbeat", claimed.run_id)
                continue
            if not kept:
                claimed.lost.set()
                return

    thread = threading.Thread(target=beat, name=f"run {claimed.run_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def hint(claimed: Claim, state: str, error: str = "", force: bool = False) -> None:
    """Tell the followers' tabs how far the run is, at most five times a second."""
    now = time.monotonic()
    if not force and now - claimed.hinted < HINT_SECONDS:
        return
    claimed.hinted = now
    counts = {name: getattr(claimed, name) for name in ("found", "new", "updated", "closed")}
    try:
        for user_id in claimed.followers:
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
            text("""
                update ingest_run set state = 'failed', finished_at = clock_timestamp(), error_kind = 'failed',
                    error = 'the reading was interrupted ' || (cursor ->> 'attempt') || ' times'
                where state = 'running' and cast(cursor ->> 'attempt' as int) >= :most
                    and heartbeat_at < clock_timestamp() - make_interval(secs => :stalled)
            """),
            {"most": MOST_ATTEMPTS, "stalled": STALLED_SECONDS},
        )
        stalled = text("""
            update ingest_run set heartbeat_at = case when state = 'queued' then clock_timestamp() else heartbeat_at end
            where (state = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => :stalled))
                or (state = 'queued' and coalesce(heartbeat_at, created_at)
                    < clock_timestamp() - make_interval(secs => :lost))
            returning id
        """)
        return list(session.scalars(stalled, {"stalled": STALLED_SECONDS, "lost": LOST_MESSAGE_SECONDS}))
