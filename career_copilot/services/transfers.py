"""The life of an import or an export: a row that is claimed by one worker, kept alive by its heartbeat, taken up by
another when that stops (`claimed_runs.py`), cancelled by its owner. What it does is in `import_running.py` and `exports.py`."""

import logging
import os
import secrets
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import redis
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.errors import NotFoundError
from career_copilot.models.changes import TransferRun
from career_copilot.services import claimed_runs, resume_files
from career_copilot.services import owned as owned_rows
from career_copilot.services.claimed_runs import FREE, HINT_SECONDS, LIMITS, SENT_AGAIN, STALLED, TO_TAKE_UP, Lost

logger = logging.getLogger(__name__)
KEPT = timedelta(days=1)
"""Files of imports and exports are removed after this, and the row with them."""


@dataclass
class Claim:
    """A run while this worker has it."""

    run: TransferRun
    lost: threading.Event = field(default_factory=threading.Event)
    hinted: float = 0.0

    @property
    def run_id(self) -> int:
        assert self.run.id is not None
        return self.run.id


class RunView(BaseModel, frozen=True):
    """A run as its owner sees it."""

    id: int
    kind: str
    state: str
    name: str
    request: dict[str, Any]
    result: dict[str, Any]
    done: int
    total: int
    error: str
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None


def one(user_id: int, run_id: int, kind: str) -> RunView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        return view(owned(session, user_id, run_id, kind))


def all_of(user_id: int, kind: str) -> list[RunView]:
    """The newest first."""
    with db.transaction() as session:
        rows = session.exec(
            select(TransferRun)
            .where(TransferRun.user_id == user_id, TransferRun.kind == kind)
            .order_by(col(TransferRun.id).desc())
            .limit(50)
        )
        return [view(row) for row in rows]


def cancel(user_id: int, run_id: int, kind: str, now: datetime) -> None:
    """Stop it. What an import has written stays, and can be undone."""
    with db.transaction() as session:
        row = owned(session, user_id, run_id, kind, lock=True)
        if row.state not in ("queued", "running", "mapping"):
            return
        row.state, row.finished_at = "cancelled", now
        session.add(row)
    tell(row)
    live.publish(user_id, live.Topic.APPLICATIONS)


def remove(user_id: int, run_id: int, kind: str) -> None:
    """Delete it with its file, now."""
    with db.transaction() as session:
        row = owned(session, user_id, run_id, kind, lock=True)
        session.delete(row)
        session.flush()
        _remove_files(row.path)
    tell(row, "deleted")


def forget_expired(now: datetime) -> None:
    """Every hour: what is older than a day."""
    with db.transaction() as session:
        old = select(TransferRun).where(
            col(TransferRun.expires_at) < now, col(TransferRun.kind).in_(("import", "export"))
        )
        for row in session.exec(old.with_for_update(skip_locked=True)).all():
            session.delete(row)
            session.flush()
            _remove_files(row.path)


def new_path(user_id: int) -> str:
    """Of a file for a row's `path`, in a directory of its own: it belongs to no other row."""
    relative = f"{user_id}/transfers/{secrets.token_hex(16)}"
    directory = resume_files.path(relative).parent
    for each in (directory.parent.parent, directory.parent, directory):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    return relative


def private(path: Path) -> int:
    """A descriptor to write the file that nobody else may read."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _remove_files(path: str) -> None:
    if path:
        for each in resume_files.path(path).parent.glob(f"{path.rpartition('/')[2]}*"):
            each.unlink(missing_ok=True)


def owned(session: Session, user_id: int, run_id: int, kind: str, lock: bool = False) -> TransferRun:
    row = session.get(TransferRun, run_id, with_for_update=lock or None) if 0 < run_id < owned_rows.LARGEST else None
    if row is None or row.user_id != user_id or row.kind != kind:
        raise NotFoundError(f"There is no such {kind}.")
    return row


def view(row: TransferRun) -> RunView:
    return RunView(**row.model_dump(include=set(RunView.model_fields)))


def claim(run_id: int) -> Claim | None:
    """Take a queued or abandoned run. None: it is done, or somebody else's."""
    taken = text(f"""
        update transfer_run set state = 'running', attempt = attempt + 1, heartbeat_at = clock_timestamp()
        where id = :run and attempt < :most and {FREE} returning id
    """)
    with db.transaction() as session:
        if session.execute(taken, LIMITS | {"run": run_id}).first() is None:
            return None
        row = session.get_one(TransferRun, run_id)
    tell(row)
    return Claim(row)


