"""The town of a person is read whatever their country is, and stands in the date of their letters."""

from datetime import date

import pytest

from career_copilot.demo import person
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.letter import letter_from, letter_sheet
from career_copilot.domain.resume_reading import read
from career_copilot.domain.resume_words import country_code

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("place", "city", "country"),
    [
        ("Tunis, Tunisia", "Tunis", "TN"),
        ("Hà Nội, Vietnam", "Hà Nội", "VN"),
        ("Dakar, Sénégal", "Dakar", "SN"),
        ("Nairobi, Kenya", "Nairobi", "KE"),
        ("Zagreb, Kroatien", "Zagreb", "HR"),
        ("Vilnius, Lithuania", "Vilnius", "LT"),
        ("Leeds, UK", "Leeds", "GB"),
        ("Cardiff, Wales", "Cardiff", "GB"),
        ("Austin, TX", "Austin", "US"),
    ],
)
def test_a_town_is_read_in_any_country(place: str, city: str, country: str) -> None:
    found = read(f"Ada Byron\n{place} · ada@example.org\n\nSkills\nPython\n", TODAY).basics.location
    assert found is not None
    assert (found.city, found.country_code) == (city, country)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Linkedin: Ada Byron Languages: English, Hebrew, Russian.", None),
        ("Languages: English, French", None),
        ("Sprachen: Deutsch, Englisch", None),
        ("Location: Hadera Languages: Hebrew, English, Russian", "Hadera"),
        ("Address: Languages: Hebrew, English", None),
    ],
)
def test_a_contact_line_about_something_else_is_no_place(line: str, place: str | None) -> None:
    found = read(f"Ada Byron\nada@example.org\n{line}\n\nSkills\nPython\n", TODAY).basics.location
    assert (found.text if found else None) == place


@pytest.mark.parametrize("words", ["IT", "QA", "ML", "CHE", "Georgia", "Engineer", ""])
def test_short_words_and_states_are_no_countries(words: str) -> None:
    assert country_code(words) == ""


def test_the_letter_of_the_demonstration_is_dated_in_tunis() -> None:
    resume = read(f"Leila Marzen\n{person.CONTACT}\n\nSkills\nPython\n", TODAY)
    sheet = letter_sheet(letter_from(resume, DocumentLanguage.EN, TODAY))
    assert sheet.date == "Tunis, 28 November 2026"
