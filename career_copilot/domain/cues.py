"""Where fixed phrases stand in a text. Hundreds are looked for in every advert and few are there, so all that any rule asks
for are looked for in one pass, and what was found is remembered while the rules go through the same text."""

from functools import lru_cache
from threading import Lock

from ahocorasick_rs import AhoCorasick, Implementation

_asked: list[str] = []  # every phrase that a rule has asked for
_lock = Lock()


def places(text: str, phrases: tuple[str, ...], apart: int = 0) -> list[tuple[int, str]]:
    """(position, phrase) of the phrases (in lower case), phrase by phrase; each again only `apart` characters after it
    was found, or behind its end if that is 0."""
    known = _registered(phrases)
    standing = _standing(text, len(_asked))
    found = []
    for phrase in standing.keys() & known:
        free = 0
        for at in standing[phrase]:
            if at >= free:
                found.append((at, phrase))
                free = at + (apart or len(phrase))
    return found


@lru_cache(100)
def _registered(phrases: tuple[str, ...]) -> frozenset[str]:
    with _lock:
        _asked.extend(phrase for phrase in dict.fromkeys(phrases) if phrase not in _asked)
    return frozenset(phrases)


@lru_cache(1)
def _automaton(count: int) -> AhoCorasick:
    return AhoCorasick(_asked[:count], implementation=Implementation.DFA)


@lru_cache(4)
def _standing(text: str, count: int) -> dict[str, list[int]]:
    """Where each of the first `count` phrases starts, in order. A text in which a rare letter's small form is longer is
    read as it is, so that every position stays true."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    found: dict[str, list[int]] = {}
    for number, start, _ in _automaton(count).find_matches_as_indexes(lower, overlapping=True):
        found.setdefault(_asked[number], []).append(start)
    return found
