"""Checks numbers: each quantity of a sentence must be carried by one of a fact's."""

import re
from collections.abc import Iterable, Iterator

from career_copilot.domain.claims_finding import found, named_entries, of_company
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_number_words import TIME
from career_copilot.domain.claims_numbers import (
    CHANGE,
    PER_CENT,
    PER_CENT_POINT,
    Quantity,
    carries,
    fits_value,
    quantities,
)
from career_copilot.domain.claims_rates import same_time
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind

_CODE = re.compile(r"(?<![^\W_])[^\s,;()“”\"]*\d(?:[^\s,;()“”\"]*[^\W_])?")
_NO_CODE = re.compile(
    r"(?:19|20)\d\d(?:-\d\d){0,2}|[abc][12]|24/7|\d+(?:st|nd|rd|th|er|ere|e|o|a|ste|de|\.)|\d+s|.*\d\d?:\d\d|(?:[abc][12]-)\w+"
)  # dates, levels of languages (checked elsewhere), ordinals, times of the day

_CODE_ALONE = re.compile(r"...|[^\W\d_]\d")  # what tells enough without the words it is joined to: `S7`
_PEAK = re.compile(r"\b(?:at peak|peak|maxim\w+|hochstens|spitze\w*|en pointe|pico|piek\w*)\b")
_MEAN = re.compile(r"\b(?:on average|average|durchschnitt\w*|im schnitt|en moyenne|de media|en promedio|gemiddeld)\b")
_NEAR = 40  # characters around a number in which `on average` is said of it


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    yield from _codes(sentence, ledger)
    named = frozenset(known.id for known, _, _ in named_entries(sentence, ledger))
    for quantity in quantities(sentence):
        if quantity.unit in TIME:
            continue  # claims_durations.py
        carrying = _carrying(ledger, quantity, sentence)
        ours = [known for known in carrying if not named or known.fact.about in (*named, None)]
        if ours:
            yield found(sentence, kind_of(quantity), quantity.start, quantity.end, (known.id for known in ours))
        elif carrying:
            reason = f"“{_words(sentence, quantity)}” belongs to another job: {carrying[0].fact.text}"
            yield found(sentence, ClaimKind.EMPLOYER, quantity.start, quantity.end, (), reason)
        elif entries := _entries(ledger, quantity):
            yield found(sentence, kind_of(quantity), quantity.start, quantity.end, entries)
        elif of_company(sentence, ledger) and _in_posting(ledger, quantity):
            continue
        else:
            yield found(
                sentence, kind_of(quantity), quantity.start, quantity.end, (), _reason(sentence, ledger, quantity)
            )


def _entries(ledger: Ledger, quantity: Quantity) -> list[int]:
    """`four internships`: as many jobs, schools or certificates have these words."""
    things = set(quantity.counted[:2])
    listed = (*ledger.entries, *ledger.of(FactKind.CERTIFICATE))
    ids = [known.id for known in listed if things and things <= known.sentence.keys]
    return ids if len(ids) == quantity.value else []


