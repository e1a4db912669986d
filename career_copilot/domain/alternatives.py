"""Demands that an ad makes in one phrase, any of which will do: `Celery, Redis or RabbitMQ`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from career_copilot.domain.matches import Evidence, EvidenceState

_COMMA = re.compile(r"\s*,\s*")
_OR = re.compile(r"\s*(?:,\s*)?(?:(?:and/)?or|oder|ou|o|u|of)\s*", re.IGNORECASE)
_MET = (EvidenceState.EXACT, EvidenceState.ALIAS)


def needless(evidence: Sequence[Evidence], text: str) -> frozenset[int]:
    """The places in `evidence` of what is not met, while another way that the ad's text leaves open is."""
    found: set[int] = set()
    for group in _groups(evidence, text):
        if any(evidence[place].state in _MET for place in group):
            found.update(place for place in group if evidence[place].state not in _MET)
    return frozenset(found)


def _groups(evidence: Sequence[Evidence], text: str) -> Iterator[list[int]]:
    """Runs of demands with nothing but commas and `or` between them, as far as the last `or`."""
    order = sorted(range(len(evidence)), key=lambda place: evidence[place].requirement.span.start)
    run, alternatives = order[:1], 0
    for before, place in pairwise(order):
        between = text[evidence[before].requirement.span.end : evidence[place].requirement.span.start]
        is_or = bool(_OR.fullmatch(between))
        if is_or or _COMMA.fullmatch(between):
            run.append(place)
            alternatives = len(run) if is_or else alternatives
            continue
        yield run[:alternatives]
        run, alternatives = [place], 0
    yield run[:alternatives]
