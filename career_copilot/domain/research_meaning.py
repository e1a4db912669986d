"""What a model's English sentence says beyond its sources in words of meaning: absolutes, denials, how much a demand weighs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from career_copilot.domain.claims_text import key, plain

_ABSOLUTES = re.compile(
    r"\b(?:largest|biggest|greatest|best|fastest|oldest|newest|youngest|highest|lowest|strongest|finest|smallest|safest|leading|"
    r"(?:market )?leaders?|most (?!of\b)\w+|unique|unrivall?ed|unparalleled|world-class|first-class|top|number one|"
    r"always|never|everyone|everybody|everywhere|nobody|every|entirely|completely|fully|guarante\w+)\b",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:grosst\w*|best\w*|fuhrend\w*|\w*fuhrer\w*|altest\w*|hochst\w*|schnellst\w*|meist\w*|einzig\w*|immer|jede\w*|alle[nrs]?|"
    r"nie\w*|plus|meilleure?s?|leaders?|unique\w*|toujours|jamais|chaque|tou(?:t|te|s|tes)|mas|mejor\w*|mayor\w*|lider\w*|unic[oa]s?|"
    r"siempre|nunca|tod[oa]s?|cada)\b"
)
"""In the other languages of sources: any of them will do for any English one."""
_ABSENT = re.compile(
    r"\b(?:(?:do(?:es)?|did|is|are|was|were) not|(?:do(?:es)?|did|is|are|was|were)n['’]t|not)"
    r" (?:say|state|name|mention|give|specify|tell|list|disclose|said|stated|named|mentioned|given|known|specified|listed|disclosed)\b",
    re.IGNORECASE,
)
"""That a source is silent is no denial of what it says."""
_DENIALS = re.compile(
    r"\b(?:no|not|never|none|without|neither|nor|cannot|unnecessary|isnt|arent|doesnt|dont|wont|cant|wasnt|didnt)\b|n't\b"
)
_DENIALS_ALIKE = re.compile(
    rf"{_DENIALS.pattern}|\b(?:nicht|kein\w*|ohne|nie|weder|pas|aucune?|sans|jamais|ni|sin|ningun\w*|nunca|optional|nice to have|desirable)\b"
)
_PARTS = re.compile(r"(?<=[.!?…])\s+|\n+")
_CLAUSES = re.compile(r"[;,]|\b(?:but|while|whereas|and)\b")
_SAYS_NICE = re.compile(
    r"\b(?:nice to have|nice-to-have|a plus|a bonus|optional|preferred|desirable|an advantage|not (?:required|needed|a must|necessary))\b"
)
_SAYS_MUST = re.compile(r"\b(?:must|required|requires?|mandatory|essential|indispensable|obligatory)\b")
_LISTED = re.compile(r"^(Asked without exception|Must have|Nice to have): (.+)")
_OF_ANY_SENTENCE = """
the and for with you your this that has have had are was were its not need needs needed they their our from will can but who which
position company job role work working only also any
"""
_COMMON = frozenset(map(key, _OF_ANY_SENTENCE.split()))


def absolutes_beyond(text: str, whole: str) -> Iterator[str]:
    """Superlatives and words for everything that the sources do not use."""
    known = plain(whole)
    for found in _ABSOLUTES.finditer(text):
        stands = re.search(rf"\b{re.escape(plain(found[0]))}\b", known)
        if not stands and not _ALIKE.search(known):
            yield found[0]


def denials_beyond(text: str, whole: str) -> Iterator[str]:
    """A denial, where no sentence of the sources that speaks of the same denies anything."""
    denies = _DENIALS.search(plain(_ABSENT.sub(" ", text)))
    if denies and not any(
        _DENIALS_ALIKE.search(plain(part)) and _content(part) & _content(text) for part in _PARTS.split(whole)
    ):
        yield f"its sources deny nothing of it, and it says “{denies[0]}”"


def weighed_otherwise(text: str, facts: Sequence[str]) -> Iterator[str]:
    """A demand that is called a must and is listed as nice to have, or the other way round."""
    listed = [
        (found[1] != "Nice to have", label)
        for fact in facts
        if (found := _LISTED.match(fact))
        for label in found[2].split(", ")
    ]
    for clause in _CLAUSES.split(plain(text)):
        nice, must = _SAYS_NICE.search(clause), _SAYS_MUST.search(clause)
        if bool(nice) == bool(must):
            continue
        for is_must, label in listed:
            if (
                _content(label)
                and _content(label) <= _content(clause)
                and is_must != bool(must)
                and (not is_must, label) not in listed
            ):
                yield f"the ad has {label} as {'a must' if is_must else 'nice to have'}"


@lru_cache(maxsize=512)
def _content(text: str) -> frozenset[str]:
    """The words that tell what a sentence is about."""
    return frozenset(key(word) for word in re.findall(r"[^\W\d_]{3,}", plain(text))) - _COMMON
