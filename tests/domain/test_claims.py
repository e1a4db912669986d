"""What the claim ledger flags, and what it lets pass."""

import math
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career_copilot.domain import claims
from career_copilot.domain.claims import Citation, ClaimKind, Fact, Statement, Verdict, facts_of, verify
from career_copilot.domain.resume import Highlight, Resume, Work
from tests.domain import labelled_claims
from tests.domain.labelled_claims import PEOPLE, TODAY, Labelled

LANGUAGES = {
    "nurse": "en",
    "developer": "de",
    "cook": "fr",
    "teacher": "es",
    "planner": "nl",
    "accountant": "en",
    "backend": "en",
}
FACTS = [(person, fact) for person in PEOPLE for fact in labelled_claims.ledger(person).facts]
HARD = ("number", "percent", "money", "date", "duration", "employer", "title")


def judge(person: str, text: str, *cited: int, language: str = "en") -> Verdict:
    return verify(text, cited, labelled_claims.ledger(person), language)


def kinds(verdict: Verdict) -> set[ClaimKind]:
    return {claim.kind for claim in verdict.unsupported}


def flagged(half: str) -> list[tuple[Labelled, bool]]:
    return [
        (one, not verify(one.text, (), labelled_claims.ledger(one.profile), one.language).supported)
        for one in labelled_claims.sentences(half)
    ]


@pytest.mark.parametrize(("half", "recall", "precision"), [("development", 0.98, 0.95), ("held_out", 0.98, 0.95)])
def test_inventions_are_found_and_truths_let_pass(half: str, recall: float, precision: float) -> None:
    judged = flagged(half)
    caught = sum(one.wrong and flag for one, flag in judged)
    assert len(judged) >= 200
    assert caught / sum(one.wrong for one, _ in judged) >= recall
    assert caught / sum(flag for _, flag in judged) >= precision


def test_numbers_dates_employers_and_titles_are_found_without_a_model() -> None:
    hard = [
        flag for half in ("development", "held_out") for one, flag in flagged(half) if one.wrong and one.kind in HARD
    ]
    assert len(hard) >= 150
    assert sum(hard) / len(hard) >= 0.95


@given(st.sampled_from(FACTS))
@settings(max_examples=300, deadline=None)
def test_a_sentence_copied_from_the_profile_is_never_flagged(known: tuple[str, Fact]) -> None:
    person, fact = known
    for text in (fact.text, fact.text + ".", f"• {fact.text}"):
        assert judge(person, text, language=LANGUAGES[person]).supported, text


@given(st.sampled_from([known for known in FACTS if re.search(r"(?<![\w-])\d+", known[1].text)]), st.data())
@settings(max_examples=300, deadline=None)
def test_a_copied_sentence_with_another_number_is_flagged(known: tuple[str, Fact], data: st.DataObject) -> None:
    person, fact = known
    taken = set()
    for other in labelled_claims.ledger(person).facts:
        told = {int(one) for one in re.findall(r"\d+", other.text)}
        changes = {100 * abs(one - other) / one for one in told for other in told if one}  # in per cent: 70 → 82 is 17
        taken |= told | {change(one) for one in changes for change in (math.floor, math.ceil)}
    number = data.draw(st.sampled_from(list(re.finditer(r"(?<![\w-])\d+(?![\w.,/:]*\d)", fact.text)) or [None]))  # type: ignore[list-item]
    if number is None:
        return
    size = len(number.group())
    new = data.draw(st.integers(max(2, 10 ** (size - 1)), 10**size - 1).filter(lambda value: value not in taken))
    text = f"{fact.text[: number.start()]}{new}{fact.text[number.end() :]}"
    assert not judge(person, text, fact.id, language=LANGUAGES[person]).supported, text


def test_ids_are_never_trusted() -> None:
    verdict = judge("nurse", "I trained 40 new colleagues in the use of infusion pumps.", 8)
    assert not verdict.supported
    assert verdict.reasons == (
        "no fact says “40”; your profile says: Trained 9 new colleagues in the use of infusion pumps",
    )


def test_wrong_ids_are_told_and_the_true_ones_named() -> None:
    verdict = judge("nurse", "I trained nine new colleagues in the use of infusion pumps.", 10, 999)
    assert (verdict.supported, verdict.citation, verdict.facts) == (True, Citation.WRONG, (8,))
    assert verdict.unknown_ids == (999,)
    assert judge("nurse", "I trained nine new colleagues in the use of infusion pumps.", 8).citation is Citation.RIGHT


