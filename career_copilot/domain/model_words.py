"""What a model's words may not do, whoever made it say them: lead elsewhere, or repeat what it was told."""

import re
from collections.abc import Iterable

from career_copilot.domain.hostile_text import cleaned

IN_A_ROW = 8  # words that are no coincidence
_ELSEWHERE = re.compile(r"://|\bwww\.|[<>⟦⟧\[\]`]|@\w+\.\w", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def leads_elsewhere(text: str) -> bool:
    """Whether it has an address, markup, or orders: then it is not repeated to the person as advice."""
    return bool(_ELSEWHERE.search(text) or cleaned(text).findings)


def told(instructions: Iterable[str]) -> frozenset[str]:
    """What models are told, for `repeats`."""
    return frozenset(row for text in instructions for row in _rows(text))


def repeats(text: str, known: frozenset[str]) -> bool:
    """Whether it has eight words in a row of what models are told."""
    return any(row in known for row in _rows(text))


def _rows(text: str) -> Iterable[str]:
    words = _WORD.findall(text.casefold())
    return (" ".join(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1))