def record(session: Session, claimed: Claim, done: int, total: int, result: dict[str, Any]) -> None:
    """Write how far it is, and a heartbeat; Lost when the run is no longer ours, which rolls the batch back."""
    row = session.exec(
        select(TransferRun)
        .where(
            TransferRun.id == claimed.run_id, TransferRun.attempt == claimed.run.attempt, TransferRun.state == "running"
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise Lost
    row.done, row.total, row.result = done, total, result
    session.add(row)
    session.flush()
    session.execute(
        text("update transfer_run set heartbeat_at = clock_timestamp() where id = :run"), {"run": claimed.run_id}
    )
    claimed.run = row


def end(session: Session, claimed: Claim, state: str, now: datetime, error: str = "") -> None:
    """It is over, or (`mapping`) waits for the person. Lost when it is no longer ours."""
    record(session, claimed, claimed.run.done, claimed.run.total, claimed.run.result)
    row = claimed.run
    row.state, row.error, row.attempt = state, error[:500], row.attempt if state in ("done", "failed") else 0
    row.finished_at = None if state == "mapping" else now
    session.add(row)
    session.flush()


def fail(claimed: Claim, now: datetime, reason: str) -> None:
    """Write why it did not work."""
    try:
        with db.transaction() as session:
            end(session, claimed, "failed", now, reason)
    except Lost:
        return
    tell(claimed.run)


def beating(claimed: Claim) -> AbstractContextManager[None]:
    """Keeps the heartbeat during long steps, and notices when the run is lost."""
    return claimed_runs.beating(claimed.lost, lambda: _beat(claimed), f"transfer {claimed.run_id}")


def _beat(claimed: Claim) -> bool:
    statement = text("""
        update transfer_run set heartbeat_at = clock_timestamp()
        where id = :run and attempt = :attempt and state = 'running' returning id
    """)
    with db.transaction() as session:
        values = {"run": claimed.run_id, "attempt": claimed.run.attempt}
        return session.execute(statement, values).first() is not None


def tell(row: TransferRun, state: str = "") -> None:
    """Tell the owner's tabs how it stands."""
    live.publish(
        row.user_id, live.Topic.TRANSFERS, run_id=row.id, kind=row.kind, state=state or row.state, done=row.done,
        total=row.total,
    )  # fmt: skip


def hint_or_stop(claimed: Claim, done: int) -> None:
    """Progress of what has no known end. Raises Lost."""
    if claimed.lost.is_set():
        raise Lost
    hint(claimed, done, 0)


def hint(claimed: Claim, done: int, total: int) -> None:
    """Progress, at most five times a second; a hint that cannot be sent costs nothing."""
    at = time.monotonic()
    if at - claimed.hinted < HINT_SECONDS:
        return
    claimed.hinted = at
    run = claimed.run
    try:
        live.publish(
            run.user_id, live.Topic.TRANSFERS, run_id=run.id, kind=run.kind, state="running", done=done, total=total
        )
    except redis.RedisError:
        logger.warning("transfer %s could not tell how far it is", claimed.run_id)


def take_up_stalled(*kinds: str) -> list[int]:
    """Runs of these kinds whose worker has died (one in the middle of a transaction has its row locked, and lives), and
    queued ones whose message was lost: they are to be sent again. One that has died too often is given up as failed."""
    given_up = text(f"""
        update transfer_run set state = 'failed', finished_at = clock_timestamp(),
            error = 'It was interrupted ' || attempt || ' times.'
        where id in (
            select id from transfer_run where kind = any(:kinds) and attempt >= :most and {STALLED}
            for update skip locked
        )
    """)
    stalled = text(f"""
        update transfer_run set {SENT_AGAIN} where id in (
            select id from transfer_run where kind = any(:kinds) and {TO_TAKE_UP} for update skip locked
        ) returning id
    """)
    bound = LIMITS | {"kinds": list(kinds)}
    with db.transaction() as session:
        session.execute(given_up, bound)
        return list(session.scalars(stalled, bound))
