"""A `Letter` → PDF (PDF/A-2b), pictures of its pages, Word or plain text, in the look of the résumé that it goes with."""

from typing import Any, Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from pydantic import BaseModel

from career_copilot.documents.resume_docx import LOOKS
from career_copilot.documents.resume_pdf import PREVIEW_PPI, Rendered, set_pages
from career_copilot.documents.word_writing import WordDocument
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.letter import Letter, LetterSheet, letter_sheet, plain_text
from career_copilot.domain.printable import printable
from career_copilot.domain.resume_sheet import Look

FRENCH_MARGIN = 95  # mm


class _Page(BaseModel):
    sheet: LetterSheet
    template: str
    paper: str


def pdf(letter: Letter, look: Look) -> Rendered:
    """Raises DocumentError. The letter's own language counts, not that of the look."""
    return _rendered(letter, look, "pdf", PREVIEW_PPI)


def pictures(letter: Letter, look: Look, ppi: float = PREVIEW_PPI) -> Rendered:
    """What `pdf` would look like, a PNG a page. Raises DocumentError."""
    return _rendered(letter, look, "png", ppi)


def text(letter: Letter) -> str:
    return plain_text(letter_sheet(letter))


def _rendered(letter: Letter, look: Look, kind: Literal["pdf", "png"], ppi: float) -> Rendered:
    made = printable(_Page(sheet=letter_sheet(letter), template=look.template, paper=look.paper))
    data = _Page.model_validate(made.data).model_dump_json()
    return set_pages("letter", data, look, kind, ppi, made.left_out)


def docx(letter: Letter, look: Look) -> bytes:
    written = letter_sheet(letter)
    word = WordDocument(LOOKS[look.template], look.paper, written.language)
    section = word.document.sections[0]
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    if written.name:
        word.paragraph(written.name, "Title")
    word.links(written.contacts)
    _address(word, written)
    subject = [written.subject] if written.subject else []
    order = [*subject, written.salutation] if written.subject_first else [written.salutation, *subject]
    for line in order:
        made = word.paragraph(style="Normal", keep=True)
        made.add_run(line).bold = line == written.subject
        made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(8)
    for paragraph in written.paragraphs:
        word.paragraph(paragraph).paragraph_format.space_after = Pt(8)
    word.paragraph(written.closing, keep=True).paragraph_format.space_after = Pt(30)
    _at_right(word, written.name, written.language)
    for number, paragraph in enumerate(written.postscript):
        word.paragraph(paragraph).paragraph_format.space_before = Pt(8 if number else 18)
    if written.enclosures:
        word.paragraph(written.enclosures).paragraph_format.space_before = Pt(18)
    return word.saved(written.subject or written.name, written.name)


def _address(word: WordDocument, written: LetterSheet) -> None:
    """Recipient and date, where the language has them."""
    german, french = (written.language == each for each in (DocumentLanguage.DE, DocumentLanguage.FR))
    date_first = not german and not french
    if date_first:
        word.paragraph(written.date).paragraph_format.space_before = Pt(24)
    if written.return_line:
        made = word.paragraph()
        made.add_run(written.return_line).font.size = Pt(7.5)
        made.paragraph_format.space_before = Pt(24)
    for number, line in enumerate(written.recipient):
        made = _at_right(word, line, written.language)
        if number == 0 and not written.return_line:
            made.paragraph_format.space_before = Pt(12 if date_first else 24)
    if german:
        made = word.paragraph(written.date)
        made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        made.paragraph_format.space_before = Pt(12)
    elif french:
        _at_right(word, written.date, written.language).paragraph_format.space_before = Pt(12)


def _at_right(word: WordDocument, line: str, language: DocumentLanguage) -> Any:
    """A line that stands at the right in French letters, at the left in others."""
    made = word.paragraph(line)
    if language == DocumentLanguage.FR:
        made.paragraph_format.left_indent = Mm(FRENCH_MARGIN)
    return made
