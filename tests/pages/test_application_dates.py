"""Tasks, interviews and records as the application's page shows them: nothing that is typed is lost."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import reflex as rx

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.differences import differences
from career_copilot.domain.interviews import InterviewForm
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models.tracker import ApplicationDocument
from career_copilot.pages.application_dates import DatesState
from career_copilot.pages.application_record import RecordState, shortened
from career_copilot.pages.notices import Notices
from career_copilot.pages.session import Session
from career_copilot.services import applications, changes, interviews, reminders, resume_files, submissions

pytestmark = pytest.mark.usefixtures("redis_server")
DAY = timedelta(days=1)


def tab(user_id: int, zone: str = "Europe/Berlin") -> Callable[[type[rx.State]], Any]:
    """A tab of this person: asks for one of its states."""
    root = rx.State(_reflex_internal_init=True)

    def state(kind: type[rx.State]) -> Any:
        found = root.get_substate(kind.get_full_name().split("."))
        found.get_parent_state()
        return found

    state(Session)._user_id = user_id
    state(Session).time_zone = zone
    return state


def call(state: Any, name: str, *arguments: Any) -> Any:
    """A handler, behind its guard."""
    return asyncio.run(type(state).event_handlers[name].fn.__wrapped__(state, *arguments))


@pytest.fixture
def today() -> datetime:
    """The handlers ask the clock themselves."""
    return datetime.now(UTC)


@pytest.fixture
def nurse(alice: int, today: datetime) -> int:
    form = ApplicationForm(title="Nurse", company="Havnklinik")
    return applications.create(alice, form, Stage.INTERVIEW, today)[0]


def shown(user_id: int, application_id: int, kind: Any = DatesState) -> Any:
    state = tab(user_id)(kind)
    asyncio.run(state._show(application_id))
    return state


def task(**values: str) -> dict[str, str]:
    return {"title": "Call", "due_at": "", "every_days": "", "notes": ""} | values


def meeting(**values: str) -> dict[str, str]:
    plain = {
        "title": "", "step": "panel", "starts": "2027-03-27T14:00", "time_zone": "America/New_York", "minutes": "60",
        "preparation_minutes": "60", "place": "", "link": "", "people": "", "notes": "",
    }  # fmt: skip
    return plain | values


def test_a_task_is_entered_in_the_persons_zone(alice: int, nurse: int) -> None:
    state = shown(alice, nurse)
    call(state, "new_task")
    call(state, "save", task(due_at="2027-07-01T09:00", every_days="7"))
    (line,) = state.tasks
    assert (line.title, line.repeats, line.due_exact) == ("Call", "every week", "Thu 1 Jul 2027, 09:00 CEST")
    assert (state.form, reminders.one(alice, line.id).due_at) == ("", datetime(2027, 7, 1, 7, tzinfo=UTC))
    call(state, "edit_task", line.id)
    assert (state.fields.due_at, state.fields.every_days) == ("2027-07-01T09:00", "7")
    call(state, "save", task(due_at="2027-07-01T09:00", every_days="month"))
    assert [line.repeats for line in state.tasks] == ["every month"]


def test_an_interview_shows_the_time_there_and_here(alice: int, nurse: int) -> None:
    state = shown(alice, nurse)
    call(state, "new_interview")
    assert state.fields.time_zone == "Europe/Berlin"
    call(state, "save", meeting())
    (line,) = state.meetings
    # On that day New York has summer time already and Berlin not yet.
    assert (line.day, line.hours, line.hours_here) == (
        "Sat 27 Mar 2027",
        "14:00–15:00 America/New_York",
        "19:00–20:00 for you",
    )
    assert [row.title for row in state.tasks] == [
        "Prepare for: Panel interview",
        "Say thank you (Panel interview, 27 Mar)",
    ]


def test_another_day_there_is_named(alice: int, nurse: int) -> None:
    state = shown(alice, nurse)
    call(state, "new_interview")
    call(state, "save", meeting(starts="2027-03-27T22:00"))
    # By then Berlin has moved its clocks too.
    assert state.meetings[0].hours_here == "Sun 04:00–05:00 for you"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (meeting(starts="2027-03-14T02:30"), "02:30 does not exist on 14 Mar 2027 in America/New_York"),
        (meeting(starts=""), "Enter the date and time"),
        (meeting(starts="soon"), "Date and time"),
        (meeting(link="javascript:alert(1)"), "Link: must begin with https://"),
        (meeting(time_zone="Mars/Olympus"), "Time zone"),
        (meeting(step="phone"), "Kind"),
        (meeting(minutes="-5"), "Length"),
        ({}, "Enter the date and time"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_the_form_stays(
    alice: int, nurse: int, form: dict[str, str], says: str
) -> None:
    state = shown(alice, nurse)
    call(state, "new_interview")
    before = state.revision
    call(state, "save", form)
    assert says in state.error
    assert (state.form, state.revision, state.meetings) == ("interview", before, [])


def test_a_time_the_clock_skips_is_refused_for_tasks_too(alice: int, nurse: int) -> None:
    state = shown(alice, nurse)
    call(state, "new_task")
    call(state, "save", task(due_at="2027-03-28T02:30"))
    assert "does not exist" in state.error


def test_of_two_versions_the_person_chooses(alice: int, nurse: int, today: datetime) -> None:
    call_id, _ = reminders.add(alice, nurse, ReminderForm(title="Call", notes="mine"), today)
    state = shown(alice, nurse)
    call(state, "edit_task", call_id)
    reminders.edit(alice, call_id, ReminderForm(title="Ring", notes="theirs"), 0, today)
    call(state, "save", task(title="Phone", notes="mine"))
    assert state.conflict
    assert [(line.where, line.mine, line.theirs) for line in state.compared] == [
        ("Title", "Phone", "Ring"),
        ("Notes", "mine", "theirs"),
    ]
    assert reminders.one(alice, call_id).title == "Ring"
    call(state, "keep_mine")
    assert (reminders.one(alice, call_id).title, state.form) == ("Phone", "")


def test_or_takes_the_other_one(alice: int, nurse: int, today: datetime) -> None:
    number, _ = interviews.add(alice, nurse, InterviewForm(starts=datetime(2027, 1, 1, 9)), today)
    state = shown(alice, nurse)
    call(state, "edit_interview", number)
    interviews.edit(alice, number, InterviewForm(starts=datetime(2027, 1, 2, 9)), 0, today)
    call(state, "save", meeting(time_zone="UTC", step=""))
    assert "Date and time" in [line.where for line in state.compared]
    call(state, "discard")
    assert (state.conflict, state.fields.starts) == (False, "2027-01-02T09:00")
    assert interviews.one(alice, number).starts_at == datetime(2027, 1, 2, 9, tzinfo=UTC)


def test_what_another_tab_adds_appears_beneath_an_open_form(alice: int, nurse: int, today: datetime) -> None:
    state = shown(alice, nurse)
    call(state, "new_task")
    before = state.revision
    reminders.add(alice, nurse, ReminderForm(title="From elsewhere"), today)
    asyncio.run(state._show(nurse))
    assert ([line.title for line in state.tasks], state.form, state.revision) == (["From elsewhere"], "task", before)


def test_done_not_done_later_and_deleted(alice: int, nurse: int, today: datetime) -> None:
    number, _ = reminders.add(alice, nurse, ReminderForm(title="Call", due_at=today - DAY), today - DAY)
    state = shown(alice, nurse)
    assert (state.tasks[0].overdue, state.tasks[0].due) == (True, "due 1 day ago")
    call(state, "finish", number)
    assert (state.tasks, [line.title for line in state.finished]) == ([], ["Call"])
    call(state, "reopen", number)
    call(state, "ask_when", number)
    assert state.later == number
    call(state, "put_off", number, "week")
    assert (state.later, state.tasks[0].overdue) == (0, False)
    call(state, "edit_task", number)
    call(state, "delete")
    assert state.tasks == []


def test_a_typed_date_for_later_may_be_odd(alice: int, nurse: int, today: datetime) -> None:
    number, _ = reminders.add(alice, nurse, ReminderForm(title="Call"), today)
    state = shown(alice, nurse)
    call(state, "ask_when", number)
    for odd in ({}, {"until": "tomorrow"}, {"until": "2020-01-01T09:00"}, {"until": ["x"]}):
        with pytest.raises(InvalidInputError):
            call(state, "put_off_to", odd)
    call(state, "put_off_to", {"until": "2027-01-01T09:00"})
    assert reminders.one(alice, number).due_at == datetime(2027, 1, 1, 8, tzinfo=UTC)


def test_nothing_of_others_can_be_named(alice: int, bob: int, nurse: int, today: datetime) -> None:
    number, _ = reminders.add(alice, nurse, ReminderForm(title="Call"), today)
    held, _ = interviews.add(alice, nurse, InterviewForm(starts=datetime(2027, 1, 1, 9)), today)
    state = tab(bob)(DatesState)
    for name, arguments in {
        "edit_task": (number,), "finish": (number,), "reopen": (number,), "put_off": (number, "week"),
        "edit_interview": (held,), "set_outcome": (held, "passed"),
    }.items():  # fmt: skip
        with pytest.raises(NotFoundError):
            call(state, name, *arguments)
    with pytest.raises(NotFoundError):
        asyncio.run(tab(bob)(DatesState)._show(nurse))
    for odd in ("x", -1, None, True, 2**40):
        with pytest.raises(InvalidInputError):
            call(state, "finish", odd)


def test_leaving_keeps_nothing_in_the_tab(alice: int, nurse: int) -> None:
    state = shown(alice, nurse)
    call(state, "new_task")
    call(state, "save", task())
    state._leave()
    assert (state.tasks, state.meetings, state.loaded, state.form) == ([], [], False, "")


def test_the_bell_shows_what_is_due_and_puts_it_off(alice: int, nurse: int, today: datetime) -> None:
    number, _ = reminders.add(alice, nurse, ReminderForm(title="Call", due_at=today - DAY), today - DAY)
    state = tab(alice)(Notices)
    call(state, "load")
    assert [(line.title, line.about, line.href) for line in state.due] == [
        ("Call", "Nurse at Havnklinik", f"/applications/{nurse}")
    ]
    call(state, "tomorrow", number)
    assert (state.count, state.due) == (0, [])


def test_a_record_is_shown_verified_and_its_files_named(alice: int, today: datetime) -> None:
    cook, _ = applications.create(alice, ApplicationForm(title="Cook", url="https://x.example/1"), Stage.APPLIED, today)
    state = shown(alice, cook, RecordState)
    (row,) = state.records
    assert (row.advert_from, state.opened, state.links) == (
        "As it was entered by hand; there was no posting to copy.",
        row.id,
        ["https://x.example/1"],
    )
    call(state, "verify", row.id)
    assert (state.records[0].verified, state.records[0].intact) == ("1 hashes checked: all as recorded.", True)
    call(state, "show_advert")
    assert state.advert.startswith("Cook")
    call(state, "show_changes")
    assert (state.showing, state.parts) == ("changes", [])
    assert "not listed any more" in state.changes_note


def test_a_changed_file_is_said_at_the_file(alice: int, today: datetime) -> None:
    cook, _ = applications.create(alice, ApplicationForm(title="Cook"), Stage.INTERESTED, today)
    data = resume_files.write(alice, b"Dear all")
    with db.transaction() as session:
        session.add(
            ApplicationDocument(
                user_id=alice, application_id=cook, kind="letter", name="letter.txt", media_type="text/plain", size=8,
                sha256="x", path=data,
            )
        )  # fmt: skip
    applications.move(alice, [cook], Stage.APPLIED, "", today)
    state = shown(alice, cook, RecordState)
    (file,) = state.files
    resume_files.path(resume_files.sent(alice, file.sha256)).write_bytes(b"Dear you")
    call(state, "verify", state.opened)
    assert state.records[0].verified == "Not as recorded: letter.txt is changed."
    assert (state.records[0].intact, state.files[0].state) == (False, "changed")


def test_an_undone_record_is_marked_and_the_one_that_holds_is_open(alice: int, today: datetime) -> None:
    cook, _ = applications.create(alice, ApplicationForm(title="Cook"), Stage.INTERESTED, today)
    change = applications.move(alice, [cook], Stage.APPLIED, "", today)
    assert change.id is not None
    changes.undo(alice, change.id, today)
    applications.move(alice, [cook], Stage.APPLIED, "", today)
    state = shown(alice, cook, RecordState)
    assert [row.undone for row in state.records] == ["", "undone just now"]
    assert state.opened == state.records[0].id


def test_someone_elses_record_is_not_opened(alice: int, bob: int, today: datetime) -> None:
    cook, _ = applications.create(alice, ApplicationForm(title="Cook"), Stage.APPLIED, today)
    record = submissions.of_application(alice, cook)[0]
    state = tab(bob)(RecordState)
    for name in ("open", "verify"):
        with pytest.raises(NotFoundError):
            call(state, name, record.id)


def test_long_unchanged_stretches_are_left_out() -> None:
    old = "start\n" + "the same line\n" * 200 + "three years\n"
    parts = shortened(differences(old, old.replace("three", "five")))
    assert sum(len(part.text) for part in parts) < 500
    assert "[…]" in parts[0].text
    assert shortened(differences(old, old)) == []
