"""Words that two texts have in common, weighted by how rare they are in adverts (IDF), in whole numbers.

Terms are words and pairs of neighbouring words without function words; one that is repeated counts once. A term is its row in the table of
`career_copilot/data/idf.py`; terms that are not in it are too rare to count."""

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from career_copilot.data import idf
from career_copilot.domain.function_words import FUNCTION_WORDS

_REMEMBERED = 200_000  # words
KEPT = 1024  # terms of a posting: the heaviest
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_PAIR = np.uint32(0x9E3779B1)


class _Hashes(dict[str, int]):
    """32 bits of a lower-case word; 0 for a function word or a single letter that says nothing. Remembered."""

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        silent = word in FUNCTION_WORDS or (len(word) == 1 and word not in "cr")
        self[word] = found = 0 if silent else zlib.crc32(word.encode()) or 1
        return found


_hashes = _Hashes()


def hashes(text: str) -> NDArray[np.uint32]:
    """uint32[n]: the hash of each word of the text in order, without function words."""
    return np.array([*filter(None, map(_hashes.__getitem__, _WORD.findall(text.lower())))], np.uint32)


def pairs(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """uint32[n-1]: the hash of each two neighbours."""
    return words[:-1] * _PAIR + words[1:]


def weights(words: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The table's rows (ascending) of a text's terms that it knows, each once, and their weights: 1000 · idf."""
    table = idf.table()
    # In order, so that the search goes through the table once instead of leaping about in it.
    terms = np.unique(np.concatenate((words, pairs(words))))
    at = np.searchsorted(table.hashes, terms)
    at[at == len(table.hashes)] = 0
    found: NDArray[np.intp] = at[table.hashes[at] == terms]
    return found, table.weights[found].astype(np.int64)


def document(words: NDArray[np.uint32]) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """The heaviest terms of a posting: rows uint16[k] ascending, and weights uint8[k], the heaviest being 255."""
    found, weight = weights(words)
    if len(found) > KEPT:
        heaviest = np.sort(np.argsort(-weight, kind="stable")[:KEPT])
        found, weight = found[heaviest], weight[heaviest]
    top = int(weight.max(initial=1))
    return found.astype(np.uint16), ((weight * 255 + top // 2) // top).astype(np.uint8)
