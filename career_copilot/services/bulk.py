"""The same change for many applications: at once when they are few, else as a task with progress. One change to undo.

A run goes on where its last batch ended, whoever runs it: the batch, its count and its heartbeat are one transaction."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import redis
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from career_copilot import db, live
from career_copilot.domain.applications import MOST_AT_ONCE, BulkAction, tidy_tags
from career_copilot.domain.pipeline import label
from career_copilot.errors import CareerCopilotError, InvalidInputError, NotFoundError
from career_copilot.models.changes import TransferRun, UserChange
from career_copilot.services import applications, changes, transfers
from career_copilot.services.claimed_runs import FREE, LIMITS
from career_copilot.services.recording import Change, Recorder, lock_person

logger = logging.getLogger(__name__)
FEW = 200
"""Up to so many are changed while the person waits, a second at most."""
BATCH = 100
FEW_ROWS = 600
"""A change that touched more rows is undone by a task."""


class BulkRun(BaseModel, frozen=True):
    """How far a large change is."""

    id: int
    state: str
    summary: str
    done: int
    total: int
    change_id: int | None
    error: str


def change_few(user_id: int, ids: Sequence[int], action: BulkAction, now: datetime) -> Change:
    """The change, all of it or nothing. Raises NotFoundError for one that is not theirs."""
    if action.kind == "move":
        return applications.move(user_id, ids, action.stage, action.step, now)
    if action.kind == "tag":
        return applications.tag(user_id, ids, action.more, action.less, now)
    if action.kind == "archive":
        return applications.archive(user_id, ids, action.archived, now)
    return applications.delete(user_id, ids, now)


def start(user_id: int, ids: Sequence[int], action: BulkAction, now: datetime) -> int:
    """Write down a large change for `tasks.change_many`; returns the run's id. Only the person's own are changed."""
    if not ids or len(ids) > MOST_AT_ONCE:
        raise InvalidInputError(f"Between one and {MOST_AT_ONCE:,} applications can be changed at once.")
    try:
        tidy_tags(action.more)
    except ValueError as error:
        raise InvalidInputError(f"An application {error}.") from error
    chosen = sorted(set(ids))
    request = {"action": action.model_dump(mode="json"), "ids": chosen, "change_id": None}
    return _start(user_id, len(chosen), request, now)


def _start(user_id: int, total: int, request: dict[str, Any], now: datetime) -> int:
    with db.transaction() as session:
        lock_person(session, user_id)
        if _running(session, user_id) is not None:
            raise InvalidInputError("Another large change is still running. Wait for it, or cancel it.")
        run = TransferRun(user_id=user_id, kind="bulk", state="queued", total=total, created_at=now, request=request)
        session.add(run)
        session.flush()
        assert run.id is not None
    _tell(user_id)
    return run.id


def start_undo(user_id: int, change_id: int, now: datetime, redo: bool = False) -> int:
    """Write down that a large change is to be undone, or done again; returns the run's id. Raises NotFoundError."""
    size = changes.size(user_id, change_id, redo)
    request = {"undo": change_id, "redo": redo, "summary": size.summary, "change_id": change_id}
    return _start(user_id, max(1, size.applications), request, now)


def current(user_id: int) -> BulkRun | None:
    """The large change that is running or waits to."""
    with db.transaction() as session:
        run = _running(session, user_id)
        return _view(run) if run else None


def one(user_id: int, run_id: int) -> BulkRun:
    """How far it is, or how it ended. Raises NotFoundError."""
    with db.transaction() as session:
        return _view(_owned(session, user_id, run_id))


def cancel(user_id: int, run_id: int, now: datetime) -> None:
    """Stop after the batch that is being changed; what is done stays, and can be undone."""
    with db.transaction() as session:
        run = _owned(session, user_id, run_id, lock=True)
        if run.state in ("queued", "running"):
            _stop(session, run, "cancelled", now)
    _tell(user_id)


def run(run_id: int, now: datetime) -> None:
    """Change what is left of it. Nothing happens when another worker has it, or it is over."""
    attempt = _claim(run_id)
    if attempt is None:
        return
    goes_on = True
    while goes_on:
        try:
            with db.transaction() as session:
                user_id, goes_on = _next_batch(session, run_id, attempt, now)
        except CareerCopilotError as error:
            user_id, goes_on = _fail(run_id, str(error), now), False
        _tell(user_id)


def _claim(run_id: int) -> int | None:
    """Take a queued or abandoned run: the number of this attempt. Whether a heart beats is judged by the database's clock."""
    statement = text(f"""
        update transfer_run set state = 'running', heartbeat_at = clock_timestamp(), attempt = attempt + 1
        where id = :run and kind = 'bulk' and attempt < :most and {FREE} returning attempt
    """)
    with db.transaction() as session:
        attempt: int | None = session.scalar(statement, LIMITS | {"run": run_id})
    return attempt


