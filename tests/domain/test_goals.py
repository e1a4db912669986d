"""Weekly goals: whose clock a week follows, and for how long a goal has been reached."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from career_copilot.domain.goals import (
    LONGEST,
    NO_GOALS,
    Goal,
    GoalKind,
    Goals,
    GoalsForm,
    Target,
    WeekDone,
    begins,
    by_week,
    form_of,
    milestones,
    monday,
    progress,
    streak,
    told,
    with_targets,
)

MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "week"),
    [
        ("2026-11-23T00:00", "UTC", "2026-11-23"),
        ("2026-11-22T23:59", "UTC", "2026-11-16"),
        ("2026-11-22T23:30", "Europe/Berlin", "2026-11-23"),  # Monday 00:30 there
        ("2026-11-23T04:30", "America/New_York", "2026-11-16"),  # Sunday 23:30 there
        ("2026-11-22T10:15", "Pacific/Kiritimati", "2026-11-23"),  # 14 hours ahead
        ("2026-03-29T21:59", "Europe/Berlin", "2026-03-23"),  # the clocks went forward that Sunday: 23:59 there
        ("2026-03-29T22:00", "Europe/Berlin", "2026-03-30"),
        ("2026-10-25T22:59", "Europe/Berlin", "2026-10-19"),  # and back that Sunday
        ("2026-10-25T23:00", "Europe/Berlin", "2026-10-26"),
        ("2027-01-01T12:00", "UTC", "2026-12-28"),  # a week belongs to no year
    ],
)
def test_a_week_begins_on_monday_by_the_persons_clock(moment: str, zone: str, week: str) -> None:
    assert monday(utc(moment), zone) == date.fromisoformat(week)


@pytest.mark.parametrize(
    ("week", "zone", "hours"),
    [("2026-03-23", "Europe/Berlin", 167), ("2026-10-19", "Europe/Berlin", 169), ("2026-11-23", "Europe/Berlin", 168)],
)
def test_a_week_is_as_long_as_the_clock_makes_it(week: str, zone: str, hours: int) -> None:
    start = date.fromisoformat(week)
    assert begins(start + WEEK, zone) - begins(start, zone) == timedelta(hours=hours)
    last_second = begins(start + WEEK, zone) - timedelta(seconds=1)
    assert by_week([begins(start, zone), last_second, begins(start + WEEK, zone)], zone) == {start: 2, start + WEEK: 1}


def test_midnight_that_a_clock_skips_is_when_it_goes_on() -> None:
    """In Beirut clocks went from Sunday 00:00 to 01:00; a Monday does not, but the rule must hold for any day."""
    assert begins(date(2026, 3, 29), "Asia/Beirut") == utc("2026-03-28T22:00")


def weeks(*done: tuple[float, int]) -> list[WeekDone]:
    """(done, target), this week last."""
    first = MONDAY - WEEK * (len(done) - 1)
    return [WeekDone(monday=first + WEEK * number, done=a, target=b) for number, (a, b) in enumerate(done)]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], 0),
        ([(0, 5)], 0),
        ([(5, 5)], 1),
        ([(4.5, 5)], 0),
        ([(5, 5), (6, 5), (0, 5)], 2),  # this week is not over: it breaks nothing
        ([(5, 5), (6, 5), (5, 5)], 3),
        ([(5, 5), (4, 5), (5, 5)], 1),  # the week before broke it
        ([(5, 5), (4, 5), (0, 5)], 0),
        ([(5, 5), (0, 0), (5, 5)], 2),  # a pause is passed over
        ([(5, 5), (3, 0), (0, 5)], 1),
        ([(0, 0), (0, 0)], 0),
        ([(3, 3), (3, 5), (5, 5)], 1),  # each week by its own target
        ([(3, 3), (5, 5), (5, 5)], 3),
        ([(1, 1)] * 60, LONGEST),
    ],
)
def test_a_streak(history: list[tuple[float, int]], expected: int) -> None:
    assert streak(weeks(*history)) == expected


def goal(kind: GoalKind = GoalKind.APPLICATIONS, **targets: int) -> Goals:
    """Targets by weeks ago: `w3=5`."""
    listed = [Target(since=MONDAY - WEEK * int(name[1:]), weekly=number) for name, number in targets.items()]
    return Goals(goals=[Goal(kind=kind, targets=listed)])


def test_a_changed_target_leaves_earlier_weeks_as_they_were() -> None:
    goals = with_targets(goal(w3=3), GoalsForm(weekly={GoalKind.APPLICATIONS: 8}), MONDAY)
    counted = {GoalKind.APPLICATIONS: {MONDAY - WEEK * back: 3.0 for back in range(5)}}
    (found,) = progress(goals, counted, MONDAY)
    assert [(week.target, week.reached) for week in found.weeks[-5:]] == [
        (0, False), (3, True), (3, True), (3, True), (8, False),
    ]  # fmt: skip
    assert found.streak == 3


def test_a_target_changed_twice_in_a_week_counts_once() -> None:
    goals = goal(w3=3)
    for weekly in (8, 4):
        goals = with_targets(goals, GoalsForm(weekly={GoalKind.APPLICATIONS: weekly}), MONDAY)
    assert [(target.since, target.weekly) for target in goals.goals[0].targets] == [(MONDAY - WEEK * 3, 3), (MONDAY, 4)]


def test_a_goal_given_up_and_taken_up_again_keeps_its_past() -> None:
    counted = {GoalKind.APPLICATIONS: {MONDAY - WEEK: 3.0, MONDAY: 0.0, MONDAY + WEEK: 3.0}}
    paused = with_targets(goal(w1=3), GoalsForm(), MONDAY)
    assert progress(paused, counted, MONDAY) == []
    again = with_targets(paused, GoalsForm(weekly={GoalKind.APPLICATIONS: 3}), MONDAY + WEEK)
    assert progress(again, counted, MONDAY + WEEK)[0].streak == 2


def test_targets_changed_every_week_stay_few() -> None:
    goals = NO_GOALS
    for number in range(150):
        goals = with_targets(goals, GoalsForm(weekly={GoalKind.APPLICATIONS: number % 7 + 1}), MONDAY + WEEK * number)
    assert len(goals.goals[0].targets) <= LONGEST + 2
    assert goals.goals[0].target_in(MONDAY + WEEK * 149) == 149 % 7 + 1
    assert goals.goals[0].target_in(MONDAY + WEEK * (149 - LONGEST)) == (149 - LONGEST) % 7 + 1


def test_what_is_told_adds_up_and_is_never_below_nothing() -> None:
    goals = goal(GoalKind.HOURS, w0=2)
    for amount in (0.5, 0.5, 1.0, -0.5):
        goals = told(goals, GoalKind.HOURS, amount, MONDAY)
    (found,) = progress(goals, {}, MONDAY)
    assert (found.this_week.done, found.this_week.reached, found.step) == (1.5, False, 0.5)
    assert told(goals, GoalKind.HOURS, -9, MONDAY).goals[0].told == {MONDAY: 0.0}


def test_what_is_told_long_ago_is_forgotten() -> None:
    goals = told(goal(GoalKind.CUSTOM, w0=1), GoalKind.CUSTOM, 1, MONDAY)
    assert told(goals, GoalKind.CUSTOM, 1, MONDAY + WEEK * 60).goals[0].told == {MONDAY + WEEK * 60: 1.0}


def test_twelve_weeks_are_shown_this_one_last() -> None:
    (found,) = progress(goal(w20=1), {GoalKind.APPLICATIONS: {MONDAY - WEEK * back: 1.0 for back in range(20)}}, MONDAY)
    assert [found.weeks[0].monday, found.weeks[-1].monday] == [MONDAY - WEEK * 11, MONDAY]
    assert (len(found.weeks), found.streak) == (12, 20)


@pytest.mark.parametrize(
    ("weeks_in_a_row", "total", "expected"),
    [
        (0, 0, []),
        (1, 4, []),
        (2, 5, ["2 weeks in a row", "5 in the last year"]),
        (11, 49, ["8 weeks in a row", "25 in the last year"]),
    ],
)
def test_milestones_are_the_last_that_were_passed(weeks_in_a_row: int, total: float, expected: list[str]) -> None:
    assert milestones(weeks_in_a_row, total) == expected


def test_the_form_holds_the_targets_of_today() -> None:
    form = GoalsForm(weekly={GoalKind.APPLICATIONS: 5, GoalKind.CUSTOM: 2}, name="  Talks  with\npeople ")
    goals = with_targets(NO_GOALS, form, MONDAY)
    assert form_of(goals, MONDAY) == form
    assert form_of(goals, MONDAY - WEEK).weekly == {GoalKind.APPLICATIONS: 0, GoalKind.CUSTOM: 0}
    assert [found.name for found in progress(goals, {}, MONDAY)] == ["Applications sent", "Talks with people"]


@pytest.mark.parametrize(
    "given",
    [
        {"weekly": {"applications": 101}},
        {"weekly": {"applications": -1}},
        {"weekly": {"custom": 1}},
        {"weekly": {"custom": 1}, "name": "  "},
        {"name": "x" * 61},
    ],
)
def test_a_form_that_makes_no_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GoalsForm.model_validate(given)
