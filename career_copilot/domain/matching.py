"""How well an opening fits a person: one pure function, one published formula (`docs/matching.md`)."""

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from career_copilot.domain import ranking
from career_copilot.domain.candidates import candidate
from career_copilot.domain.constraints import constraints
from career_copilot.domain.evidence import evidence
from career_copilot.domain.matches import Constraint, Evidence, EvidenceState, Match, ScorePart, Verdict
from career_copilot.domain.posting import OpeningData
from career_copilot.domain.resume import Resume
from career_copilot.domain.wishes import Wishes

__all__ = ["Constraint", "Evidence", "EvidenceState", "Match", "ScorePart", "Verdict", "match"]

VERSION = f"{ranking.FORMULA} / {ranking.VERSION}"
FORMULAS = {
    "required skills": f"{ranking.WEIGHTS['required skills']} × skills met ÷ skills asked (at least {ranking.FEWEST_SKILLS}); one that the ad stresses counts double, a neighbouring skill half, an attitude a quarter",
    "nice skills": f"{ranking.WEIGHTS['nice skills']} × nice-to-have skills met ÷ asked (at least {ranking.FEWEST_NICE})",
    "words": f"{ranking.WEIGHTS['words']} × w ÷ (w + {ranking.HALFWAY}), w: words and pairs shared with your résumé, the rarer in adverts the heavier",
    "title": f"{ranking.WEIGHTS['title']} × closeness of the title to the nearest of yours",
    "experience": f"{ranking.WEIGHTS['experience']} × your years ÷ years asked, at most 1; half when the ad does not say",
    "seniority": f"{ranking.WEIGHTS['seniority']} × 1 for your level, ½ for the next or when unknown",
    "wishes": f"{ranking.EACH_WISH} for each soft wish that is met, half when the ad does not say",
}


def match(opening: OpeningData, resume: Resume, wishes: Wishes, now: datetime) -> Match:
    """Explain one opening. The score is that of `ranking.rank` on a batch of this one opening: the same arithmetic."""
    person = candidate(resume, wishes, now)
    openings = ranking.batch([ranking.features(opening)])
    ranked = ranking.rank(openings, person)
    score, blocked = int(ranked.score[0]), bool(ranked.blocked[0])
    verdicts = {wish: int(found[0]) for wish, found in ranked.verdicts.items()}
    return Match(
        score=score,
        blocked=blocked,
        parts=[
            ScorePart(
                name=name, points=_points(points), possible=_points(ranked.possible[name]), formula=FORMULAS[name]
            )
            for name, points in ranked.points.items()
            if _points(ranked.possible[name])
        ],
        evidence=evidence(opening, resume, person, verdicts),
        constraints=constraints(opening, openings, person, verdicts),
        version=VERSION,
    )


def _points(thousandths: NDArray[np.int64]) -> float:
    return int(thousandths[0]) / ranking.MILLI