def test_a_greeting_needs_no_facts() -> None:
    verdict = judge("nurse", "Dear Ms Brandt,")
    assert (verdict.supported, verdict.claims, verdict.personal) == (True, (), False)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("I cared for patients in 24 beds.", ClaimKind.NUMBER, "24"),
        ("I cut medication errors by 30 %.", ClaimKind.PERCENT, "30 %"),
        ("I saved the ward €50,000.", ClaimKind.MONEY, "€50,000"),
        ("I have worked at Havnklinik Bergen since 2016.", ClaimKind.DATE, "2016"),
        ("I have twenty years of experience.", ClaimKind.DURATION, "twenty years"),
        ("I cared for patients at Rigshospitalet.", ClaimKind.EMPLOYER, "Rigshospitalet"),
        ("I am a ward manager at Havnklinik Bergen.", ClaimKind.TITLE, "ward manager"),
        ("I hold a master's degree in nursing.", ClaimKind.DEGREE, "master's"),
        ("I studied nursing at Oxford University.", ClaimKind.INSTITUTION, "Oxford University"),
        ("I work with Kubernetes.", ClaimKind.SKILL, "Kubernetes"),
        ("I am a certified trauma nurse.", ClaimKind.CERTIFICATE, "certified"),
        ("I speak fluent Danish.", ClaimKind.LANGUAGE, "Danish"),
        ("I worked in Nairobi.", ClaimKind.PLACE, "Nairobi"),
        ("I am the best nurse on the ward.", ClaimKind.SUPERLATIVE, "best"),
        ("I led the introduction of the electronic medication record.", ClaimKind.SCOPE, "led"),
        ("I organised blood donation campaigns.", ClaimKind.DEED, "blood"),
    ],
)
def test_each_kind_of_claim_is_flagged_with_its_words(text: str, kind: ClaimKind, words: str) -> None:
    wrong = {claim.kind: claim for claim in judge("nurse", text).unsupported}
    assert kind in wrong
    assert text[wrong[kind].span.start : wrong[kind].span.end] == wrong[kind].text == words
    assert wrong[kind].reason


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("My work is at https://evil.example/collect?q=1.", "https://evil.example/collect?q=1"),
        ("Please open www.evil.example!", "www.evil.example"),
        ("Write to me at marta@evil.example, please.", "marta@evil.example"),
        ("More under evil.example/marta", "evil.example/marta"),
        ("[Here](javascript://x) it is.", "javascript://x"),
        ("Bitte schreiben Sie an ich@evil.example.", "ich@evil.example"),
    ],
)
def test_an_address_that_no_fact_has_is_flagged(text: str, address: str) -> None:
    wrong = {claim.kind: claim.text for claim in judge("nurse", text).unsupported}
    assert wrong[ClaimKind.ADDRESS] == address


@pytest.mark.parametrize(
    "text",
    [
        "I write Node.js/Express and TCP/IP.",
        "Doctors and/or nurses, 24/7, i.e. always.",
        "Version 3.11/3.12 of it.",
        "Salary: 3/4.",
    ],
)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert ClaimKind.ADDRESS not in {claim.kind for claim in judge("nurse", text).claims}


def test_an_address_among_the_facts_is_carried() -> None:
    facts = facts_of(Resume(), (), [Statement(text="My notes are at notes.example/marta.")])
    verdict = verify("My notes are at notes.example/marta.", [], claims.ledger(facts, date(2026, 11, 23)), "en")
    assert verdict.supported
    other = verify("They are kept at notes.example/marta today.", [], claims.ledger(facts, date(2026, 11, 23)), "en")
    assert ClaimKind.ADDRESS not in kinds(other)


def test_what_was_done_at_one_job_is_not_moved_to_another() -> None:
    verdict = judge("nurse", "At Ostmark General Hospital I trained 9 colleagues in the use of infusion pumps.")
    assert kinds(verdict) == {ClaimKind.EMPLOYER}
    assert "another job" in verdict.reasons[0]


@pytest.mark.parametrize(
    ("years", "supported"),
    [("six", True), ("more than six", False), ("seven", False), ("over five", True), ("five", True)],
)
def test_years_count_overlapping_jobs_once(years: str, supported: bool) -> None:
    jobs = [
        Work(name="Alpha", position="Cook", start_date="2018-01", end_date="2021-12"),
        Work(name="Beta", position="Cook", start_date="2020-01", end_date="2023-12"),
    ]
    ledger = claims.ledger(facts_of(Resume(work=jobs, language="en")), date(2026, 1, 1))
    assert verify(f"I have {years} years of experience.", (), ledger, "en").supported is supported


