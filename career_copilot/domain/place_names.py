"""How names of places are compared."""

import re
import unicodedata
from functools import lru_cache

_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "đ": "d", "ı": "i", "œ": "oe"})
_MARKS = re.compile(r"[^\w]+|_")


@lru_cache(20_000)
def fold_place(name: str) -> str:
    """Without case, accents and punctuation: `Zürich` → `zurich`, `St. Gallen` → `st gallen`, `U.S.A.` → `usa`."""
    plain = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    if "." in plain:
        plain = re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\.\w)\.", "", plain)
    return _MARKS.sub(" ", plain).strip()
