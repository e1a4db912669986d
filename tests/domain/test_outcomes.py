"""What became of an application, from its history of stages."""

from datetime import UTC, date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from career_copilot.domain.outcomes import (
    PATIENCE,
    Outcome,
    by_month,
    by_week,
    decided,
    flows,
    funnel,
    stage_durations,
)
from career_copilot.domain.pipeline import Stage
from tests.domain.outcomes_of import NOW, outcome


@pytest.mark.parametrize(
    ("stages", "replied", "interviewed", "offered"),
    [
        ([], False, False, False),
        ([("withdrawn", 3)], False, False, False),
        ([("rejected", 3)], True, False, False),
        ([("screening", 3)], True, False, False),
        ([("screening", 3), ("rejected", 9)], True, False, False),
        ([("interview", 3), ("rejected", 9)], True, True, False),
        ([("offer", 3)], True, True, True),
        ([("interview", 3), ("offer", 9), ("declined", 10)], True, True, True),
    ],
)
def test_how_far_it_came(
    stages: list[tuple[str, float]], replied: bool, interviewed: bool, offered: bool
) -> None:  # fmt: skip
    one = outcome(60, *stages)
    assert (one.replied_at is not None, one.interviewed, one.offered) == (replied, interviewed, offered)


@pytest.mark.parametrize(
    ("days_ago", "stages", "in_flight"),
    [
        (1, [], True),
        (PATIENCE.days - 0.01, [], True),
        (PATIENCE.days, [], False),
        (1, [("screening", 0.5)], False),
        (1, [("withdrawn", 0.5)], False),
        (1, [("rejected", 0.5)], False),
        (365, [], False),
    ],
)
def test_what_is_young_and_unanswered_is_in_flight(
    days_ago: float, stages: list[tuple[str, float]], in_flight: bool
) -> None:
    one = outcome(days_ago, *stages)
    assert one.in_flight(NOW) is in_flight
    assert decided([one], NOW) == ([] if in_flight else [one])


def test_days_to_the_first_reply_count_from_applying() -> None:
    assert outcome(60, ("screening", 2.5), ("interview", 9)).days_to_reply == pytest.approx(2.5)
    assert outcome(60).days_to_reply is None


@pytest.mark.parametrize(("before", "age"), [(3.9, 3), (0, 0), (-2, 0), (400, 400)])
def test_the_age_of_the_ad_is_in_whole_days_and_never_negative(before: float, age: int) -> None:
    one = outcome(10)
    aged = outcome(10, ad_posted_at=one.applied_at - timedelta(days=before))
    assert aged.ad_age_days == age
    assert one.ad_age_days is None


def test_the_funnel_only_narrows_and_names_its_applications() -> None:
    sent, screened = outcome(60), outcome(60, ("screening", 2))
    taken = outcome(60, ("interview", 2), ("offer", 8), ("accepted", 9))
    steps = dict(funnel([sent, screened, taken]))
    assert steps["Applied"] == [sent.id, screened.id, taken.id]
    assert steps["Replied"] == [screened.id, taken.id]
    assert steps["Interviewed"] == steps["Offered"] == steps["Accepted"] == [taken.id]


@pytest.mark.parametrize(
    ("stages", "path"),
    [
        ([], ["Applied", "Waiting"]),
        ([("rejected", 1)], ["Applied", "Rejected"]),
        ([("screening", 1), ("interview", 2)], ["Applied", "Screening", "Interview", "Waiting"]),
        ([("interview", 2), ("screening", 3)], ["Applied", "Interview", "Waiting"]),
        ([("interview", 2), ("interview", 3), ("offer", 4)], ["Applied", "Interview", "Offer", "Waiting"]),
        ([("rejected", 1), ("interview", 5)], ["Applied", "Interview", "Waiting"]),
        ([("offer", 1), ("accepted", 2), ("withdrawn", 5)], ["Applied", "Offer", "Withdrawn"]),
    ],
)
def test_flows_go_forwards_and_end_where_it_stands(stages: list[tuple[str, float]], path: list[str]) -> None:
    one = outcome(60, *stages)
    assert flows([one]) == {step: [one.id] for step in pairwise(path)}


