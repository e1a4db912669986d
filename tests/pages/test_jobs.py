"""The Jobs page as its reader sees it: rows stay where they are, arrivals wait, what was hidden leaves."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from career_copilot import app  # noqa: F401  all states must be known
from career_copilot.live import Topic
from career_copilot.pages.job_explaining import ExplainingState
from career_copilot.pages.job_state import JobState
from career_copilot.pages.jobs_list import JobsState
from career_copilot.pages.marks import Marks
from career_copilot.services import openings, resumes, sources
from tests.services.test_openings import add

pytestmark = pytest.mark.usefixtures("redis_server")
NOW = datetime.now(UTC)


class Reader:
    """Alice's Jobs page without a browser. Ask it by its State's own methods."""

    def __init__(self, user_id: int, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.state, self.job = JobsState(), JobState()
        self.state._user_id = self.job._user_id = user_id
        self.state._wide = True
        self.shown: list[int] = []

        async def get_state(_: Any, cls: type) -> Any:
            assert cls is JobState
            return self.job

        async def show(_: Any, opening_id: int) -> None:
            self.shown.append(opening_id)

        monkeypatch.setattr(JobsState, "get_state", get_state)
        monkeypatch.setattr(JobState, "_show", show)
        monkeypatch.setattr(
            JobsState, "_query", openings.JobsQuery(**dict(part.split("=") for part in address.split("&") if part))
        )

    def do(self, story: Callable[[JobsState], Any]) -> "Reader":
        asyncio.run(story(self.state))
        return self

    def open(self) -> "Reader":
        async def load(state: JobsState) -> None:
            state._take(state._query, await state._read(state._query))
            await state._choose()

        return self.do(load)

    def hears(self, topic: Topic, **data: Any) -> "Reader":
        return self.do(lambda state: state._hear(topic, data))

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.state.rows]


@pytest.fixture
def reader(alice: int, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reader]:
    return lambda address="": Reader(alice, address, monkeypatch)


def test_the_first_opening_stands_beside_the_list(alice: int, reader: Callable[..., Reader]) -> None:
    add(alice, "Good", score=70)
    best = add(alice, "Best", score=90)
    page = reader().open()
    assert page.titles == ["Best", "Good"]
    assert (page.state.current, page.shown) == (best, [best])


def test_arrivals_wait_behind_the_pill(alice: int, reader: Callable[..., Reader]) -> None:
    add(alice, "Good", score=70)
    page = reader().open()
    add(alice, "Better", score=80)
    add(alice, "Best", score=90)
    page.hears(Topic.MATCHES)
    assert page.titles == ["Good"]
    assert (page.state.waiting, page.state.live, page.state.reordered) == (2, 3, False)
    page.open()
    assert page.titles == ["Best", "Better", "Good"]
    assert page.state.waiting == 0


def test_another_score_is_shown_where_the_row_stands(alice: int, database: Any, reader: Callable[..., Reader]) -> None:
    first, second = add(alice, "First", score=70), add(alice, "Second", score=60)
    page = reader().open()
    database.exec_driver_sql(f"update opening_match set score = 95 where opening_id = {second}")
    page.hears(Topic.MATCHES)
    assert [(row.id, row.score) for row in page.state.rows] == [(first, 70), (second, 95)]
    assert page.state.reordered
    assert page.state.current == first


def test_what_was_hidden_elsewhere_leaves_and_its_neighbour_is_shown(alice: int, reader: Callable[..., Reader]) -> None:
    ids = [add(alice, f"Opening {number}", score=90 - number) for number in range(3)]
    page = reader().open()
    openings.hide(alice, ids[0], NOW)
    page.hears(Topic.OPENINGS, opening_id=ids[0])
    assert page.titles == ["Opening 1", "Opening 2"]
    assert (page.state.current, page.shown) == (ids[1], [ids[0], ids[1]])
    assert (page.state.hidden, page.state.shown, page.state.reordered) == (1, 2, False)


def test_hiding_what_is_hidden_is_told_once(alice: int) -> None:
    opening_id, marks = add(alice, "Only"), Marks()
    marks._user_id = alice
    hide = Marks.event_handlers["hide"].fn.__wrapped__  # without the guard, which wants a browser's cookie
    assert "Hidden: Only" in str(asyncio.run(hide(marks, opening_id, True)))
    assert asyncio.run(hide(marks, opening_id, True)) is None
    assert "Shown again: Only" in str(asyncio.run(hide(marks, opening_id, False)))


def test_hiding_the_last_one_empties_the_page(alice: int, reader: Callable[..., Reader]) -> None:
    only = add(alice, "Only")
    page = reader().open()
    openings.hide(alice, only, NOW)
    page.hears(Topic.OPENINGS)
    assert (page.titles, page.state.current, page.state.shown) == ([], 0, 0)


def test_a_row_that_a_filter_no_longer_holds_stays_until_asked_anew(
    alice: int, database: Any, reader: Callable[..., Reader]
) -> None:
    falling = add(alice, "Falling", score=80)
    add(alice, "Staying", score=70)
    page = reader("score=60").open()
    database.exec_driver_sql(f"update opening_match set score = 20 where opening_id = {falling}")
    page.hears(Topic.MATCHES)
    assert page.titles == ["Falling", "Staying"]
    assert (page.state.shown, page.state.reordered) == (1, True)


def test_what_is_no_longer_saved_leaves_the_saved(alice: int, reader: Callable[..., Reader]) -> None:
    kept, dropped = add(alice, "Kept"), add(alice, "Dropped")
    for opening_id in (kept, dropped):
        openings.save(alice, opening_id, NOW)
    page = reader("view=saved").open()
    openings.unsave(alice, dropped)
    page.hears(Topic.OPENINGS, opening_id=dropped)
    assert (page.titles, page.state.saved, page.state.shown) == (["Kept"], 1, 1)


def test_a_look_elsewhere_dims_the_row_and_moves_nothing(alice: int, reader: Callable[..., Reader]) -> None:
    add(alice, "First", score=90)
    second = add(alice, "Second", score=80)
    page = reader().open()
    add(alice, "Newcomer", score=99)
    openings.mark_seen(alice, second, NOW)
    page.hears(Topic.OPENINGS)
    assert [(row.title, row.seen) for row in page.state.rows] == [("First", False), ("Second", True)]
    assert page.state.waiting == 1


def test_a_mark_renews_its_row_alone(
    alice: int, bob: int, reader: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(alice, "First", score=90)
    second = add(alice, "Second", score=80)
    openings.save(bob, add(bob, "Bob's"), NOW)
    page = reader().open()
    heard_beside: list[str] = []

    async def beside(_: Any, topic: str, data: dict[str, Any]) -> None:
        heard_beside.append(topic)

    monkeypatch.setattr(JobState, "_hear", beside)
    monkeypatch.setattr(openings, "page", lambda *_: pytest.fail("read the whole list"))
    openings.save(alice, second, NOW)
    page.hears(Topic.OPENINGS, opening_id=second)
    assert [(row.title, row.saved) for row in page.state.rows] == [("First", False), ("Second", True)]
    assert (page.state.saved, heard_beside) == (1, [])  # the opening beside the list is another
    page.hears(Topic.OPENINGS, opening_id=page.state.current)
    assert heard_beside == [Topic.OPENINGS]


def test_what_left_the_feed_leaves_the_list(alice: int, database: Any, reader: Callable[..., Reader]) -> None:
    add(alice, "Staying", score=90)
    gone = add(alice, "Gone", score=80)
    openings.save(alice, gone, NOW)
    page = reader().open()
    database.exec_driver_sql(f"delete from opening_match where opening_id = {gone}")
    page.hears(Topic.OPENINGS, opening_id=gone)
    assert (page.titles, page.state.saved) == (["Staying"], 0)


def test_on_a_phone_nothing_is_opened_beside_the_list(alice: int, reader: Callable[..., Reader]) -> None:
    add(alice, "One")
    page = reader()
    page.state._wide = False
    page.open()
    assert (page.state.current, page.shown) == (0, [])


def test_an_empty_list_fills_when_openings_arrive(alice: int, reader: Callable[..., Reader]) -> None:
    page = reader().open()
    assert page.titles == []
    add(alice, "First")
    page.hears(Topic.MATCHES)
    assert page.titles == ["First"]
    assert len(page.shown) == 1


def test_what_a_reading_brings_is_shown_at_once_where_there_is_nothing_else(
    alice: int, reader: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "followed", lambda user_id: [])
    page = reader().open()
    add(alice, "First")
    page.hears(Topic.SOURCES, state="running")
    assert page.titles == ["First"]
    add(alice, "Second")
    page.hears(Topic.SOURCES, state="running")
    assert page.state.waiting == 0
    page.hears(Topic.SOURCES, state="failed")
    assert page.state.waiting == 1


def test_the_detail_follows_marks_without_explaining_anew(alice: int, monkeypatch: pytest.MonkeyPatch) -> None:
    opening_id = add(alice, "One")
    job = JobState()
    job._user_id = alice
    explained: list[int] = []

    async def explain(_: Any, opening_id: int, now: datetime) -> None:
        explained.append(opening_id)

    monkeypatch.setattr(JobState, "_explain", explain)
    asyncio.run(job._show(opening_id))
    assert (job.head.title, job.head.saved, explained) == ("One", False, [opening_id])
    openings.save(alice, opening_id, NOW)
    asyncio.run(job._hear(Topic.OPENINGS, {}))
    assert (job.head.saved, explained) == (True, [opening_id])
    asyncio.run(job._hear(Topic.MATCHES, {}))
    assert explained == [opening_id, opening_id]


def test_an_opening_that_left_the_feed_is_said_to_be_gone(alice: int, bob: int) -> None:
    opening_id = add(bob, "Bob's")
    job = JobState()
    job._user_id = alice
    asyncio.run(job._show(opening_id))
    assert (job.head.id, job.missing) == (0, "There is no such opening in your list.")


def test_without_a_resume_nothing_is_explained(alice: int, monkeypatch: pytest.MonkeyPatch) -> None:
    opening_id = add(alice, "One", score=None)
    assert resumes.all_of(alice) == []
    job, beside = JobState(), ExplainingState(why=["of another opening"])

    async def get_state(_: Any, cls: type) -> Any:
        assert cls is ExplainingState
        return beside

    monkeypatch.setattr(JobState, "get_state", get_state)
    job._user_id = alice
    asyncio.run(job._show(opening_id))
    assert beside.why == []
    assert (job.head.title, job.parts, job.evidence, job.missing) == ("One", [], [], "")


@pytest.mark.parametrize("hostile", ["1 or 1=1", -1, 2**31, None, 1.5, True, {"id": 1}])
def test_an_id_is_checked_again(hostile: object) -> None:
    from career_copilot.errors import InvalidInputError
    from career_copilot.pages.marks import number

    with pytest.raises(InvalidInputError, match="not an opening"):
        number(hostile)


@pytest.mark.parametrize(
    ("read", "has_resume", "unchosen"),
    [
        ([], False, False),
        ([("failed", False), ("reading", False)], False, False),
        ([("ready", False)], False, True),
        ([("ready", False), ("ready", True)], True, False),
    ],
)
def test_who_has_resumes_but_matches_none_of_them_is_asked_to_choose(
    alice: int, monkeypatch: pytest.MonkeyPatch, read: list[tuple[str, bool]], has_resume: bool, unchosen: bool
) -> None:
    found = [SimpleNamespace(state=state, matching=matching) for state, matching in read]
    monkeypatch.setattr(resumes, "all_of", lambda user_id: found)
    monkeypatch.setattr(sources, "followed", lambda user_id: [])
    reader = Reader(alice, "", monkeypatch).do(lambda state: state._read_needs())
    assert (reader.state.has_resume, reader.state.unchosen) == (has_resume, unchosen)


@pytest.mark.parametrize(
    ("states", "failing"), [(["failed"], True), (["failed", "running"], False), (["done"], False), ([], False)]
)
def test_a_failed_reading_is_not_told_as_nothing_yet(
    alice: int, monkeypatch: pytest.MonkeyPatch, states: list[str], failing: bool
) -> None:
    followed = [SimpleNamespace(run=SimpleNamespace(state=state)) for state in states]
    monkeypatch.setattr(sources, "followed", lambda user_id: followed)
    reader = Reader(alice, "", monkeypatch).do(lambda state: state._read_needs())
    assert (reader.state.failing, reader.state.has_sources) == (failing, bool(states))
