"""The one arithmetic of the score, for many openings at once. An explanation is the ranking of a batch of one.

All sums are of whole numbers (thousandths of a point), so neither the size of a batch nor the machine changes a score.
The formula is published in `docs/matching.md`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from career_copilot.domain.candidates import Candidate
from career_copilot.domain.features import NICE, SOFT, STRESSED, UNSAID, VERSION, Batch, Features, batch, features
from career_copilot.domain.posting import Seniority
from career_copilot.domain.vectors import LENGTH
from career_copilot.domain.wish_rules import NOT_ASKED, blocked_by, verdicts
from career_copilot.domain.wishes import Wish

__all__ = ["VERSION", "Batch", "Features", "Ranking", "batch", "features", "rank"]

FORMULA = 2
MILLI = 1000
# Points that can be won. The page and docs/matching.md show these.
WEIGHTS = {"required skills": 25, "nice skills": 15, "words": 40, "title": 10, "experience": 5, "seniority": 5}
EACH_WISH = 4  # points of each soft wish that is made
FEWEST_SKILLS = 10  # an ad that names fewer cannot win all points for them
FEWEST_NICE = 4
SKILL_WEIGHT, SOFT_WEIGHT, STRESSED_WEIGHT = 4, 1, 8  # an attitude (teamwork, …); a skill that the ad names again
HALFWAY = 500  # shared words that win half of their points


@dataclass(frozen=True, slots=True)
class Ranking:
    """`score` int8[n], `blocked` bool[n]; `points` and `possible` by part int64[n] in thousandths of a point;
    `verdicts` by wish int8[n]: OK, VIOLATED, UNKNOWN or NOT_ASKED."""

    score: NDArray[np.int8]
    blocked: NDArray[np.bool_]
    points: dict[str, NDArray[np.int64]]
    possible: dict[str, NDArray[np.int64]]
    verdicts: dict[Wish, NDArray[np.int8]]


def rank(openings: Batch, person: Candidate) -> Ranking:
    """The score of each opening for this person."""
    found = verdicts(openings, person)
    points = {
        "required skills": _skills(openings, person, nice=False),
        "nice skills": _skills(openings, person, nice=True),
        "words": _words(openings, person),
        "title": _title(openings, person),
        "experience": _experience(openings, person),
        "seniority": _seniority(openings, person),
    }
    possible = {part: np.full(len(openings), weight * MILLI, np.int64) for part, weight in WEIGHTS.items()}
    points["wishes"], possible["wishes"] = _wishes(openings, person, found)
    won, most = sum(points.values()), sum(possible.values())
    score = (200 * np.asarray(won) + most) // (2 * np.asarray(most))
    return Ranking(score.astype(np.int8), blocked_by(found, person, len(openings)), points, possible, found)


def skill_weight(kind: int) -> int:
    """Of a skill by the bits of its kind."""
    if kind & SOFT:
        return SOFT_WEIGHT
    return STRESSED_WEIGHT if kind & STRESSED else SKILL_WEIGHT


_WEIGHT_OF_KIND = np.array([skill_weight(kind) for kind in range(8)], np.int64)


def _skills(openings: Batch, person: Candidate, nice: bool) -> NDArray[np.int64]:
    part, fewest = ("nice skills", FEWEST_NICE) if nice else ("required skills", FEWEST_SKILLS)
    kinds = openings.sections["skill_kinds"].astype(np.int64)
    weight = _WEIGHT_OF_KIND[kinds] * ((kinds & NICE > 0) == nice)
    ids = np.minimum(openings.sections["skill_ids"].astype(np.int64), len(person.credit) - 1)
    asked = openings.total("skill_ids", weight)
    met = openings.total("skill_ids", weight * person.credit[ids])
    points: NDArray[np.int64] = WEIGHTS[part] * MILLI * met // (100 * np.maximum(asked, fewest * SKILL_WEIGHT))
    return points


def _words(openings: Batch, person: Candidate) -> NDArray[np.int64]:
    rows, weights = openings.sections["term_rows"], openings.sections["term_weights"]
    shared = openings.total("term_rows", person.term_weights.take(rows) * weights)  # below 2**23: int32 holds it
    shared = shared // np.maximum(openings.header["norm"].astype(np.int64), 1)
    points: NDArray[np.int64] = WEIGHTS["words"] * MILLI * shared // (shared + HALFWAY)
    return points


def title_closeness(openings: Batch, person: Candidate) -> NDArray[np.int64]:
    """int64[n, titles]: cosines in thousandths. Exact: all products are whole numbers below 2**24."""
    products = openings.vectors.astype(np.float32) @ person.titles.T
    cosines: NDArray[np.int64] = np.rint(products).astype(np.int64) * MILLI // LENGTH**2
    return cosines


def _title(openings: Batch, person: Candidate) -> NDArray[np.int64]:
    closest: NDArray[np.int64] = np.clip(title_closeness(openings, person).max(1), 0, MILLI)
    points: NDArray[np.int64] = WEIGHTS["title"] * closest
    return points


def _experience(openings: Batch, person: Candidate) -> NDArray[np.int64]:
    """The share of the years asked; half when the ad does not say."""
    years = openings.header["years"].astype(np.int64)
    full = WEIGHTS["experience"] * MILLI
    share = full * np.minimum(person.months, years * 12) // np.maximum(years * 12, 1)
    return np.where(years == UNSAID, full // 2, np.where(years == 0, full, share))


def _seniority(openings: Batch, person: Candidate) -> NDArray[np.int64]:
    """All for the person's own level, half for the next, half when either is unknown."""
    unknown = list(Seniority).index(Seniority.UNKNOWN)
    level = openings.header["seniority"].astype(np.int64)
    full = WEIGHTS["seniority"] * MILLI
    away = np.abs(level - person.seniority)
    known = (level != unknown) & (person.seniority != unknown)
    return np.where(~known, full // 2, np.where(away == 0, full, np.where(away == 1, full // 2, 0)))


def _wishes(
    openings: Batch, person: Candidate, found: dict[Wish, NDArray[np.int8]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Points of the soft wishes: all when met, half when the ad does not say. Hard wishes only block;
    wished titles are what the part `title` compares."""
    points = np.zeros(len(openings), np.int64)
    possible = np.zeros(len(openings), np.int64)
    for wish, verdict in found.items():
        if wish is not Wish.TITLES and wish not in person.wishes.hard:
            possible += (verdict != NOT_ASKED) * EACH_WISH * MILLI
            points += wish_points(verdict)
    return points, possible


def wish_points(verdict: NDArray[np.int8]) -> NDArray[np.int64]:
    return np.array([EACH_WISH * MILLI, 0, EACH_WISH * MILLI // 2, 0], np.int64)[verdict]
