"""Checks numbers: each quantity of a sentence must be carried by one of a fact's."""

from collections.abc import Iterator

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
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_values import Claim, ClaimKind


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    named = frozenset(known.id for known, _, _ in named_entries(sentence, ledger))
    for quantity in quantities(sentence):
        if quantity.unit in TIME:
            continue  # claims_durations.py
        carrying = [known for known in ledger.known if _carried(known, quantity, sentence)]
        ours = [known for known in carrying if not named or known.fact.about in (*named, None)]
        if ours:
            yield found(sentence, kind_of(quantity), quantity.start, quantity.end, (known.id for known in ours))
        elif carrying:
            reason = f"“{_words(sentence, quantity)}” belongs to another job: {carrying[0].fact.text}"
            yield found(sentence, ClaimKind.EMPLOYER, quantity.start, quantity.end, (), reason)
        elif of_company(sentence, ledger) and _in_posting(ledger, quantity):
            continue
        else:
            yield found(
                sentence, kind_of(quantity), quantity.start, quantity.end, (), _reason(sentence, ledger, quantity)
            )


def kind_of(quantity: Quantity) -> ClaimKind:
    if quantity.unit in (PER_CENT, CHANGE, PER_CENT_POINT):
        return ClaimKind.PERCENT
    return ClaimKind.MONEY if quantity.is_money else ClaimKind.NUMBER


def _in_posting(ledger: Ledger, quantity: Quantity) -> bool:
    return any(fits_value(one.value, one.hedge, quantity) for one in ledger.about_quantities)


def _carried(known: Known, quantity: Quantity, sentence: Sentence) -> bool:
    return any(carries(one, quantity) and _same_thing(known, one, quantity, sentence) for one in known.quantities)


def _same_thing(known: Known, one: Quantity, quantity: Quantity, sentence: Sentence) -> bool:
    """Where no kind of thing is known on both sides, the words around must have something in common, if they are of one
    language: `12 nurses` is not carried by `12 drills`."""
    if one.unit and one.unit == quantity.unit and one.unit not in (PER_CENT, CHANGE, PER_CENT_POINT):
        return True
    if known.sentence.language != sentence.language:
        return True
    return bool(set(one.counted) & set(quantity.counted)) or bool(known.sentence.keys & sentence.keys)


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
