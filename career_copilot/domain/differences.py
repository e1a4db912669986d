"""What changed between two texts: by lines, and within a changed line by words."""

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from enum import StrEnum

from pydantic import BaseModel

LINES = re.compile(r"[^\n]*\n+|[^\n]+")
WORDS = re.compile(r"\s*\S+\s*|\s+")
MOST_PARTS = 2000
"""Above so many lines or words difflib could take seconds: the whole part is shown as replaced then."""


class Side(StrEnum):
    """In which of the two texts a segment stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


class Segment(BaseModel, frozen=True):
    """A piece of text. Those of `both` and `old`, joined, are the old text; those of `both` and `new` the new one."""

    side: Side
    text: str


def differences(old: str, new: str) -> list[Segment]:
    """Segments in reading order."""
    return _joined(_compared(LINES.findall(old), LINES.findall(new), _words))


def _words(old: str, new: str) -> Iterable[Segment]:
    return _compared(WORDS.findall(old), WORDS.findall(new), _replaced)


def _replaced(old: str, new: str) -> Iterable[Segment]:
    return [Segment(side=Side.OLD, text=old), Segment(side=Side.NEW, text=new)]


def _compared(old: list[str], new: list[str], within: Callable[[str, str], Iterable[Segment]]) -> Iterable[Segment]:
    """Equal runs as they are; what was replaced looked at again by `within`."""
    if max(len(old), len(new)) > MOST_PARTS:
        yield from _replaced("".join(old), "".join(new))
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield Segment(side=Side.BOTH, text="".join(old[a:b]))
        elif kind == "replace":
            yield from within("".join(old[a:b]), "".join(new[c:d]))
        else:
            yield from _replaced("".join(old[a:b]), "".join(new[c:d]))


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Without empty ones; neighbours of one side are one."""
    joined: list[Segment] = []
    for segment in segments:
        if not segment.text:
            continue
        if joined and joined[-1].side is segment.side:
            joined[-1] = Segment(side=segment.side, text=joined[-1].text + segment.text)
        else:
            joined.append(segment)
    return joined
