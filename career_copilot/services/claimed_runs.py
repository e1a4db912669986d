"""What the rows of all long tasks share: one worker has a run, its heartbeat keeps it, another takes it up when that stops.

Clocks differ between machines, so whether a heart beats is judged by the database's clock alone."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

logger = logging.getLogger(__name__)
BEAT_SECONDS = 5.0
HINT_SECONDS = 0.2
MOST_ATTEMPTS = 5
LIMITS = {"most": MOST_ATTEMPTS, "stalled": 30, "lost": 120}
"""What the conditions below bind: attempts, seconds without a heartbeat, and seconds in the queue after which the message
is taken for lost and sent again; a second one does no harm."""
STALLED = "(state = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => :stalled))"
FREE = f"(state = 'queued' or {STALLED})"
TO_TAKE_UP = f"""({STALLED}
    or (state = 'queued' and coalesce(heartbeat_at, created_at) < clock_timestamp() - make_interval(secs => :lost)))"""
SENT_AGAIN = "heartbeat_at = case when state = 'queued' then clock_timestamp() else heartbeat_at end"
"""A message that was lost is sent again once in that time, not at every look."""


class Lost(Exception):
    """The run was cancelled, or another worker has taken it up: write nothing more."""


@contextmanager
def beating(lost: threading.Event, beat: Callable[[], bool], what: str) -> Iterator[None]:
    """A thread keeps the heartbeat during what is slow. `beat` is False when the run is not ours any more: then `lost` is
    set."""
    stop = threading.Event()

    def go_on() -> None:
        while not stop.wait(BEAT_SECONDS):
            try:
                kept = beat()
            except OperationalError:  # the database is being restarted: the next beat may get through
                logger.warning("%s missed a heartbeat", what)
                continue
            if not kept:
                lost.set()
                return

    thread = threading.Thread(target=go_on, name=what, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
