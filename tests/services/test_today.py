"""The widgets of the Today page over real rows, their arrangement, and whose they are."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import ReminderKind, Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.domain.today import DEFAULT_ARRANGEMENT, Widget
from career_copilot.errors import ConflictError
from career_copilot.services import applications, changes, openings, reminders, sources, today
from tests.services import test_openings

pytestmark = pytest.mark.usefixtures("redis_server")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def applied(user_id: int, at: datetime, title: str = "Nurse", stage: Stage = Stage.APPLIED) -> int:
    return applications.create(user_id, ApplicationForm(title=title, company="Havnklinik"), stage, at)[0]


def opening(user_id: int, title: str, at: datetime, score: int | None = 50, blocked: bool = False) -> int:
    """One that came into the person's feed then."""
    opening_id = test_openings.add(user_id, title, score=score, blocked=blocked)
    with db.transaction() as session:
        session.execute(
            text("update opening_match set created_at = :at where opening_id = :id"), {"at": at, "id": opening_id}
        )
    return opening_id


def new(user_id: int, since: datetime) -> list[str]:
    return [row.title for row in today.new_matches(user_id, since, 5).rows]


def test_tasks_due_are_told_the_longest_first(alice: int, bob: int, now: datetime) -> None:
    nurse = applied(alice, now - 9 * DAY)
    reminders.add(alice, None, ReminderForm(title="Buy stamps", due_at=now - 3 * DAY), now)
    reminders.add(alice, None, ReminderForm(title="Next week", due_at=now + 3 * DAY), now)
    reminders.add(alice, None, ReminderForm(title="Some day"), now)
    found = today.tasks(alice, now + HOUR, None, 5)
    assert [(row.title, row.about) for row in found.rows] == [("Buy stamps", ""), ("Follow up", "Nurse at Havnklinik")]
    assert found.rows[1].application_id == nurse
    assert today.tasks(alice, now + HOUR, None, 1) == today.Tasks(rows=found.rows[:1], total=2)
    assert [row.title for row in today.tasks(alice, now + HOUR, ReminderKind.FOLLOW_UP, 5).rows] == ["Follow up"]
    later = today.tasks(alice, now + 5 * DAY, None, 5, since=now)
    assert [row.title for row in later.rows] == ["Next week"]
    assert today.tasks(bob, now + HOUR, None, 5).total == 0


def test_tasks_of_archived_and_deleted_applications_rest(alice: int, now: datetime) -> None:
    applications.archive(alice, [applied(alice, now - 9 * DAY)], True, now)
    applications.delete(alice, [applied(alice, now - 9 * DAY)], now)
    assert today.tasks(alice, now, None, 5).total == 0


def test_new_matches_are_the_best_that_came_since(alice: int, bob: int, now: datetime) -> None:
    opening(alice, "Old", now - 3 * DAY, 99)
    opening(alice, "Good", now, 70)
    opening(alice, "Best", now, 90)
    opening(alice, "Unscored", now, None)
    opening(alice, "Blocked", now, 95, blocked=True)
    openings.hide(alice, opening(alice, "Hidden", now, 80), now)
    applications.add(alice, opening(alice, "Applied", now, 85), now)
    openings.save(alice, opening(alice, "Saved", now, 60), now)
    assert new(alice, now - DAY) == ["Best", "Good", "Saved", "Unscored"]
    assert today.new_matches(alice, now - DAY, 1).total == 4
    assert new(bob, now - DAY) == []


def test_a_deleted_application_makes_its_opening_a_match_again(alice: int, now: datetime) -> None:
    number, _ = applications.add(alice, opening(alice, "Nurse", now), now)
    assert new(alice, now) == []
    applications.delete(alice, [number], now)
    assert new(alice, now) == ["Nurse"]


def test_the_pipeline_counts_what_is_on_the_board(alice: int, bob: int, now: datetime) -> None:
    applied(alice, now)
    applied(alice, now, stage=Stage.REJECTED)
    applications.archive(alice, [applied(alice, now)], True, now)
    applications.delete(alice, [applied(alice, now)], now)
    counts = today.pipeline(alice)
    assert list(counts) == list(Stage)
    assert {stage: count for stage, count in counts.items() if count} == {Stage.APPLIED: 1, Stage.REJECTED: 1}
    assert set(today.pipeline(bob).values()) == {0}


def test_odds_come_from_what_is_decided(alice: int, bob: int, now: datetime) -> None:
    for number in range(8):
        one, _ = applications.add(alice, opening(alice, f"Nurse {number}", now, 90), now - 50 * DAY)
        applications.move(alice, [one], Stage.APPLIED, "", now - 50 * DAY)
        if number < 3:
            applications.move(alice, [one], Stage.SCREENING, "", now - 40 * DAY)
    applications.move(
        alice, [applications.add(alice, opening(alice, "Fresh", now, 90), now)[0]], Stage.APPLIED, "", now
    )
    best = today.odds(alice, now)[-1]
    assert (best.low_score, best.rate.k, best.rate.n) == (85, 3, 8)
    assert best.rate.middle is not None
    assert {band.rate.n for band in today.odds(bob, now)} == {0}


