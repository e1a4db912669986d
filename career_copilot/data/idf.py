"""In how many recorded adverts each word and pair of words occurs, as weights; built by `tools/build_idf.py`.

Terms are known by their hash (`domain/lexical.py`), so the table holds no text."""

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from career_copilot.data.once import once

VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Table:
    """`hashes` uint32[n] ascending, `weights` uint16[n]: 1000 · ln(adverts / adverts with the term)."""

    hashes: NDArray[np.uint32]
    weights: NDArray[np.uint16]


@once
def table() -> Table:
    with np.load(str(files("career_copilot.data").joinpath("idf.npz"))) as found:
        return Table(found["hashes"], found["weights"])
