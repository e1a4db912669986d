"""Each field about the person keeps the place it was read from."""

from datetime import date

import pytest

from career_copilot.domain.candidates import skills_of
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Basics, Profile, Resume
from career_copilot.domain.resume_checking import check
from career_copilot.domain.resume_editing import edited
from career_copilot.domain.resume_form import basics_view, source_segments
from career_copilot.domain.resume_locating import located
from career_copilot.domain.resume_reading import read
from career_copilot.domain.resume_writing import with_text
from career_copilot.errors import InvalidInputError

TEXT = """Ada Example
Registered Nurse
ada@example.org | +49 30 1234567 | https://ada.example | github.com/ada-example

Summary
Twelve years on surgical wards.
Calm in a crisis.

Work experience
Nurse, Example Clinic
2019 – 2023
- led a ward of 12
"""
WORDS = {
    "name": "Ada Example",
    "label": "Registered Nurse",
    "email": "ada@example.org",
    "phone": "+49 30 1234567",
    "url": "https://ada.example",
    "summary": "Twelve years on surgical wards.\nCalm in a crisis.",
}


def _words(resume: Resume) -> dict[str, str]:
    return {name: resume.text[span.start : span.end] for name, span in resume.basics.spans.items()}


def test_every_field_keeps_its_words() -> None:
    assert _words(read(TEXT, date(2026, 11, 23))) == WORDS


def test_facts_without_a_source_get_one() -> None:
    written = with_text(Resume(basics=Basics(**{**WORDS, "phone": ""})))
    assert _words(written) == {name: " ".join(text.split()) for name, text in WORDS.items() if name != "phone"}


def test_the_form_and_the_source_light_each_other_up() -> None:
    resume = read(TEXT, date(2026, 11, 23))
    for field in basics_view(resume):
        name = field.path.removeprefix("basics.")
        marked = "".join(piece.text for piece in source_segments(resume) if field.link in piece.links.split())
        assert marked == WORDS.get(name, ""), name


def test_a_link_to_elsewhere_is_marked_in_the_source() -> None:
    resume = read(TEXT, date(2026, 11, 23))
    assert [(one.network, one.username) for one in resume.basics.profiles] == [("GitHub", "ada-example")]
    assert "github.com/ada-example" in [piece.text for piece in source_segments(resume) if piece.links]


def test_a_correction_drops_the_span_of_its_field_alone() -> None:
    before = read(TEXT, date(2026, 11, 23))
    after = edited(before, "basics.email", "ada@elsewhere.example")
    assert _words(after) == {name: text for name, text in WORDS.items() if name != "email"}
    assert _words(edited(before, "basics.email", before.basics.email)) == WORDS
    renamed = edited(before, "basics.name", "Ada B. Example")
    assert next(field.link for field in basics_view(renamed) if field.path == "basics.name") == ""


@pytest.mark.parametrize("spans", [{"email": Span(start=2, end=99)}, {"location": Span(start=0, end=1)}])
def test_spans_of_nothing_are_refused(spans: dict[str, Span]) -> None:
    with pytest.raises(InvalidInputError, match="Basics spans"):
        check(Resume(basics=Basics(email="ada@example.org", spans=spans), text="short"))


def test_a_resume_stored_without_places_gets_them_back_from_its_source() -> None:
    read_today = read(TEXT, date(2026, 11, 23))
    basics = read_today.basics.model_copy(update={"spans": {}, "phone": "+49 30 7654321"})  # a corrected number
    again = located(read_today.model_copy(update={"basics": basics}))
    assert _words(again) == {name: words for name, words in WORDS.items() if name != "phone"}
    assert located(read_today) is read_today


def test_an_address_of_the_source_without_its_scheme_is_found() -> None:
    resume = located(Resume(basics=Basics(url="https://ada.example"), text="Ada, ada.example"))
    assert _words(resume) == {"url": "ada.example"}


def test_skills_of_headline_and_summary_light_up_there_and_not_at_the_name() -> None:
    resume = read(TEXT.replace("Calm in a crisis.", "Good at wound care."), date(2026, 11, 23))
    shown = [one for found in skills_of(resume).values() for one in found]
    spans = {one.text.lower(): one.span for one in shown}
    span = spans["wound care"]
    assert span is not None
    assert resume.text[span.start : span.end] == "wound care"


def test_a_profile_whose_place_is_unknown_marks_nothing() -> None:
    resume = Resume(basics=Basics(profiles=[Profile(network="GitHub")]), text="short")
    assert [piece.links for piece in source_segments(resume)] == [""]
