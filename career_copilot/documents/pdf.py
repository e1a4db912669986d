"""The text of a PDF: three readings of it, and the one that reads best.

By where the letters stand (`pdf_layout`, on pdfium's boxes), by pdf-oxide, and in pdfium's drawing order. None is best
for all files: see `worth` for what decides, and the tests for how often each wins on the recorded résumés."""

import re
from collections.abc import Callable

import pdf_oxide
import pypdfium2

from career_copilot.documents import pdf_layout
from career_copilot.documents.cleaning import clean
from career_copilot.domain import resume_sections
from career_copilot.errors import DocumentError

MAX_PAGES = 100
MAX_LETTERS_A_PAGE = 60_000

ENCRYPTED = "This PDF is protected by a password: save it without one, and upload that."
DAMAGED = "This PDF is damaged and could not be opened. Save the résumé as a new PDF, or paste its text."
SCANNED = (
    "This is a scanned PDF: it holds pictures of pages and no text. Upload the file it was printed from, "
    "or run text recognition (OCR) over it first."
)
PAGE_OF_PAGES = re.compile(
    r"(?i)^(?:\S.{0,60}\s+[–—|-]\s+)?(?:page|seite|página)\s*\d{1,3}\s*(?:/|of|von|de|sur)\s*\d{1,3}$"
)
PAGE_NUMBER = re.compile(
    r"(?i)^(?:\S.{0,60}\s+[–—|-]\s+)?(?:page|seite|página|p\.)?\s*\d{1,3}(?:\s*(?:/|of|von|de|sur)\s*\d{1,3})?$"
)


def text(data: bytes) -> str:
    """Clean text of all pages. Raises DocumentError."""
    readings = [clean(reading) for reading in (*_pdfium(data), *_oxide(data)) if reading.strip()]
    if not readings:
        raise DocumentError(SCANNED)
    return max(readings, key=worth)  # the first of equals


def _pdfium(data: bytes) -> list[str]:
    """By position, and in drawing order."""
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MAX_PAGES:
            raise DocumentError(f"This PDF has {len(document)} pages; a résumé may have up to {MAX_PAGES}.")
        return [_pages(document, pdf_layout.text), _pages(document, lambda page: page.get_textpage().get_text_range())]
    except pypdfium2.PdfiumError as error:
        raise DocumentError(ENCRYPTED if "assword" in str(error) else DAMAGED) from error


def _pages(document: pypdfium2.PdfDocument, read: Callable[[pypdfium2.PdfPage], str]) -> str:
    return "\n\n".join(_without_number(read(page)) for page in document)


def _oxide(data: bytes) -> list[str]:
    """Empty when pdf-oxide cannot read what pdfium could: it is a second opinion."""
    try:
        document = pdf_oxide.PdfDocument.from_bytes(data)
        return ["\n\n".join(_without_number(document.extract_text(page)) for page in range(document.page_count()))]
    except (RuntimeError, OSError, ValueError):
        return []
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3's, which is no Exception and can only be told by its name
            raise
        return []


def _without_number(page: str) -> str:
    """Without the page number in its last (or first) line, or wherever a line is plainly one: below the first of two columns."""
    lines = [line for line in re.split(r"\r?\n", page.strip()) if not PAGE_OF_PAGES.match(line.strip())]
    for edge in (-1, 0):
        if len(lines) > 1 and PAGE_NUMBER.match(lines[edge].strip()):
            del lines[edge]
    return "\n".join(lines)


def worth(reading: str) -> float:
    """How well a reading reads: section headings that have text below them, less what only a broken reading has.

    Ten for each kind of section that has text, minus ten for a heading without (headings drawn apart from their text);
    minus a hundred times the share of single letters among the words (letter-spaced text), of unknown glyphs, and of
    lines that are no more than the tail of a word (columns cut in two)."""
    found = [section for section in resume_sections.sections(reading) if section.kind != "head"]
    filled = {section.kind for section in found if any(line.text for line in section.lines)}
    empty = sum(not any(line.text for line in section.lines) for section in found)
    words = re.findall(r"\S+", reading) or [""]
    single: float = sum(len(word) == 1 and word.isalpha() and word not in "aAIyYeEàoOuUCRi" for word in words) / len(
        words
    )
    unknown = sum(letter in "\ufffd\u25a1" for letter in reading) / max(len(reading), 1)
    lines = [line for line in reading.splitlines() if line.strip()]
    tails = sum(len(line) <= 2 or line[0] in ",.;:)%" for line in lines) / max(len(lines), 1)
    return float(10 * len(filled) - 10 * empty - 100 * (single + unknown + tails))
