"""Static word vectors distilled from all-MiniLM-L6-v2 (see NOTICE), built by `tools/build_vectors.py`."""

import gzip
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from career_copilot.data.once import once

VERSION = "minilm 2026-11"
DIMENSIONS = 256


@once
def vocabulary() -> dict[str, int]:
    """WordPiece tokens (`##` opens one inside a word) and their rows."""
    tokens = gzip.decompress(files("career_copilot.data").joinpath("vocabulary.txt.gz").read_bytes()).decode()
    return {token: row for row, token in enumerate(tokens.split("\n"))}


@once
def rows() -> NDArray[np.int8]:
    """int8[tokens, 256], mapped from the file: processes share its pages, and only rows in use are read."""
    found: NDArray[np.int8] = np.load(str(files("career_copilot.data").joinpath("vectors.npy")), mmap_mode="r")
    return found
