"""Wall clocks, with the days on which they jump."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.interviews import InterviewForm
from career_copilot.domain.local_times import days_later, is_twice, moment, wall
from career_copilot.domain.reminders import Snooze, next_due, snoozed_until

BERLIN = "Europe/Berlin"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_a_time_means_another_moment_in_winter_and_in_summer() -> None:
    assert moment(datetime(2026, 3, 28, 9), BERLIN) == utc(2026, 3, 28, 8)
    assert moment(datetime(2026, 3, 29, 9), BERLIN) == utc(2026, 3, 29, 7)
    assert moment(datetime(2026, 7, 1, 9), "Asia/Kathmandu") == utc(2026, 7, 1, 3, 15)


def test_a_time_that_the_clock_skips_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"02:30 does not exist on 29 Mar 2026 in Europe/Berlin"):
        moment(datetime(2026, 3, 29, 2, 30), BERLIN)
    with pytest.raises(ValueError, match="does not exist"):
        InterviewForm(starts=datetime(2026, 3, 8, 2, 15), time_zone="America/New_York")


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert moment(datetime(2026, 10, 25, 2, 30), BERLIN) == utc(2026, 10, 25, 0, 30)
    assert is_twice(datetime(2026, 10, 25, 2, 30), BERLIN)
    assert not is_twice(datetime(2026, 10, 25, 3, 30), BERLIN)
    assert not is_twice(datetime(2026, 3, 29, 2, 30), BERLIN)


def test_an_interview_over_the_jump_lasts_as_long_as_it_lasts() -> None:
    form = InterviewForm(starts=datetime(2026, 3, 29, 1, 30), minutes=60, time_zone=BERLIN)
    assert wall(form.ends_at, BERLIN) == datetime(2026, 3, 29, 3, 30)


def test_an_interview_needs_a_zone_that_exists() -> None:
    with pytest.raises(ValueError, match="not a time zone we know"):
        InterviewForm(starts=datetime(2026, 3, 29, 9), time_zone="Mars/Olympus")


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)).map(lambda when: when.replace(fold=0)),
    st.sampled_from([BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC"]),
)
def test_every_time_that_exists_comes_back(local: datetime, zone: str) -> None:
    try:
        found = moment(local, zone)
    except ValueError:
        return
    assert wall(found, zone) == local


def test_days_later_is_the_same_time_of_day() -> None:
    nine = moment(datetime(2026, 10, 20, 9), BERLIN)
    assert wall(days_later(nine, 7, BERLIN), BERLIN) == datetime(2026, 10, 27, 9)


def test_a_recurring_reminder_keeps_its_time_of_day_and_skips_what_was_missed() -> None:
    due = moment(datetime(2026, 10, 20, 9), BERLIN)
    assert next_due(due, 7, due, BERLIN) == utc(2026, 10, 27, 8)  # winter time by then
    assert next_due(due, 7, utc(2026, 11, 5, 12), BERLIN) == utc(2026, 11, 10, 8)
    assert next_due(due, 7, utc(2026, 10, 1), BERLIN) == utc(2026, 10, 27, 8)  # done early
    assert next_due(None, 3, utc(2026, 11, 5, 12), "UTC") == utc(2026, 11, 8, 12)
    assert next_due(utc(2020, 1, 1), 1, utc(2026, 1, 1), "UTC") == utc(2026, 1, 2)  # years late


def test_later_choices_are_mornings_where_the_person_is() -> None:
    friday = utc(2026, 11, 27, 23, 30)  # Saturday in Berlin
    assert snoozed_until(Snooze.LATER, friday, BERLIN) == utc(2026, 11, 28, 2, 30)
    assert wall(snoozed_until(Snooze.TOMORROW, friday, BERLIN), BERLIN) == datetime(2026, 11, 29, 9)
    assert wall(snoozed_until(Snooze.MONDAY, friday, BERLIN), BERLIN) == datetime(2026, 11, 30, 9)
    assert wall(snoozed_until(Snooze.WEEK, friday, BERLIN), BERLIN) == datetime(2026, 12, 5, 9)
