"""Interviews with their reminders, in the zone they were agreed in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.interviews import InterviewForm, Outcome
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.reminders import ReminderForm
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.services import applications, changes, interviews, reminders

pytestmark = pytest.mark.usefixtures("redis_server")
STARTS = datetime(2026, 12, 1, 14)
BERLIN = "Europe/Berlin"


def application(user_id: int, now: datetime, title: str = "Nurse") -> int:
    return applications.create(user_id, ApplicationForm(title=title, company="Havnklinik"), Stage.INTERVIEW, now)[0]


def form(**values: Any) -> InterviewForm:
    return InterviewForm.model_validate({"starts": STARTS, "time_zone": BERLIN} | values)


def due(user_id: int, application_id: int) -> dict[str, datetime | None]:
    return {row.title: row.due_at for row in reminders.of_application(user_id, application_id) if row.done_at is None}


def test_an_interview_is_a_moment_and_keeps_its_zone(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    interviews.add(alice, nurse, form(step=Step.PANEL, place="Ward 3", people="Dr Ö"), now)
    (view,) = interviews.of_application(alice, nurse)
    assert (view.starts_at, view.time_zone) == (datetime(2026, 12, 1, 13, tzinfo=UTC), BERLIN)
    assert (view.ends_at - view.starts_at, view.about) == (timedelta(hours=1), "Nurse at Havnklinik")


def test_it_reminds_of_preparing_and_of_saying_thank_you(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    interviews.add(alice, nurse, form(preparation_minutes=120), now)
    assert due(alice, nurse) == {
        "Prepare for: Interview": datetime(2026, 12, 1, 11, tzinfo=UTC),
        "Say thank you (Interview, 1 Dec)": datetime(2026, 12, 2, 14, tzinfo=UTC),
    }


def test_reminders_move_with_it_but_not_those_done(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    prepare = reminders.of_application(alice, nurse)[0]
    reminders.finish(alice, prepare.id, now)
    interviews.edit(alice, number, form(starts=datetime(2026, 12, 3, 9), preparation_minutes=0), 0, now)
    assert due(alice, nurse) == {"Say thank you (Interview, 3 Dec)": datetime(2026, 12, 4, 9, tzinfo=UTC)}
    assert [row.id for row in reminders.of_application(alice, nurse) if row.done_at] == [prepare.id]


SNOOZED = datetime(2026, 12, 4, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def arranged(user_id: int, application_id: int, now: datetime) -> dict[str, datetime | None]:
    """The person deletes the first reminder, puts the second off and gives it words; what is left."""
    prepare, thank = reminders.of_application(user_id, application_id)
    reminders.delete(user_id, prepare.id, now + HOUR)
    reminders.edit(user_id, thank.id, ReminderForm(title="Thank Dr Ö", due_at=thank.due_at), thank.version, now + HOUR)
    reminders.snooze(user_id, thank.id, SNOOZED, now + HOUR)
    return due(user_id, application_id)


@pytest.mark.parametrize(
    "action",
    [
        lambda user, number, now: interviews.set_outcome(user, number, Outcome.PASSED, now),
        lambda user, number, now: interviews.edit(user, number, form(place="Ward 3"), 0, now),
    ],
)
def test_what_the_person_made_of_its_reminders_stays(
    alice: int, now: datetime, action: Callable[[int, int, datetime], object]
) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    left = arranged(alice, nurse, now)
    assert left == {"Thank Dr Ö": SNOOZED}
    action(alice, number, now + 2 * HOUR)
    assert due(alice, nurse) == left


def test_at_another_time_what_the_rules_made_moves_and_what_the_person_made_stays(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    prepare, thank = reminders.of_application(alice, nurse)
    reminders.snooze(alice, thank.id, SNOOZED, now + HOUR)
    for day, version in ((3, 0), (4, 1)):  # what a rule moved is still the rule's
        interviews.edit(alice, number, form(starts=datetime(2026, 12, day, 14)), version, now + (1 + day) * HOUR)
    assert {row.id: row.due_at for row in reminders.of_application(alice, nurse)} == {
        prepare.id: datetime(2026, 12, 4, 12, tzinfo=UTC), thank.id: SNOOZED,
    }  # fmt: skip


def test_a_new_title_is_that_of_its_reminders(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    interviews.edit(alice, number, form(title="Panel"), 0, now + HOUR)
    assert list(due(alice, nurse)) == ["Prepare for: Panel", "Say thank you (Panel, 1 Dec)"]


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.WITHDRAWN])
def test_a_closed_application_reminds_of_no_interview_to_come(alice: int, now: datetime, stage: Stage) -> None:
    nurse = application(alice, now)
    interviews.add(alice, nurse, form(starts=datetime(2026, 11, 1, 14)), datetime(2026, 10, 1, tzinfo=UTC))
    interviews.add(alice, nurse, form(), now)
    *past, _, thank = reminders.of_application(alice, nurse)
    reminders.snooze(alice, thank.id, SNOOZED, now + HOUR)
    change = applications.move(alice, [nurse], stage, "", now + 2 * HOUR)
    assert [row.id for row in reminders.of_application(alice, nurse)] == [*(row.id for row in past), thank.id]
    assert change.id is not None
    changes.undo(alice, change.id, now + 3 * HOUR)
    assert len(reminders.of_application(alice, nurse)) == 4


def test_one_that_is_long_over_reminds_of_nothing(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    interviews.add(alice, nurse, form(starts=datetime(2025, 12, 1, 14)), now)
    assert due(alice, nurse) == {}


def test_a_cancelled_one_reminds_of_nothing_and_back_again(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    before = due(alice, nurse)
    change = interviews.set_outcome(alice, number, Outcome.CANCELLED, now)
    assert due(alice, nurse) == {}
    assert change.id is not None
    changes.undo(alice, change.id, now)
    assert due(alice, nurse) == before
    assert interviews.one(alice, number).outcome is Outcome.OPEN


def test_moving_the_application_keeps_the_reminders_of_its_interviews(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    interviews.add(alice, nurse, form(), now)
    before = due(alice, nurse)
    applications.move(alice, [nurse], Stage.OFFER, "", now)
    assert before.items() <= due(alice, nurse).items()


def test_overlapping_dates_are_pointed_out(alice: int, now: datetime) -> None:
    nurse, cook = application(alice, now), application(alice, now, "Cook")
    first, _ = interviews.add(alice, nurse, form(), now)
    # 08:30 in New York is 14:30 in Berlin.
    interviews.add(alice, cook, form(starts=datetime(2026, 12, 1, 8, 30), time_zone="America/New_York"), now)
    interviews.add(alice, cook, form(starts=datetime(2026, 12, 1, 15)), now)
    assert interviews.one(alice, first).overlaps == ["Interview for Cook at Havnklinik"]
    interviews.set_outcome(alice, first, Outcome.CANCELLED, now)
    assert interviews.one(alice, first).overlaps == []


def test_between_two_dates(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    interviews.add(alice, nurse, form(title="First"), now)
    interviews.add(alice, nurse, form(title="Second", starts=datetime(2026, 12, 8, 14)), now)
    start = datetime(2026, 12, 1, tzinfo=UTC)
    found = interviews.between(alice, start, start + timedelta(days=7))
    assert [view.title for view in found] == ["First"]
    assert [view.title for view in interviews.all_of(alice, start + timedelta(days=3))] == ["Second"]


def test_an_edit_of_an_older_version_is_refused(alice: int, now: datetime) -> None:
    number, _ = interviews.add(alice, application(alice, now), form(), now)
    interviews.edit(alice, number, form(title="Panel"), 0, now)
    with pytest.raises(ConflictError, match="another tab"):
        interviews.edit(alice, number, form(title="Phone"), 0, now)
    assert interviews.one(alice, number).title == "Panel"


def test_deleted_with_its_reminders_and_back(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    before = due(alice, nurse)
    change = interviews.delete(alice, number, now)
    assert (interviews.of_application(alice, nurse), due(alice, nurse)) == ([], {})
    assert change.id is not None
    changes.undo(alice, change.id, now)
    assert due(alice, nurse) == before


@pytest.mark.parametrize(
    "action",
    [
        lambda user, number, now: interviews.edit(user, number, form(), 0, now),
        lambda user, number, now: interviews.set_outcome(user, number, Outcome.PASSED, now),
        lambda user, number, now: interviews.delete(user, number, now),
        lambda user, number, now: interviews.one(user, number),
    ],
)
def test_someone_elses_interview_does_not_exist(
    alice: int, bob: int, now: datetime, action: Callable[[int, int, datetime], object]
) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    with pytest.raises(NotFoundError):
        action(bob, number, now)
    with pytest.raises(NotFoundError):
        interviews.add(bob, nurse, form(), now)
    with pytest.raises(NotFoundError):
        interviews.of_application(bob, nurse)
    assert interviews.all_of(bob, now) == []


def test_of_a_deleted_application_there_is_none(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    number, _ = interviews.add(alice, nurse, form(), now)
    applications.delete(alice, [nurse], now)
    assert interviews.all_of(alice, now) == []
    with pytest.raises(NotFoundError):
        interviews.set_outcome(alice, number, Outcome.PASSED, now)
