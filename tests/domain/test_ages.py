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
        (timedelta(days=6, hours=23), "6 days ago"),
        (timedelta(days=7), "16 Nov"),
        (timedelta(days=340), "18 Dec 2025"),
        (timedelta(seconds=-20), "now"),
        (timedelta(hours=-2), "in 2 h"),
        (timedelta(days=-3), "in 3 days"),
    ],
)
def test_a_date_is_relative_within_a_week_and_a_day_after(before: timedelta, text: str) -> None:
    assert age(NOW - before, NOW) == text


def test_the_day_is_the_persons_own() -> None:
    late = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    assert (age(late, NOW), age(late, NOW, "Europe/Berlin")) == ("1 Nov", "2 Nov")


def test_the_exact_date_names_its_zone() -> None:
    assert exact(NOW, "Europe/Berlin") == "Mon 23 Nov 2026, 13:00 CET"
    assert exact(NOW, "Mars/Olympus") == "Mon 23 Nov 2026, 12:00 UTC"


def test_no_date_is_no_text() -> None:
    assert (age(None, NOW), exact(None)) == ("", "")
