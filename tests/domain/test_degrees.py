"""Degrees: the level of each, and what an ad that asks for one is told."""

from datetime import UTC, datetime

import pytest

from career_copilot.domain.candidates import candidate
from career_copilot.domain.degrees import DEGREE, level_of
from career_copilot.domain.evidence import evidence
from career_copilot.domain.matches import EvidenceState
from career_copilot.domain.posting import OpeningData, Requirement, RequirementKind, RequirementTopic, Span
from career_copilot.domain.resume import Education, Resume
from career_copilot.domain.wishes import Wishes

NOW = datetime(2026, 11, 23, tzinfo=UTC)
CASES = {
    "doctorate": "PhD; Ph.D.; Ph. D.; DPhil; Dr. rer. nat.; Doktor; Promotion; Doctor of Philosophy; Doctorat; Doctorado; Dottorato; J.D.; M.D.; MD; EdD; кандидат наук",
    "master": "M.S.; MS; M.Sc.; MSc; M.A.; MA; MEng; M.Eng.; M.Tech; M.Tech.; M.E.; ME; M.Ed.; M.Com; MBA; EMBA; LLM; LL.M.; MPhil; MPH; MFA; Master; Master's degree; Master of Science; Dipl.-Ing.; Dipl. Ing.; Dipl.-Kfm.; "
    "Dipl.-Wirt.-Ing.; Diplom; Diplom-Ingenieur; Magister; Staatsexamen; Erstes Staatsexamen; Mastère; Mastère Spécialisé; Bac+5; Diplôme d'ingénieur; Máster; Mestrado; Laurea magistrale; magister inżynier; yüksek lisans",
    "bachelor": "B.S.; BS; B.Sc.; BSc; BSc (Hons); B.A.; BA; B.Tech; B.Tech.; B.Eng.; BEng; B.E.; BE; B.Ed; B.Com; BCom; BBA; BFA; LLB; LL.B.; Bachelor; Bachelor's; Bachelor of Arts; Dipl.-Ing. (FH); Diplom-Informatiker (FH); "
    "Licence; Licence professionnelle; Bac+3; Grado; Licenciatura; Laurea; Laurea triennale; licencjat; inżynier; бакалавр",
    "vocational": "Associate degree; Associate of Applied Science; A.A.S.; HND; Ausbildung; Berufsausbildung zum; BTS; DUT; CAP; Bac+2; Grado Superior; Ciclo formativo de grado superior; Apprenticeship; NVQ Level 3",
    "school": "High school diploma; High School; Abitur; A-levels; Baccalauréat; Bachillerato; Matura; GED",
    "": "Certificate; Scrum Master; Summer school; Diplôme; ; driving licence; Worker's comp; Baltimore, MD",
}  # fmt: skip


@pytest.mark.parametrize(
    ("level", "words"), [(level, one) for level, names in CASES.items() for one in names.split("; ")]
)
def test_a_degree_has_its_level(level: str, words: str) -> None:
    assert level_of(words) == level


@pytest.mark.parametrize(
    ("words", "level"),
    [("BS/MS", "master"), ("Bachelor's and Master's", "master"), ("B.Tech in Computer Science", "bachelor"), ("Abitur, MSc", "master")],
)  # fmt: skip
def test_of_several_the_highest_counts(words: str, level: str) -> None:
    assert level_of(words) == level


@pytest.mark.parametrize(
    "words", ["Portland, ME", "Baltimore, MD", "Antwerp, BE", "To be or not to be, but so", "High School of Art"]
)
def test_no_place_and_no_plain_word_is_read_as_a_degree(words: str) -> None:
    assert DEGREE.search(words) is None


@pytest.mark.parametrize(
    ("degree", "asked", "state"),
    [
        ("B.S.", "bachelor", EvidenceState.EXACT),
        ("M.Tech", "bachelor", EvidenceState.EXACT),
        ("Staatsexamen", "vocational", EvidenceState.EXACT),
        ("Dipl.-Ing.", "master", EvidenceState.EXACT),
        ("BBA", "master", EvidenceState.ADJACENT),
        ("LLB", "doctorate", EvidenceState.ADJACENT),
        ("Certificate", "bachelor", EvidenceState.MISSING),
    ],
)
def test_a_degree_covers_those_below_it(degree: str, asked: str, state: EvidenceState) -> None:
    resume = Resume(education=[Education(study_type="Abitur"), Education(study_type=degree, area="Physics")])
    if state is EvidenceState.MISSING:
        resume.education.pop(0)
    wanted = Requirement(
        topic=RequirementTopic.EDUCATION,
        kind=RequirementKind.MUST,
        label="A degree",
        value=asked,
        span=Span(start=0, end=1),
    )
    opening = OpeningData.model_construct(requirements=[wanted])
    [found] = evidence(opening, resume, candidate(resume, Wishes(), NOW), {})
    assert found.state is state
    assert ("Physics" in found.text) == (state is not EvidenceState.MISSING)
