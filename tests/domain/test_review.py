"""The weekly review: three things to do whatever is known, and nothing called better that chance explains."""

from dataclasses import replace
from datetime import UTC, timedelta

import numpy as np
import pytest

from career_copilot.domain.outcomes import Outcome
from career_copilot.domain.review import ACTIONS, Review, comparison, findings, review
from tests.domain.outcomes_of import NOW, many, outcome


def told(rows: list[Outcome], overdue: tuple[int, ...] = ()) -> Review:
    return review(rows, overdue, NOW, UTC)


def test_nobody_has_three_things_to_do_too() -> None:
    found = told([])
    assert len({action.text for action in found.actions}) == ACTIONS
    assert found.findings == ()
    assert all(change.now == change.before == () for change in found.changes)
    assert all(action.ids or action.route for action in found.actions)


@pytest.mark.parametrize("rows", [[outcome(1)], many(4, 1), many(300, 90), [outcome(9)] * 3, many(5, 5, source="")])
def test_there_are_always_three_different_actions(rows: list[Outcome]) -> None:
    actions = told(rows).actions
    assert len({action.key for action in actions}) == ACTIONS
    assert all(action.ids or action.route for action in actions)
    assert told(rows) == told(rows)


def test_the_last_seven_days_stand_against_the_seven_before() -> None:
    this, last, older = outcome(1), outcome(8), outcome(15)
    answered = outcome(20, ("screening", 18), ("interview", 19))
    changes = {change.name: (change.now, change.before) for change in told([this, last, older, answered]).changes}
    assert changes["Sent"] == ((this.id,), (last.id,))
    assert changes["Replies"] == ((answered.id,), ())
    assert changes["To interview"] == ((answered.id,), ())
    assert changes["Rejections"] == ((), ())


@pytest.mark.parametrize(("days", "follow"), [(6.9, False), (7, True), (29.9, True), (30, False)])
def test_what_waits_a_week_to_a_month_is_followed_up(days: float, follow: bool) -> None:
    one = outcome(days)
    assert [action.ids for action in told([one]).actions if action.key == "do/follow"] == (
        [(one.id,)] if follow else []
    )


def test_the_most_pressing_comes_first() -> None:
    offer, silent = outcome(20, ("offer", 9)), outcome(10)
    keys = [action.key for action in told([offer, silent], (silent.id,)).actions]
    assert keys == ["do/offers", "do/overdue", "do/follow"]


def test_nothing_is_to_be_done_about_what_was_archived() -> None:
    rows = [outcome(20, ("offer", 9)), outcome(10), outcome(80)]
    pressing = {"do/offers", "do/follow"}
    assert pressing <= {action.key for action in told(rows).actions}
    shelved = [replace(one, archived=True) for one in rows]
    assert not pressing & {action.key for action in told(shelved).actions}
    assert [change.now for change in told(shelved).changes] == [change.now for change in told(rows).changes]


def test_what_works_is_told_with_both_intervals_and_becomes_an_action() -> None:
    fresh = many(40, 24, ad_posted_at=NOW - timedelta(days=51))
    stale = many(60, 6, ad_posted_at=NOW - timedelta(days=80))
    found = told([*fresh, *stale])
    best = found.findings[0]
    assert (best.kind, best.name, best.ids) == ("ad_age", "0–2 days", tuple(one.id for one in fresh))
    assert comparison(best) == "50–69 % were answered (24 of 40), of the others 6–16 % (6 of 60)."
    action = next(action for action in found.actions if action.key == f"do/{best.key}")
    assert action.text == "Answer ads of 0–2 days first."
    assert action.ids == best.ids


@pytest.mark.parametrize(
    ("field", "good", "bad", "text"),
    [
        ("resume", "Ward.pdf", "Old.pdf", "Send “Ward.pdf” more often than your other résumés."),
        ("source", "Referral", "Board", "Look for more on Referral."),
        ("title", "Nurse", "Welder", "Apply to more openings like “nurse”."),
        ("score", 90, 30, "Choose openings with a score of 85–100."),
    ],
)
def test_each_kind_of_finding_has_its_action(field: str, good: object, bad: object, text: str) -> None:
    rows = [*many(40, 24, **{field: good}), *many(60, 6, **{field: bad})]
    assert text in [action.text for action in told(rows).actions]


@pytest.mark.parametrize(("good", "n"), [(4, 4), (2, 5), (8, 20)])
def test_intervals_that_touch_say_nothing(good: int, n: int) -> None:
    assert findings([*many(n, good, source="A"), *many(60, 18, source="B")], NOW, UTC) == []


def test_nobody_is_told_to_wait_until_an_ad_is_old() -> None:
    old = many(40, 30, ad_posted_at=NOW - timedelta(days=95))
    fresh = many(60, 6, ad_posted_at=NOW - timedelta(days=51))
    assert findings([*old, *fresh], NOW, UTC) == []


def test_unknown_is_no_source_to_recommend() -> None:
    rows = [*many(40, 30, source=""), *many(60, 6, source="A")]
    assert [finding.name for finding in findings(rows, NOW, UTC)] == []


def test_chance_alone_is_called_better_about_as_rarely_as_the_page_says() -> None:
    """People whose replies depend on nothing: of all comparisons of a source with the rest, few stand apart."""
    chance = np.random.default_rng(20261128)
    compared = called = 0
    for _ in range(60):
        rows = [one for name in "ABC" for one in many(30, int(chance.binomial(30, 0.25)), source=name)]
        compared += 3
        called += sum(finding.kind == "source" for finding in findings(rows, NOW, UTC))
    assert called / compared < 1 / 12


def test_dead_ones_are_to_be_closed_and_a_slow_week_is_named() -> None:
    rows = [outcome(week * 7 + day) for week in range(1, 10) for day in (1, 2, 3, 4)]
    actions = {
        action.key: action
        for action in told([one for one in rows if one.applied_at < NOW - timedelta(days=30)]).actions
    }
    assert "do/close" in actions
    slow = review(rows, (), NOW, UTC).actions
    assert [action.text for action in slow if action.key == "do/pace"] == ["Send 4 more this week."]
