"""Words that two texts have in common, weighted by how rare they are in adverts (IDF), in whole numbers.

Terms are words and pairs of neighbouring words without function words; one that is repeated counts once. A term is its row in the table of
`career_copilot/data/idf.py`; terms that are not in it are too rare to count."""

import zlib
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from career_copilot.data import idf
from career_copilot.domain.function_words import FUNCTION_WORDS
from career_copilot.domain.words import words_in

KEPT = 1024  # terms of a posting: the heaviest
Number = TypeVar("Number", np.uint16, np.uint32)
_PAIR = np.uint32(0x9E3779B1)


def hashes(*texts: str) -> NDArray[np.uint32]:
    """uint32[n]: the hash of each word of the texts in order, without function words."""
    # `İ` alone has a small form of two characters, which are two words: there the text itself must be made small.
    read = [words_in(text.lower() if "İ" in text else text) for text in texts]
    found = np.concatenate([words.each(_hash, np.uint32) for words in read])
    return found[found > 0]


def _hash(word: str) -> int:
    """32 bits of a word in small letters; 0 for a function word or a single letter that says nothing."""
    lower = word.lower()
    silent = lower in FUNCTION_WORDS or (len(lower) == 1 and lower not in "cr")
    return 0 if silent else zlib.crc32(lower.encode()) or 1


def pairs(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """uint32[n-1]: the hash of each two neighbours."""
    return words[:-1] * _PAIR + words[1:]


def distinct(values: NDArray[Number]) -> tuple[NDArray[Number], NDArray[np.intp]]:
    """The values in order, each once, and how often each occurs: as `np.unique`, several times faster on so few."""
    ordered = np.sort(values)
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))[: len(values)]
    return ordered[starts], np.diff(starts, append=len(values))


def weights(*passages: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The table's rows (ascending) of a text's terms that it knows, each once, and their weights: 1000 · idf. Words of two
    passages are no neighbours."""
    table = idf.table()
    # In order, so that the search goes through the table once instead of leaping about in it.
    terms, _ = distinct(np.concatenate([*passages, *map(pairs, passages)]))
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
