"""The labelled sentences about seven fictional people, for tests and benchmarks."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from career_copilot.documents import json_resume
from career_copilot.domain import claims

FOLDER = Path(__file__).parent.parent / "fixtures/claims"
PEOPLE = ("nurse", "developer", "cook", "teacher", "planner", "accountant", "backend")
TODAY = date(2026, 11, 1)
WRONG = ("inflated", "invented")


@dataclass(frozen=True)
class Labelled:
    """`truth` is `true`, `no_claim`, `inflated` or `invented`."""

    profile: str
    language: str
    truth: str
    kind: str
    text: str

    @property
    def wrong(self) -> bool:
        return self.truth in WRONG


def sentences(half: str) -> list[Labelled]:
    """`development` or `held_out`."""
    with (FOLDER / f"{half}.jsonl").open() as lines:
        return [Labelled(**json.loads(line)) for line in lines]


@cache
def ledger(profile: str) -> claims.Ledger:
    text = (FOLDER / f"{profile}.json").read_text()
    source = json.loads(text)
    stories = [claims.Achievement.model_validate(story) for story in source.get("achievements", [])]
    resume = json_resume.read(text)
    facts = claims.facts_of(resume, stories)
    return claims.ledger(facts, TODAY, source["posting"], source["company"], resume.basics.name)
