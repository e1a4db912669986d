"""The Today page as its reader sees it: words by the person's clock, and only what concerns it is read again."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from reflex.event import EventSpec

from career_copilot import app  # noqa: F401  all states must be known
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.goals import NO_GOALS, GoalKind, GoalsForm, progress, with_targets
from career_copilot.domain.odds import odds_by_band
from career_copilot.domain.pipeline import ReminderKind, Stage
from career_copilot.domain.today import Widget
from career_copilot.errors import InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages import goals, today_view
from career_copilot.pages.checked import NOT_UNDERSTOOD
from career_copilot.pages.goals import GoalsState, _form, goal_view
from career_copilot.pages.today_state import READERS, TodayState
from career_copilot.services import applications, today
from career_copilot.services.today import Due, Needs

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MONDAY = NOW.date() - timedelta(days=NOW.weekday())


def due(at: datetime, application_id: int | None = None) -> Due:
    return Due(id=1, application_id=application_id, kind=ReminderKind.TASK, title="Call", about="", due_at=at)


@pytest.mark.parametrize(
    ("hours", "zone", "words", "overdue"),
    [
        (-30, "UTC", "1 day ago", True),
        (0, "UTC", "just now", True),
        (3, "UTC", "today at 15:00", False),
        (3, "Asia/Tokyo", "in 3 h", False),  # past midnight there
        (3, "America/New_York", "today at 10:00", False),
        (50, "UTC", "in 2 days", False),
    ],
)
def test_a_task_in_words(hours: int, zone: str, words: str, overdue: bool) -> None:
    line = today_view.task(due(NOW + timedelta(hours=hours)), NOW, zone)
    assert (line.when, line.overdue, line.href) == (words, overdue, "")


def test_a_task_leads_to_its_application() -> None:
    assert today_view.task(due(NOW, 7), NOW, "UTC").href == "/applications/7"


@pytest.mark.parametrize(
    ("hours", "zone", "expected"),
    [(1, "UTC", "Today"), (12, "UTC", "Tomorrow"), (1, "Pacific/Auckland", "Today"), (130, "UTC", "Tue 1 Dec")],
)
def test_a_day_in_words(hours: int, zone: str, expected: str) -> None:
    assert today_view.day(NOW + timedelta(hours=hours), NOW, zone) == expected


@pytest.mark.parametrize(
    ("has", "href"),
    [
        ((False, True, True), "/onboarding"),
        ((True, False, True), "/sources"),
        ((True, True, False), "/jobs"),
        ((True, True, True), ""),
    ],
)
def test_what_is_missing_first_leads_on(has: tuple[bool, bool, bool], href: str) -> None:
    names = ("resume", "sources", "applications")
    assert today_view.need(Needs(**dict(zip(names, has, strict=True)))).href == href


def test_the_best_band_is_said_with_its_interval() -> None:
    sentence, lines = today_view.odds(
        odds_by_band([(90, number < 6) for number in range(10)] + [(60, False)] * 8 + [(10, True)])
    )
    assert sentence.startswith("Best so far: scores 85–100. 6 of 10 got a reply; expect ")
    assert [(line.label, line.words, line.known, line.best) for line in lines] == [
        ("85–100", "6 of 10", True, True), ("55–69", "0 of 8", True, False), ("0–39", "only 1", False, False),
    ]  # fmt: skip
    assert all(0 <= line.low <= line.middle <= line.high <= 100 for line in lines)


def test_below_the_floor_there_are_no_odds() -> None:
    assert today_view.odds(odds_by_band([(90, True)] * 4)) == (
        "Shown from 5 decided applications with similar scores on. So far: 4.", [],
    )  # fmt: skip


def test_a_goal_in_words() -> None:
    week = timedelta(weeks=1)
    wanted = with_targets(NO_GOALS, GoalsForm(weekly={GoalKind.APPLICATIONS: 4}), MONDAY - week * 3)
    counted = {GoalKind.APPLICATIONS: {MONDAY - week * 2: 4.0, MONDAY - week: 6.0, MONDAY: 1.0}}
    view = goal_view(progress(wanted, counted, MONDAY)[0])
    assert (view.done, view.target, view.percent, view.reached) == ("1", 4, 25, False)
    assert (view.streak, view.milestones) == (
        "reached 2 weeks in a row, a milestone",
        "milestones: 10 in the last year",
    )
    assert [bar.words for bar in view.weeks[-5:]] == [
        "Week of 26 Oct: 0, no goal",
        "Week of 2 Nov: 0 of 4",
        "Week of 9 Nov: 4 of 4",
        "Week of 16 Nov: 6 of 4",
        "Week of 23 Nov: 1 of 4",
    ]
    assert view.history.endswith("0, 0, 4, 6, 1. Reached in 2 of 4 with a goal.")


@pytest.mark.parametrize("typed", ["-1", "1.5", "lots", "101", "99999999", "٣"])
def test_what_is_no_number_is_refused_by_name(typed: str) -> None:
    with pytest.raises(InvalidInputError, match="Follow-ups done: enter a number from 0 to 100 a week"):
        _form({"follow_ups": typed})


def test_an_empty_field_is_no_goal() -> None:
    assert _form({"applications": " 3 ", "hours": "", "name": None}).weekly[GoalKind.HOURS] == 0
    assert _form("anything").weekly[GoalKind.APPLICATIONS] == 0


@pytest.fixture
def page(carol: int, redis_server: None) -> TodayState:
    """Carol's page without a browser. Her rows are committed: widgets are read at the same time, by several connections."""
    state = TodayState()
    state._user_id = carol
    return state


