"""Does the claim ledger catch what a model would invent, and how fast? Measured on sentences labelled in this project."""

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from career_copilot.domain import claims, skills
from tests.domain import labelled_claims
from tests.domain.labelled_claims import PEOPLE, Labelled

FIGURES = ("claims.recall", "claims.precision", "claims.sentences_per_s")
HARD = ("number", "percent", "money", "date", "duration", "employer", "title")
HALVES = ("development", "held_out")
ROUNDS = 5


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    skills.load()
    halves = {half: labelled_claims.sentences(half) for half in HALVES}
    flags = {half: [_flagged(one) for one in rows] for half, rows in halves.items()}
    rows = [one for half in HALVES for one in halves[half]]
    flagged = [flag for half in HALVES for flag in flags[half]]
    split = "; ".join(f"{half} {_recall(halves[half], flags[half]):.3f}" for half in HALVES)
    if "claims.recall" in names:
        hard = [flag for one, flag in zip(rows, flagged, strict=True) if one.wrong and one.kind in HARD]
        note = f"rules alone, no model; {split}; numbers, dates, employers, titles {sum(hard) / len(hard):.3f} (n {len(hard)})"
        yield Figure("claims.recall", round(_recall(rows, flagged), 4), "share", sum(one.wrong for one in rows), note)
    if "claims.precision" in names:
        split = "; ".join(f"{half} {_precision(halves[half], flags[half]):.3f}" for half in HALVES)
        note = f"of what is flagged, how much is inflated or invented; {split}; {len(rows)} sentences"
        yield Figure("claims.precision", round(_precision(rows, flagged), 4), "share", sum(flagged), note)
    if "claims.sentences_per_s" in names:
        yield _speed(rows)


def _flagged(one: Labelled) -> bool:
    return not claims.verify(one.text, (), labelled_claims.ledger(one.profile), one.language).supported


def _recall(rows: list[Labelled], flags: list[bool]) -> float:
    return sum(one.wrong and flag for one, flag in zip(rows, flags, strict=True)) / sum(one.wrong for one in rows)


def _precision(rows: list[Labelled], flags: list[bool]) -> float:
    return sum(one.wrong and flag for one, flag in zip(rows, flags, strict=True)) / max(1, sum(flags))


def _speed(rows: list[Labelled]) -> Figure:
    """CPU time, so that what else runs on the machine does not count."""
    started = time.process_time()
    for _ in range(ROUNDS):
        for one in rows:
            _flagged(one)
    spent = time.process_time() - started
    count = ROUNDS * len(rows)
    note = f"seconds of CPU of one process; ledgers of {len(PEOPLE)} people made before"
    return Figure("claims.sentences_per_s", round(count / spent), "1/s", count, note)
