"""Hints become updates of the right tabs: the first at once, a burst in one, none for whoever left or was logged out."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from career_copilot.live import Topic
from career_copilot.pages import following
from career_copilot.pages.following import AT_ONCE, GAP_SECONDS, Following
from career_copilot.services import login_sessions

ALICE, BOB = 1, 2


class PageState:
    """What a page's State shows of itself to the listener."""

    def __init__(self, user_id: int) -> None:
        self._user_id = user_id
        self.heard: list[tuple[float, str, dict[str, Any]]] = []
        self.takes = 0.0

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        self.heard.append((time.monotonic(), topic, data))
        await asyncio.sleep(self.takes)


class App:
    """As much of Reflex's app as the listener uses: sockets of this process, and states by tab."""

    def __init__(self) -> None:
        self.states: dict[str, PageState] = {}
        self.sent: list[tuple[str, Any]] = []
        manager = SimpleNamespace(instance_id="here", token_to_socket={})
        self.event_namespace = SimpleNamespace(_token_manager=manager, emit_update=self._emit)

    def connect(self, token: str, user_id: int, where: str = "here") -> PageState:
        self.event_namespace._token_manager.token_to_socket[token] = SimpleNamespace(instance_id=where)
        return self.states.setdefault(token, PageState(user_id))

    def disconnect(self, token: str) -> None:
        del self.event_namespace._token_manager.token_to_socket[token]

    async def _emit(self, update: Any, token: str) -> None:
        self.sent.append((token, update))

    @asynccontextmanager
    async def modify_state(self, token: Any) -> AsyncIterator[Any]:
        async def get_state(_: type) -> PageState:
            return self.states[token.ident]

        yield SimpleNamespace(get_state=get_state)


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The login sessions that hold; a test may end them."""
    sessions = {10, 20}
    monkeypatch.setattr(login_sessions, "alive", lambda asked, now: asked & sessions)
    return sessions


def tabs(app: App, tracked: Following, *owners: tuple[str, int]) -> list[PageState]:
    for token, user_id in owners:
        app.connect(token, user_id)
        tracked.attach(token, user_id, user_id * 10, following.rx.State)
    return [app.states[token] for token, _ in owners]


def run(story: Callable[[App, Following], Coroutine[Any, Any, None]]) -> App:
    app = App()
    asyncio.run(story(app, Following()))
    return app


@pytest.mark.usefixtures("holding")
def test_only_the_persons_own_tabs_hear() -> None:
    async def story(app: App, tracked: Following) -> None:
        one, two, other = tabs(app, tracked, ("a1", ALICE), ("a2", ALICE), ("b", BOB))
        tracked.hint(app, ALICE, {"topic": "matches", "n": 3})
        await asyncio.sleep(0.03)
        assert [hint[1:] for hint in one.heard] == [hint[1:] for hint in two.heard] == [("matches", {"n": 3})]
        assert other.heard == []

    run(story)


@pytest.mark.usefixtures("holding")
def test_the_first_hint_is_applied_at_once_and_a_burst_together() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        started = time.monotonic()
        for number in range(40):
            tracked.hint(app, ALICE, {"topic": "sources", "source_id": number % 2, "found": number})
            await asyncio.sleep(0.001)
        await asyncio.sleep(3 * GAP_SECONDS)
        assert state.heard[0][0] - started < GAP_SECONDS / 2
        assert len(state.heard) < 12
        assert {hint[2]["found"] for hint in state.heard[-2:]} == {38, 39}  # the last of each source is never lost
        pauses = [later[0] - earlier[0] for earlier, later in pairwise(state.heard)]
        assert all(pause < 0.01 or pause > GAP_SECONDS * 0.7 for pause in pauses)

    run(story)


@pytest.mark.usefixtures("holding")
def test_of_two_openings_marked_at_once_neither_is_lost() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        for opening_id in (1, 2, 3, 2):
            tracked.hint(app, ALICE, {"topic": "openings", "opening_id": opening_id})
        await asyncio.sleep(3 * GAP_SECONDS)
        assert [hint[2]["opening_id"] for hint in state.heard] == [1, 2, 3]

    run(story)


@pytest.mark.usefixtures("holding")
def test_many_tabs_take_turns_and_all_hear() -> None:
    async def story(app: App, tracked: Following) -> None:
        states = tabs(app, tracked, *((f"a{number}", ALICE) for number in range(3 * AT_ONCE)))
        for state in states:
            state.takes = 0.05
        tracked.hint(app, ALICE, {"topic": "matches"})
        await asyncio.sleep(0.3)
        began = sorted(state.heard[0][0] for state in states)
        assert all(began[at + AT_ONCE] - began[at] > 0.04 for at in range(2 * AT_ONCE))

    run(story)


@pytest.mark.usefixtures("holding")
def test_hints_that_come_while_a_tab_reads_are_not_lost() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        state.takes = 0.1
        tracked.hint(app, ALICE, {"topic": "matches", "n": 1})
        await asyncio.sleep(0.05)
        tracked.hint(app, ALICE, {"topic": "matches", "n": 2})
        await asyncio.sleep(0.3)
        assert [hint[2]["n"] for hint in state.heard] == [1, 2]

    run(story)


@pytest.mark.usefixtures("holding")
def test_a_tab_in_another_process_or_closed_is_forgotten() -> None:
    async def story(app: App, tracked: Following) -> None:
        here, moved, closed = tabs(app, tracked, ("here", ALICE), ("moved", ALICE), ("closed", ALICE))
        app.connect("moved", ALICE, where="there")
        app.disconnect("closed")
        tracked.hint(app, ALICE, {"topic": "matches"})
        await asyncio.sleep(0.03)
        assert len(here.heard) == 1
        assert moved.heard == closed.heard == []
        assert set(tracked.tabs) == {"here"}

    run(story)


def test_closing_a_thousand_tabs_leaves_nothing_behind(holding: set[int]) -> None:
    async def story(app: App, tracked: Following) -> None:
        tokens = [(f"t{number}", ALICE) for number in range(1000)]
        tabs(app, tracked, *tokens)
        for token, _ in tokens:
            app.disconnect(token)
        tracked.sweep(app)
        assert not tracked.tabs
        assert not tracked._pending
        assert not tracked._flushing

    run(story)


def test_a_revoked_session_hears_no_more_and_is_shown_out(holding: set[int]) -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        tracked.hint(app, ALICE, {"topic": "matches"})
        await asyncio.sleep(0.1)
        holding.clear()  # revoked; its hint may be lost or late, but when it comes it counts at once
        tracked.hint(app, ALICE, {"topic": Topic.SESSIONS})
        tracked.hint(app, ALICE, {"topic": "matches"})
        await asyncio.sleep(0.1)
        assert len(state.heard) == 1
        assert [token for token, _ in app.sent] == ["a"]
        assert not tracked.tabs

    run(story)


@pytest.mark.usefixtures("holding")
def test_a_tab_that_changed_hands_hears_nothing_of_the_one_before() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        state._user_id = BOB
        tracked.hint(app, ALICE, {"topic": "matches"})
        await asyncio.sleep(0.03)
        assert state.heard == []

    run(story)


@pytest.mark.usefixtures("holding")
def test_after_a_broken_connection_every_tab_reads_again() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        tracked.catch_up(app)
        await asyncio.sleep(0.1)
        assert {hint[1] for hint in state.heard} == {topic.value for topic in Topic}

    run(story)


@pytest.mark.usefixtures("holding")
def test_a_page_that_fails_to_read_fails_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def story(app: App, tracked: Following) -> None:
        bad, good = tabs(app, tracked, ("a", ALICE), ("b", BOB))
        bad.heard = None  # type: ignore[assignment]
        for user in (ALICE, BOB, BOB):
            tracked.hint(app, user, {"topic": "matches"})
            await asyncio.sleep(0.08)
        assert len(good.heard) == 2
        assert not tracked._flushing

    run(story)
    assert "A live update failed" in caplog.text


@pytest.mark.usefixtures("holding")
def test_the_ring_hears_its_topic_on_every_page() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        tracked.everywhere["sources"] = following.rx.State
        tracked.hint(app, ALICE, {"topic": "sources"})
        tracked.hint(app, ALICE, {"topic": "matches"})
        await asyncio.sleep(0.03)
        assert [hint[1] for hint in state.heard] == ["sources", "sources", "matches"]

    run(story)
