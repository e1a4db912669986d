"""PDFs: the better reading wins, and what cannot be read says why."""

import random
from datetime import date

import pytest

from career_copilot.documents import kinds, pdf, text
from career_copilot.errors import DocumentError
from tests.documents.making import pdf_of, picture_pdf, two_columns

TODAY = date(2026, 11, 23)
LEFT = "Skills\nWelding\nPipe fitting\nBlueprints\n\nLanguages\nEnglish - native\nPolish - B1"
RIGHT = (
    "Work experience\nWelder, Harbour Works Ltd, Hull\n2018 - present\n- Welds on ships of every size\n"
    "Pipe Fitter, Tern & Sons, Hull\n2014 - 2018\n- Pipework in refineries\n\nEducation\nHull College\n2012 - 2014"
)


def test_a_resume_as_pdf_reads_like_its_text(nurse: str) -> None:
    resume = text.read(pdf_of(nurse), kinds.PDF, TODAY)
    assert resume.basics.name == "Marta Lindqvist"
    assert [(work.position, work.name, work.start_date) for work in resume.work] == [
        ("Senior Staff Nurse, Intensive Care", "Northside General Hospital", "2019-03"),
        ("Staff Nurse", "Elm Grove Clinic", "2015-09"),
    ]
    assert [language.code for language in resume.languages] == ["en", "sv"]


def test_columns_drawn_in_turns_are_not_mixed() -> None:
    resume = text.read(two_columns(LEFT, RIGHT, "Piotr Hallam"), kinds.PDF, TODAY)
    assert resume.basics.name == "Piotr Hallam"
    assert [skill.name for skill in resume.skills] == ["Welding", "Pipe fitting", "Blueprints"]
    assert [(work.position, work.name, work.start_date) for work in resume.work] == [
        ("Welder", "Harbour Works Ltd", "2018"),
        ("Pipe Fitter", "Tern & Sons", "2014"),
    ]
    assert [(language.code, language.level) for language in resume.languages] == [("en", "native"), ("pl", "B1")]


def test_a_reading_with_text_under_its_headings_is_worth_more() -> None:
    good = "Skills\nWelding\n\nWork experience\nWelder 2018 - 2020"
    assert pdf.worth(good) > pdf.worth("Skills\nWork experience\nWelding\nWelder 2018 - 2020")
    assert pdf.worth(good) > pdf.worth(" ".join(good.replace("\n", " ")))


def test_page_numbers_are_no_part_of_the_resume(nurse: str) -> None:
    pages = pdf_of(nurse + "\nMarta Lindqvist - 1/2", pages=2)
    assert "1/2" not in pdf.text(pages)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf_of(""), "scanned"),
        (picture_pdf(), "scanned"),
        (pdf_of("secret", encrypt="password"), "password"),
        (pdf_of("page", pages=300), "300 pages"),
        (b"%PDF-1.7\nnot a PDF", "damaged"),
        (pdf_of("words")[:200], "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        pdf.text(data)


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(DocumentError):
        pdf.text(data)


def test_deep_nesting_ends() -> None:
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b"]" * 200_000 + b">>endobj\n"
    with pytest.raises(DocumentError):
        pdf.text(data + b"2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")


def mutated(data: bytes, seed: int) -> bytes:
    """The same file with a few bytes changed, cut out, doubled or lost at the end."""
    dice = random.Random(seed)
    changed = bytearray(data)
    for _ in range(dice.randint(1, 30)):
        at = dice.randrange(len(changed))
        match dice.randrange(4):
            case 0:
                changed[at] = dice.randrange(256)
            case 1:
                del changed[at : at + dice.randint(1, 60)]
            case 2:
                changed[at:at] = changed[at : at + dice.randint(1, 60)]
            case _:
                changed[at : at + 4] = dice.randbytes(4)
    return bytes(changed[: len(changed) - dice.choice((0, 0, 0, dice.randrange(len(changed))))])


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_read_or_refused_but_never_raises_anything_else(nurse: str, seed: int) -> None:
    data = mutated(two_columns(nurse, RIGHT), seed)
    try:
        resume = text.read(data, kinds.PDF, TODAY)
    except DocumentError as error:
        assert str(error)  # noqa: PT017  either outcome is fine
    else:
        assert resume.text
