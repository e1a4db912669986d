"""Reminders: what is due, for whom, and announced once."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from career_copilot import db, live
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules, Stage
from career_copilot.domain.reminders import ReminderForm, Which
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.services import application_details, applications, changes, preferences, reminders
from career_copilot.services.recording import Change, Recorder

pytestmark = pytest.mark.usefixtures("redis_server")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def application(user_id: int, now: datetime, stage: Stage = Stage.INTERESTED) -> int:
    return applications.create(user_id, ApplicationForm(title="Nurse", company="Havnklinik"), stage, now)[0]


def add(user_id: int, now: datetime, title: str = "Call", on: int | None = None, **values: object) -> int:
    return reminders.add(user_id, on, ReminderForm.model_validate({"title": title} | values), now)[0]


def titles(user_id: int, which: Which, now: datetime) -> list[str]:
    return [row.title for row in reminders.page(user_id, which, now).rows]


def test_what_is_due_first_comes_first(alice: int, now: datetime) -> None:
    add(alice, now, "Whenever")
    add(alice, now, "Tomorrow", due_at=now + DAY)
    add(alice, now, "Yesterday", due_at=now - DAY)
    assert titles(alice, Which.OPEN, now) == ["Yesterday", "Tomorrow", "Whenever"]
    assert titles(alice, Which.OVERDUE, now) == ["Yesterday"]
    assert titles(alice, Which.UPCOMING, now) == ["Tomorrow", "Whenever"]


def test_pages(alice: int, now: datetime) -> None:
    for number in range(reminders.PAGE_SIZE + 1):
        add(alice, now, f"Call {number}", due_at=now + number * HOUR)
    last = reminders.page(alice, Which.OPEN, now, 2)
    assert (last.total, last.pages, [row.title for row in last.rows]) == (51, 2, ["Call 50"])
    assert reminders.page(alice, Which.OPEN, now, 99).rows == last.rows


def test_applying_reminds_of_following_up_and_says_of_what(alice: int, now: datetime) -> None:
    nurse = application(alice, now, Stage.APPLIED)
    (row,) = reminders.of_application(alice, nurse)
    assert (row.title, row.due_at, row.about) == ("Follow up", now + 7 * DAY, "Nurse at Havnklinik")


def test_the_person_changes_the_rules(alice: int, now: datetime) -> None:
    rule = DEFAULT_RULES.rules[0].model_copy(update={"days": 3, "title": "Ask what became of it"})
    preferences.save(alice, ReminderRules(rules=[rule]), 0, now)
    (row,) = reminders.of_application(alice, application(alice, now, Stage.APPLIED))
    assert (row.title, row.due_at) == ("Ask what became of it", now + 3 * DAY)


def test_the_date_of_an_offer_moves_what_the_rule_made(alice: int, now: datetime) -> None:
    nurse = application(alice, now, Stage.OFFER)
    for days, due in ((12, 7), (8, 3)):
        with db.transaction() as session:
            recorder = Recorder(session, alice, "offers.edit", "Edited the offer", now)
            reminders.renew_decision(session, recorder, nurse, now + days * DAY, now)
        (row,) = reminders.of_application(alice, nurse)
        assert (row.title, row.due_at) == ("Decide on the offer", now + due * DAY)
    reminders.finish(alice, row.id, now)
    with db.transaction() as session:
        recorder = Recorder(session, alice, "offers.edit", "Edited the offer", now)
        reminders.renew_decision(session, recorder, nurse, now + 30 * DAY, now)
    assert reminders.of_application(alice, nurse)[0].due_at == now + 25 * DAY


def test_the_corrected_day_of_applying_moves_what_the_rule_made_and_nothing_else(alice: int, now: datetime) -> None:
    def redate(number: int, day: datetime) -> Change:
        view = application_details.one(alice, number)
        form = view.form.model_copy(update={"applied_at": day})
        return applications.edit(alice, number, form, view.version, now + timedelta(hours=1))

    def due(number: int) -> list[datetime | None]:
        return [one.due_at for one in reminders.of_application(alice, number)]

    day, week = now - timedelta(days=3), timedelta(days=7)
    nurse = applications.create(alice, ApplicationForm(title="Nurse"), Stage.APPLIED, now)[0]
    change = redate(nurse, day)
    assert due(nurse) == [day + week]
    assert change.id is not None
    changes.undo(alice, change.id, now)
    assert due(nurse) == [now + week]
    redate(nurse, day)
    redate(nurse, day - timedelta(days=1))  # made anew by the rule, it follows again
    assert due(nurse) == [day - timedelta(days=1) + week]
    (task,) = reminders.of_application(alice, nurse)
    reminders.snooze(alice, task.id, now + timedelta(days=30), now + timedelta(hours=2))
    redate(nurse, day)
    assert due(nurse) == [now + timedelta(days=30)]


@pytest.mark.parametrize("edited", [{"title": "Call Ward 3"}, {"notes": "ask for Dr Ö"}, {"every_days": 7}])
def test_another_stage_keeps_what_the_person_made_of_a_rules_task(
    alice: int, now: datetime, edited: dict[str, Any]
) -> None:
    nurse, cook = application(alice, now, Stage.APPLIED), application(alice, now, Stage.APPLIED)
    (row,) = reminders.of_application(alice, nurse)
    wanted = ReminderForm.model_validate({"title": row.title, "due_at": row.due_at} | edited)
    reminders.edit(alice, row.id, wanted, row.version, now + timedelta(hours=1))
    applications.move(alice, [nurse, cook], Stage.SCREENING, "", now + DAY)
    assert [each.id for each in reminders.of_application(alice, nurse)] == [row.id]
    assert reminders.of_application(alice, cook) == []


def test_the_date_of_an_offer_leaves_what_was_put_off(alice: int, now: datetime) -> None:
    nurse = application(alice, now, Stage.OFFER)
    (row,) = reminders.of_application(alice, nurse)
    reminders.snooze(alice, row.id, now + 2 * DAY, now + timedelta(hours=1))
    with db.transaction() as session:
        recorder = Recorder(session, alice, "offers.edit", "Edited the offer", now + DAY)
        reminders.renew_decision(session, recorder, nurse, now + 12 * DAY, now + DAY)
    assert [each.due_at for each in reminders.of_application(alice, nurse)] == [now + 2 * DAY]


def test_done_not_done_and_put_off(alice: int, now: datetime) -> None:
    call = add(alice, now, due_at=now - HOUR)
    reminders.finish(alice, call, now)
    assert titles(alice, Which.DONE, now) == ["Call"]
    with pytest.raises(InvalidInputError, match="done already"):
        reminders.snooze(alice, call, now + DAY, now)
    reminders.reopen(alice, call, now)
    assert titles(alice, Which.OVERDUE, now) == ["Call"]
    reminders.snooze(alice, call, now + DAY, now)
    assert titles(alice, Which.UPCOMING, now) == ["Call"]
    with pytest.raises(InvalidInputError, match="still to come"):
        reminders.snooze(alice, call, now - DAY, now)


def test_finishing_a_recurring_one_makes_the_next_once(alice: int, now: datetime) -> None:
    call = add(alice, now, due_at=now - HOUR, every_days=7)
    change = reminders.finish(alice, call, now)
    reminders.finish(alice, call, now)
    (following,) = reminders.page(alice, Which.OPEN, now).rows
    assert (following.due_at, following.every_days) == (now - HOUR + 7 * DAY, 7)
    assert change.id is not None
    changes.undo(alice, change.id, now)
    (row,) = reminders.page(alice, Which.OPEN, now).rows
    assert (row.id, row.every_days) == (call, 7)


def test_putting_off_one_of_a_series_keeps_its_rhythm(alice: int, now: datetime) -> None:
    call = add(alice, now, due_at=now - HOUR, every_days=7)
    reminders.snooze(alice, call, now + 2 * DAY, now)
    reminders.finish(alice, call, now + 2 * DAY)
    (following,) = reminders.page(alice, Which.OPEN, now).rows
    assert following.due_at == now - HOUR + 7 * DAY
    reminders.finish(alice, following.id, now + 5 * DAY)  # before it is due: that one is done, not the same again
    (following,) = reminders.page(alice, Which.OPEN, now).rows
    assert following.due_at == now - HOUR + 14 * DAY
    form = ReminderForm(title="Call", due_at=now + 20 * DAY, every_days=7)
    reminders.edit(alice, following.id, form, following.version, now)  # another date is another rhythm
    reminders.finish(alice, following.id, now + 20 * DAY)
    assert reminders.page(alice, Which.OPEN, now).rows[0].due_at == now + 27 * DAY


def test_other_words_for_one_that_was_put_off_change_neither_its_time_nor_its_rhythm(alice: int, now: datetime) -> None:
    number = add(alice, now, "Weekly", due_at=now, every_days=7)
    at = now + timedelta(minutes=17, seconds=33)
    reminders.snooze(alice, number, at + 3 * HOUR, at)
    reminders.announce(at + 4 * HOUR)
    shown = reminders.one(alice, number)
    minute = now + 3 * HOUR + timedelta(minutes=17)  # all that the field for it can say
    form = ReminderForm(title="Each week", due_at=minute, every_days=7)
    reminders.edit(alice, number, form, shown.version, at + 4 * HOUR)
    assert reminders.one(alice, number).due_at == at + 3 * HOUR
    assert reminders.announce(at + 4 * HOUR) == 0
    reminders.finish(alice, number, at + 5 * HOUR)
    (following,) = reminders.page(alice, Which.OPEN, at).rows
    assert following.due_at == now + 7 * DAY


def test_every_month_on_its_last_day(alice: int, now: datetime) -> None:
    add(alice, now, due_at=datetime(2027, 1, 31, 9, tzinfo=UTC), monthly=True)
    days = []
    for _ in range(3):
        (row,) = reminders.page(alice, Which.OPEN, now).rows
        assert row.due_at is not None
        days.append(row.due_at.date().isoformat())
        reminders.finish(alice, row.id, row.due_at)
    assert days == ["2027-01-31", "2027-02-28", "2027-03-31"]


def test_an_edit_of_an_older_version_is_refused(alice: int, now: datetime) -> None:
    call = add(alice, now)
    reminders.edit(alice, call, ReminderForm(title="Ring"), 0, now)
    with pytest.raises(ConflictError, match="another tab"):
        reminders.edit(alice, call, ReminderForm(title="Phone"), 0, now)
    assert titles(alice, Which.OPEN, now) == ["Ring"]


def test_reminders_of_archived_and_deleted_applications_rest(alice: int, now: datetime) -> None:
    nurse = application(alice, now)
    add(alice, now, "Ask", on=nurse, due_at=now - HOUR)
    for action in (
        lambda: applications.archive(alice, [nurse], True, now),
        lambda: applications.delete(alice, [nurse], now),
    ):
        change = action()
        assert titles(alice, Which.OPEN, now) == []
        assert reminders.announce(now) == 0
        assert change.id is not None
        changes.undo(alice, change.id, now)
    assert reminders.announce(now) == 1


@pytest.mark.parametrize(
    "action",
    [
        lambda user, call, now: reminders.edit(user, call, ReminderForm(title="Mine now"), 0, now),
        lambda user, call, now: reminders.finish(user, call, now),
        lambda user, call, now: reminders.reopen(user, call, now),
        lambda user, call, now: reminders.snooze(user, call, now + DAY, now),
        lambda user, call, now: reminders.delete(user, call, now),
    ],
)
def test_someone_elses_reminder_does_not_exist(
    alice: int, bob: int, now: datetime, action: Callable[[int, int, datetime], object]
) -> None:
    nurse = application(alice, now)
    call = add(alice, now, on=nurse)
    with pytest.raises(NotFoundError):
        action(bob, call, now)
    with pytest.raises(NotFoundError):
        add(bob, now, on=nurse)
    with pytest.raises(NotFoundError):
        reminders.of_application(bob, nurse)
    assert titles(bob, Which.OPEN, now) == []


def test_odd_words_are_kept(alice: int, now: datetime) -> None:
    title, notes = "📞 שלום \u202e abc", "🙂" * 50_000
    call = add(alice, now, title, notes=notes)
    (row,) = reminders.page(alice, Which.OPEN, now).rows
    assert (row.id, row.title, row.notes) == (call, title, notes)


def test_what_is_due_is_announced_once_and_again_after_a_snooze(alice: int, now: datetime) -> None:
    call = add(alice, now, due_at=now)
    add(alice, now, due_at=now + DAY)
    assert [reminders.announce(now), reminders.announce(now)] == [1, 0]
    reminders.snooze(alice, call, now + HOUR, now)
    assert reminders.announce(now + HOUR) == 1
    reminders.edit(alice, call, ReminderForm(title="Ring", due_at=now + HOUR), 1, now + HOUR)
    assert reminders.announce(now + HOUR) == 0


def test_open_tabs_hear_of_it(alice: int, now: datetime) -> None:
    add(alice, now, due_at=now)
    with live.client().pubsub() as heard:
        heard.subscribe(f"{live.CHANNEL}{alice}")
        heard.get_message(timeout=5)
        reminders.announce(now)
        message = heard.get_message(timeout=5)
    assert message is not None
    assert json.loads(message["data"]) == {"topic": "applications", "due": 1}


def test_several_workers_announce_each_once(carol: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "AT_ONCE", 7)  # many claims instead of one
    for number in range(60):
        add(carol, now, f"Call {number}", due_at=now - number * HOUR)
    told: list[int] = []
    workers = [threading.Thread(target=lambda: told.append(reminders.announce(now))) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(told) == 60
    assert reminders.announce(now) == 0


KILLED = """
import os, signal, sys
from datetime import datetime
from career_copilot import live
from career_copilot.services import reminders
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "before":
    reminders.text = killed  # while it claims
else:
    live.publish = killed  # after the claim is committed
reminders.announce(datetime.fromisoformat(sys.argv[2]))
"""


@pytest.mark.parametrize(("moment", "announced_later"), [("before", 1), ("after", 0)])
def test_a_killed_worker_never_makes_it_twice(carol: int, now: datetime, moment: str, announced_later: int) -> None:
    add(carol, now, due_at=now)
    command = [sys.executable, "-c", KILLED, moment, now.isoformat()]
    assert subprocess.run(command, env=os.environ | {"PYTHONPATH": "."}).returncode == -9
    assert reminders.announce(now) == announced_later
    assert titles(carol, Which.OVERDUE, now) == ["Call"]  # the list of what is due has it either way


def test_a_claim_and_a_snooze_at_once_lose_nothing(carol: int, now: datetime) -> None:
    call = add(carol, now, due_at=now)
    with db.transaction() as claiming:
        claiming.execute(text("update reminder set announced_at = :now where id = :id"), {"now": now, "id": call})
        other = threading.Thread(target=reminders.snooze, args=(carol, call, now + HOUR, now))
        other.start()
        other.join(0.3)
        assert other.is_alive()  # it waits for the claim
    other.join()
    assert reminders.announce(now + HOUR) == 1
