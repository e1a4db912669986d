"""Whole résumés of fictional people, in four languages and as many layouts, against all that stands in them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_checking import check
from career_copilot.domain.resume_reading import read

FOLDER = Path(__file__).parents[1] / "fixtures" / "resumes"
TODAY = date(2026, 11, 23)
PEOPLE = sorted(path.stem for path in FOLDER.glob("*.txt"))


def told(resume: Resume) -> dict[str, Any]:
    """What was read, in the short form of the expected files."""
    basics = resume.basics
    return {
        "language": resume.language,
        "basics": {
            "name": basics.name,
            "label": basics.label,
            "email": basics.email,
            "phone": basics.phone,
            "city": basics.location.city if basics.location else "",
            "country": basics.location.country_code if basics.location else "",
            "profiles": [profile.url for profile in basics.profiles],
        },
        "work": [
            [w.position, w.name, w.location, w.start_date, w.end_date, w.current, len(w.highlights)]
            for w in resume.work
        ],
        "education": [[e.institution, e.study_type, e.area, e.start_date, e.end_date] for e in resume.education],
        "skills": [keyword for skill in resume.skills for keyword in (skill.keywords or [skill.name])],
        "certificates": [[c.name, c.issuer, c.date] for c in resume.certificates],
        "languages": [[language.code, language.level] for language in resume.languages],
    }


@pytest.mark.parametrize("person", PEOPLE)
def test_everything_in_the_resume_is_read(person: str) -> None:
    resume = read((FOLDER / f"{person}.txt").read_text(), TODAY)
    assert told(resume) == json.loads((FOLDER / f"{person}.json").read_text())


@pytest.mark.parametrize("person", PEOPLE)
def test_every_fact_has_a_span_that_holds_it(person: str) -> None:
    text = (FOLDER / f"{person}.txt").read_text()
    resume = read(text, TODAY)
    check(resume)
    for work in resume.work:
        assert work.span is not None
        words = " ".join(text[work.span.start : work.span.end].split())
        assert work.position.partition(",")[0] in words
        assert work.name in words
        for highlight in work.highlights:
            assert highlight.span is not None
            assert " ".join(text[highlight.span.start : highlight.span.end].split()) == highlight.text
            assert work.span.start <= highlight.span.start <= highlight.span.end <= work.span.end
    for skill in resume.skills:
        assert skill.span is not None
        assert skill.name in text[skill.span.start : skill.span.end]
    for language in resume.languages:
        assert language.span is not None
        assert text[language.span.start : language.span.end].startswith(language.language)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "Ausbildung\n\n09/2012 – 08/2015 Ausbildung zur Gesundheits- und Krankenpflegerin\nKlinikum Nordhafen, Bremen\n"
            "Examen mit Note 1,4\n",
            ("Klinikum Nordhafen", "Ausbildung", "Gesundheits- und Krankenpflegerin", "1,4"),
        ),
        (
            "Formación\n\n2010 - 2015\nIngeniería Industrial\nUniversidad de Valdemar\n",
            ("Universidad de Valdemar", "Ingeniería Industrial", "", ""),
        ),
        (
            "Formación\n\n2010 - 2015\nIngeniería en Informática\nUniversidad de Valdemar\n",
            ("Universidad de Valdemar", "Ingeniería", "Informática", ""),
        ),
    ],
)
def test_a_degree_is_apart_from_its_subject_and_its_grade(lines: str, expected: tuple[str, ...]) -> None:
    (education,) = read(f"Robin Ahlers\nrobin@example.org\n\n{lines}", TODAY).education
    assert (education.institution, education.study_type, education.area, education.score) == expected
