"""The Insights page without a browser: what its State shows, opens and forgets."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from career_copilot import app, db  # noqa: F401  all states must be known
from career_copilot.domain.charts import NARROW, WIDE
from career_copilot.domain.goals import Goals
from career_copilot.domain.insights_query import InsightsQuery
from career_copilot.domain.pipeline import Stage
from career_copilot.errors import NotFoundError
from career_copilot.live import Topic
from career_copilot.models import ResumeFile
from career_copilot.pages.insights_state import InsightsState
from career_copilot.services import analytics, applications, notes, preferences, resumes
from tests.services.test_analytics import sent

pytestmark = pytest.mark.usefixtures("redis_server")
NOW = datetime.now(UTC)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[..., InsightsState]:
    def opened(user_id: int, **query: str) -> InsightsState:
        monkeypatch.setattr(InsightsState, "_query", InsightsQuery(**query))
        state = InsightsState()
        state._user_id = user_id
        asyncio.run(state._read())
        return state

    return opened


def listed(state: InsightsState, key: str) -> InsightsState:
    state._key = key
    asyncio.run(state._read_rows(1))
    return state


def test_a_figure_of_the_page_opens_its_rows(alice: int, reader: Callable[..., InsightsState]) -> None:
    ids = [sent(alice, NOW - timedelta(days=at)) for at in range(3)]
    state = reader(alice)
    row = state.above[0].rows[0]
    assert (row.name, row.first) == ("Applied", "3")
    listed(state, row.key)
    assert [line.id for line in state.rows] == ids
    assert (state.rows_title, state.rows_count) == ("How far they came: Applied", 3)


def test_more_rows_are_added_by_the_page(alice: int, reader: Callable[..., InsightsState]) -> None:
    for at in range(analytics.ROWS + 2):
        sent(alice, NOW - timedelta(hours=at))
    state = listed(reader(alice), "funnel/Applied")
    assert len(state.rows) == analytics.ROWS
    asyncio.run(state._read_rows(2))
    assert len({line.id for line in state.rows}) == analytics.ROWS + 2


@pytest.mark.parametrize("key", ["", "funnel/Hired", "1 or 1=1", "by/source/Ashby"])
def test_a_figure_that_is_not_there_is_refused(alice: int, key: str, reader: Callable[..., InsightsState]) -> None:
    sent(alice, NOW)
    with pytest.raises(NotFoundError):
        listed(reader(alice), key)


def test_nothing_of_somebody_else_is_shown_or_opened(
    alice: int, bob: int, reader: Callable[..., InsightsState]
) -> None:  # fmt: skip
    sent(bob, NOW, source="Secret source")
    state = reader(alice)
    assert (state.ever, state.sent, state.sources) == (False, 0, [])
    with pytest.raises(NotFoundError):
        listed(state, "by/source/Secret source")


@pytest.mark.parametrize(("narrow", "width"), [(True, NARROW), (False, WIDE)])
def test_charts_are_drawn_for_the_screen(
    alice: int, narrow: bool, width: int, reader: Callable[..., InsightsState]
) -> None:
    sent(alice, NOW)
    state = reader(alice)
    state._narrow = narrow
    asyncio.run(state._read())
    assert {view.drawing.width for view in [*state.above, *state.by_dimension, *state.below]} == {width}


@pytest.mark.parametrize(("topic", "count"), [(Topic.APPLICATIONS, 1), (Topic.SOURCES, 0)])
def test_it_follows_applications(
    alice: int, topic: Topic, count: int, reader: Callable[..., InsightsState]
) -> None:  # fmt: skip
    state = reader(alice)
    sent(alice, NOW)
    asyncio.run(state._hear(topic, {}))
    assert state.sent == count


@pytest.mark.parametrize(
    ("happens", "readings"),
    [
        (lambda user_id, number: notes.add(user_id, number, "Called back.", NOW), 0),
        (lambda user_id, number: applications.move(user_id, [number], Stage.INTERVIEW, "", NOW), 1),
        (lambda user_id, number: preferences.change(user_id, Goals, lambda goals: goals, "Goals", NOW), 0),
        (lambda user_id, number: resumes.rename(user_id, renamed(user_id), "Nurse 2027", NOW), 1),
        (lambda user_id, number: applications.move(user_id, [number], Stage.APPLIED, "", NOW, below=0), 0),
        (lambda user_id, number: None, 0),
    ],
)
def test_it_reads_again_only_what_can_have_changed(
    alice: int, happens: Callable[[int, int], object], readings: int, reader: Callable[..., InsightsState],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    number, _ = sent(alice, NOW), sent(alice, NOW)
    renamed(alice)
    state, read = reader(alice), []
    report = analytics.report
    monkeypatch.setattr(analytics, "report", lambda *given: read.append(given) or report(*given))
    happens(alice, number)
    for topic in (Topic.APPLICATIONS, Topic.RESUMES, Topic.MATCHES, Topic.TRANSFERS, Topic.APPLICATIONS):
        asyncio.run(state._hear(topic, {}))
    assert len(read) == readings
    asyncio.run(state._hear(Topic.APPLICATIONS, {"due": 1}))
    assert len(read) == readings + 1


def renamed(user_id: int) -> int:
    """The id of the person's résumé; made when there is none."""
    with db.transaction() as session:
        row = session.exec(select(ResumeFile).where(ResumeFile.user_id == user_id)).first()
        if row is None:
            row = ResumeFile(
                user_id=user_id,
                name="Nurse",
                media_type="application/pdf",
                size=1,
                sha256="ab" * 32,
                path="x",
                state="ready",
            )
            session.add(row)
            session.flush()
        return row.id


def test_the_dimension_of_the_address_is_compared(alice: int, reader: Callable[..., Any]) -> None:
    sent(alice, NOW)
    state = reader(alice, by="weekday")
    assert [view.name for view in state.by_dimension] == ["by-weekday", "days-weekday"]
    assert [view.name for view in state.above] == ["funnel", "flows", "sent", "stays"]
    assert [view.name for view in state.below] == ["odds-reply", "odds-interview", "offers"]
    assert [choice.text for choice in state.dimensions if choice.chosen] == ["Weekday"]
