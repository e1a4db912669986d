"""Stages, reminders and the order of cards."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.pipeline import (
    CLOSED,
    DEFAULT_RULES,
    OPEN,
    Stage,
    Step,
    label,
    position_between,
    reminders_after_interview,
    reminders_before_decision,
    reminders_on_entering,
    step_of,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_stages_are_open_or_closed() -> None:
    assert [*OPEN, *(stage for stage in Stage if stage in CLOSED)] == list(Stage)


def test_only_an_interview_has_steps() -> None:
    assert step_of(Stage.INTERVIEW, "panel") is Step.PANEL
    assert step_of(Stage.OFFER, "panel") is Step.NONE
    assert label(Stage.INTERVIEW, Step.ON_SITE) == "Interview · On-site"
    with pytest.raises(ValueError, match="phone"):
        step_of(Stage.INTERVIEW, "phone")


def test_one_follows_up_a_week_after_applying() -> None:
    drafts = reminders_on_entering(Stage.APPLIED, DEFAULT_RULES.rules, NOW)
    assert [(draft.title, draft.due_at) for draft in drafts] == [("Follow up", NOW + timedelta(days=7))]


def test_one_says_thank_you_within_a_day_of_an_interview() -> None:
    drafts = reminders_after_interview(NOW, DEFAULT_RULES.rules)
    assert [(draft.title, draft.due_at) for draft in drafts] == [("Say thank you", NOW + timedelta(days=1))]


def test_a_date_to_decide_by_is_counted_back_from() -> None:
    (far,) = reminders_before_decision(NOW + timedelta(days=9), DEFAULT_RULES.rules, NOW)
    (near,) = reminders_before_decision(NOW + timedelta(days=2), DEFAULT_RULES.rules, NOW)
    assert (far.title, far.due_at, near.due_at) == ("Decide on the offer", NOW + timedelta(days=4), NOW)


def test_a_rule_switched_off_reminds_of_nothing() -> None:
    off = [rule.model_copy(update={"enabled": False}) for rule in DEFAULT_RULES.rules]
    assert reminders_on_entering(Stage.APPLIED, off, NOW) == []
    assert reminders_after_interview(NOW, off) == []
    assert reminders_before_decision(NOW, off, NOW) == []


@given(st.lists(st.integers(0, 30), max_size=200))
def test_there_is_always_one_more_place_between_two_cards(places: list[int]) -> None:
    cards: list[Decimal] = []
    for place in places:
        at = place % (len(cards) + 1)
        above, below = cards[at - 1] if at else None, cards[at] if at < len(cards) else None
        cards.insert(at, position_between(above, below))
    assert cards == sorted(set(cards))
