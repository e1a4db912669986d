"""Applications as analytics see them, made in a line."""

from datetime import UTC, datetime, timedelta
from itertools import count

from career_copilot.domain.outcomes import Entry, Outcome
from career_copilot.domain.pipeline import Stage

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
_ids = count(1)


def outcome(days_ago: float, *stages: tuple[str, float], **fields: object) -> Outcome:
    """Sent so many days ago; each stage with its days after that."""
    applied_at = NOW - timedelta(days=days_ago)
    entries = [Entry(Stage.APPLIED, applied_at)]
    entries += [Entry(Stage(stage), applied_at + timedelta(days=after)) for stage, after in stages]
    known = {
        "id": next(_ids), "title": "Nurse", "company": "Havnklinik", "source": "Lever", "resume": "", "score": None,
        "ad_posted_at": None, "applied_at": applied_at, "stage": entries[-1].stage, "entries": tuple(entries),
    }  # fmt: skip
    return Outcome(**(known | fields))  # type: ignore[arg-type]


def many(n: int, answered: int, **fields: object) -> list[Outcome]:
    """n that are decided; the first of them were answered after four days."""
    return [outcome(50, *([("screening", 4)] if at < answered else []), **fields) for at in range(n)]
