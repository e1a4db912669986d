"""A `Resume` → Word, in the templates of the PDF: `plain` and `modern` have headings, paragraphs and bullets alone; only
`columns` and `european` have tables, because Word has no other columns that keep together."""

from io import BytesIO
from typing import Any

from docx.shared import Mm

from career_copilot.documents.word_writing import WordDocument, WordLook
from career_copilot.domain.document_words import TITLE
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Entry, Look, Row, Section, Sheet, Template, sheet

LOOKS = {
    Template.PLAIN: WordLook("Calibri", 10.5, "1A1C20"),
    Template.MODERN: WordLook("Arial", 9.5, "0F4C75"),
    Template.COLUMNS: WordLook("Calibri", 10.5, "22514B", margin=15),
    Template.EUROPEAN: WordLook("Calibri", 10.5, "2B3A67"),
}
ASIDE = ("skills", "languages", "certificates")
MARGIN = 37.0  # mm, for dates and labels of the European template
SIDE = 54.0  # mm, for the narrow column


def docx(resume: Resume, look: Look, photo: bytes | None = None) -> bytes:
    """The file. `look.one_page` means nothing here: Word breaks pages when it opens the file."""
    written = sheet(resume, look.language)
    word = WordDocument(LOOKS[look.template], look.paper, written.language)
    if look.template == Template.COLUMNS:
        _columns(word, written)
    elif look.template == Template.EUROPEAN:
        _european(word, written, photo)
    else:
        _single(word, written)
    return word.saved(written.name, written.name)


def _single(word: WordDocument, written: Sheet) -> None:
    _name(word, written)
    word.links([one for one in written.contacts if not one.url.startswith("http")])
    word.links([one for one in written.contacts if one.url.startswith("http")])
    _summary(word, written)
    for section in written.sections:
        _section(word, section)


def _name(word: WordDocument, written: Sheet) -> None:
    if written.name:
        word.paragraph(written.name, "Title")
    if written.label:
        word.paragraph(written.label, "Subtitle")


def _summary(word: WordDocument, written: Sheet) -> None:
    if written.summary:
        word.paragraph(written.summary_heading, "Heading 1")
    for paragraph in written.summary:
        word.paragraph(paragraph)


def _section(word: WordDocument, section: Section) -> None:
    word.paragraph(section.heading, "Heading 1")
    for entry in section.entries:
        word.dated(entry.title, entry.dates, "Heading 2")
        _body(word, entry)
    for row in section.rows:
        _row(word, section, row, row.dates)


def _body(word: WordDocument, entry: Entry) -> None:
    """What stands below the title of an entry."""
    if entry.place:
        word.paragraph(entry.place, keep=bool(entry.paragraphs or entry.bullets))
    if entry.link:
        word.links([entry.link])
    for paragraph in entry.paragraphs:
        word.paragraph(paragraph)
    for bullet in entry.bullets:
        word.paragraph(bullet, "List Bullet")


def _row(word: WordDocument, section: Section, row: Row, dates: str) -> None:
    words = ", ".join(row.items)
    if section.kind == "skills" and row.label and words:
        word.dated(f" {words}", dates, bold_label=f"{row.label}:")
    else:
        word.dated(" – ".join(filter(None, (row.label, words))), dates)


def _columns(word: WordDocument, written: Sheet) -> None:
    _name(word, written)
    wide = word.width.mm - SIDE - 6
    table = word.table((SIDE, wide))
    narrow, main = table.add_row().cells
    for cell, width in ((narrow, SIDE), (main, wide)):
        cell.width = Mm(width)
    word.holder, word.width = narrow, Mm(SIDE - 8)
    if written.contacts:
        word.paragraph(written.contact_heading, "Heading 1")
    for one in written.contacts:
        word.link(word.paragraph(), one)
    for section in written.sections:
        if section.kind in ASIDE:
            word.paragraph(section.heading, "Heading 1")
            for row in section.rows:
                _narrow_row(word, section, row)
    word.holder, word.width = main, Mm(wide - 4)
    _summary(word, written)
    for section in written.sections:
        if section.kind not in ASIDE:
            _section(word, section)
    for cell in (narrow, main):
        _without_first(cell)


def _narrow_row(word: WordDocument, section: Section, row: Row) -> None:
    """Certificates have no room beside them: issuer and date stand below."""
    if section.kind != "certificates":
        _row(word, section, row, row.dates)
        return
    for line in filter(None, (row.label, *row.items, row.dates)):
        word.paragraph(line)


def _european(word: WordDocument, written: Sheet, photo: bytes | None) -> None:
    page, width = word.document, word.width
    if photo:
        table = word.table((width.mm - 40, 38))
        head, corner = table.add_row().cells
        head.width, corner.width = Mm(width.mm - 40), Mm(38)
        corner.paragraphs[0].add_run().add_picture(BytesIO(photo), width=Mm(35))
        word.holder = head
    word.paragraph(TITLE[written.language], "Subtitle")
    _name(word, written)
    for one in written.contacts:
        word.link(word.paragraph(), one)
    if photo:
        _without_first(word.holder)
    word.holder = page
    _summary(word, written)
    for section in written.sections:
        word.paragraph(section.heading, "Heading 1")
        table = word.table((MARGIN, width.mm - MARGIN))
        for entry in section.entries:
            _beside(word, table, entry.dates)
            word.paragraph(entry.title, "Heading 2")
            _body(word, entry)
            _without_first(word.holder)
        for row in section.rows:
            certificate = section.kind == "certificates" or not row.label
            label = f"{row.label}:" if section.kind == "skills" else row.label
            _beside(word, table, row.dates if certificate else label)
            _row(word, section, row if certificate else row.model_copy(update={"label": ""}), "")
            _without_first(word.holder)
        word.holder = page


def _beside(word: WordDocument, table: Any, margin: str) -> None:
    """A new row with `margin` in its left cell; what is written next goes into the right one."""
    left, right = table.add_row().cells
    left.width, right.width = Mm(MARGIN), Mm(word.width.mm - MARGIN)
    left.paragraphs[0].add_run(margin)
    word.holder = right


def _without_first(cell: Any) -> None:
    """A new cell has an empty paragraph; it must keep one, and has others by now."""
    if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:
        first = cell.paragraphs[0]._p
        first.getparent().remove(first)
