"""Hints become updates of the right tabs: the first at once, a burst in one, none for whoever left or was logged out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from career_copilot.live import Topic
from career_copilot.pages import following
from career_copilot.pages.following import AT_ONCE, Following
from career_copilot.services import login_sessions

ALICE, BOB = 1, 2


class PageState:
    """What a page's State shows of itself to the listener."""

    reading = most_at_once = 0  # of all states: how many read now, and ever did at the same time

    def __init__(self, user_id: int) -> None:
        self._user_id = user_id
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.takes = 0.0
        self.began = asyncio.Event()

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        self.heard.append((topic, data))
        self.began.set()
        PageState.reading += 1
        PageState.most_at_once = max(PageState.most_at_once, PageState.reading)
        await asyncio.sleep(self.takes)
        PageState.reading -= 1


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


async def settled(tracked: Following) -> None:
    """Until nothing waits for any tab."""
    while flushing := list(tracked._flushing.values()):
        await asyncio.wait(flushing, timeout=20)


def run(story: Callable[[App, Following], Coroutine[Any, Any, None]]) -> App:
    app = App()
    asyncio.run(story(app, Following()))
    return app


@pytest.mark.usefixtures("holding")
def test_only_the_persons_own_tabs_hear() -> None:
    async def story(app: App, tracked: Following) -> None:
        one, two, other = tabs(app, tracked, ("a1", ALICE), ("a2", ALICE), ("b", BOB))
        tracked.hint(app, ALICE, {"topic": "matches", "n": 3})
        await settled(tracked)
        assert one.heard == two.heard == [("matches", {"n": 3})]
        assert other.heard == []

    run(story)


@pytest.mark.usefixtures("holding")
def test_the_first_hint_is_applied_at_once_and_a_burst_together() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        for number in range(40):
            tracked.hint(app, ALICE, {"topic": "sources", "source_id": number % 2, "found": number})
            await state.began.wait()
        await settled(tracked)
        assert state.heard[0][1]["found"] == 0  # at once, before the rest came
        assert len(state.heard) == 3
        assert {hint[1]["found"] for hint in state.heard[1:]} == {38, 39}  # the last of each source is never lost

    run(story)


@pytest.mark.usefixtures("holding")
def test_a_page_that_reads_much_hears_a_burst_after_its_pause() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        tracked.attach("a", ALICE, ALICE * 10, following.rx.State, pause=2)
        started = asyncio.get_running_loop().time()
        for number in range(4):
            tracked.hint(app, ALICE, {"topic": "applications", "n": number})
            await asyncio.sleep(0.06)
        assert [hint[1]["n"] for hint in state.heard] == [0]  # the first at once, though more than 50 ms went by
        state.began.clear()
        await state.began.wait()
        assert asyncio.get_running_loop().time() - started >= 2
        tracked.detach("a")
        await settled(tracked)
        assert [hint[1]["n"] for hint in state.heard] == [0, 3]

    run(story)


@pytest.mark.parametrize("ending", ["another page", "a revoked session"])
def test_a_long_pause_ends_with(ending: str, holding: set[int]) -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        tracked.attach("a", ALICE, ALICE * 10, following.rx.State, pause=60)
        tracked.hint(app, ALICE, {"topic": "applications"})
        await state.began.wait()
        if ending == "another page":
            tracked.attach("a", ALICE, ALICE * 10, following.rx.State)
        else:
            holding.clear()
            tracked.hint(app, ALICE, {"topic": Topic.SESSIONS})
        tracked.hint(app, ALICE, {"topic": "applications"})
        await settled(tracked)
        assert (len(state.heard), len(app.sent)) == ((2, 0) if ending == "another page" else (1, 1))

    run(story)


@pytest.mark.usefixtures("holding")
def test_of_a_setting_and_an_application_changed_at_once_neither_is_lost() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        for data in ({}, {"preference": "goals"}, {"due": 1}, {"preference": "today"}):
            tracked.hint(app, ALICE, {"topic": "applications", **data})
        await settled(tracked)
        assert [hint[1] for hint in state.heard] == [{}, {"preference": "goals"}, {"due": 1}, {"preference": "today"}]

    run(story)


@pytest.mark.usefixtures("holding")
def test_of_two_openings_marked_at_once_neither_is_lost() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        for opening_id in (1, 2, 3, 2):
            tracked.hint(app, ALICE, {"topic": "openings", "opening_id": opening_id})
        await settled(tracked)
        assert [hint[1]["opening_id"] for hint in state.heard] == [1, 2, 3]

    run(story)


@pytest.mark.usefixtures("holding")
def test_many_tabs_take_turns_and_all_hear() -> None:
    async def story(app: App, tracked: Following) -> None:
        PageState.reading = PageState.most_at_once = 0
        states = tabs(app, tracked, *((f"a{number}", ALICE) for number in range(3 * AT_ONCE)))
        for state in states:
            state.takes = 0.05
        tracked.hint(app, ALICE, {"topic": "matches"})
        await settled(tracked)
        assert all(len(state.heard) == 1 for state in states)
        assert PageState.most_at_once == AT_ONCE

    run(story)


@pytest.mark.usefixtures("holding")
def test_hints_that_come_while_a_tab_reads_are_not_lost() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        state.takes = 0.1
        tracked.hint(app, ALICE, {"topic": "matches", "n": 1})
        await state.began.wait()
        tracked.hint(app, ALICE, {"topic": "matches", "n": 2})
        await settled(tracked)
        assert [hint[1]["n"] for hint in state.heard] == [1, 2]

    run(story)


@pytest.mark.usefixtures("holding")
def test_a_tab_in_another_process_or_closed_is_forgotten() -> None:
    async def story(app: App, tracked: Following) -> None:
        here, moved, closed = tabs(app, tracked, ("here", ALICE), ("moved", ALICE), ("closed", ALICE))
        app.connect("moved", ALICE, where="there")
        app.disconnect("closed")
        tracked.hint(app, ALICE, {"topic": "matches"})
        await settled(tracked)
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
        await settled(tracked)
        holding.clear()  # revoked; its hint may be lost or late, but when it comes it counts at once
        tracked.hint(app, ALICE, {"topic": Topic.SESSIONS})
        tracked.hint(app, ALICE, {"topic": "matches"})
        await settled(tracked)
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
        await settled(tracked)
        assert state.heard == []

    run(story)


@pytest.mark.usefixtures("holding")
def test_after_a_broken_connection_every_tab_reads_again() -> None:
    async def story(app: App, tracked: Following) -> None:
        (state,) = tabs(app, tracked, ("a", ALICE))
        tracked.catch_up(app)
        await settled(tracked)
        assert {hint[0] for hint in state.heard} == {topic.value for topic in Topic}

    run(story)


@pytest.mark.usefixtures("holding")
def test_a_page_that_fails_to_read_fails_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def story(app: App, tracked: Following) -> None:
        bad, good = tabs(app, tracked, ("a", ALICE), ("b", BOB))
        bad.heard = None  # type: ignore[assignment]
        for user in (ALICE, BOB, BOB):
            tracked.hint(app, user, {"topic": "matches"})
            await settled(tracked)
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
        await settled(tracked)
        assert [hint[0] for hint in state.heard] == ["sources", "sources", "matches"]

    run(story)
