"""Names (titles, skills) as vectors: the sum of their word pieces' rows in a static table.

Everything is done in integers, so that the same name gives the same vector on every machine. A vector's entries are whole
numbers of length ~1024 altogether: they fit float16 exactly, and so does every inner product in float32, in any order of
summation. Good for short names; whole texts are the lexical part's."""

import math
import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from career_copilot.data import vectors as table
from career_copilot.domain.title_words import in_english, says_level_or_place, without_genders

LENGTH = 1024
_WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST = 40  # characters; longer runs are not words


def words_of(text: str) -> list[str]:
    """Lower-case words and signs without accents, as the model's tokenizer splits them."""
    lowered = unicodedata.normalize("NFD", text.lower())
    return _WORDS.findall("".join(c for c in lowered if unicodedata.category(c) != "Mn"))


def pieces(word: str) -> list[int]:
    """Rows of the word's longest known pieces from the left (WordPiece); empty if it cannot be built from them."""
    vocabulary, found, start = table.vocabulary(), [], 0
    if len(word) > _LONGEST:
        return []
    while start < len(word):
        for end in range(len(word), start, -1):
            row = vocabulary.get(word[start:end] if start == 0 else "##" + word[start:end])
            if row is not None:
                found.append(row)
                start = end
                break
        else:
            return []
    return found


@lru_cache(20_000)
def _word_vector(word: str) -> NDArray[np.int32]:
    found = pieces(word)
    return table.rows()[found].sum(0, dtype=np.int32) if found else np.zeros(table.DIMENSIONS, np.int32)


def vector(name: str) -> NDArray[np.float16]:
    """float16[256] of whole numbers, length ~1024; all zeros for a name without a known word. Levels do not count."""
    total = np.zeros(table.DIMENSIONS, np.int64)
    words = words_of(without_genders(name))
    for word in [word for word in words if not says_level_or_place(word)] or words:
        for english in in_english(word):
            total += _word_vector(english)
    square = int((total * total).sum())
    if square == 0:
        return np.zeros(table.DIMENSIONS, np.float16)
    whole: NDArray[np.float16] = np.rint(total * (LENGTH / math.sqrt(square))).astype(np.float16)
    return whole
