"""Whether a number is said of the same time: a total is no yearly figure, what took three years did not take two, and a rise to
85 % is none by 85 %."""

import re
from collections.abc import Iterator

from career_copilot.domain.claims_index import Known
from career_copilot.domain.claims_numbers import CHANGE, PER_CENT, Quantity, carries, quantities
from career_copilot.domain.claims_text import Sentence

_EACH = {
    "second": r"(?:a|per|each|every) second|pro sekunde|par seconde|por segundo|per seconde",
    "hour": r"(?:an|per|each|every) hour|hourly|(?:pro|jede) stunde|stundlich|(?:par|chaque) heure|(?:por|a la|cada) hora|(?:per|elk) uur",
    "day": r"(?:a|per|each|every) day|daily|(?:pro|am|jeden) tag|taglich|(?:par|chaque) jour|al dia|(?:por|cada) dia|(?:per|elke) dag|dagelijks",
    "week": r"(?:a|per|each|every) week|weekly|(?:pro|jede) woche|wochentlich|(?:par|chaque) semaine|(?:por|a la|cada) semana|(?:per|elke) week|wekelijks",
    "month": r"(?:a|per|each|every) month|monthly|(?:pro|im|jeden) monat|monatlich|(?:par|chaque) mois|(?:por|al|cada) mes|(?:per|elke) maand|maandelijks",
    "year": r"(?:a|per|each|every) year|yearly|annually|per annum|(?:pro|im|jedes) jahr|jahrlich|par an|chaque annee|(?:por|al|cada) ano|(?:per|elk) jaar|jaarlijks",
}
_OF_EACH = {
    "day": r"tagliche\w*|quotidien\w*|diari\w+|dagelijkse",
    "week": r"wochentliche\w*|hebdomadaire\w*|semanal\w*|wekelijkse",
    "month": r"monatliche\w*|mensuel\w*|mensual\w*|maandelijkse",
    "year": r"annual|jahrliche\w*|jahres\w*|annuel\w*|anual\w*|jaarlijkse|jaar(?:omzet|budget)",
}
_RATE = {period: re.compile(rf"\b(?:{words})\b") for period, words in _EACH.items()}
_ADJECTIVE = {period: re.compile(rf"\b(?:{words})\b") for period, words in _OF_EACH.items()}
_CLAUSE = re.compile(r"[,;.:]|\b(?:and|und|et|y)\b")
_NEAR = 30  # characters behind a number in which `a day` is said of it
_NEXT = re.compile(rf" (?:growth |more |less )?(?:{'|'.join(_EACH.values())})\b")
_WITHIN = re.compile(
    r" (?:in|over|within|during|across|innerhalb von|uber|en|sur|pendant|durante|binnen|gedurende)(?: (?:only|just|under|less than|nur|solo|seulement|slechts))* \Z"
)
_SPANS = ("years", "months", "weeks", "days")
_BY = re.compile(
    r"\b(?:by|um|con un|met)(?: (?:about|over|almost|nearly|more than|fast|rund|etwa|uber|ruim|bijna))? \Z"
)
_END_OF_RANGE = re.compile(r"\b(?:to|from|auf|naar|al|del|(?<=% )a) \Z")


def same_time(known: Known, one: Quantity, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether the fact's number is said of the time that the sentence says its own of."""
    if quantity.unit in (PER_CENT, CHANGE):
        if _is_change(sentence, quantity) and _is_end_of_range(known, one):
            return False
        rated = _NEXT.match(sentence.plain, quantity.end)
        claimed = _periods(rated.group()) if rated else frozenset()
        return claimed <= _periods(known.sentence.plain) and _same_span(known, one, quantity, sentence)
    behind = _CLAUSE.split(sentence.plain[quantity.end : quantity.end + _NEAR])[0]
    claimed = _periods(behind)
    told = _periods(known.sentence.plain) | frozenset(
        period for period, pattern in _ADJECTIVE.items() if pattern.search(known.sentence.plain)
    )
    return not claimed or not told or bool(claimed & told)


def _periods(text: str) -> frozenset[str]:
    return frozenset(period for period, pattern in _RATE.items() if pattern.search(text))


def _is_change(sentence: Sentence, quantity: Quantity) -> bool:
    return quantity.unit == PER_CENT and _BY.search(sentence.plain[: quantity.start]) is not None


def _is_end_of_range(known: Known, one: Quantity) -> bool:
    """`to 85 %`, and not what follows from both ends."""
    return _END_OF_RANGE.search(known.sentence.plain[: one.start]) is not None and one in quantities(known.sentence)


def _same_span(known: Known, one: Quantity, quantity: Quantity, sentence: Sentence) -> bool:
    """Where both say how long it took."""
    claimed, told = list(_spans(sentence, quantity)), list(_spans(known.sentence, one))
    return not any(each.unit == own.unit and not carries(own, each) for each in claimed for own in told)


def _spans(sentence: Sentence, quantity: Quantity) -> Iterator[Quantity]:
    """The lengths of time right behind a number: `28% over three years`."""
    for each in quantities(sentence):
        if (
            each.unit in _SPANS
            and each.start > quantity.end
            and _WITHIN.fullmatch(sentence.plain, quantity.end, each.start)
        ):
            yield each
