"""Calendar files, read by another program's parser."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import vobject
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.calendar import calendar
from career_copilot.domain.interviews import InterviewView
from career_copilot.domain.reminders import ReminderView

NOW = datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC)


def interview(**values: Any) -> InterviewView:
    start = datetime(2026, 12, 1, 13, tzinfo=UTC)
    plain = {
        "id": 7, "application_id": 1, "about": "Nurse at Havnklinik", "title": "", "step": "panel", "starts_at": start,
        "ends_at": start + timedelta(hours=1), "time_zone": "Europe/Berlin", "place": "", "link": "", "people": "",
        "preparation_minutes": 60, "notes": "salary: at least 50,000", "outcome": "", "version": 3, "created_at": NOW,
        "updated_at": NOW,
    }  # fmt: skip
    return InterviewView.model_validate(plain | values)


def reminder(**values: Any) -> ReminderView:
    plain = {
        "id": 7, "application_id": 1, "interview_id": None, "kind": "follow_up", "rule": "", "title": "Follow up",
        "notes": "", "due_at": NOW, "every_days": None, "done_at": None, "version": 0, "created_at": NOW,
        "updated_at": NOW, "about": "Nurse at Havnklinik",
    }  # fmt: skip
    return ReminderView.model_validate(plain | values)


def parsed(data: bytes) -> Any:
    return vobject.readOne(data.decode())


def test_an_interview_is_an_event_with_an_alarm() -> None:
    event = parsed(calendar([interview(place="Ward 3", link="https://meet.example/x", people="Dr Ö")], [])).vevent
    assert event.dtstart.value == datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(hours=1)
    assert event.summary.value == "Panel interview: Nurse at Havnklinik"
    assert event.location.value == "Ward 3"
    assert event.url.value == "https://meet.example/x"
    assert event.description.value == "14:00–15:00 Europe/Berlin\nWith Dr Ö\nhttps://meet.example/x"
    assert (event.sequence.value, event.status.value) == ("3", "CONFIRMED")
    assert event.valarm.trigger.value == timedelta(hours=-1)


def test_times_are_utc_and_so_need_no_table_of_zones() -> None:
    lines = calendar([interview()], []).decode().splitlines()
    assert "DTSTART:20261201T130000Z" in lines
    assert "DTEND:20261201T140000Z" in lines


def test_what_was_written_down_for_oneself_stays_here() -> None:
    assert b"50" not in re.sub(rb"(UID|DT\w+|CREATED|LAST-MODIFIED):[^\r]*", b"", calendar([interview()], []))


def test_a_cancelled_one_says_so_and_rings_no_more() -> None:
    event = parsed(calendar([interview(outcome="cancelled")], [])).vevent
    assert event.status.value == "CANCELLED"
    assert "valarm" not in event.contents


def test_an_entry_keeps_its_id_when_it_is_moved() -> None:
    later = NOW + timedelta(days=1)
    moved = interview(starts_at=later, ends_at=later + timedelta(hours=1), version=4, updated_at=later)
    first, second = (parsed(calendar([one], [])).vevent for one in (interview(), moved))
    assert first.uid.value == second.uid.value
    assert int(second.sequence.value) > int(first.sequence.value)


def test_two_rows_never_share_an_id() -> None:
    entries = calendar([interview(), interview(id=8)], [reminder(), reminder(id=8)])
    assert len({event.uid.value for event in parsed(entries).vevent_list}) == 4


def test_what_is_to_be_done_does_not_make_busy_and_needs_a_date() -> None:
    (event,) = parsed(calendar([], [reminder(), reminder(due_at=None)])).vevent_list
    assert (event.transp.value, event.summary.value) == ("TRANSPARENT", "Follow up: Nurse at Havnklinik")
    assert event.valarm.trigger.value == timedelta(0)


def test_a_calendar_to_subscribe_to_has_a_name() -> None:
    file = parsed(calendar([], [], "Career Copilot"))
    assert file.contents["x-wr-calname"][0].value == "Career Copilot"
    assert file.version.value == "2.0"


ODD = st.text(
    st.one_of(st.characters(blacklist_categories=["Cs"]), st.sampled_from('\n\r,;:\\"🙂é\u202e\u2028')), max_size=200
)


@given(title=ODD, place=ODD, people=ODD)
def test_odd_words_come_back_from_lines_of_at_most_75_octets(title: str, place: str, people: str) -> None:
    data = calendar([interview(title=title, place=place, people=people)], [reminder(title=title or "x")])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    data.decode()
    unfolded = data.replace(b"\r\n ", b"").decode().split("\r\n")
    (location,) = [line.removeprefix("LOCATION:") for line in unfolded if line.startswith("LOCATION:")]
    cleaned = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", place.replace("\r\n", "\n").replace("\r", "\n"))
    assert re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), location) == cleaned
    file = parsed(data)
    assert len(file.vevent_list) == 2
    assert [component.name for component in file.getChildren() if component.name == "VEVENT"] == ["VEVENT"] * 2
