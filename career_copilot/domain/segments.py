"""Cut a source text at the borders of its facts, so that a screen can light up each fact's words.

Facts may overlap, nest or share their words; a segment names all facts it belongs to. Shown by `ui/spans.py`."""

import itertools
from collections.abc import Iterable

from pydantic import BaseModel

from career_copilot.domain.posting import Span


class Segment(BaseModel, frozen=True):
    """A stretch of text that belongs to the same facts. `links` names them, separated by spaces; empty for none."""

    text: str
    links: str = ""


def link(span: Span) -> str:
    """The name under which both sides of a highlight find each other: `120-180`. Facts read from the same words
    share it on purpose."""
    return f"{span.start}-{span.end}"


def segments(text: str, facts: Iterable[tuple[str, Span]]) -> list[Segment]:
    """`text` in pieces, in order and without loss. `facts` are (link, span); spans beyond the text are cut to it."""
    named = [(name, min(span.start, len(text)), min(span.end, len(text))) for name, span in facts]
    named = [(name, start, end) for name, start, end in named if start < end]
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for name, start, end in named:
        opens.setdefault(start, []).append(name)
        closes.setdefault(end, []).append(name)
    borders = sorted({0, len(text), *opens, *closes})
    active: list[str] = []
    pieces = []
    for here, there in itertools.pairwise(borders):
        for name in closes.get(here, []):
            active.remove(name)
        active += opens.get(here, [])
        pieces.append(Segment(text=text[here:there], links=" ".join(dict.fromkeys(active))))
    return pieces
