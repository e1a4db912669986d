"""`inspect claims PROFILE.json TEXT.jsonl`: each sentence with what the claim ledger says of it, and why."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from career_copilot.documents import json_resume
from career_copilot.domain import claims

USAGE = "PROFILE.json TEXT.jsonl"


class _Line(BaseModel):
    """A sentence, with the ids it cites in `facts` or in marks at its end."""

    text: str
    facts: tuple[int, ...] = ()
    language: str = ""


class _Beside(BaseModel):
    """What may stand beside the JSON Resume."""

    achievements: tuple[claims.Achievement, ...] = ()
    stated: tuple[claims.Statement, ...] = ()
    posting: str = ""
    company: str = ""


def read(profile: str, sentences: str) -> Iterator[dict[str, Any]]:
    """PROFILE.json is JSON Resume with `achievements`, `stated`, `posting` and `company` beside it; TEXT.jsonl is one
    object with `text` a line; a line that cannot be read is answered with `line` and `error`."""
    source = Path(profile).read_text()
    beside = _Beside.model_validate_json(source)
    resume = json_resume.read(source)
    facts = claims.facts_of(resume, beside.achievements, beside.stated)
    ledger = claims.ledger(facts, datetime.now(UTC).date(), beside.posting, beside.company, resume.basics.name)
    with Path(sentences).open() as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                given = _Line.model_validate(json.loads(line))
            except (ValueError, ValidationError) as error:
                yield {"line": number, "error": str(error)}
                continue
            yield from _judged(number, given, ledger)


def _judged(number: int, given: _Line, ledger: claims.Ledger) -> Iterator[dict[str, Any]]:
    for sentence in claims.sentences([given.text]):
        verdict = claims.verify(sentence.text, sentence.ids or given.facts, ledger, given.language)
        yield {
            "line": number,
            "text": sentence.text,
            "verdict": "supported" if verdict.supported else "unsupported",
            "reasons": list(verdict.reasons),
            "evidence": [ledger.by_id[fact].fact.text for fact in verdict.facts],
            **verdict.model_dump(mode="json"),
        }
