"""A worker that does not answer is noticed after a while, and every tab is told once when that changes."""

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest

from career_copilot import live
from career_copilot.live import Topic
from career_copilot.pages import worker_watch
from career_copilot.pages.activity import Activity
from career_copilot.pages.following import FOLLOWING, Tab
from career_copilot.pages.worker_watch import PATIENCE_SECONDS, WATCH, Watch
from career_copilot.services import health
from tests.pages.test_profile_states import tab


def test_a_silence_is_news_after_a_while_and_so_is_its_end() -> None:
    watch = Watch(100.0)
    changes = [watch.hear(answers, 100.0 + at) for at, answers in ((5, False), (16, False), (21, False), (26, True))]
    assert (changes, watch.silent) == ([False, True, False, True], False)
    assert not watch.hear(False, 126.0 + PATIENCE_SECONDS)  # counted from the last answer


@pytest.mark.usefixtures("redis_server")
def test_a_sign_of_life_counts_for_as_long_as_is_asked() -> None:
    live.client().set(live.WORKER_HEARTBEAT, 1000.0)
    assert (health.worker_answers(1004.0, 5), health.worker_answers(1006.0, 5)) == (True, False)
    live.client().delete(live.WORKER_HEARTBEAT)
    assert not health.worker_answers(time.time())


def test_every_person_is_told_once_however_many_tabs(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, dict[str, Any]]] = []
    following = SimpleNamespace(
        tabs={name: Tab(user_id, 1, Activity, 0.0) for name, user_id in (("a", 1), ("b", 1), ("c", 2))},
        hint=lambda app, user_id, data: told.append((user_id, data)),
    )
    worker_watch.tell(SimpleNamespace(), following)  # type: ignore[arg-type]
    assert told == [(1, {"topic": Topic.WORKER}), (2, {"topic": Topic.WORKER})]


def test_a_tab_shows_what_the_watch_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FOLLOWING.everywhere[Topic.WORKER] is Activity
    monkeypatch.setattr(WATCH, "silent", True)
    state = tab(1)(Activity)
    asyncio.run(state._hear(Topic.WORKER, {}))
    assert state.worker_silent
