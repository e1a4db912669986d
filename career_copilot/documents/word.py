"""The text of a Word file: paragraphs, tables, headers and footers, text boxes, in reading order.

A .docx is a zip archive of XML, so its sizes are checked before anything is unpacked."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from career_copilot.errors import DocumentError

MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200  # Word's own files stay below 30; a zip bomb is above 1000
MAX_MEMBERS = 2000
MAX_XML = 30 * 1024 * 1024

DAMAGED = "This Word file is damaged and could not be opened. Save it again as .docx or as PDF, and upload that."
BOMB = "This Word file unpacks to far more than a résumé: save it as PDF, and upload that."
LOCKED = "This Word file is protected by a password: save it without one, and upload that."


def text(data: bytes) -> str:
    """All text of the document, a line a paragraph. Raises DocumentError."""
    _check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        parts = [*_heads(document, "header"), *_lines(document.element.body), *_heads(document, "footer")]
    except (OpcError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, AttributeError, OSError) as error:
        raise DocumentError(DAMAGED) from error
    return "\n".join(parts)


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(DAMAGED) from error
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError(LOCKED)
    unpacked = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or xml > MAX_XML or unpacked > MAX_RATIO * len(data):
        raise DocumentError(BOMB)
    if not any(member.filename == "word/document.xml" for member in members):
        raise DocumentError(DAMAGED)


def _heads(document: Any, kind: str) -> Iterator[str]:
    """Headers or footers, each different one once: sections repeat them."""
    seen = set()
    for section in document.sections:
        for variant in ("first_page_", "", "even_page_"):
            part = getattr(section, variant + kind)
            if part.is_linked_to_previous:
                continue
            lines = tuple(_lines(part._element))
            if lines not in seen:
                seen.add(lines)
                yield from lines


def _lines(element: Any) -> Iterator[str]:
    """Paragraphs and tables below an element in document order; text boxes after the paragraph they hang on."""
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(child)
        elif child.tag == qn("w:tbl"):
            yield from _table(child)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:txbxContent"), qn("w:ins"), qn("w:smartTag")):
            yield from _lines(child)


def _paragraph(paragraph: Any) -> Iterator[str]:
    text = "".join(_runs(paragraph))
    numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    listed = numbered or (style is not None and "list" in (style.get(qn("w:val")) or "").lower())
    if listed and text.strip() and style_is_no_heading(style):
        text = f"• {text.lstrip()}"
    yield from text.split("\n")
    # Word writes a text box twice, for new and for old readers (mc:Choice, mc:Fallback): the first will do.
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any("Fallback" in str(above.tag) for above in box.iterancestors()):
            yield from _lines(box)


def style_is_no_heading(style: Any) -> bool:
    return style is None or "heading" not in (style.get(qn("w:val")) or "").lower()


def _runs(element: Any) -> Iterator[str]:
    """The letters of a paragraph, without those of deleted text and of the text boxes in it."""
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag in (qn("w:noBreakHyphen"),):
            yield "-"
        elif child.tag not in (qn("w:del"), qn("w:pPr"), qn("w:txbxContent"), qn("w:pict"), qn("w:drawing")) and (
            "AlternateContent" not in str(child.tag)
        ):
            yield from _runs(child)


def _table(table: Any) -> Iterator[str]:
    """A row of short cells is one line (date, then what happened); cells of several lines follow one another."""
    for row in table.iterchildren(qn("w:tr")):
        cells = []
        for cell in row.iterchildren(qn("w:tc")):
            lines = [line for line in _lines(cell) if line.strip()]
            if lines:
                cells.append(lines)
        if cells and all(len(lines) == 1 for lines in cells):
            yield "   ".join(lines[0] for lines in cells)
        elif len(cells) == 2 and len(cells[0]) == 1:
            yield f"{cells[0][0]}   {cells[1][0]}"
            yield from cells[1][1:]
        else:
            for lines in cells:
                yield from lines
        yield ""
