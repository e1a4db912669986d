"""Where fixed phrases stand in a text. Hundreds are looked for in every advert and few are there, so each is looked for
only if its longest word is part of a word of the text; what words can hold is remembered from one advert to the next."""

import re
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = re.compile(r"[^\W\d_]+")
_REMEMBERED = 100_000  # words


@dataclass(frozen=True, slots=True)
class Lowered:
    """A text in lower case with every letter in its place, and the distinct runs of letters in it."""

    text: str
    words: frozenset[str]


@lru_cache(4)
def lowered(text: str) -> Lowered:
    """Unchanged if a rare letter would become two. The last few are kept: many rules read the same text."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    return Lowered(lower, frozenset(_LETTERS.findall(lower)))


class _Phrases:
    """One list of phrases, and what each word met so far can hold of them."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        longest = [(phrase, max(_LETTERS.findall(phrase), key=len, default="")) for phrase in phrases]
        self.parts = [(phrase, part) for phrase, part in longest if part]
        self.always = {phrase for phrase, part in longest if not part}
        self.met: set[str] = set()
        self.holding: set[str] = set()
        self.held: dict[str, list[str]] = {}

    def possible(self, words: frozenset[str]) -> set[str]:
        """The phrases whose longest word is a part of one of the words."""
        if len(self.met) > _REMEMBERED:
            self.met.clear()
        for word in words - self.met:
            self.met.add(word)
            if found := [phrase for phrase, part in self.parts if part in word]:
                self.holding.add(word)
                self.held[word] = found
        return self.always.union(*(self.held[word] for word in words & self.holding))


@lru_cache(100)
def _phrases(phrases: tuple[str, ...]) -> _Phrases:
    return _Phrases(phrases)


def places(text: str, phrases: tuple[str, ...], apart: int = 0) -> list[tuple[int, str]]:
    """(position, phrase) of the phrases (in lower case), phrase by phrase; each again only `apart` characters after it
    was found, or behind its end if that is 0."""
    lower = lowered(text)
    found = []
    for phrase in _phrases(phrases).possible(lower.words):
        step = apart or len(phrase)
        at = lower.text.find(phrase)
        while at >= 0:
            found.append((at, phrase))
            at = lower.text.find(phrase, at + step)
    return found
