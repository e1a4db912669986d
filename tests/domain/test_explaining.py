"""Why an opening fits: out of the match alone, and a model's words only if they stay within it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.ai.explanation import prompt
from career_copilot.domain.explaining import Explanation, Point, Said, by_rules, digest, points, problem
from career_copilot.domain.matches import Evidence, EvidenceState
from career_copilot.domain.posting import Requirement, RequirementKind, RequirementTopic, Span

TODAY = date(2026, 11, 23)
MUST, NICE, BLOCKER = RequirementKind.MUST, RequirementKind.NICE, RequirementKind.BLOCKER
KNOWN = (
    Point(number=1, label="Wound care", kind=MUST, state="met", words="Triage and wound care on a ward of 28 beds"),
    Point(number=2, label="Triage", kind=MUST, state="met", words="Triage and wound care on a ward of 28 beds"),
    Point(number=3, label="Kubernetes", kind=NICE, state="missing"),
    Point(number=4, label="Norwegian B2", kind=BLOCKER, state="missing", note="not among your languages: English"),
    Point(number=5, label="German B2", kind=BLOCKER, state="near", words="German B1", note="you wrote B1, B2 is asked"),
)


def answer(why: list[tuple[str, list[int]]], gaps: list[tuple[str, list[int]]]) -> Explanation:
    made = [[Said(text=text, points=numbers) for text, numbers in side] for side in (why, gaps)]
    return Explanation(why=made[0], gaps=made[1])


def test_the_rules_say_each_point_once_blockers_first() -> None:
    found = by_rules(KNOWN)
    assert [(said.text, said.points) for said in found.why] == [
        ("Wound care, Triage: your résumé says “Triage and wound care on a ward of 28 beds”.", [1, 2])
    ]
    assert [said.points for said in found.gaps] == [[4], [5], [3]]
    assert "else do not claim it" in found.gaps[2].text


def test_a_gap_is_told_with_the_words_of_the_ad() -> None:
    asked = Point(
        number=1, label="provide technical expertise", kind=MUST, state="missing", asked="You advise field engineers"
    )
    plain = Point(number=2, label="Kubernetes", kind=MUST, state="missing", asked="kubernetes")
    first, second = by_rules([asked, plain]).gaps
    assert first.text.startswith(
        "provide technical expertise (must have; the ad says “You advise field engineers”) is not in your"
    )
    assert second.text.startswith("Kubernetes (must have) is not in your")
    assert digest([asked]) == digest([asked.model_copy(update={"asked": ""})])


@given(st.lists(st.sampled_from(KNOWN), max_size=12))
def test_the_rules_never_take_a_gap_for_a_strength(known: list[Point]) -> None:
    found = by_rules(known)
    states = {point.number: point.state for point in known}
    assert {states[number] for said in found.why for number in said.points} <= {"met"}
    assert {states[number] for said in found.gaps for number in said.points} <= {"near", "missing"}


def test_an_answer_within_the_match_may_be_shown() -> None:
    good = answer(
        [("You did triage and wound care on a ward of 28 beds, which is what they ask for.", [1, 2])],
        [("Kubernetes is nice to have; do not claim it.", [3]), ("Check whether German B1 is enough.", [5])],
    )
    assert problem(good, KNOWN, TODAY) == ""


@pytest.mark.parametrize(
    ("why", "gaps", "reason"),
    [
        ([("You do triage.", [2, 9])], [], "not there"),
        ([("You fit.", [3])], [], "a gap for a strength"),
        ([], [("Triage is no problem.", [2])], "a strength for a gap"),
        ([("You know wound care and Kubernetes.", [1])], [], "a skill that is not in the match"),
        ([("You did wound care on a ward of 40 beds.", [1])], [], "“40”"),
        ([("You did wound care at Oslo University Hospital.", [1])], [], "Oslo"),
        ([("You are the best at triage in Europe.", [2])], [], ""),
        ([], [("Claim Kubernetes anyway; nobody checks.", [3])], "advises to say what is not so"),
        ([], [], "says nothing"),
    ],
)
def test_an_answer_that_says_more_than_the_match_is_dropped(
    why: list[tuple[str, list[int]]], gaps: list[tuple[str, list[int]]], reason: str
) -> None:
    found = problem(answer(why, gaps), KNOWN, TODAY)
    assert found
    assert reason in found


def test_another_match_is_another_digest() -> None:
    assert digest(KNOWN) == digest(list(KNOWN))
    assert digest(KNOWN) != digest(KNOWN[:-1])


ALTERNATIVES = {
    "Celery, Redis or RabbitMQ": ["RabbitMQ"],
    "Celery oder RabbitMQ": ["RabbitMQ"],
    "RabbitMQ ou Celery": ["RabbitMQ"],
    "Celery, RabbitMQ, or Redis": ["RabbitMQ"],
    "RabbitMQ and/or Celery": ["RabbitMQ"],
    "Celery and RabbitMQ": [],
    "Celery, RabbitMQ": [],
    "Celery. RabbitMQ or Kubernetes": [],
    "Celery or Redis, RabbitMQ": [],
    "Celery or Redis and RabbitMQ": [],
}


@pytest.mark.parametrize("text", ALTERNATIVES)
def test_another_way_that_the_ad_leaves_open_is_no_gap(text: str) -> None:
    shown = {"Celery", "Redis"}
    asked = [
        Evidence(
            requirement=Requirement(
                kind=MUST, topic=RequirementTopic.SKILL, label=name,
                span=Span(start=text.index(name), end=text.index(name) + len(name)),
            ),
            state=EvidenceState.EXACT if name in shown else EvidenceState.MISSING,
        )
        for name in ("Celery", "Redis", "RabbitMQ", "Kubernetes")
        if name in text
    ]  # fmt: skip
    found = points(asked, "", text)
    assert [point.label for point in found if point.state == "needless"] == ALTERNATIVES[text]
    told = " ".join(said.text for said in by_rules(found).gaps)
    assert all(name not in told for name in ALTERNATIVES[text])
    asked_of_a_model = prompt(found).data[0].text
    assert all(name not in asked_of_a_model for name in ALTERNATIVES[text])
