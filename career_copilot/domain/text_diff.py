"""What differs between two texts: the lines, and within a changed line the words. Bounded, however long the texts are."""

import re
from difflib import SequenceMatcher
from typing import Literal

from pydantic import BaseModel

from career_copilot.domain.versions import Difference

MOST_PAIRS = 4_000_000  # lines × lines that are compared one by one; beyond, the differing middle is shown as a whole
MOST_WORDS = 2_000
MOST_PASSAGES = 60
LONGEST_PASSAGE = 4_000
_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


class Hunk(BaseModel, frozen=True):
    """Neighbouring lines that became other lines. `line` counts from 1 in the first text."""

    line: int
    before: list[str]
    after: list[str]


class Part(BaseModel, frozen=True):
    """Some words of a line: in both texts, only in the first, only in the second."""

    kind: Literal["same", "removed", "added"]
    text: str


def hunks(before: str, after: str) -> list[Hunk]:
    """The passages in which two texts differ, in their order."""
    a, b = before.splitlines(), after.splitlines()
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    a_middle, b_middle = a[start : len(a) - end], b[start : len(b) - end]
    if not a_middle and not b_middle:
        return []
    if len(a_middle) * len(b_middle) > MOST_PAIRS:
        return [Hunk(line=start + 1, before=a_middle, after=b_middle)]
    return [
        Hunk(line=start + i1 + 1, before=a_middle[i1:i2], after=b_middle[j1:j2])
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, a_middle, b_middle).get_opcodes()
        if tag != "equal"
    ]


def words(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Two versions of a line, cut where they differ."""
    a, b = _WORD.findall(before), _WORD.findall(after)
    if not a or not b or len(a) > MOST_WORDS or len(b) > MOST_WORDS:
        return _whole("removed", before), _whole("added", after)
    first: list[Part] = []
    second: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        first += _whole("same" if tag == "equal" else "removed", "".join(a[i1:i2]))
        second += _whole("same" if tag == "equal" else "added", "".join(b[j1:j2]))
    return first, second


def passages(mine: str, theirs: str) -> list[Difference]:
    """Two versions of a long text for the person to choose between: only where they differ."""
    found = hunks(mine, theirs)
    shown = [
        Difference(where=f"Line {hunk.line}", mine=_cut("\n".join(hunk.before)), theirs=_cut("\n".join(hunk.after)))
        for hunk in found[:MOST_PASSAGES]
    ]
    rest = len(found) - len(shown)
    return [*shown, Difference(where=f"{rest} more", mine="…", theirs="…")] if rest else shown


def _common(a: list[str], b: list[str]) -> int:
    """How many lines both begin with."""
    return next((at for at, (one, two) in enumerate(zip(a, b, strict=False)) if one != two), min(len(a), len(b)))


def _whole(kind: Literal["same", "removed", "added"], text: str) -> list[Part]:
    return [Part(kind=kind, text=text)] if text else []


def _cut(text: str) -> str:
    return f"{text[:LONGEST_PASSAGE]}…" if len(text) > LONGEST_PASSAGE else text
