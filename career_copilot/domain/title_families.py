"""Titles that are the same work: without level, place, workplace, gender marks and numbers, in English words where we know
them."""

import re
from functools import lru_cache

from career_copilot.domain.fingerprint import canonical_title
from career_copilot.domain.gazetteer import city_of, country_of
from career_copilot.domain.title_words import in_english, says_level_or_place
from career_copilot.domain.vectors import words_of

_ASIDE = re.compile(r"(?:\s[-–—]\s|[|,(/])\s*([^|,()/–—]+?)\s*(?:\)|(?=\s[-–—]\s|[|,(/]|$))")
_LARGE = 400_000  # inhabitants: Reading, Bath and Mobile are also words
_CODES = ("UK", "USA", "UAE")  # other codes are also words: IT, DE, ML


@lru_cache(maxsize=8192)  # the same titles are asked for again with every look at a person's figures
def title_family(title: str) -> str:
    """`Senior Nurse (m/w/d) – Berlin` and `Krankenpfleger` → `nurse`; empty when nothing is left."""
    title = _ASIDE.sub(lambda aside: " " if _is_place(aside[1]) else aside[0], title)
    words = [word for word in words_of(canonical_title(title)) if word.isalnum()]
    kept = [word for word in words if not says_level_or_place(word)] or words
    return " ".join(dict.fromkeys(english for word in kept for english in in_english(word)))


def _is_place(name: str) -> bool:
    if len(name) <= 3:
        return name in _CODES
    city = city_of(name)
    return country_of(name) is not None or (city is not None and city.population >= _LARGE)