def _next_batch(session: Session, run_id: int, attempt: int, now: datetime) -> tuple[int, bool]:
    """Whose it is, and whether there is more to do."""
    row = session.get_one(TransferRun, run_id, with_for_update=True)
    if row.state != "running" or row.attempt != attempt:
        return row.user_id, False
    if "undo" in row.request:  # all of it or nothing: one transaction, in which the run ends too
        changes.turn(session, row.user_id, row.request["undo"], now, row.request["redo"])
        row.done, row.state, row.finished_at = row.total, "done", now
        return row.user_id, False
    change_id, ids = row.request["change_id"], row.request["ids"][row.done : row.done + BATCH]
    if change_id is not None and not changes.holds(session, change_id):
        _stop(session, row, "cancelled", now)
        return row.user_id, False
    action = BulkAction.model_validate(row.request["action"])
    recorder = Recorder(session, row.user_id, f"applications.{action.kind}", _summary(action, row.total), now)
    if change_id is not None:
        recorder.change = session.get_one(UserChange, change_id)
    applications.change_batch(session, recorder, ids, action, now)
    row.request = row.request | {"change_id": recorder.done.id}
    row.done += len(ids)
    row.heartbeat_at = session.scalar(text("select clock_timestamp()"))
    if row.done >= row.total:
        row.state, row.finished_at = "done", now
    return row.user_id, row.done < row.total


def _fail(run_id: int, why: str, now: datetime) -> int:
    with db.transaction() as session:
        row = session.get_one(TransferRun, run_id, with_for_update=True)
        row.error = why
        _stop(session, row, "failed", now)
        return row.user_id


def _stop(session: Session, row: TransferRun, state: str, now: datetime) -> None:
    """It ends before it is through: its change says of how many it is."""
    row.state, row.finished_at = state, now
    change_id = row.request["change_id"]
    if "action" in row.request and change_id is not None:
        change = session.get_one(UserChange, change_id)
        change.summary = _summary(BulkAction.model_validate(row.request["action"]), row.done)


def take_up_stalled() -> list[int]:
    """Those to be sent to `tasks.change_many` again."""
    return transfers.take_up_stalled("bulk")


DONE = {"move": "Moved", "tag": "Tagged", "archive": "Archived", "restore": "Brought back", "delete": "Deleted"}
GOING_ON = {
    "move": "Moving",
    "tag": "Tagging",
    "archive": "Archiving",
    "restore": "Bringing back",
    "delete": "Deleting",
}


def _summary(action: BulkAction, count: int, verbs: dict[str, str] = DONE) -> str:
    verb = verbs["restore" if action.kind == "archive" and not action.archived else action.kind]
    which = f"{verb} {count:,} application{'' if count == 1 else 's'}"
    if action.kind == "move":
        return f"{which} to {label(action.stage, action.step)}"
    return f"{which}: {', '.join([*action.more, *action.less])}" if action.kind == "tag" else which


def _running(session: Session, user_id: int) -> TransferRun | None:
    statement = text("""
        select id from transfer_run where user_id = :user_id and kind = 'bulk' and state in ('queued', 'running')
        order by id desc limit 1
    """)
    found = session.scalar(statement, {"user_id": user_id})
    return session.get(TransferRun, found) if found is not None else None


def _owned(session: Session, user_id: int, run_id: int, lock: bool = False) -> TransferRun:
    run = session.get(TransferRun, run_id, with_for_update=lock or None)
    if run is None or run.user_id != user_id or run.kind != "bulk":
        raise NotFoundError("There is no such change.")
    return run


def _view(run: TransferRun) -> BulkRun:
    request: dict[str, Any] = run.request
    assert run.id is not None
    return BulkRun(
        id=run.id, state=run.state, done=run.done, total=run.total, error=run.error, change_id=request["change_id"],
        summary=request["summary"] if "undo" in request else _told(run),
    )  # fmt: skip


def _told(run: TransferRun) -> str:
    action = BulkAction.model_validate(run.request["action"])
    if run.state in ("queued", "running"):
        return _summary(action, run.total, GOING_ON)
    return _summary(action, run.done)


def _tell(user_id: int) -> None:
    """A hint; when Redis is being restarted, tabs learn the rest from the rows."""
    try:
        live.publish(user_id, live.Topic.APPLICATIONS)
    except redis.RedisError as error:
        logger.warning("the tabs of person %s were not told of a large change: %s", user_id, error)
