"""Letters by the customs of their languages, in the look of the résumé."""

from datetime import date
from io import BytesIO

import docx
import pypdf
import pypdfium2
import pytest

from career_copilot.documents import letter_files
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.letter import Letter, letter_from
from career_copilot.domain.resume_sheet import Look, Paper, Template
from tests.documents.people import person

DE, EN, FR, ES = DocumentLanguage.DE, DocumentLanguage.EN, DocumentLanguage.FR, DocumentLanguage.ES
PEOPLE = {EN: "short_en", DE: "german", FR: "french", ES: "spanish"}


def letter(language: DocumentLanguage, **changes: object) -> Letter:
    values = {
        "recipient": ["Mill & Söhne", "Oak Street 1"],
        "subject": "Post 7",
        "paragraphs": ["One.\nTwo.", "Three."],
    }
    made = letter_from(person(PEOPLE[language]), language, date(2026, 12, 1))
    return made.model_copy(update=values | {"enclosures": ["CV"]} | changes)


def page(made: Letter, look: Look) -> pypdf.PageObject:
    return pypdf.PdfReader(BytesIO(letter_files.pdf(made, look).files[0])).pages[0]


ORDER = {
    EN: ("Amira Haddad", "Leeds, 1 December 2026", "Mill & Söhne", "Dear Hiring Manager,", "Post 7", "One.", "Yours sincerely,"),
    DE: ("Jürgen", "Mill & Söhne", "Leipzig, 1. Dezember 2026", "Post 7", "Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"),
    FR: ("Hélène", "Mill & Söhne", "Lyon, le 1er décembre 2026", "Objet : Post 7", "Madame, Monsieur,", "Pièces jointes : CV"),
    ES: ("María", "Sevilla, 1 de diciembre de 2026", "Mill & Söhne", "Asunto: Post 7", "Estimado equipo de selección:", "Atentamente,"),
}  # fmt: skip


@pytest.mark.parametrize("template", list(Template))
@pytest.mark.parametrize("language", list(DocumentLanguage))
def test_what_stands_where_is_the_custom_of_the_language(language: DocumentLanguage, template: Template) -> None:
    made = letter(language)
    in_word = "\n".join(
        p.text for p in docx.Document(BytesIO(letter_files.docx(made, Look(template=template)))).paragraphs
    )
    for found in (page(made, Look(template=template)).extract_text(), in_word):
        places = [found.find(words) for words in ORDER[language]]
        assert -1 not in places, found
        assert places == sorted(places), found


def test_a_german_address_shows_in_the_window_of_an_envelope() -> None:
    """DIN 5008, form B: 45 to 90 mm below the edge, 20 to 105 mm from the left."""
    data = letter_files.pdf(letter(DE, recipient=["Mill & Söhne", *"bcd", "Oak Street 1"]), Look()).files[0]
    shown = pypdfium2.PdfDocument(data)[0].get_textpage()
    for words in ("Mill & Söhne", "Oak Street 1"):
        found = shown.search(words).get_next()
        assert found is not None
        left, bottom, _, top = (point / 72 * 25.4 for point in shown.get_charbox(found[0]))
        assert 20 <= left <= 105
        assert 297 - top >= 45 + 17.7 - 0.5
        assert 297 - bottom <= 90


def test_a_letter_says_what_it_was_given_rather_than_the_usual() -> None:
    made = letter(EN, salutation="Dear Ms Palmer,", closing="Kind regards,", subject="", enclosures=[])
    found = page(made, Look(paper=Paper.LETTER))
    assert round(found.mediabox.width) == 612
    words = found.extract_text()
    assert "Dear Ms Palmer," in words
    assert "Kind regards," in words
    assert "Enclosures" not in words


def test_a_postscript_stands_under_the_name() -> None:
    made = letter(EN, closing="Kind regards,", postscript=["P.S. I can start in May."], enclosures=[])
    word = docx.Document(BytesIO(letter_files.docx(made, Look())))
    for text in (
        page(made, Look()).extract_text(),
        letter_files.text(made),
        "\n".join(one.text for one in word.paragraphs),
    ):
        said = " ".join(text.split())
        assert said.endswith(f"Kind regards, {made.sender} P.S. I can start in May.")


def test_words_are_no_markup_and_a_long_letter_goes_on() -> None:
    made = letter(EN, paragraphs=['#read("/etc/passwd") *bold* $x$', *["word " * 90] * 20])
    assert '#read("/etc/passwd") *bold* $x$' in page(made, Look()).extract_text()
    shown = letter_files.pictures(made, Look(one_page=True))
    assert (shown.fits, shown.pages) == (False, len(shown.files))
    assert shown.pages > 1


def test_the_text_for_a_clipboard_is_the_letter_without_its_head() -> None:
    assert letter_files.text(letter(FR)) == (
        "Objet : Post 7\n\nMadame, Monsieur,\n\nOne.\n\nTwo.\n\nThree.\n\n"
        "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.\n"
        "Hélène Lefèvre-Garçon\n\nPièces jointes : CV\n"
    )


def test_an_empty_letter_is_a_page() -> None:
    assert letter_files.pdf(Letter(date=date(2026, 1, 1)), Look()).pages == 1
