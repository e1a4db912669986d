"""Weekly goals over real rows: what counts, in whose week, and whose it is."""

from datetime import UTC, datetime, timedelta

import pytest

from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.goals import GoalKind, GoalsForm, Progress
from career_copilot.domain.interviews import InterviewForm, Outcome
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.services import applications, changes, goals, interviews, reminders

pytestmark = pytest.mark.usefixtures("redis_server")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALL = {kind: 2 for kind in GoalKind if kind is not GoalKind.CUSTOM}


@pytest.fixture
def now() -> datetime:
    """A Thursday: what happened on Monday is in the past and in this week."""
    return datetime(2026, 11, 26, 12, tzinfo=UTC)


def want(user_id: int, now: datetime, version: int = 0, **weekly: int) -> int:
    """Set targets, and return the version of the goals."""
    form = GoalsForm(weekly={GoalKind(kind): number for kind, number in weekly.items()}, name="Talks")
    goals.set_targets(user_id, form, version, now, "UTC")
    return goals.form(user_id, now, "UTC")[1]


def found(user_id: int, now: datetime, zone: str = "UTC") -> dict[str, Progress]:
    return {str(each.kind): each for each in goals.progress(user_id, now, zone)}


def done(user_id: int, now: datetime, zone: str = "UTC") -> dict[str, float]:
    return {kind: each.this_week.done for kind, each in found(user_id, now, zone).items()}


def applied(user_id: int, at: datetime, stage: Stage = Stage.APPLIED) -> int:
    return applications.create(user_id, ApplicationForm(title="Nurse", company="Havnklinik"), stage, at)[0]


def test_without_a_goal_there_is_nothing(alice: int, now: datetime) -> None:
    applied(alice, now)
    assert goals.progress(alice, now, "UTC") == []


def test_an_application_counts_once_it_is_applied(alice: int, now: datetime) -> None:
    want(alice, now, applications=5)
    nurse = applied(alice, now - HOUR, Stage.INTERESTED)
    assert done(alice, now) == {"applications": 0}
    change = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    assert done(alice, now) == {"applications": 1}
    applications.move(alice, [nurse], Stage.SCREENING, "", now)
    assert done(alice, now) == {"applications": 1}
    changes.undo(alice, applications.move(alice, [nurse], Stage.OFFER, "", now).id or 0, now)
    assert done(alice, now) == {"applications": 1}
    applications.delete(alice, [nurse], now)
    assert done(alice, now) == {"applications": 0}
    assert change.id is not None


def test_an_undone_move_no_longer_counts(alice: int, now: datetime) -> None:
    want(alice, now, applications=5)
    change = applications.move(alice, [applied(alice, now, Stage.INTERESTED)], Stage.APPLIED, "", now)
    changes.undo(alice, change.id or 0, now)
    assert done(alice, now) == {"applications": 0}


def test_the_week_follows_the_persons_clock(alice: int, now: datetime) -> None:
    want(alice, now, applications=5)
    applied(alice, datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert done(alice, now, "UTC") == {"applications": 0}
    assert done(alice, now, "Europe/Berlin") == {"applications": 1}


def test_everything_else_that_counts(alice: int, now: datetime) -> None:
    want(alice, now, **{str(kind): number for kind, number in ALL.items()})
    nurse = applied(alice, now - 9 * DAY)
    (follow_up,) = reminders.of_application(alice, nurse)
    reminders.finish(alice, follow_up.id, now - HOUR)
    task, _ = reminders.add(alice, nurse, ReminderForm(title="Buy stamps"), now)
    reminders.finish(alice, task, now)
    for day in (24, 25, 27):  # the last is still to come
        interviews.add(alice, nurse, InterviewForm(starts=datetime(2026, 11, day, 10)), now - 5 * DAY)
    held, cancelled, _ = interviews.of_application(alice, nurse)
    interviews.set_outcome(alice, cancelled.id, Outcome.CANCELLED, now)
    prepare = next(
        each
        for each in reminders.of_application(alice, nurse)
        if each.interview_id == held.id and each.kind == "prepare"
    )
    reminders.finish(alice, prepare.id, now)
    goals.tell(alice, GoalKind.HOURS, 0.5, now, "UTC")
    assert done(alice, now) == {"applications": 0, "follow_ups": 1, "prepared": 1, "interviews": 1, "hours": 0.5}
    (week_before,) = [week for week in found(alice, now)["applications"].weeks if week.done]
    assert (str(week_before.monday), week_before.target) == ("2026-11-16", 0)  # before the goal was set


def test_a_year_old_application_is_in_no_week_that_is_shown(alice: int, now: datetime) -> None:
    want(alice, now, applications=1)
    applied(alice, now - timedelta(days=400))
    assert sum(week.done for week in found(alice, now)["applications"].weeks) == 0


def test_a_streak_over_weeks(alice: int, now: datetime) -> None:
    for back in (4, 3, 2, 1):
        at = now - timedelta(weeks=back)
        if back == 4:
            want(alice, at, applications=1)
        applied(alice, at)
    assert found(alice, now)["applications"].streak == 4
    assert found(alice, now)["applications"].milestones == ["4 weeks in a row"]


def test_a_count_of_ones_own(alice: int, now: datetime) -> None:
    want(alice, now, custom=3)
    change = goals.tell(alice, GoalKind.CUSTOM, 1, now, "UTC")
    assert change.summary == "Changed “Talks”"
    assert found(alice, now)["custom"].name == "Talks"
    assert done(alice, now) == {"custom": 1}
    changes.undo(alice, change.id or 0, now)
    assert done(alice, now) == {"custom": 0}


@pytest.mark.parametrize(("kind", "amount"), [("applications", 1), ("hours", 7), ("custom", 0.5), ("hours", 0)])
def test_what_is_counted_by_itself_cannot_be_told(alice: int, now: datetime, kind: str, amount: float) -> None:
    with pytest.raises(InvalidInputError):
        goals.tell(alice, GoalKind(kind), amount, now, "UTC")


def test_goals_saved_in_another_tab_are_not_overwritten(alice: int, now: datetime) -> None:
    want(alice, now, applications=5)
    with pytest.raises(ConflictError):
        want(alice, now, applications=9)
    assert goals.form(alice, now, "UTC")[0].weekly == {GoalKind.APPLICATIONS: 5}


def test_targets_are_undone(alice: int, now: datetime) -> None:
    version = want(alice, now, applications=5)
    change = goals.set_targets(alice, GoalsForm(weekly={GoalKind.FOLLOW_UPS: 1}), version, now, "UTC")
    assert done(alice, now) == {"follow_ups": 0}
    changes.undo(alice, change.id or 0, now)
    assert done(alice, now) == {"applications": 0}


def test_someone_elses_goals_and_deeds_do_not_exist(alice: int, bob: int, now: datetime) -> None:
    want(alice, now, **{str(kind): number for kind, number in ALL.items()})
    goals.tell(alice, GoalKind.HOURS, 0.5, now, "UTC")
    assert goals.progress(bob, now, "UTC") == []
    want(bob, now, **{str(kind): number for kind, number in ALL.items()})
    nurse = applied(alice, now)
    interviews.add(alice, nurse, InterviewForm(starts=datetime(2026, 11, 24, 10)), now - 5 * DAY)
    for task in reminders.of_application(alice, nurse):
        reminders.finish(alice, task.id, now)
    assert set(done(bob, now).values()) == {0}
    assert set(done(alice, now).values()) >= {1, 0.5}
