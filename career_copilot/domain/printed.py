"""People's words for a printed page: each line with its direction, and with places at which it may be broken."""

import re
import unicodedata

from pydantic import BaseModel

LONGEST_WORD = 40
UNBROKEN = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Line(BaseModel, frozen=True):
    """A line, and whether it is written from right to left."""

    text: str
    rtl: bool


def body(text: str) -> list[Line]:
    """Line by line; of several empty ones one is left."""
    lines: list[Line] = []
    for each in map(line, text.splitlines()):
        if each.text or (lines and lines[-1].text):
            lines.append(each)
    return lines


def line(text: str) -> Line:
    """On one line, with places at which a very long word may be broken."""
    clean = " ".join(CONTROLS.sub(" ", text).split())
    return Line(text=UNBROKEN.sub(lambda found: f"{found[0]}\u200b", clean), rtl=_is_rtl(clean))


def _is_rtl(text: str) -> bool:
    """By its first letter that has a direction."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
