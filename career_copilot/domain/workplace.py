"""Where the work is done: remote, hybrid or on site, as the board says or the advert's own words."""

import re
from collections.abc import Iterable

from career_copilot.domain.passages import passages
from career_copilot.domain.posting import Workplace

_HYBRID = re.compile(
    r"\bhybrid[eo]?\b|\bteilweise (?:remote|homeoffice)|\bpartially remote|télétravail partiel|híbrido", re.IGNORECASE
)
_REMOTE = re.compile(
    r"\b(?:fully |100\s?% )?remote(?:ly)?\b|work from (?:home|anywhere)|\bwfh\b|home[\s-]?office|\btélétravail|teletrabajo|\bremoto\b|\banywhere\b|\bworldwide\b|full-remote",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"\bon-?[ ]?site\b|\bin[\s-](?:office|person)\b|\bvor ort\b|\bpräsenz\b|\bsur site\b|\bpresencial\b", re.IGNORECASE
)
_TEXT_HYBRID = re.compile(
    r"\bhybrid (?:role|position|work\w*|model|schedule|job|set-?up|environment|policy|basis)|hybrides? (?:arbeit\w*|modell)|work(?:place)?(?: type| mode)?: hybrid"
    r"|(?:\d|one|two|three|four)(?:\s?(?:-|to)\s?\d)? days? (?:a|per|each|/)\s?week (?:in|from|at) (?:the|our) office|\d+\s?-?\d* tage (?:pro woche )?(?:im )?homeoffice"
    r"|in (?:the|our) office (?:at least )?(?:\d|one|two|three|four)\+? days?|mobiles arbeiten|jours? de télétravail|télétravail (?:partiel|hybride|possible)",
    re.IGNORECASE,
)
_TEXT_REMOTE = re.compile(
    r"\b(?:this|the) (?:is a |role is |position is |job is )?(?:an? )?(?:fully |100\s?% |completely )?remote (?:role|position|job|opportunity)|\bfully[\s-]remote\b|\b100\s?% remote"
    r"|\bremote[\s-](?:first|only)\b|work(?:ing)? (?:fully )?(?:remotely )?from anywhere|(?:role|position|job) is (?:fully |100\s?% )?remote|full[\s-]remote|100\s?% télétravail|100\s?% remoto",
    re.IGNORECASE,
)
_TEXT_ON_SITE = re.compile(
    r"\b(?:this|the) (?:role|position|job) is (?:an? )?(?:fully |100\s?% )?(?:on-?[ ]?site|in[\s-](?:office|person))|not (?:a )?remote|no remote|\bfully on-?site|100\s?% (?:on-?site|présentiel)"
    r"|\b5 days (?:a|per) week in (?:the|our) office|remote (?:work )?is not (?:possible|available)|kein homeoffice",
    re.IGNORECASE,
)
_WORDS = (
    *(
        "remote",
        "hybrid",
        "the office",
        "our office",
        "in-office",
        "in office",
        "onsite",
        "on-site",
        "on site",
        "in-person",
        "in person",
    ),
    *("anywhere", "homeoffice", "mobiles arbeiten", "télétravail", "présentiel", "remoto"),
)
# What people type who look for such work, in the languages we read; migration 0004 gave them to what was stored before.
SEARCH_WORDS = {
    Workplace.REMOTE: "remote Homeoffice télétravail teletrabajo remoto",
    Workplace.HYBRID: "hybrid hybride híbrido",
}


def workplace_of(told: Workplace, title: str, locations: Iterable[str], tags: Iterable[str], text: str) -> Workplace:
    """What the board tells in a field counts first, then title and place, tags, and last what the text says plainly."""
    if told is not Workplace.UNKNOWN:
        return told
    for words in (title, " | ".join(locations), " | ".join(tags)):
        if (found := _in_short(words)) is not Workplace.UNKNOWN:
            return found
    text = passages(text, _WORDS, 60)
    for pattern, workplace in (
        (_TEXT_ON_SITE, Workplace.ON_SITE),
        (_TEXT_HYBRID, Workplace.HYBRID),
        (_TEXT_REMOTE, Workplace.REMOTE),
    ):
        if pattern.search(text):
            return workplace
    return Workplace.UNKNOWN


def _in_short(words: str) -> Workplace:
    if _HYBRID.search(words):
        return Workplace.HYBRID
    if _ON_SITE.search(words) and not _REMOTE.search(words):
        return Workplace.ON_SITE
    return Workplace.REMOTE if _REMOTE.search(words) else Workplace.UNKNOWN
