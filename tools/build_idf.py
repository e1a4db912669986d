"""Count in how many recorded adverts each term occurs: `career_copilot/data/idf.npz`.

    PYTHONPATH=. python tools/build_idf.py RECORDINGS

The most frequent 65 535 terms (words and pairs) that occur in at least three adverts are kept, by their hashes."""

import sys
from pathlib import Path

import numpy as np

from career_copilot.domain import lexical
from tools import corpus

DATA = Path(__file__).parent.parent / "career_copilot/data"
MOST = 65_535  # a term's row fits 16 bits
LEAST = 3


def main() -> None:
    distinct = []
    for title, text in corpus.texts(Path(sys.argv[1])):
        words = lexical.hashes(f"{title}\n{text}")
        distinct.append(np.unique(np.concatenate((words, lexical.pairs(words)))))
    terms, counts = np.unique(np.concatenate(distinct), return_counts=True)
    kept = np.argsort(-counts, kind="stable")[:MOST]
    kept = np.sort(kept[counts[kept] >= LEAST])
    weights = np.rint(1000 * np.log(len(distinct) / counts[kept])).astype(np.uint16)
    np.savez_compressed(DATA / "idf.npz", hashes=terms[kept], weights=weights)
    print(f"{len(distinct)} adverts, {len(terms)} terms, {len(kept)} kept")


if __name__ == "__main__":
    main()
