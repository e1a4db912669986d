"""Titles that are the same work: without level, workplace, gender marks and numbers, in English words where we know them."""

from functools import lru_cache

from career_copilot.domain.fingerprint import canonical_title
from career_copilot.domain.title_words import in_english, says_level_or_place
from career_copilot.domain.vectors import words_of


@lru_cache(maxsize=8192)  # the same titles are asked for again with every look at a person's figures
def title_family(title: str) -> str:
    """`Senior Nurse (m/w/d) – Remote` and `Krankenpfleger` → `nurse`; empty when nothing is left."""
    words = [word for word in words_of(canonical_title(title)) if word.isalnum()]
    kept = [word for word in words if not says_level_or_place(word)] or words
    return " ".join(english for word in kept for english in in_english(word))
