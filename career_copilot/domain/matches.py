"""What matching says about an opening and a person: the score, its parts, the evidence, the constraints."""

from enum import StrEnum

from pydantic import BaseModel, Field

from career_copilot.domain.posting import Requirement, Span
from career_copilot.domain.wishes import Wish


class EvidenceState(StrEnum):
    """How a requirement is met. The screen marks them ● ◐ ○ –."""

    EXACT = "exact"  # the résumé names it in the same words
    ALIAS = "alias"  # in other words of the same taxonomy entry
    ADJACENT = "adjacent"  # a neighbouring skill
    MISSING = "missing"


class Evidence(BaseModel, frozen=True):
    """One requirement tied to the résumé."""

    requirement: Requirement
    state: EvidenceState
    span: Span | None = Field(None, description="in the résumé's source text; None if missing or typed by hand")
    text: str = Field("", description="the résumé's words")
    note: str = Field("", description="why, in a few words: `neighbour of Kubernetes`, `you wrote B2, C1 is asked`")
    points: float = Field(0, description="what it added to the score")
    possible: float = Field(0, description="what it could have added")


class Verdict(StrEnum):
    OK = "ok"
    VIOLATED = "violated"
    UNKNOWN = "unknown"  # the ad does not say


class Constraint(BaseModel, frozen=True):
    """A wish against the opening; for languages and permits, what the ad demands against what the person has."""

    wish: Wish
    hard: bool
    verdict: Verdict
    text: str = Field(description="one sentence: `Asks for on-site work in Lyon; you want 50 km around Berlin`")
    points: float = 0
    possible: float = 0


class ScorePart(BaseModel, frozen=True):
    """One line of the formula."""

    name: str
    points: float
    possible: float
    formula: str


class Match(BaseModel, frozen=True):
    """`score` is 0–100 and is the same number that ranking stores."""

    score: int = Field(ge=0, le=100)
    blocked: bool = Field(description="a hard wish is violated: listed after all others")
    parts: list[ScorePart]
    evidence: list[Evidence]
    constraints: list[Constraint]
    version: str = Field(description="of the formula and its tables, e.g. `1 / idf 2026-11`")
