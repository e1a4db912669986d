"""The worker of the push benchmark: the program's own, and one task that changes what an open tab shows."""

import json
import time
from datetime import UTC, datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from benchmarks.push import STAMPS
from career_copilot import live
from career_copilot.services import openings
from career_copilot.worker import celery

committed = 0.0


def _committed(session: Session) -> None:
    global committed
    committed = time.time()


event.listen(Session, "after_commit", _committed)


@celery.task(name="benchmark_save")
def benchmark_save(user_id: int, opening_id: int, on: bool) -> None:
    """Save or unsave as the program does: commit, then publish. Says when the commit was done. One at a time."""
    if on:
        openings.save(user_id, opening_id, datetime.now(UTC))
    else:
        openings.unsave(user_id, opening_id)
    live.client().rpush(STAMPS, json.dumps([opening_id, on, committed * 1000]))
