from datetime import UTC, datetime, timedelta

from career_copilot.domain.readings import reading_note

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=20)


def test_a_reading_that_went_well_needs_no_words() -> None:
    assert reading_note("done", "", "", 12, 0, SOON, NOW) == ""
    assert reading_note("running", "", "", 12, 0, SOON, NOW) == ""


def test_a_failure_says_what_failed_what_is_safe_and_what_comes_next() -> None:
    note = reading_note("failed", "Lever: no answer within 30 s", "failed", 42, 0, SOON, NOW)
    assert note == "Lever: no answer within 30 s. Its 42 openings stay as last seen. It is read again in 20 min."


def test_a_board_that_changed_asks_for_a_person() -> None:
    assert "a maintainer should look" in reading_note("failed", "No `jobs` in the answer", "changed", 1, 0, SOON, NOW)


def test_zero_where_there_were_many_is_a_failure() -> None:
    assert "treated as a failure" in reading_note("failed", "Zero openings", "empty", 3, 0, SOON, NOW)


def test_a_failure_is_not_an_empty_board() -> None:
    assert "Nothing is known" in reading_note("failed", "", "failed", 0, 0, SOON, NOW)


def test_a_truncated_reading_closes_nothing_and_says_so() -> None:
    note = reading_note("truncated", "page 3 did not answer.", "", 9, 0, SOON, NOW)
    assert note.startswith("Read in part (page 3 did not answer). What was read is kept, and nothing was closed.")


def test_what_the_board_says_is_gone_is_closed_in_a_truncated_reading_too() -> None:
    note = reading_note("truncated", "", "", 9, 2, SOON, NOW)
    assert note.startswith("Read in part. What was read is kept, and only what the board says is gone was closed (2).")


def test_what_is_overdue_is_read_soon_and_what_is_never_due_says_so() -> None:
    assert reading_note("failed", "x", "failed", 0, 0, NOW, NOW).endswith("within a minute.")
    assert "Read now" in reading_note("failed", "x", "failed", 0, 0, None, NOW)


def test_reasons_are_joined_as_sentences() -> None:
    note = reading_note("failed", "it knows no “x”. Has the company moved?", "unknown", 0, 0, SOON, NOW)
    assert note.startswith("It knows no “x”. Has the company moved? Nothing is known about its openings yet.")
