"""Check wishes as a form (or an API call) sends them: lengths, codes, nothing twice."""

import re
from collections.abc import Hashable
from typing import TypeVar

from career_copilot.domain.wishes import Wish, Wishes
from career_copilot.domain.world_regions import REGIONS
from career_copilot.errors import InvalidInputError

T = TypeVar("T", bound=Hashable)

MAX_ITEMS = 50
MAX_WORDS = 120  # characters of one title, place or avoided word
MAX_SALARY = 1_000_000_000


def check(wishes: Wishes) -> Wishes:
    """The wishes with blanks and repetitions removed. Raises InvalidInputError that names the field."""
    Wishes.model_validate(wishes.model_dump())  # whoever assigned to a field bypassed the types
    cleaned = wishes.model_copy(
        deep=True,
        update={
            "titles": _words("Titles", wishes.titles),
            "avoid": _words("Words to avoid", wishes.avoid),
            "work_permits": _countries(wishes.work_permits),
            "workplaces": _once(wishes.workplaces),
            "employment_types": _once(wishes.employment_types),
            "seniorities": _once(wishes.seniorities),
            "hard": [wish for wish in Wish if wish in wishes.hard],
        },
    )
    _check_places(cleaned)
    _check_languages(cleaned)
    if not re.fullmatch(r"[A-Z]{3}", wishes.salary_currency):
        raise InvalidInputError("Salary: the currency is three letters, such as EUR.")
    if wishes.salary_floor is not None and wishes.salary_floor > MAX_SALARY:
        raise InvalidInputError("Salary: this number is too large.")
    return cleaned


def _words(field: str, words: list[str]) -> list[str]:
    """Without blanks and repetitions (whatever the case), in the person's order."""
    kept: dict[str, str] = {}
    for word in words:
        if trimmed := " ".join(word.split()):
            kept.setdefault(trimmed.casefold(), trimmed)
    _check_count(field, len(kept))
    if too_long := next((word for word in kept.values() if len(word) > MAX_WORDS), None):
        raise InvalidInputError(f"{field}: “{too_long[:30]}…” is longer than {MAX_WORDS} characters.")
    return list(kept.values())


def _countries(codes: list[str]) -> list[str]:
    upper = _once([code.strip().upper() for code in codes if code.strip()])
    _check_count("Work permits", len(upper), most=250)
    if wrong := next((code for code in upper if not re.fullmatch(r"[A-Z]{2}", code)), None):
        raise InvalidInputError(f"Work permits: “{wrong[:20]}” is not a two-letter country code such as DE, or EU.")
    return upper


def _check_places(wishes: Wishes) -> None:
    _check_count("Places", len(wishes.places))
    for place in wishes.places:
        if not place.text.strip() or len(place.text) > MAX_WORDS:
            raise InvalidInputError(f"Places: a place has 1 to {MAX_WORDS} characters.")
        if place.country and place.country not in REGIONS and not re.fullmatch(r"[A-Z]{2}", place.country):
            raise InvalidInputError(f"Places: the country of “{place.text}” is not a two-letter code.")
        if place.region and (not place.country or len(place.region) > MAX_WORDS):
            raise InvalidInputError(f"Places: the region of “{place.text}” needs its country, and a short name.")
        if (place.latitude is None) != (place.longitude is None):
            raise InvalidInputError(f"Places: “{place.text}” has only half a position.")
        if not (-90 <= (place.latitude or 0) <= 90 and -180 <= (place.longitude or 0) <= 180):
            raise InvalidInputError(f"Places: the position of “{place.text}” is not on earth.")


def _check_languages(wishes: Wishes) -> None:
    _check_count("Languages", len(wishes.languages))
    codes = [language.code for language in wishes.languages]
    if wrong := next((code for code in codes if not re.fullmatch(r"[a-z]{2}", code)), None):
        raise InvalidInputError(f"Languages: “{wrong[:20]}” is not a two-letter language code such as en.")
    if len(set(codes)) < len(codes):
        raise InvalidInputError("Languages: each language once, please.")


def _check_count(field: str, count: int, most: int = MAX_ITEMS) -> None:
    if count > most:
        raise InvalidInputError(f"{field}: at most {most}.")


def _once(values: list[T]) -> list[T]:
    return list(dict.fromkeys(values))
