"""A letter on a real Celery worker that is killed in the middle: nothing is half saved, and it can be repeated."""

import time
from collections.abc import Callable
from datetime import datetime

import psutil
import pytest
from sqlalchemy import text

from career_copilot import db, tasks
from career_copilot.domain.drafting import DraftKind, GenerationState, Wish
from career_copilot.services import drafts, generation_runs, generations, written_texts
from tests import standin
from tests.services import writing
from tests.test_transfer_tasks import worker

pytestmark = pytest.mark.usefixtures("redis_server")


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def state(user_id: int, draft_id: int) -> GenerationState:
    run = generations.last(user_id, draft_id)
    assert run is not None
    return run.state


def test_a_killed_worker_leaves_nothing_half_saved_and_another_writes_it(carol: int, now: datetime) -> None:
    writing.resume(carol)
    draft_id = drafts.create(carol, DraftKind.LETTER, "", now, opening_id=writing.opening(carol))
    with standin.running() as server:
        writing.connect(server.groq_url)
        server.script(standin.Says(writing.LETTER * 20, gap=0.05), standin.Says(writing.LETTER))
        with worker() as process:
            tasks.generate.delay(generations.start(carol, draft_id, Wish(), now))
            until(lambda: len((generations.last(carol, draft_id) or 1).written.lines) >= 3)  # type: ignore[union-attr]
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
            process.wait(10)
        assert drafts.one(carol, draft_id).version == 0
        assert state(carol, draft_id) is GenerationState.RUNNING
        assert generation_runs.take_up() == []
        with db.transaction() as session:
            session.execute(text("update generation set heartbeat_at = now() - interval '40 seconds'"))
        with worker():
            tasks.take_up_stalled.delay()  # what beat does every quarter minute
            until(lambda: state(carol, draft_id) is GenerationState.DONE)
    found = written_texts.one(carol, draft_id, now)
    assert (found.draft.version, len(found.lines)) == (1, 5)
    assert found.draft.author == "model"
