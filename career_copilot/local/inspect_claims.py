"""`inspect claims PROFILE.json TEXT.jsonl`: each sentence with what the claim ledger says of it, and why."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from career_copilot.documents import json_resume
from career_copilot.domain import claims
from career_copilot.local import inspect_files

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
    source = inspect_files.words(profile)
    resume = json_resume.read(source)
    beside = inspect_files.checked(_Beside, json.loads(source), profile)
    facts = claims.facts_of(resume, beside.achievements, beside.stated)
    ledger = claims.ledger(facts, datetime.now(UTC).date(), beside.posting, beside.company, resume.basics.name)
    for number, line in inspect_files.lines(sentences):
        try:
            given = _Line.model_validate(json.loads(line))
        except ValueError as error:
            yield {"line": number, "error": inspect_files.reason(error)}
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