def test_what_flows_out_of_a_node_came_in() -> None:
    rows = [outcome(60, ("screening", 2)), outcome(60, ("screening", 2), ("interview", 3)), outcome(60)]
    found = flows(rows)
    into = [one for (_, target), ids in found.items() for one in ids if target == "Screening"]
    out = [one for (source, _), ids in found.items() for one in ids if source == "Screening"]
    assert sorted(into) == sorted(out)


def test_a_stay_counts_once_it_is_over_all_its_steps_together() -> None:
    one = outcome(60, ("interview", 2), ("interview", 7), ("offer", 10))
    assert stage_durations([one]) == {
        Stage.APPLIED: {one.id: pytest.approx(2)}, Stage.INTERVIEW: {one.id: pytest.approx(8)},
    }  # fmt: skip


def test_where_it_still_stands_is_left_out() -> None:
    again = outcome(60, ("interview", 2), ("screening", 5), ("interview", 6))
    assert stage_durations([again]) == {
        Stage.APPLIED: {again.id: pytest.approx(2)}, Stage.SCREENING: {again.id: pytest.approx(1)},
    }  # fmt: skip
    assert stage_durations([outcome(60)]) == {}


def test_what_came_at_a_time_that_nobody_knows_counts_without_days() -> None:
    rejected = outcome(60, ("rejected", 0))
    assert (rejected.replied, rejected.replied_at, rejected.days_to_reply) == (True, None, None)
    assert stage_durations([rejected]) == {}
    later = outcome(60, ("screening", 0), ("interview", 9), ("offer", 12))
    assert stage_durations([later]) == {Stage.INTERVIEW: {later.id: pytest.approx(3)}}
    ended = outcome(60, ("screening", 5), ("rejected", 5))
    assert ended.days_to_reply == pytest.approx(5)
    assert stage_durations([ended]) == {Stage.APPLIED: {ended.id: pytest.approx(5)}}


@pytest.mark.parametrize(
    ("stages", "replied"),
    [
        ([("rejected", 3), ("applied", 3.01)], False),
        ([("screening", 3), ("interview", 3.01), ("applied", 3.02)], False),
        ([("rejected", 3), ("applied", 5)], True),
        ([("screening", 2), ("rejected", 3), ("screening", 3.01)], True),
        ([("interview", 4), ("applied", 4)], True),  # out of an import
    ],
)
def test_a_slip_of_the_hand_is_no_reply(stages: list[tuple[str, float]], replied: bool) -> None:
    one = outcome(60, *stages)
    assert one.replied is replied
    assert not any(name == "Rejected" for names in flows([one]) for name in names)


def test_where_it_stands_is_what_the_board_says() -> None:
    told = outcome(60, stage=Stage.REJECTED)
    assert (told.replied, told.days_to_reply) == (True, None)
    assert flows([told]) == {("Applied", "Rejected"): [told.id]}


def test_what_went_before_applying_anew_is_of_another_time() -> None:
    again = outcome(20, ("interview", -9), ("interested", -8), ("applied", 0), ("screening", 4))
    assert (again.interviewed, again.days_to_reply) == (False, pytest.approx(4))


def test_weeks_begin_on_monday_in_the_persons_zone() -> None:
    """Sunday 23:30 in London is Monday in Tokyo."""
    late = outcome(0.5208333)  # Sunday 23:30 UTC
    assert list(by_week([late], NOW, UTC)) == [date(2026, 11, 16), date(2026, 11, 23)]
    assert list(by_week([late], NOW, ZoneInfo("Asia/Tokyo"))) == [date(2026, 11, 23)]


def test_weeks_and_months_without_applications_are_there_too() -> None:
    rows: list[Outcome] = [outcome(28), outcome(28), outcome(0)]
    assert [len(ids) for ids in by_week(rows, NOW, UTC).values()] == [2, 0, 0, 0, 1]
    months = by_month([outcome(70)], NOW, UTC)
    assert {day: len(ids) for day, ids in months.items()} == {
        date(2026, 9, 1): 1, date(2026, 10, 1): 0, date(2026, 11, 1): 0,
    }  # fmt: skip
    assert by_week([], NOW, UTC) == {}


def test_a_week_of_the_change_of_clocks_is_one_week() -> None:
    """In Berlin the clocks changed on Sunday 25 October 2026."""
    weeks = by_week([outcome(35), outcome(28.2)], NOW, ZoneInfo("Europe/Berlin"))
    assert list(weeks)[:2] == [date(2026, 10, 19), date(2026, 10, 26)]