def _codes(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    """Digits that count nothing: `2:1`, `ISO 9001`, `S/4HANA`. They must stand in a fact as they are."""
    taken = [(one.start, one.end) for one in quantities(sentence)]
    for match in _CODE.finditer(sentence.plain):
        code, start, end = match.group(), match.start(), match.end()
        if _NO_CODE.fullmatch(code) or any(begin < end and start < stop for begin, stop in taken):
            continue
        bare = "-".join(part for part in code.split("-") if not part.isalpha())  # `p95-Latenz`
        ids = [known.id for known in ledger.known if _stands(code, known.sentence.plain)] or [
            known.id for known in ledger.known if _CODE_ALONE.match(bare) and _stands(bare, known.sentence.plain)
        ]
        if ids:
            yield found(sentence, ClaimKind.NUMBER, start, end, ids)
        elif not (of_company(sentence, ledger) and _stands(code, ledger.about.plain)):
            yield found(sentence, ClaimKind.NUMBER, start, end, (), f"no fact says “{sentence.text[start:end]}”")


def _stands(code: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text) is not None


def kind_of(quantity: Quantity) -> ClaimKind:
    if quantity.unit in (PER_CENT, CHANGE, PER_CENT_POINT):
        return ClaimKind.PERCENT
    return ClaimKind.MONEY if quantity.is_money else ClaimKind.NUMBER


def _in_posting(ledger: Ledger, quantity: Quantity) -> bool:
    return any(fits_value(one.value, one.hedge, quantity) for one in ledger.about_quantities)


def _carrying(ledger: Ledger, quantity: Quantity, sentence: Sentence) -> list[Known]:
    """The facts with that number of that thing. Across languages the names that both have tell which fact is meant: one
    with another number contradicts one that shares fewer."""
    found = [known for known in ledger.known if _carried(known, quantity, sentence)]
    if any(known.sentence.language == sentence.language for known in found):
        best = max(len(known.sentence.keys & sentence.keys) for known in found)
        return [] if any(_contradicts(known, quantity, sentence, best) for known in ledger.known) else found
    meant = max((_shared(known, sentence) for known in ledger.known if _counts_like(known, quantity)), default=0)
    return [known for known in found if _shared(known, sentence) >= meant]


def _contradicts(known: Known, quantity: Quantity, sentence: Sentence, best: int) -> bool:
    """Another number of the same in a fact that tells clearly more of the sentence than the `best` that has the number."""
    other = bool(quantity.unit) and any(one.unit == quantity.unit for one in known.quantities)
    return other and not _carried(known, quantity, sentence) and len(known.sentence.keys & sentence.keys) > best + 1


def _counts_like(known: Known, quantity: Quantity) -> bool:
    return any(one.unit == quantity.unit or not one.unit for one in known.quantities)


def _shared(known: Known, sentence: Sentence) -> int:
    """Names and other words that are the same in both languages."""
    return len({word for word in known.sentence.content if len(word) > 4 and word in sentence.plain})


def _carried(known: Known, quantity: Quantity, sentence: Sentence) -> bool:
    return any(
        carries(one, quantity)
        and _same_thing(known, one, quantity, sentence)
        and same_time(known, one, quantity, sentence)
        for one in known.quantities
    )


def _same_thing(known: Known, one: Quantity, quantity: Quantity, sentence: Sentence) -> bool:
    """What is counted must be of one kind or named alike, if both are of one language: `40 services` is not carried by
    `services for 40 forwarders`. Where one says no thing, any word in common will do."""
    if _is_mean(sentence, quantity) and _PEAK.search(known.sentence.plain):
        return False
    special = one.unit in (PER_CENT, CHANGE, PER_CENT_POINT)
    if known.sentence.language != sentence.language or (one.unit and one.unit == quantity.unit and not special):
        return True
    if one.counted and quantity.counted and not special:
        return bool(_singular(one.counted) & _singular(quantity.counted))
    return bool(known.sentence.keys & sentence.keys)


def _singular(counted: Iterable[str]) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in counted)


def _is_mean(sentence: Sentence, quantity: Quantity) -> bool:
    return bool(_MEAN.search(sentence.plain, max(0, quantity.start - _NEAR), quantity.end + _NEAR))


def _words(sentence: Sentence, quantity: Quantity) -> str:
    return sentence.text[quantity.start : quantity.end].strip()


def _reason(sentence: Sentence, ledger: Ledger, quantity: Quantity) -> str:
    """With the nearest fact that has another number, if one speaks of the same."""
    words = _words(sentence, quantity)
    near = max(
        (known for known in ledger.known if any(one.unit == quantity.unit for one in known.quantities)),
        key=lambda known: len(known.sentence.keys & sentence.keys),
        default=None,
    )
    if near is not None and near.sentence.keys & sentence.keys:
        return f"no fact says “{words}”; your profile says: {near.fact.text}"
    return f"no fact says “{words}”"