def test_failing_sources_come_first_with_what_went_wrong(alice: int, bob: int, now: datetime) -> None:
    good = sources.follow(alice, "https://jobs.lever.co/blauwal-logistics", now)
    bad = sources.follow(alice, "https://jobs.lever.co/havnklinik", now)
    with db.transaction() as session:
        session.execute(
            text("update source set last_success_at = :now where id = :id"), {"now": now - HOUR, "id": good.id}
        )
        session.execute(text("update source set failure_streak = 3 where id = :id"), {"id": bad.id})
        statement = "update ingest_run set state = 'failed', error = 'No answer' where source_id = :id"
        session.execute(text(statement), {"id": bad.id})
    found = today.health(alice)
    assert (found.followed, found.last_success_at) == (2, now - HOUR)
    assert [(row.name, row.failure_streak, row.error) for row in found.failing] == [("Havnklinik", 3, "No answer")]
    assert today.health(bob) == today.Health(followed=0, failing=[], last_success_at=None)


def test_what_is_missing(alice: int, bob: int, now: datetime) -> None:
    assert today.needs(alice) == today.Needs(resume=False, sources=False, applications=False)
    assert not today.begun(alice)
    sources.follow(alice, "https://jobs.lever.co/blauwal-logistics", now)
    number = applied(alice, now)
    assert today.needs(alice) == today.Needs(resume=False, sources=True, applications=True)
    assert today.begun(alice)
    applications.delete(alice, [number], now)
    assert not today.begun(alice)
    opening(alice, "Nurse", now)
    assert today.begun(alice)
    assert not today.begun(bob)


def test_arranging_is_kept_and_undone(alice: int, bob: int, now: datetime) -> None:
    today.move(alice, Widget.TODAY, 1, now)
    today.put(alice, Widget.SOURCES, Widget.MATCHES, now)
    today.resize(alice, Widget.SOURCES, True, now)
    removed = today.remove(alice, Widget.ODDS, now)
    found = today.arrangement(alice)
    assert found.widgets[:3] == [Widget.SOURCES, Widget.MATCHES, Widget.TODAY]
    assert found.placed[0].wide
    assert found.absent == [Widget.ODDS]
    assert removed.summary == "Removed Odds from Today"
    changes.undo(alice, removed.id or 0, now)
    assert today.arrangement(alice).absent == []
    today.remove(alice, Widget.GOALS, now)
    today.add(alice, Widget.GOALS, now)
    assert today.arrangement(alice).widgets[-1] is Widget.GOALS
    assert today.arrangement(bob) == DEFAULT_ARRANGEMENT


def test_what_is_arranged_within_a_minute_is_one_change(alice: int, now: datetime) -> None:
    applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    for second in range(42):
        today.move(alice, Widget.TODAY, 1 - second % 2 * 2, now + timedelta(seconds=second))
    last = today.resize(alice, Widget.SOURCES, True, now + timedelta(seconds=50))
    assert [each.summary for each in changes.recent(alice)] == ["Arranged Today", "Added Nurse"]
    changes.undo(alice, last.id or 0, now)
    assert today.arrangement(alice) == DEFAULT_ARRANGEMENT
    today.move(alice, Widget.TODAY, 1, now + timedelta(seconds=55))  # what was undone is over
    today.move(alice, Widget.TODAY, 1, now + timedelta(seconds=120))
    assert len(changes.recent(alice)) == 4


def test_two_tabs_that_arrange_at_once_lose_nothing(alice: int, now: datetime) -> None:
    """Each step is done to what is there, not to what a tab showed."""
    first = today.remove(alice, Widget.ODDS, now)
    today.remove(alice, Widget.GOALS, now)
    assert set(today.arrangement(alice).absent) == {Widget.ODDS, Widget.GOALS}
    with pytest.raises(ConflictError, match="Removed Goals from Today"):
        changes.undo(alice, first.id or 0, now)


def test_what_changes_nothing_is_no_change(alice: int, now: datetime) -> None:
    assert today.move(alice, Widget.TODAY, -1, now).id is None
    assert today.add(alice, Widget.TODAY, now).id is None


def test_recent_changes_say_what_is_undone(alice: int, bob: int, now: datetime) -> None:
    change = today.remove(alice, Widget.ODDS, now)
    changes.undo(alice, change.id or 0, now)
    today.remove(alice, Widget.GOALS, now)
    found = changes.recent(alice)
    assert [(each.summary, each.undone) for each in found] == [
        ("Removed Goals from Today", False), ("Removed Odds from Today", True),
    ]  # fmt: skip
    assert changes.recent(bob) == []
