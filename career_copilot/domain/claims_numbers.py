"""Quantities in a text, written or worded, and whether one is carried by another: `over 30 nurses`, `£1.2 million`, `halved`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from career_copilot.domain.claims_number_words import (
    ABOUT,
    CHANGES,
    COMPATIBLE,
    CURRENCY_OF,
    MONEY,
    NEARLY,
    NUMBERS,
    OVER,
    PERCENT,
    POINTS,
    SCALES,
    VAGUE,
    concept_of,
)
from career_copilot.domain.claims_text import Sentence, key

PER_CENT, PER_CENT_POINT, CHANGE = "%", "points", "change"
_WORD = re.compile(r"[^\W\d_]+")
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_NOT_A_QUANTITY = re.compile(r"(?:19|20)\d\d\Z")
_AFTER = 40  # characters in which the thing that is counted stands
_ELSE = re.compile(
    r"[.;:(]|,(?= )|\b(?:to|bis|auf|a|al|naar|tot|per|pro|par|por|across|within|during|throughout|an?|and|und|et|y|en)\b"
)
_OF_THEM = re.compile(
    r"[, ]*(?:of (?:the|them|whom|which|my|our|these)|(?:von )?(?:den|denen|der|meinen)|des|d'entre|de (?:los|las|ellos|ellas|mis)|van (?:de|mijn|hen))\b"
)
_CHANGES = [(value, re.compile(rf"\b(?:{words})\b")) for value, words in CHANGES]
_PARTS = re.compile(r" (?:quarters|thirds|fifths|viertel|drittel|quarts|tiers|cuartas|tercios|kwart|derden?)\b")
_TO = re.compile(
    r" *(?:to|bis|auf|a|al|naar|tot|-|–|or|oder|ou|o|of|and|und|et|y|en)(?: (?:about|rund|etwa|nur|only))? *"
)
_VAGUE = [(value, re.compile(rf"\b(?:{words})\b")) for value, words in VAGUE]
_FACTOR = re.compile(
    r"[- ]?(?:times (?:as|faster|more|higher)|x (?:as|faster|more)|mal so|fach\b|fois plus|veces mas|keer zo)"
)


class Approximately(Enum):
    """How a number is hedged."""

    EXACTLY = "exactly"
    OVER = "over"
    NEARLY = "nearly"
    ABOUT = "about"
    VAGUELY = "vaguely"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`unit` is `%`, `points`, `change` (in percent, without a number), a currency, a kind of thing counted, or empty."""

    value: float
    unit: str
    hedge: Approximately
    start: int
    end: int
    counted: tuple[str, ...]  # keys of the words behind it

    @property
    def is_money(self) -> bool:
        return self.unit.isupper() and len(self.unit) == 3


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    """Digits, or words for numbers, with what belongs to them."""
    words = "|".join(sorted(_words(language), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,/:])(?:(?<!-)|(?<=\d-)(?<!(?:19|20)\d\d-)(?<!-\d\d-))(?P<before>{MONEY})? ?"
        rf"(?:(?P<digits>{_DIGITS})(?P<plus>\+)?|(?P<word>(?:{words})(?!\w)|(?:{words})(?=kopfig|mal\b|fach|personen))(?P<half> and a half\b)?)"
        rf"(?:[ -]?(?P<scale>(?:{_SCALE})\b)(?P<more>\+)?)?(?: de)?[ -]?(?P<unit>{POINTS}|{PERCENT}|{MONEY})?"
    )


@lru_cache
def _words(language: str) -> dict[str, float]:
    known = NUMBERS.get(language)
    return known if known else {word: value for table in NUMBERS.values() for word, value in table.items()}


@lru_cache
def _hedges(language: str) -> tuple[tuple[Approximately, re.Pattern[str]], ...]:
    tables = ((Approximately.OVER, OVER), (Approximately.NEARLY, NEARLY), (Approximately.ABOUT, ABOUT))
    return tuple(
        (hedge, re.compile(rf"\b(?:{table.get(language) or '|'.join(table.values())})[ '](?:the |a |den |der |de |die |half )?\Z"))
        for hedge, table in tables
    )  # fmt: skip


