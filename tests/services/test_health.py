"""Healthy means that all parts answer; which one does not is said."""

import time

import pytest
from sqlalchemy.exc import OperationalError

from career_copilot import db, live
from career_copilot.services import health

pytestmark = pytest.mark.usefixtures("database", "redis_server")


def test_without_a_worker_nothing_is_healthy() -> None:
    found = health.check()
    assert (found.database, found.redis, found.worker, found.healthy) == (True, True, False, False)


def test_a_worker_that_fell_silent_counts_as_none() -> None:
    live.client().set(live.WORKER_HEARTBEAT, time.time())
    assert health.check().healthy
    live.client().set(live.WORKER_HEARTBEAT, time.time() - health.WORKER_SILENCE_SECONDS - 1)
    assert not health.check().worker


def test_a_database_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("select 1", {}, OSError("gone"))

    monkeypatch.setattr(db, "transaction", gone)
    found = health.check()
    assert (found.database, found.redis) == (False, True)
    assert not found.healthy
