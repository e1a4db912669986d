from datetime import UTC, datetime, timedelta

import pytest

from career_copilot.domain.ages import age, exact

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5, seconds=50), "5 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1, hours=3), "1 day ago"),
        (timedelta(days=6, hours=23), "7 days ago"),
        (timedelta(days=7), "7 days ago"),
        (timedelta(days=8), "15 Nov"),
        (timedelta(days=340), "18 Dec 2025"),
        (timedelta(seconds=-20), "now"),
        (timedelta(hours=-2), "in 2 h"),
        (timedelta(days=-3), "in 3 days"),
    ],
)
def test_a_date_is_relative_within_a_week_and_a_day_after(before: timedelta, text: str) -> None:
    assert age(NOW - before, NOW) == text


@pytest.mark.parametrize(
    ("now", "when", "zone", "text"),
    [
        ("2026-11-28T18:00", "2026-12-03T09:00", "UTC", "in 5 days"),
        ("2026-11-28T18:00", "2026-12-05T17:59", "UTC", "in 7 days"),
        ("2026-11-28T18:00", "2026-12-06T00:00", "UTC", "6 Dec"),
        ("2026-11-28T00:01", "2026-11-20T23:59", "UTC", "20 Nov"),
        ("2026-11-28T23:59", "2026-11-30T00:01", "UTC", "in 2 days"),
        ("2026-11-28T23:59", "2026-11-29T00:01", "UTC", "in 2 min"),
        ("2026-11-28T23:59", "2026-11-29T23:58", "UTC", "in 23 h"),
        ("2026-11-28T23:30", "2026-11-30T22:30", "UTC", "in 2 days"),
        ("2026-11-28T23:30", "2026-11-30T22:30", "Europe/Berlin", "in 1 day"),
        ("2026-10-24T22:00", "2026-10-25T22:30", "Europe/Berlin", "in 24 h"),  # that day has 25 hours
        ("2026-10-24T21:30", "2026-10-25T22:45", "Europe/Berlin", "in 1 day"),
        ("2026-10-25T23:30", "2026-10-22T22:30", "Europe/Berlin", "3 days ago"),
        ("2026-03-28T22:30", "2026-03-30T22:00", "Europe/Berlin", "in 3 days"),  # clocks were put on: midnight there
    ],
)
def test_days_are_those_of_the_persons_calendar(now: str, when: str, zone: str, text: str) -> None:
    there, here = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (when, now))
    assert age(there, here, zone) == text


def test_the_day_is_the_persons_own() -> None:
    late = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    assert (age(late, NOW), age(late, NOW, "Europe/Berlin")) == ("1 Nov", "2 Nov")


def test_the_exact_date_names_its_zone() -> None:
    assert exact(NOW, "Europe/Berlin") == "Mon 23 Nov 2026, 13:00 CET"
    assert exact(NOW, "Mars/Olympus") == "Mon 23 Nov 2026, 12:00 UTC"


def test_no_date_is_no_text() -> None:
    assert (age(None, NOW), exact(None)) == ("", "")
