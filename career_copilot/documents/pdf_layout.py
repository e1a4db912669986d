"""A PDF page read by where its letters stand: lines, columns, and dates in a margin, in the order a person reads.

The order in which a PDF draws its text is the order of the program that made it (headings last, columns interleaved),
so this reading starts from the letters' boxes. Distances are in points; `y` grows upwards, as in PDF."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from career_copilot.documents.pdf_columns import Piece, columns, same_line
from career_copilot.domain.resume_dates import is_only

HYPHENS = "\ufffe\x02\u00ad"  # marks for a word broken at the end of a line
GAP = "   "  # between what stands apart on one line: `Engineer   2019 – 2021`


@dataclass(frozen=True)
class _Letter:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    generated: bool


def text(page: pypdfium2.PdfPage) -> str:
    """The text of one page; an empty line where the page leaves a larger space."""
    parts = [_lines(block) for block in columns(_pieces(page.get_textpage()))]
    return "\n\n".join(part for part in parts if part)


def _letters(textpage: pypdfium2.PdfTextPage) -> Iterator[_Letter]:
    box = pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        size = pdfium.FPDFText_GetFontSize(textpage, index)
        generated = pdfium.FPDFText_IsGenerated(textpage, index) == 1
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        yield _Letter(character, box.left, box.right, box.bottom, box.top, abs(size), generated)


def _pieces(textpage: pypdfium2.PdfTextPage) -> list[Piece]:
    """Letters that stand together on a line, in drawing order."""
    pieces: list[Piece] = []
    current: list[_Letter] = []
    space = False
    for letter in _letters(textpage):
        if letter.text.isspace() or not letter.text or letter.text == "\u00a0":
            space = True
            continue
        if current and not _continues(current[-1], letter):
            pieces.append(_piece(current))
            current = []
        elif current and space:
            current.append(_Letter(" ", letter.left, letter.left, letter.bottom, letter.top, letter.size, True))
        current.append(letter)
        space = False
    if current:
        pieces.append(_piece(current))
    return [piece for piece in pieces if piece.text.strip() and piece.right > piece.left]


def _continues(before: _Letter, letter: _Letter) -> bool:
    height = max(before.top - before.bottom, letter.top - letter.bottom, 1)
    overlap = min(before.top, letter.top) - max(before.bottom, letter.bottom)
    gap = letter.left - before.right
    if before.text in HYPHENS:  # at the end of a line: what follows on it is a margin's
        return False
    if letter.text in HYPHENS:  # its box is only as high as its stroke
        return before.bottom <= letter.bottom <= before.top and gap < 0.5 * height
    return overlap > 0.4 * height and -0.5 * height < gap < 0.9 * height


def _piece(letters: list[_Letter]) -> Piece:
    return Piece(
        text="".join(letter.text for letter in letters),
        left=min(letter.left for letter in letters),
        right=max(letter.right for letter in letters),
        bottom=min(letter.bottom for letter in letters),
        top=max(letter.top for letter in letters),
    )


def _lines(pieces: list[Piece]) -> str:
    """The pieces of one column as lines from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        if lines and any(same_line(piece, other) for other in lines[-1]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    written: list[str] = []
    for index, line in enumerate(lines):
        if index and _is_apart(lines[index - 1], line):
            written.append("")
        written.append(_line(sorted(line, key=lambda piece: piece.left)))
    return "\n".join(written)


def _is_apart(above: list[Piece], below: list[Piece]) -> bool:
    height = max(piece.top - piece.bottom for piece in (*above, *below))
    return min(piece.bottom for piece in above) - max(piece.top for piece in below) > 0.75 * height


def _line(pieces: list[Piece]) -> str:
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        height = max(before.top - before.bottom, 1)
        gap = piece.left - before.right
        if len(before.text) == 1 and not before.text.isalnum():  # a bullet
            text += " "
        elif gap > 0.9 * height or (gap > 0.05 * height and (is_only(before.text) or is_only(piece.text))):
            text += GAP
        elif gap > 0.1 * height:
            text += " "
        text += piece.text
    return text
