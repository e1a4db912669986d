"""The text of a PDF: pdf-oxide first, pypdfium2 as a second opinion, and the better reading wins."""

import pdf_oxide
import pypdfium2

from career_copilot.documents.cleaning import clean
from career_copilot.errors import DocumentError

MAX_PAGES = 100

ENCRYPTED = "This PDF is protected by a password: save it without one, and upload that."
DAMAGED = "This PDF is damaged and could not be opened. Save the résumé as a new PDF, or paste its text."
SCANNED = (
    "This is a scanned PDF: it holds pictures of pages and no text. Upload the file it was printed from, "
    "or run text recognition (OCR) over it first."
)


def text(data: bytes) -> str:
    """Clean text of all pages. Raises DocumentError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(ENCRYPTED if "assword" in str(error) else DAMAGED) from error
    if len(document) > MAX_PAGES:
        raise DocumentError(f"This PDF has {len(document)} pages; a résumé may have up to {MAX_PAGES}.")
    readings = [_oxide(data), "\n".join(page.get_textpage().get_text_range() for page in document)]
    best = max((clean(reading) for reading in readings), key=len)
    if not best.strip():
        raise DocumentError(SCANNED)
    return best


def _oxide(data: bytes) -> str:
    document = pdf_oxide.PdfDocument.from_bytes(data)
    return "\n".join(document.extract_text(number) for number in range(document.page_count()))
