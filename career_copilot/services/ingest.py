"""Read one source and store what it lists. Long work is a row: a run is claimed, beats, and goes on where it stood.

The cursor is in the postings themselves: each carries the last run that listed it, so a run that is taken up skips what
it has stored. A run belongs to the worker with its highest `attempt`; who holds an older one stops at its next batch."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta

import httpx
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from career_copilot import db
from career_copilot.errors import JobBoardError
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.board import Board, incomplete
from career_copilot.job_boards.fetching import Outcome, new_client
from career_copilot.models import Follow, IngestRun, Source
from career_copilot.services import storing
from career_copilot.services.claimed_runs import Lost
from career_copilot.services.reading import Reader, again, gone, pass_on, read
from career_copilot.services.runs import Claim, beating, claim, end, hint
from career_copilot.services.sources import add_to_feeds, open_runs

logger = logging.getLogger(__name__)
MANY = 5
"""Live postings from which on an empty answer is taken for a failure and not for a company that hires nobody."""
SLOTS = 6
"""Sources read at once in one process; the other threads of the worker are for other queues."""
FIRST_RETRY = timedelta(minutes=10)

_slots = threading.BoundedSemaphore(SLOTS)


@contextmanager
def slot() -> Iterator[bool]:
    """True if there is room for one more reading in this process. If not, the run stays queued: whoever finishes a
    reading takes up `next_queued`."""
    free = _slots.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            _slots.release()


def next_queued() -> int | None:
    """The run that has waited longest."""
    waiting = select(col(IngestRun.id)).where(col(IngestRun.state) == "queued").order_by(col(IngestRun.id)).limit(1)
    with db.transaction() as session:
        return session.scalars(waiting).first()


def due(now: datetime) -> list[int]:
    """Runs for all sources that someone follows and whose time has come; give them to `tasks.ingest`."""
    with db.transaction() as session:
        followed = select(col(Follow.source_id)).distinct()
        waiting = select(col(Source.id)).where(col(Source.id).in_(followed), col(Source.next_due_at) <= now)
        return open_runs(session, [number for number in session.scalars(waiting) if number is not None], now)


def run(
    run_id: int, now: datetime, client: httpx.Client | None = None, sleep: Callable[[float], None] = time.sleep
) -> int | None:
    """Read the run's source. Returns the source whose openings are to be scored; None if another worker has the run or
    it failed (the row then says why)."""
    claimed = claim(run_id)
    if claimed is None:
        return None
    board = BOARDS[claimed.owner.job_board]
    try:
        with beating(claimed), nullcontext(client) if client else new_client() as connection:
            outcome, reader = read(claimed, board, connection, sleep, now)
            missing = gone(claimed, board, connection, sleep) if outcome.truncated else []
            pass_on(again(lambda: _finish(claimed, board, outcome, reader, missing, now)), now)
    except Lost:
        logger.warning("run %s of %s was taken up by another worker", run_id, board.label)
        return None
    except JobBoardError as error:
        _fail(claimed, board, error.reason, error.kind, now)
        return None
    except OperationalError:  # the database went away: without a heartbeat the run is taken up in half a minute
        raise
    except Exception:
        _fail(claimed, board, "an error of this program; its log tells more", "failed", now)
        raise
    return claimed.owner.source_id


def _finish(
    claimed: Claim, board: Board, outcome: Outcome, reader: Reader, missing: list[str], now: datetime
) -> list[storing.Successor]:
    """One transaction: what is missing is closed, the feeds are completed, the source is due again, the run is over."""
    successors: list[storing.Successor] = []
    truncated = outcome.truncated or incomplete(reader.failures)
    with db.transaction() as session:
        if outcome.unchanged:
            claimed.found = storing.touch_all(session, claimed.owner, now)
        elif claimed.found == 0 and not truncated:
            _refuse_empty(session, claimed, board)
        if truncated:
            claimed.closed, successors = storing.close_gone(session, claimed.owner, missing, now)
        elif not outcome.unchanged:
            state = "closed" if board.lists_all else "unverified"
            count, successors = storing.close_missing(session, claimed.owner, state, now)
            claimed.closed = count if board.lists_all else 0
        add_to_feeds(session, claimed.owner.source_id, now)
        source = session.get_one(Source, claimed.owner.source_id)
        source.last_success_at, source.next_due_at, source.failure_streak = now, now + board.cadence, 0
        source.http_cache = outcome.cache if not truncated else {}
        source.name = _name(reader) or source.name
        state = "truncated" if truncated else "done"
        end(session, claimed, state, truncated, "truncated" if truncated else "")
    hint(claimed, state, truncated, force=True)
    return successors


def _refuse_empty(session: Session, claimed: Claim, board: Board) -> None:
    """Zero where there were many is a broken board until it shows something again."""
    live = session.scalar(
        text("select count(*) from job_posting where source_id = :source and state = 'live'"),
        {"source": claimed.owner.source_id},
    )
    if live >= MANY:
        raise JobBoardError(board.label, f"it lists nothing, where there were {live} postings", "empty")


def _name(reader: Reader) -> str:
    """The employer's name, if most postings of a company's board agree on it; legal entities often do not."""
    if not reader.claimed.owner.company or not reader.names:
        return ""
    name, count = reader.names.most_common(1)[0]
    return name if count * 2 > reader.names.total() else ""


def _fail(claimed: Claim, board: Board, reason: str, kind: str, now: datetime) -> None:
    """Nothing is closed. The source is tried again soon, then less and less often, never less than usual."""
    try:
        with db.transaction() as session:
            source = session.get_one(Source, claimed.owner.source_id)
            source.failure_streak += 1
            wait = min(board.cadence, FIRST_RETRY * 2 ** min(source.failure_streak - 1, 8))
            source.next_due_at = now + wait
            end(session, claimed, "failed", reason, kind)
    except Lost:
        return
    hint(claimed, "failed", reason, force=True)
