"""The life of a generation's run: claimed by one worker, kept alive by its heartbeat, taken up by another when that stops.

Whether a heart beats is judged by the database's clock alone."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from career_copilot import db, live
from career_copilot.domain.drafting import GenerationState, Wish
from career_copilot.models.drafts import Draft, Generation

logger = logging.getLogger(__name__)
BEAT_SECONDS = 5.0
STALLED_SECONDS = 30
LOST_MESSAGE_SECONDS = 60
MOST_ATTEMPTS = 12
INTERRUPTED = "The writing was interrupted {} times. Start it again."


@dataclass
class Claim:
    """A run while this worker has it."""

    id: int
    draft_id: int
    user_id: int
    attempt: int
    wish: Wish
    lost: threading.Event = field(default_factory=threading.Event)


def claim(generation_id: int) -> Claim | None:
    """Take a queued or abandoned run. None: it is done, or somebody else's."""
    with db.transaction() as session:
        row = session.execute(text(_CLAIM), {"id": generation_id, "stalled": STALLED_SECONDS}).one_or_none()
    if row is None:
        return None
    tell(row.user_id, row.draft_id)
    return Claim(generation_id, row.draft_id, row.user_id, row.attempt, Wish.model_validate(row.wish))


_CLAIM = """
    update generation set state = 'running', attempt = attempt + 1, heartbeat_at = clock_timestamp(), due_at = null,
        started_at = coalesce(started_at, clock_timestamp())
    where id = :id and (state = 'queued'
        or (state = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => :stalled)))
    returning draft_id, user_id, attempt, wish
"""


@contextmanager
def beating(claim: Claim) -> Iterator[None]:
    """A thread keeps the heartbeat while a model thinks, and notices when the run is lost."""
    stop_beating = threading.Event()

    def beat() -> None:
        while not stop_beating.wait(BEAT_SECONDS):
            try:
                with db.transaction() as session:
                    kept = session.execute(text(_BEAT), {"id": claim.id, "attempt": claim.attempt}).one_or_none()
            except OperationalError:  # the database is being restarted: the next beat may get through
                logger.warning("generation %s missed a heartbeat", claim.id)
                continue
            if kept is None:
                claim.lost.set()
                return

    thread = threading.Thread(target=beat, name=f"generation {claim.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop_beating.set()
        thread.join()


_BEAT = """
    update generation set heartbeat_at = clock_timestamp()
    where id = :id and attempt = :attempt and state = 'running' returning id
"""


def held(session: Session, claim: Claim) -> tuple[Draft | None, Generation | None]:
    """Draft and run, locked; None for both when the run is not this worker's any more."""
    row = session.get(Draft, claim.draft_id, with_for_update=True)
    found = session.get(Generation, claim.id, with_for_update=True)
    if row is None or found is None or found.attempt != claim.attempt or found.state != GenerationState.RUNNING:
        return None, None
    return row, found


def take_up() -> list[int]:
    """Runs whose worker has died, whose wait is over or whose message was lost: give them to `tasks.generate`. One that was
    tried too often is given up."""
    terms = {"most": MOST_ATTEMPTS, "stalled": STALLED_SECONDS, "lost": LOST_MESSAGE_SECONDS}
    with db.transaction() as session:
        session.execute(text(_GIVE_UP), terms | {"error": INTERRUPTED.format(MOST_ATTEMPTS)})
        return list(session.scalars(text(_TAKE_UP), terms))


_GIVE_UP = """
    update generation set state = 'failed', error = :error, error_kind = 'failed', finished_at = clock_timestamp()
    where state = 'running' and attempt >= :most
        and heartbeat_at < clock_timestamp() - make_interval(secs => :stalled)
"""
_TAKE_UP = """
    update generation set state = 'queued', heartbeat_at = clock_timestamp(), error = '', error_kind = ''
    where (state = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => :stalled))
        or (state = 'waiting' and due_at <= clock_timestamp())
        or (state = 'queued' and coalesce(heartbeat_at, created_at) < clock_timestamp() - make_interval(secs => :lost))
    returning id
"""


def tell(user_id: int, draft_id: int) -> None:
    """The draft or its run changed."""
    live.publish(user_id, live.Topic.DRAFTS, draft_id=draft_id)