def test_a_hint_reads_again_what_it_is_about(page: TodayState, carol: int, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noting(widget: Widget) -> Any:
        inner = READERS[widget]

        async def reader(state: TodayState, now: datetime) -> None:
            read.append(widget)
            await inner(state, now)

        return reader

    for widget in Widget:
        monkeypatch.setitem(READERS, widget, noting(widget))

    async def story() -> None:
        await page._read_arrangement()
        for topic, data, expected in (
            (Topic.OPENINGS, {"opening_id": 1}, {Widget.MATCHES}),
            (Topic.SOURCES, {"state": "running"}, set()),
            (Topic.SOURCES, {"state": "done"}, {Widget.SOURCES, Widget.MATCHES}),
            (Topic.APPLICATIONS, {}, set(Widget) - {Widget.SOURCES}),
            (Topic.WISHES, {}, set()),
        ):
            read.clear()
            await page._hear(topic, data)
            assert set(read) == expected
        today.remove(carol, Widget.SOURCES, NOW)
        await page._hear(Topic.APPLICATIONS, {})
        read.clear()
        await page._hear(Topic.SOURCES, {"state": "done"})
        assert read == [Widget.MATCHES]  # what is not on the page is not read
        today.add(carol, Widget.SOURCES, NOW)
        await page._hear(Topic.APPLICATIONS, {})
        assert Widget.SOURCES in read  # another tab put it there

    asyncio.run(story())


def test_what_a_widget_shows_is_little(page: TodayState, carol: int) -> None:
    for number in range(30):
        applications.create(carol, ApplicationForm(title="T" * 300), Stage.APPLIED, NOW - timedelta(days=20 + number))

    async def story() -> None:
        await page._read_arrangement()
        await page._read(Widget)

    asyncio.run(story())
    assert (len(page.due), page.due_rest) == (5, 25)
    assert (len(page.changes), len(page.follow_ups)) == (5, 0)  # what is due today is said once
    assert page.stages[1].count == 30


def test_follow_ups_of_today_are_among_the_follow_ups_when_nothing_else_shows_them(
    page: TodayState, carol: int
) -> None:
    applications.create(carol, ApplicationForm(title="Late"), Stage.APPLIED, NOW - timedelta(days=20))
    applications.create(carol, ApplicationForm(title="Soon"), Stage.APPLIED, datetime.now(UTC))

    async def story() -> list[list[str]]:
        await page._read_arrangement()
        await page._read(Widget)
        shown = [[line.about for line in page.follow_ups]]
        for change in (today.remove, today.add):
            change(carol, Widget.TODAY, NOW)
            await page._hear(Topic.APPLICATIONS, {})
            shown.append([line.about for line in page.follow_ups])
        return shown

    assert asyncio.run(story()) == [["Soon"], ["Late", "Soon"], ["Soon"]]


@pytest.mark.parametrize(
    ("handler", "arguments"),
    [
        ("add", ("nothing",)),
        ("remove", (None,)),
        ("resize", ({}, True)),
        ("move", ("today; drop table", 1)),
        ("drop", ({"widget": "today", "target": "nowhere"},)),
        ("drop", ("x",)),
        ("finish", ("1 or 1",)),
        ("finish", (10**12,)),
        ("snooze", (1, "never")),
        ("apply", (-1,)),
    ],
)
def test_what_a_browser_makes_up_changes_nothing(
    page: TodayState, carol: int, monkeypatch: pytest.MonkeyPatch, handler: str, arguments: tuple[Any, ...]
) -> None:
    async def let_through(_: Any) -> None:
        return None

    monkeypatch.setattr("career_copilot.pages.session._refused", let_through)
    told = asyncio.run(getattr(TodayState, handler).fn(page, *arguments))
    assert isinstance(told, EventSpec)
    assert "There is no such" in str(told) or NOT_UNDERSTOOD in str(told)
    assert today.arrangement(carol) == today.arrangement(0)


def test_a_made_up_goal_changes_nothing(alice: int, redis_server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    async def let_through(_: Any) -> None:
        return None

    monkeypatch.setattr("career_copilot.pages.session._refused", let_through)
    state = GoalsState()
    state._user_id = alice
    for kind in ("applications", "nothing", None):
        assert isinstance(asyncio.run(GoalsState.tell.fn(state, kind, True)), EventSpec)
    assert goals.goals.progress(alice, NOW, "UTC") == []
