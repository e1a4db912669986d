"""What stands on a page: dates, links and lines, before any template."""

import pytest

from career_copilot.domain.document_words import HEADINGS, DocumentLanguage, day, period
from career_copilot.domain.letter import LetterSheet
from career_copilot.domain.printable import printable
from career_copilot.domain.resume import Basics, Education, Highlight, Language, Location, Profile, Resume, Skill, Work
from career_copilot.domain.resume_sections import kind_of
from career_copilot.domain.resume_sheet import Link, Row, Sheet, sheet, web

EN, DE, FR, ES = DocumentLanguage.EN, DocumentLanguage.DE, DocumentLanguage.FR, DocumentLanguage.ES


@pytest.mark.parametrize(
    ("dates", "language", "shown"),
    [
        (("2021-03", "2022-04", False), EN, "Mar 2021 – Apr 2022"),
        (("2021-03-15", "", True), DE, "03/2021 – heute"),
        (("2021", "", True), FR, "2021 – aujourd’hui"),
        (("2021-08", "2021-08", False), ES, "ago. 2021"),
        (("2021", "", False), EN, "2021"),
        (("", "2022", False), EN, "2022"),
        (("", "", True), EN, ""),
    ],
)
def test_periods(dates: tuple[str, str, bool], language: DocumentLanguage, shown: str) -> None:
    assert period(*dates, language) == shown


def test_days() -> None:
    shown = [day("2026-03-01", language) for language in (EN, DE, FR, ES)]
    assert shown == ["1 March 2026", "1. März 2026", "1er mars 2026", "1 de marzo de 2026"]


@pytest.mark.parametrize("language", list(DocumentLanguage))
def test_every_heading_is_one_that_is_read_again(language: DocumentLanguage) -> None:
    assert {kind: kind_of(names[language]) for kind, names in HEADINGS.items()} == {kind: kind for kind in HEADINGS}


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://www.github.com/ada/", Link(text="github.com/ada", url="https://www.github.com/ada/")),
        ("ada.example", Link(text="ada.example", url="https://ada.example")),
        ("javascript:alert(1)", Link(text="javascript:alert(1)")),
        ("data:text/html,x", Link(text="data:text/html,x")),
        ("http://[half", Link(text="http://[half")),
        ("https://bücher.example/ä", Link(text="bücher.example/ä", url="https://xn--bcher-kva.example/%C3%A4")),
    ],
)
def test_addresses_on_the_web(address: str, link: Link) -> None:
    assert web(address) == link


def test_what_is_missing_leaves_no_trace() -> None:
    made = sheet(Resume(work=[Work(name="Mill")], education=[Education()], skills=[Skill(name="A"), Skill(name="B")]))
    assert [section.kind for section in made.sections] == ["work", "skills"]
    assert made.sections[0].entries[0].title == "Mill"
    assert made.sections[1].rows == [Row(items=["A", "B"])]
    assert made.contacts == []


@pytest.mark.parametrize(
    ("score", "place", "bullets"),
    [
        ("3.9/4.0", "Hull · Grade: 3.9/4.0", ["Chess club"]),
        ("First class honours", "Hull · Grade: First class honours", ["Chess club"]),
        ("GPA: 3.9", "Hull · Grade: GPA: 3.9", ["Chess club"]),
        ("Dissertation: Tides of the\nNorth Sea", "Hull", ["Dissertation: Tides of the North Sea", "Chess club"]),
        ("", "Hull", ["Chess club"]),
    ],
)
def test_a_score_that_is_no_grade_is_not_called_one(score: str, place: str, bullets: list[str]) -> None:
    school = Education(
        institution="Hull", study_type="PhD", score=score, highlights=[Highlight(text="Chess club")]
    )  # fmt: skip
    entry = sheet(Resume(education=[school])).sections[0].entries[0]
    assert (entry.place, entry.bullets) == (place, bullets)


def test_contacts_in_their_order_each_once() -> None:
    basics = Basics(
        email="a@b.example", phone="+49 30 1", url="https://a.example", location=Location(city="Ulm", country_code="DE")
    )
    basics.profiles = [Profile(network="GitHub", username="ada"), Profile(url="https://a.example")]
    texts = [link.text for link in sheet(Resume(basics=basics)).contacts]
    assert texts == ["Ulm, DE", "a@b.example", "+49 30 1", "a.example", "GitHub: ada"]


def test_a_level_is_told_in_the_persons_words_and_added_only_when_they_do_not_tell_it() -> None:
    spoken = [
        Language(language="Deutsch", level="native"),
        Language(language="Englisch", fluency="verhandlungssicher", level="C1"),
        Language(language="Spanisch", fluency="Reisen", level="A2"),
    ]
    rows = sheet(Resume(languages=spoken), DE).sections[0].rows
    assert [row.items for row in rows] == [["Muttersprache"], ["verhandlungssicher"], ["Reisen", "A2"]]


def test_what_no_font_has_is_left_out_and_named_and_addresses_stay() -> None:
    made = printable(Link(text="漢 Ada 🙂", url="https://a.example/漢"))
    assert made.data == {"text": "Ada", "url": "https://a.example/漢"}
    assert made.left_out == "漢🙂"
    assert "\u200b" in printable(Link(text="x" * 100)).data["text"]


def test_sheets_hold_words_alone() -> None:
    """No template, no size, no colour."""
    assert not {"template", "paper", "size", "colour"} & {*Sheet.model_fields, *LetterSheet.model_fields}
