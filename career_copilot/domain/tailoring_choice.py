"""Which lines of a résumé come first for an opening, and which are left out so that it fits. No model: the keywords that a line
names, neighbours of them, and rare words that it shares with the ad."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from career_copilot.domain import lexical, skills
from career_copilot.domain.posting import RequirementKind
from career_copilot.domain.resume import Fact
from career_copilot.domain.resume_form import SECTIONS
from career_copilot.domain.tailoring import Tailored, arranged, entry_at, hidden, ordered, shown, words
from career_copilot.domain.tailoring_keywords import Ad, named_in, said, skill_ids

POINTS = {RequirementKind.BLOCKER: 4, RequirementKind.MUST: 4, RequirementKind.NICE: 2}
STRESSED = 2  # added for what the ad says twice
NEAR = 1.0  # for a neighbour of what is asked; words alone weigh less
HALFWAY = 10_000  # thousandths of idf: shared words that weigh as much are half of NEAR
BY_TIME = ("work", "education")  # stay in the person's order: readers expect the latest first
FIRST_BULLETS = 1  # of a job stay, whatever they say
WITH_BULLETS = ("work", "education", "projects")
WHOLE = ("projects", "certificates", "skills")  # entries that can go as a whole


def tailored_for(tailored: Tailored, ad: Ad) -> Tailored:
    """What answers the ad first: bullets within their entry, then skills, projects, languages, certificates among
    themselves. Only places change, and what weighs the same stays in the person's order."""
    orders = {}
    for section in SECTIONS:
        if section not in BY_TIME:
            orders[section] = _best_first(tailored, section, ad)
        if section in WITH_BULLETS:
            for number in arranged(tailored, section):
                holder = f"{section}.{number}.highlights"
                orders[holder] = _best_first(tailored, holder, ad)
    return ordered(tailored, orders)


def _best_first(tailored: Tailored, holder: str, ad: Ad) -> list[int]:
    places = sorted(arranged(tailored, holder))
    return sorted(places, key=lambda number: -weight(tailored, f"{holder}.{number}", ad))


def shortened(tailored: Tailored, ad: Ad, fits: Callable[[Tailored], bool]) -> Tailored | None:
    """Without as few as possible of the lines that answer nothing, the weakest first, so that it `fits`. None when it does
    not even without all of them: then the person must choose."""
    if fits(tailored):
        return tailored
    spare = droppable(tailored, ad)
    if not spare or not fits(hidden(tailored, *spare)):
        return None
    low, high = 1, len(spare)  # leaving out the first `high` is enough
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(hidden(tailored, *spare[:middle])) else (middle + 1, high)
    return hidden(tailored, *spare[:high])


def droppable(tailored: Tailored, ad: Ad) -> list[str]:
    """The lines that can go, in the order in which they go: bullets of the oldest entries first, whole entries of short lists
    last, the least related of an entry first. Never one that names what the ad asks for or its neighbour, nor a job, a school,
    a spoken language."""
    found = []
    for section in WITH_BULLETS:
        for age, number in enumerate(shown(tailored, section)):
            holder = f"{section}.{number}.highlights"
            kept = FIRST_BULLETS if section == "work" else 0
            found += [(-age, f"{holder}.{line}") for line in shown(tailored, holder)[kept:]]
    found += [(1, f"{section}.{number}") for section in WHOLE for number in shown(tailored, section)]
    weighed = [(age, weight(tailored, path, ad), path) for age, path in found]
    return [path for _, heavy, path in sorted(weighed, key=lambda each: each[:2]) if heavy < NEAR]


def weight(tailored: Tailored, path: str, ad: Ad) -> float:
    """Points for each keyword that an entry or a bullet names; at least NEAR for a neighbour; below it for shared words."""
    line: Fact | str = words(tailored, path) if ".highlights." in path else entry_at(tailored, path)
    language, text = tailored.resume.language, line if isinstance(line, str) else said(line)
    points = float(sum(POINTS[each.kind] + STRESSED * each.stressed for each in named_in(line, language, ad.keywords)))
    if not points and skill_ids(text, language) & _neighbours(ad):
        points = NEAR
    shared = _shared(text, ad.text)
    return points + shared / (shared + HALFWAY)


@lru_cache(maxsize=8)
def _neighbours(ad: Ad) -> frozenset[int]:
    asked = [each.skill_id for each in ad.keywords if each.skill_id is not None]
    return frozenset(number for skill_id in asked for number in skills.skill(skill_id).neighbours)


def _shared(text: str, ad: str) -> float:
    """The weight of the words that a line shares with the ad, each once."""
    rows, weights = lexical.weights(lexical.hashes(text))
    return float(weights[np.isin(rows, _rows(ad))].sum())


@lru_cache(maxsize=8)
def _rows(text: str) -> NDArray[np.intp]:
    return lexical.weights(lexical.hashes(text))[0]