@lru_cache(16)  # several checkers ask it of one sentence
def quantities(sentence: Sentence) -> list[Quantity]:
    """All of them in order; years of the calendar and ordinals are none."""
    found = _with_units(sentence.plain, list(_numbers(sentence)))
    taken = [(one.start, one.end) for one in found]
    for value, pattern in _VAGUE:
        for match in pattern.finditer(sentence.plain):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            behind = match.end() + len(re.match(r"(?: of| de| von| d')?", sentence.plain[match.end() :])[0])  # type: ignore[index]
            unit, counted = _counted(sentence.plain, behind)
            found.append(Quantity(value, unit, Approximately.VAGUELY, *match.span(), counted))
    for value, pattern in _CHANGES:
        for match in pattern.finditer(sentence.plain):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                hedge = _hedge(sentence, match.start())
                found.append(Quantity(value, CHANGE, hedge, *match.span(), counted=()))
    return sorted(found, key=lambda one: one.start)


def _with_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """`from 10 to 6 days`: the first counts days as well."""
    for index in range(len(found) - 2, -1, -1):
        one, two = found[index], found[index + 1]
        if not one.unit and two.unit and _TO.fullmatch(text, one.end, two.start):
            found[index] = replace(one, unit=two.unit, counted=two.counted)
    return found


def _numbers(sentence: Sentence) -> Iterator[Quantity]:
    text = sentence.plain
    for match in _pattern(sentence.language).finditer(text):
        start = match.start("before") if match["before"] else match.start("digits" if match["digits"] else "word")
        if not _is_quantity(text, match):
            continue
        value = _value(match, sentence.language)
        hedge = Approximately.OVER if match["plus"] or match["more"] else _hedge(sentence, start)
        if _FACTOR.match(text, match.end()):
            yield Quantity((value - 1) * 100, CHANGE, hedge, start, match.end(), ())
            continue
        unit, counted, end = _unit(text, match)
        if match["word"] and not unit and match["word"].endswith(("aine", "ena")):
            hedge = Approximately.ABOUT
        yield Quantity(value, unit, hedge, start, end, counted)


def _is_quantity(text: str, match: re.Match[str]) -> bool:
    """Not a year, `1st`, `C2` or a part of `2:1` or of `three quarters`."""
    if match["word"]:
        return not _PARTS.match(text, match.end("word"))
    behind = text[match.end("digits") : match.end("digits") + 2]
    if not match["before"] and not match["unit"] and not match["scale"]:
        if _NOT_A_QUANTITY.match(match["digits"]):
            return False
        if behind[:1] in (":", "/") and behind[1:2].isdigit():
            return False
        if behind[:1].isalpha() and not re.match(r"(?:ms|km|kg|h|x|k|m|min)\b", text[match.end("digits") :]):
            return False
    return True


def _value(match: re.Match[str], language: str) -> float:
    scale = SCALES[match["scale"]] if match["scale"] else 1.0
    if match["word"]:
        return (_words(language)[match["word"]] + (0.5 if match["half"] else 0)) * scale
    return number(match["digits"]) * scale


def number(digits: str) -> float:
    """`4,000`, `4.000` and `4 000` are four thousand; `1,5` and `1.5` are one and a half."""
    if re.fullmatch(r"\d{1,3}(?:[.,' ]\d{3})+", digits):
        return float(re.sub(r"[.,' ]", "", digits))
    whole, separator, part = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    return float(re.sub(r"[.,' ]", "", whole) + "." + part) if separator else float(digits.replace(" ", ""))


def _unit(text: str, match: re.Match[str]) -> tuple[str, tuple[str, ...], int]:
    written = (match["before"] or match["unit"] or "").strip()
    end = match.start() + len(match.group().rstrip(" -"))
    if written in CURRENCY_OF:
        return CURRENCY_OF[written], (), end
    if written:
        per_cent = re.fullmatch(PERCENT, written)
        return (PER_CENT if per_cent else PER_CENT_POINT), (), end
    last = next(name for name in ("scale", "half", "word", "digits") if match[name])
    return *_counted(text, match.end()), match.end(last)


