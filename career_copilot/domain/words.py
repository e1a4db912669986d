"""The words of a text, cut once for all the rules that read them.

Each distinct word is known by a number. What a rule says of a word (its stem, its hash, …) is asked once a word and kept
in an array, so that the rule's answers for a whole text are one look-up in numpy instead of a loop."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from career_copilot.data.once import once

_MOST = 200_000  # words of one vocabulary; then a new one is begun
_LAST_LETTER = 0x40000  # beyond the third plane Unicode has none
_SHARP, _PLUS = ord("#"), ord("+")


class _Vocabulary(dict[str, int]):
    """Word → its number, given at the first sight of it."""

    def __init__(self) -> None:
        self.spelt: list[str] = []
        self._answers: dict[Callable[[str], Any], tuple[int, NDArray[Any]]] = {}
        self._lock = Lock()

    def __missing__(self, word: str) -> int:
        with self._lock:
            if word not in self:
                self.spelt.append(word)
                self[word] = len(self.spelt) - 1
            return self[word]

    def answers(self, rule: Callable[[str], Any], kind: DTypeLike) -> NDArray[Any]:
        """What the rule says of each word so far, by number."""
        known, held = self._answers.get(rule) or (0, np.empty(0, kind))
        if known < len(self.spelt):
            with self._lock:
                new = [rule(word) for word in self.spelt[known:]]
                if known + len(new) > len(held):
                    held = np.concatenate((held[:known], np.empty(known + 2 * len(new), kind)))  # room for the next
                held[known : known + len(new)] = new
                self._answers[rule] = known + len(new), held
        return held


_vocabulary = _Vocabulary()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `text` in order: word i is `text[starts[i]:ends[i]]`. Words are letters and digits, with `++` or `#`
    behind them, as in `C++`."""

    text: str
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    numbers: NDArray[np.int64]
    _vocabulary: _Vocabulary

    def __len__(self) -> int:
        return len(self.numbers)

    def each(self, rule: Callable[[str], Any], kind: DTypeLike) -> NDArray[Any]:
        """The rule's answer for each word. The rule must be pure, and a function of a module."""
        return self._vocabulary.answers(rule, kind)[self.numbers]

    def spelt(self, at: int) -> str:
        return self.text[self.starts[at] : self.ends[at]]


@lru_cache(8)
def words_in(text: str) -> Words:
    """The last few are kept: many rules read the same text."""
    global _vocabulary
    vocabulary = _vocabulary
    if len(vocabulary) > _MOST:
        vocabulary = _vocabulary = _Vocabulary()
    points = np.frombuffer(f"{text}  ".encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = _letters()[points]
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:
        edges = np.concatenate(([0], edges))
    starts, ends = edges[::2], edges[1::2]
    sharp = points[ends] == _SHARP
    plus = (points[ends] == _PLUS) & (points[np.minimum(ends + 1, len(points) - 1)] == _PLUS)
    ends = ends + sharp + 2 * plus
    spelt = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    numbers = np.fromiter(map(vocabulary.__getitem__, spelt), np.int64, len(spelt))
    return Words(text, starts, ends, numbers, vocabulary)


@once
def _letters() -> NDArray[np.bool_]:
    """bool[code point]: whether it is a letter or digit."""
    found = np.zeros(sys.maxunicode + 1, np.bool_)
    found[:_LAST_LETTER] = [chr(point).isalnum() for point in range(_LAST_LETTER)]
    return found
