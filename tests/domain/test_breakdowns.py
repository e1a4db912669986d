"""Applications side by side."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from career_copilot.domain.breakdowns import Dimension, breakdown, interviewed, odds, replied, spread, value
from career_copilot.domain.title_families import title_family
from tests.domain.outcomes_of import NOW, many, outcome


def test_the_most_frequent_comes_first_and_unknown_last() -> None:
    rows = [*many(3, 1, source=""), *many(1, 0, source="Ashby"), *many(2, 0, source="Lever")]
    assert [line.name for line in breakdown(rows, Dimension.SOURCE, NOW, UTC)] == ["Lever", "Ashby", "Unknown"]


def test_days_and_ages_keep_their_order() -> None:
    rows = [outcome(40 + day) for day in (0, 1, 1, 5)]
    assert [line.name for line in breakdown(rows, Dimension.WEEKDAY, NOW, UTC)] == ["Tuesday", "Wednesday", "Friday"]
    aged = [outcome(40, ad_posted_at=NOW - timedelta(days=40 + age)) for age in (9, 1, 1, 200)]
    names = [line.name for line in breakdown(aged, Dimension.AD_AGE, NOW, UTC)]
    assert names == ["0–2 days", "8–14 days", "over 30 days"]


@pytest.mark.parametrize(
    ("age", "name"),
    [(0, "0–2 days"), (2.9, "0–2 days"), (3, "3–7 days"), (14, "8–14 days"), (30, "15–30 days"), (31, "over 30 days")],
)
def test_every_age_has_one_line(age: float, name: str) -> None:
    one = outcome(5, ad_posted_at=NOW - timedelta(days=5 + age))
    assert value(one, Dimension.AD_AGE, UTC) == name


def test_the_weekday_is_that_of_the_persons_zone() -> None:
    one = outcome(0.6)  # Sunday 21:36 UTC
    assert value(one, Dimension.WEEKDAY, UTC) == "Sunday"
    assert value(one, Dimension.WEEKDAY, ZoneInfo("Asia/Tokyo")) == "Monday"


def test_what_is_in_flight_counts_neither_way() -> None:
    line = breakdown([*many(6, 3), outcome(2), outcome(3)], Dimension.SOURCE, NOW, UTC)[0]
    assert (line.replies.k, line.replies.n) == (3, 6)
    assert (len(line.ids), len(line.decided), len(line.answered)) == (8, 6, 3)
    assert line.reply_days.middle is None  # three are too few


def test_time_to_reply_is_the_median_with_the_middle_half() -> None:
    rows = [outcome(60, ("screening", days)) for days in (1, 2, 3, 4, 40)]
    found = breakdown(rows, Dimension.SOURCE, NOW, UTC)[0].reply_days
    assert (found.n, found.low, found.middle, found.high) == pytest.approx((5, 2, 3, 4))


def test_a_spread_of_few_says_nothing() -> None:
    assert spread([1, 2, 3, 4]).middle is None


def test_odds_leave_out_what_is_in_flight_or_has_no_score() -> None:
    rows = [*many(6, 2, score=75), *many(9, 9), outcome(3, score=75)]
    band = next(band for band in odds(rows, NOW, replied) if band.low_score == 70)
    assert (band.rate.k, band.rate.n) == (2, 6)
    assert next(band for band in odds(rows, NOW, interviewed) if band.low_score == 70).rate.k == 0


@pytest.mark.parametrize(
    "titles",
    [
        ["Nurse", "Senior Nurse (m/w/d) – Remote", "Krankenpfleger", "Junior nurse (f/m/x)"],
        [
            "Backend Engineer",
            "Senior Backend Engineer - Berlin (hybrid)",
            "BACKEND ENGINEER III",
            "Backend Engineer (Paris) (m/w/d)",
            "Backend Engineer, Madrid, Spain",
            "Backend Engineer – UK",
        ],
    ],
)
def test_titles_of_the_same_work_are_one_family(titles: list[str]) -> None:
    assert len({title_family(title) for title in titles}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nurse", "Nurse Manager"),
        ("Specialist", "Specialist, IT"),
        ("Engineer", "Engineer, Mobile"),
        ("Engineer", "Engineer - Java"),
    ],
)
def test_titles_of_other_work_are_not(one: str, other: str) -> None:
    assert title_family(one) != title_family(other)


def test_a_place_alone_is_all_there_is() -> None:
    assert title_family("Berlin") == "berlin"


@pytest.mark.parametrize("title", ["", "🚀", "(m/w/d)", "مهندس برمجيات", "III"])
def test_odd_titles_have_a_family_too(title: str) -> None:
    assert isinstance(title_family(title), str)
    assert value(outcome(3, title=title), Dimension.TITLE, UTC) != ""