def _counted(text: str, at: int) -> tuple[str, tuple[str, ...]]:
    """The kind of thing that the words behind the number name, and those words."""
    if _OF_THEM.match(text, at):
        return "", ()
    clause = _ELSE.split(text[at : at + _AFTER])[0]
    words = _WORD.findall(clause)[:4]
    concept = next(filter(None, map(concept_of, words[:3])), "")
    return concept, tuple(key(word) for word in words if len(word) > 3)


def _hedge(sentence: Sentence, at: int) -> Approximately:
    before = sentence.plain[max(0, at - 24) : at]
    return next(
        (hedge for hedge, pattern in _hedges(sentence.language) if pattern.search(before)), Approximately.EXACTLY
    )


def carries(known: Quantity, claimed: Quantity) -> bool:
    """Whether a fact's quantity carries the claimed one: same kind of thing, and not more than it."""
    return fits_kind(known, claimed) and fits_value(known.value, known.hedge, claimed)


def fits_value(known: float, hedge: Approximately, claimed: Quantity) -> bool:
    """`over 30` needs more than thirty; `nearly 50` and `about 50` need something close."""
    slack = 0.5 if claimed.unit == CHANGE else 1e-6  # a third is 33 %
    same = abs(known - claimed.value) <= slack
    sure = hedge is Approximately.EXACTLY
    match claimed.hedge:
        case Approximately.OVER:
            return (same and hedge is Approximately.OVER) or claimed.value < known <= claimed.value * 1.5
        case Approximately.VAGUELY:
            return known >= claimed.value
        case Approximately.NEARLY:
            return same or (sure and known <= claimed.value <= known * 1.1)
        case Approximately.ABOUT:
            return same or (sure and abs(known - claimed.value) <= 0.1 * known)
        case _:
            return same


def fits_kind(known: Quantity, claimed: Quantity) -> bool:
    """Whether both can count the same: what is counted is unknown, alike or compatible."""
    if known.unit == claimed.unit or frozenset((known.unit, claimed.unit)) in COMPATIBLE:
        return True
    special = {PER_CENT, PER_CENT_POINT, CHANGE}
    if known.unit in special or claimed.unit in special:
        return {known.unit, claimed.unit} == {PER_CENT, CHANGE}
    if known.is_money or claimed.is_money:
        return False
    return not known.unit or not claimed.unit


_MEASURES = {"ms": 1e-3, "min": 60.0, "h": 3600.0, "mb": 1e3, "gb": 1e6}


def _measure(text: str, one: Quantity) -> float:
    """Of the unit written behind it, in seconds or kilobytes; 1 if none is."""
    unit = re.match(r" ?(\w+)", text[one.end :])
    return _MEASURES.get(unit[1], 1.0) if unit else 1.0


def derived(text: str, known: list[Quantity]) -> Iterator[Quantity]:
    """What follows from a fact's `from A to B`: the change in percent, in points, and as a factor. `2.1 s` and `340 ms` are brought
    to one measure."""
    for one, two in pairwise(known):
        if one.value <= 0 or CHANGE in (one.unit, two.unit) or not (fits_kind(one, two)):
            continue
        before, after = one.value * _measure(text, one), two.value * _measure(text, two)
        change = (after - before) / before * 100
        span = (one.start, two.end)
        for unit in (PER_CENT, CHANGE):
            yield Quantity(round(abs(change)), unit, Approximately.EXACTLY, *span, counted=())
        if change < 0:  # `four times as fast` is a quarter of the time
            yield Quantity((before / max(after, 1e-9) - 1) * 100, CHANGE, Approximately.EXACTLY, *span, counted=())
        if PER_CENT in (one.unit, two.unit):
            yield Quantity(abs(two.value - one.value), PER_CENT_POINT, Approximately.EXACTLY, *span, counted=())
