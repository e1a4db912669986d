"""Texts as lines: read from any split of a stream, edited without loss, assembled without a claim that nothing carries."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career_copilot.domain import skills
from career_copilot.domain.briefs import Brief, context_facts
from career_copilot.domain.claims import facts_of, ledger, verify
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.drafting import (
    TEXTS,
    DraftKind,
    Length,
    Line,
    LineReader,
    Tone,
    Wish,
    as_lines,
    inserted,
    paragraphs,
    replaced,
    text_of,
)
from career_copilot.domain.letter_assembly import assembled
from career_copilot.domain.letter_phrases import SET_PHRASES, about
from career_copilot.domain.matches import Evidence, EvidenceState
from career_copilot.domain.offers import OfferTerms
from career_copilot.domain.posting import Requirement, RequirementKind, RequirementTopic, Span
from career_copilot.domain.resume import Basics, Highlight, Resume, Skill, Work

ANSWER = "Hello, ⟦⟧\n\nI do triage. ⟦2,3⟧\nI teach.⟦7⟧\n\n\n\nBye"
WORDS = st.text(st.sampled_from("ab c.⟦⟧1,\n"), max_size=60)


def read(pieces: list[str]) -> list[Line]:
    reader = LineReader()
    return [line for piece in pieces for line in reader.feed(piece)] + list(reader.close())


def test_a_blank_line_begins_a_paragraph_however_many_there_are() -> None:
    found = [(line.text, line.facts, line.paragraph) for line in read([ANSWER])]
    assert found == [("Hello,", (), 0), ("I do triage.", (2, 3), 1), ("I teach.", (7,), 1), ("Bye", (), 2)]


@given(st.lists(st.integers(1, 5), max_size=40), st.booleans())
def test_any_split_of_a_stream_gives_the_same_lines(sizes: list[int], windows: bool) -> None:
    text = ANSWER.replace("\n", "\r\n") if windows else ANSWER
    pieces, at = [], 0
    for size in sizes:
        pieces.append(text[at : at + size])
        at += size
    whole = [line.text for line in read([text])]
    assert [line.text for line in read([*pieces, text[at:]])] == whole


@given(st.lists(WORDS.filter(lambda text: text.strip()), max_size=6), st.data())
def test_a_text_that_is_typed_again_is_the_same(texts: list[str], data: st.DataObject) -> None:
    lines: tuple[Line, ...] = ()
    for text in texts:
        lines = inserted(lines, len(lines) - 1, text)
    assert as_lines("\n\n".join("\n".join(part) for part in _grouped(lines)), 0) == _renumbered(lines)
    if lines:
        at = data.draw(st.integers(0, len(lines) - 1))
        assert [line.text for line in replaced(lines, at, lines[at].text)] == [line.text for line in lines]
        assert len(replaced(lines, at, "")) == len(lines) - 1


def _grouped(lines: tuple[Line, ...]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for line in lines:
        found.setdefault(line.paragraph, []).append(line.text)
    return list(found.values())


def _renumbered(lines: tuple[Line, ...]) -> list[Line]:
    numbers = {number: at for at, number in enumerate(dict.fromkeys(line.paragraph for line in lines))}
    return [line.model_copy(update={"paragraph": numbers[line.paragraph], "facts": ()}) for line in lines]


def test_a_text_is_copied_as_its_paragraphs() -> None:
    lines = read(["Dear team,\n\nOne.\nTwo.\n\nThree.\n\nKind regards,"])
    assert text_of(lines) == "Dear team,\n\nOne. Two.\n\nThree.\n\nKind regards,"
    assert paragraphs([]) == []


def brief(kind: DraftKind, company: str, language: DocumentLanguage, known: bool) -> Brief:
    text = "Triage and wound care on a ward of 28 beds\nTrained 9 colleagues"
    resume = Resume(
        basics=Basics(name="Marta Lindqvist"), language="en", text=text, skills=[Skill(name="Triage")],
        work=[Work(
            name="Elm Grove Clinic", position="Staff Nurse", start_date="2015-09", current=True,
            highlights=[Highlight(text=text.partition("\n")[0], span=Span(start=0, end=42)), Highlight(text="Trained 9 colleagues")],
        )],
    )  # fmt: skip
    asked = [
        Evidence(
            requirement=Requirement(
                kind=RequirementKind.MUST, topic=RequirementTopic.SKILL, label=label, span=Span(start=0, end=1)
            ),
            state=state, text=words, span=Span(start=0, end=6) if words else None, points=1,
        )
        for label, state, words in (
            ("Triage", EvidenceState.EXACT, "Triage"),
            ("Wound care", EvidenceState.ALIAS, "wound care"),
            ("Kubernetes", EvidenceState.MISSING, ""),
        )
    ]  # fmt: skip
    terms = [OfferTerms(base=48000, currency="EUR", period="year")]
    context = context_facts(date(2026, 11, 3), [date(2026, 11, 10)], terms, language) if known else ()
    return Brief(
        kind=kind, title="Intensive Care Nurse", company=company, facts=facts_of(resume), context=context, evidence=tuple(asked)
    )  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
@settings(deadline=None)  # the tables of skills are read at the first example
@given(
    language=st.sampled_from(DocumentLanguage),
    tone=st.sampled_from(Tone),
    length=st.sampled_from(Length),
    company=st.sampled_from(["", "Fjordlegene"]),
    known=st.booleans(),
)
def test_what_the_rules_write_rests_on_facts_and_never_speaks_of_a_gap(
    kind: DraftKind, language: DocumentLanguage, tone: Tone, length: Length, company: str, known: bool
) -> None:
    found = brief(kind, company, language, known)
    index = ledger(found.all_facts, date(2026, 11, 23), f"{found.title}\n{company}", company)
    wish = Wish(language=language, tone=tone, length=length)
    lines = assembled(found, wish, lambda line: verify(line.text, line.facts, index, language).supported)
    fixed = SET_PHRASES | about(found.title, company)
    assert lines[0].text in SET_PHRASES
    assert lines[-1].text in SET_PHRASES
    for line in lines:
        assert "Kubernetes" not in line.text
        assert "{" not in line.text
        if line.text not in fixed:
            assert line.facts, line.text
            assert verify(line.text, line.facts, index, language).reasons == ()


def test_what_is_stressed_comes_first_and_the_rest_follows() -> None:
    found = brief(DraftKind.LETTER, "Fjordlegene", DocumentLanguage.EN, known=False)
    assert "Triage and Wound care" in assembled(found, Wish(focus="wounds"), lambda line: True)[3].text


def test_words_that_only_repeat_the_demand_are_a_list() -> None:
    found = brief(DraftKind.LETTER, "Fjordlegene", DocumentLanguage.EN, known=False)
    skill = next(fact for fact in found.facts if fact.text == "Triage")
    only = found.model_copy(update={"facts": (skill,)})
    assert [line.text for line in assembled(only, Wish(), lambda line: True) if line.facts] == [
        "My résumé lists Triage."
    ]


@pytest.mark.parametrize("kind", [DraftKind.THANK_YOU, DraftKind.NEGOTIATION, DraftKind.WITHDRAWAL])
@pytest.mark.parametrize("length", Length)
def test_who_is_thanked_is_not_told_what_they_asked_for(kind: DraftKind, length: Length) -> None:
    found = brief(kind, "Fjordlegene", DocumentLanguage.EN, known=True)
    text = " ".join(line.text for line in assembled(found, Wish(length=length), lambda line: True))
    assert "You ask" not in text
    assert "résumé" not in text


def test_a_demand_that_the_words_do_not_carry_is_left_out_of_the_sentence() -> None:
    found = brief(DraftKind.LETTER, "Fjordlegene", DocumentLanguage.EN, known=False)
    texts = [line.text for line in assembled(found, Wish(), lambda line: "Triage" not in line.text.partition("“")[0])]
    assert any(text.startswith("You ask for Wound care; of my work") for text in texts)
    bare = [line.text for line in assembled(found, Wish(), lambda line: "You ask" not in line.text)]
    assert "My résumé says: “Triage and wound care on a ward of 28 beds”." in bare
    silent = assembled(found, Wish(), lambda line: False)
    assert [line.text for line in silent if line.facts] == []


def test_a_demand_is_named_in_the_letters_language_or_not_at_all() -> None:
    found = brief(DraftKind.LETTER, "Fjordlegene", DocumentLanguage.EN, known=False)
    advert = "Wir suchen eine Pflegefachkraft mit 4 Jahren Erfahrung in der Wundversorgung und mit Python."
    demands = [
        (RequirementTopic.EXPERIENCE, "4+ years", "4", "4 Jahren", None, "Staff Nurse"),
        (RequirementTopic.SKILL, "Wound care", "", "Wundversorgung", skills.find("wound care"), "wound care"),
        (RequirementTopic.SKILL, "Python", "", "Python", skills.find("Python"), "Trained"),
    ]
    asked = [
        Evidence(
            requirement=Requirement(
                kind=RequirementKind.MUST, topic=topic, label=label, value=value, skill_id=skill_id,
                span=Span(start=advert.index(words), end=advert.index(words) + len(words)),
            ),
            state=EvidenceState.ALIAS, text=answer, points=1,
        )
        for topic, label, value, words, skill_id, answer in demands
    ]  # fmt: skip

    def named(advert: str, language: DocumentLanguage) -> list[str]:
        there = found.model_copy(update={"evidence": tuple(asked), "advert": advert})
        lines = assembled(there, Wish(language=language, length=Length.LONG), lambda line: True)
        parts = [line.text.partition(";")[0] for line in lines if line.facts and ";" in line.text]
        return [part.removeprefix("Sie fragen nach ").removeprefix("You ask for ") for part in parts]

    assert named(advert, DocumentLanguage.DE) == ["4 Jahren oder mehr", "Wundversorgung", "Python"]
    assert named("We look for a nurse who knows wound care and has 4 years of it.", DocumentLanguage.DE) == [
        "4 Jahren oder mehr",
        "Python",
    ]
    assert named(advert, DocumentLanguage.EN) == ["4 years or more", "Wound care", "Python"]