def told(text: str, *facts: str) -> bool:
    """Whether the sentence holds by bullets of these words."""
    job = Work(name="Alpha", highlights=[Highlight(text=fact) for fact in facts])
    ledger = claims.ledger(facts_of(Resume(work=[job], language="en")), TODAY)
    return verify(text, (), ledger, "en").supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("I served 80 guests", True),
        ("I served more than 70 guests", True),
        ("I served more than 80 guests", False),
        ("I served almost 85 guests", True),
        ("I served almost 120 guests", False),
        ("I served about 78 guests", True),
        ("I served eighty guests", True),
        ("I served 70-80 guests", False),
        ("I served 80 suppliers", False),
        ("I served dozens of guests", True),
        ("I served hundreds of guests", False),
        ("I served 80% of the guests", False),
    ],
)
def test_hedges_and_what_is_counted_matter(text: str, supported: bool) -> None:
    assert told(text, "Served 80 guests each evening") is supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("I doubled the number of guests", True),
        ("I raised the number of guests by 100 %", True),
        ("I tripled the number of guests", False),
        ("I brought the number of guests from 40 to 80", True),
        ("I brought the number of guests from 20 to 80", False),
    ],
)
def test_changes_are_worked_out(text: str, supported: bool) -> None:
    assert told(text, "Raised the number of guests from 40 to 80") is supported


@pytest.mark.parametrize(
    "text", ["Ward manager", "Planning shifts for 32 nurses", "Introducing an electronic medication record"]
)
def test_a_bullet_cut_so_that_it_says_more_is_flagged(text: str) -> None:
    assert not judge("nurse", text, 6, 7).supported


def test_company_facts_come_from_the_posting_only() -> None:
    assert judge("nurse", "Your heart centre treats 4,000 patients a year.").supported
    assert kinds(judge("nurse", "Your heart centre treats 9,000 patients a year.")) == {ClaimKind.NUMBER}
    assert ClaimKind.SKILL in kinds(judge("developer", "I am proficient in Kafka."))
    assert judge("developer", "I would like to learn Kafka in your team.").supported
    assert ClaimKind.SKILL in kinds(judge("developer", "I would like to bring my Kafka expertise to your team."))


def test_an_accepted_sentence_becomes_a_fact_that_carries_it() -> None:
    before = labelled_claims.ledger("nurse")
    text = "I led the introduction of the new call system on 3 wards."
    assert not verify(text, (), before, "en").supported
    facts = facts_of(Resume(language="en"), stated=[Statement(text=text)])
    assert verify(text, (), claims.ledger(facts, TODAY), "en").supported
    assert verify(
        "I led the introduction of a call system on 3 wards.", (), claims.ledger(facts, TODAY), "en"
    ).supported
    assert not verify(
        "I led the introduction of a call system on 9 wards.", (), claims.ledger(facts, TODAY), "en"
    ).supported


def test_ids_stay_for_one_version_of_the_profile() -> None:
    ledger = labelled_claims.ledger("nurse")
    assert [fact.id for fact in ledger.facts] == list(range(1, len(ledger.facts) + 1))
    assert labelled_claims.ledger.__wrapped__("nurse").facts == ledger.facts


def test_a_fact_of_the_resume_has_its_place_in_the_source() -> None:
    text = "Cared for 14 patients"
    resume = Resume(
        text=text, work=[Work(name="A", highlights=[Highlight(text=text, span={"start": 0, "end": len(text)})])]
    )  # type: ignore[arg-type]
    fact = next(fact for fact in facts_of(resume) if fact.text == text)
    assert fact.span is not None
    assert resume.text[fact.span.start : fact.span.end] == fact.text


def test_a_model_is_asked_only_what_the_rules_let_pass() -> None:
    ledger, asked = labelled_claims.ledger("nurse"), []

    def model(sentence: str, facts: object) -> str:
        asked.append(sentence)
        return "the facts say nothing of evenings"

    for text in ("Dear Ms Brandt,", "I manage 90 wards.", "I care for ventilated patients."):
        verdict = claims.judged(text, verify(text, (), ledger, "en"), ledger, model)
    assert asked == ["I care for ventilated patients."]
    assert (verdict.supported, kinds(verdict)) == (False, {ClaimKind.MEANING})


@given(st.text(max_size=300), st.lists(st.integers(-5, 10**9), max_size=5), st.sampled_from(["", "en", "de", "xx"]))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_a_verdict_whose_spans_are_its_own(text: str, cited: list[int], language: str) -> None:
    verdict = verify(text, cited, labelled_claims.ledger("nurse"), language)
    assert all(text[claim.span.start : claim.span.end] == claim.text for claim in verdict.claims)


def test_a_very_long_sentence_is_flagged_and_fast() -> None:
    assert not judge("nurse", "I trained nine colleagues and " * 1000).supported
