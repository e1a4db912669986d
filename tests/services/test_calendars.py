"""The private calendar address, and whose entries it shows."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.interviews import InterviewForm, Outcome
from career_copilot.domain.pipeline import Stage
from career_copilot.errors import NotFoundError, TooManyAttemptsError
from career_copilot.services import applications, attempts, calendars, changes, interviews

pytestmark = pytest.mark.usefixtures("redis_server")


def interview(user_id: int, now: datetime, title: str = "Panel") -> int:
    form = ApplicationForm(title="Nurse", company="Havnklinik")
    nurse = applications.create(user_id, form, Stage.INTERVIEW, now)[0]
    starts = datetime(2026, 12, 1, 14)
    return interviews.add(user_id, nurse, InterviewForm(starts=starts, time_zone="Europe/Berlin", title=title), now)[0]


def token(user_id: int, now: datetime) -> str:
    return calendars.make_feed(user_id, now).rpartition("/")[2].removesuffix(".ics")


def names(data: bytes) -> list[str]:
    found = vobject.readOne(data.decode()).contents.get("vevent", [])
    return [event.summary.value for event in found]


def test_the_feed_has_the_persons_entries_and_nobody_elses(alice: int, bob: int, now: datetime) -> None:
    interview(alice, now)
    interview(bob, now, "Bob's")
    assert names(calendars.read_feed(token(alice, now), "127.0.0.1", now)) == [
        "Panel: Nurse at Havnklinik",
        "Say thank you (Panel, 1 Dec): Nurse at Havnklinik",
    ]


def test_only_its_hash_is_stored(alice: int, now: datetime) -> None:
    secret = token(alice, now)
    with db.transaction() as session:
        assert secret not in str(session.execute(text("select to_jsonb(f) from feed_token f")).scalars().all())


def test_a_new_address_ends_the_old_one_and_revoking_ends_both(alice: int, now: datetime) -> None:
    old, new = token(alice, now), token(alice, now)
    with pytest.raises(NotFoundError):
        calendars.read_feed(old, "127.0.0.1", now)
    assert calendars.read_feed(new, "127.0.0.1", now)
    calendars.revoke_feed(alice, now)
    assert calendars.feed(alice) is None
    with pytest.raises(NotFoundError):
        calendars.read_feed(new, "127.0.0.1", now)


def test_the_person_sees_when_it_was_last_read(alice: int, now: datetime) -> None:
    secret = token(alice, now)
    calendars.read_feed(secret, "127.0.0.1", now + timedelta(hours=1))
    view = calendars.feed(alice)
    assert view is not None
    assert (view.created_at, view.last_used_at) == (now, now + timedelta(hours=1))


def test_it_is_not_read_without_end(alice: int, now: datetime) -> None:
    secret = token(alice, now)
    for _ in range(attempts.PER_ACCOUNT):
        calendars.read_feed(secret, "127.0.0.1", now)
    with pytest.raises(TooManyAttemptsError):
        calendars.read_feed(secret, "127.0.0.1", now)


def test_a_change_that_is_undone_still_counts_up(alice: int, now: datetime) -> None:
    number = interview(alice, now)
    change = interviews.set_outcome(alice, number, Outcome.CANCELLED, now)
    cancelled = vobject.readOne(calendars.one_interview(alice, number).decode()).vevent
    assert change.id is not None
    changes.undo(alice, change.id, now + timedelta(minutes=1))
    again = vobject.readOne(calendars.one_interview(alice, number).decode()).vevent
    assert (cancelled.status.value, again.status.value) == ("CANCELLED", "CONFIRMED")
    assert int(again.sequence.value) > int(cancelled.sequence.value)
    assert again.dtstart.value == datetime(2026, 12, 1, 13, tzinfo=UTC)


def test_someone_elses_interview_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        calendars.one_interview(bob, interview(alice, now))
    assert names(calendars.whole(bob, now)) == []
