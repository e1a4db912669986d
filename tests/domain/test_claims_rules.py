"""Single rules of the claim ledger on small profiles of their own."""

import pytest

from career_copilot.domain import claims
from career_copilot.domain.claims import ClaimKind, facts_of, verify
from career_copilot.domain.claims_numbers import quantities
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.resume import Education, Highlight, Resume, Skill, Work
from tests.domain import labelled_claims
from tests.domain.labelled_claims import TODAY

DOCTOR = Resume(
    language="de",
    education=[
        Education(
            institution="Universität Talheim",
            area="Biologie",
            study_type="Promotion",
            start_date="2012",
            end_date="2016",
        )
    ],
)


def holds(resume: Resume, text: str, posting: str = "", company: str = "") -> bool:
    ledger = claims.ledger(facts_of(resume), TODAY, posting, company)
    return verify(text, (), ledger, resume.language).supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Promoviert habe ich in Biologie an der Universität Talheim.", True),
        ("Ich habe 2016 in Biologie promoviert.", True),
        ("Promoviert habe ich in Physik an der Universität Talheim.", False),
    ],
)
def test_a_doctorate_is_found_among_the_degrees(text: str, supported: bool) -> None:
    assert holds(DOCTOR, text) is supported


LEAD = Resume(
    language="en",
    work=[
        Work(
            name="Alder Mills",
            position="Head of quality",
            start_date="2019",
            current=True,
            highlights=[Highlight(text="Raised the share of flawless cloth from 80% to 93%")],
        ),
        Work(
            name="Birch Looms",
            position="Quality inspector",
            start_date="2014",
            end_date="2018",
            highlights=[
                Highlight(text="Collaborated in a team of 4 to build a scanner for woven labels"),
                Highlight(text="Supported the audit of dye suppliers"),
            ],
        ),
    ],
)


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Under my leadership the share of flawless cloth rose from 80% to 93%.", True),
        ("As one of a team of four I built a scanner for woven labels.", True),
        ("I led the audit of dye suppliers.", False),
        ("Cedar Weaving is looking for somebody to lead the audit of suppliers.", True),
        ("I would be glad to take the post of manager responsible for audits.", True),
        ("I was responsible for audits of dye suppliers.", False),
    ],
)
def test_a_part_is_that_of_the_job_or_of_the_post(text: str, supported: bool) -> None:
    assert holds(LEAD, text, "Cedar Weaving needs a manager to lead audits of suppliers.", "Cedar Weaving") is supported


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("en", "twenty-eight", 28),
        ("de", "achtundzwanzig", 28),
        ("de", "zweihundert", 200),
        ("fr", "soixante-douze", 72),
        ("fr", "quatre-vingts", 80),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "cent vingt", 120),
        ("es", "treinta y cinco", 35),
        ("es", "veintitrés", 23),
        ("es", "quinientas", 500),
        ("nl", "drieëndertig", 33),
    ],
)
def test_a_number_made_of_words_is_one_number(language: str, words: str, value: int) -> None:
    assert [one.value for one in quantities(Sentence(f"{words} x", language))] == [value]


@pytest.mark.parametrize(
    ("fact", "text", "supported"),
    [
        ("Keep a search that answers 2M+ queries a day", "The search answers over two million queries a day.", True),
        ("Keep a search that answers 2M queries a day", "The search answers over two million queries a day.", False),
        ("Sold 78% of the tickets online", "I sold more than three quarters of the tickets online.", True),
        ("Sold 70% of the tickets online", "I sold more than three quarters of the tickets online.", False),
    ],
)
def test_a_share_in_words_and_a_plus_behind_a_scale(fact: str, text: str, supported: bool) -> None:
    resume = Resume(language="en", work=[Work(name="Alder", highlights=[Highlight(text=fact)])])
    assert holds(resume, text) is supported


@pytest.mark.parametrize(("count", "supported"), [("three", True), ("four", False)])
def test_entries_of_the_profile_are_counted(count: str, supported: bool) -> None:
    jobs = [
        Work(name=name, position="Research intern", start_date="2020")
        for name in ("Alder Labs", "Birch Labs", "Cedar Labs")
    ]
    assert holds(Resume(language="en", work=jobs), f"I finished {count} research internships.") is supported


@pytest.mark.parametrize(
    ("title", "text", "supported"),
    [
        ("Co-founder & CTO", "I am the CTO of Alder.", True),
        ("Co-founder & CTO", "I am the CEO of Alder.", False),
        ("Head of mathematics", "I am the deputy headteacher of Alder.", False),
        ("Deputy headteacher", "I am the headteacher of Alder.", False),
        ("Deputy headteacher", "I am deputy headteacher at Alder.", True),
        ("Commis chef", "I am sous chef at Alder.", False),
        ("Sous chef", "I am head chef at Alder.", False),
        ("Sous chef", "I am sous chef at Alder.", True),
        ("Research assistant", "I am a junior professor at Alder.", False),
    ],
)
def test_posts_of_schools_kitchens_and_boards_are_told_apart(title: str, text: str, supported: bool) -> None:
    resume = Resume(language="en", work=[Work(name="Alder", position=title, start_date="2020")])
    assert holds(resume, text) is supported


@pytest.mark.parametrize(("years", "supported"), [("seven", True), ("ten", False)])
def test_years_of_leading_are_those_of_posts_that_lead(years: str, supported: bool) -> None:
    assert holds(LEAD, f"I have led the work on flawless cloth for {years} years.") is supported
    assert holds(LEAD, f"I have worked in quality for {years} years.")


@pytest.mark.parametrize(("text", "supported"), [("class B", True), ("class C", False)])
def test_a_licence_listed_as_a_skill_counts_for_its_class(text: str, supported: bool) -> None:
    resume = Resume(language="en", skills=[Skill(name="Driving licence class B")])
    assert holds(resume, f"I hold a driving licence {text}.") is supported


@pytest.mark.parametrize("before", ["I am pleased to say that ", "I would like to add that ", "I am eager, and "])
@pytest.mark.parametrize("after", ["", ", with great interest", ", and thank you"])
def test_politeness_hides_no_invention(before: str, after: str) -> None:
    wrong = [one for one in labelled_claims.sentences("development") if one.wrong and one.text.startswith("I ")]
    found = [
        not verify(f"{before}{one.text.rstrip('.')}{after}.", (), labelled_claims.ledger(one.profile), "en").supported
        for one in wrong
        if one.language == "en"
    ]
    assert len(found) >= 80
    assert sum(found) / len(found) >= 0.98


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "I am a certified Scrum Master.", ClaimKind.DEGREE),
        ("es", "Domino los telares y creo en ellos.", ClaimKind.SKILL),
        ("fr", "Je sers cent couverts par soir.", ClaimKind.SKILL),
    ],
)
def test_a_word_with_two_meanings_is_not_taken_for_the_other(language: str, text: str, kind: ClaimKind) -> None:
    ledger = claims.ledger(facts_of(LEAD.model_copy(update={"language": language})), TODAY)
    assert kind not in {claim.kind for claim in verify(text, (), ledger, language).claims}
