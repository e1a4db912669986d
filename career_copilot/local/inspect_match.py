"""`inspect match PROFILE.json POSTINGS.jsonl`: what a person's match with each posting would be, with all its evidence."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from career_copilot.documents import json_resume
from career_copilot.domain.matching import match
from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import OpeningData, Span
from career_copilot.domain.resume import Resume
from career_copilot.domain.wished_places import placed
from career_copilot.domain.wishes import Wishes
from career_copilot.domain.wishes_checking import check
from career_copilot.errors import InvalidInputError
from career_copilot.local import inspect_files, job_posting

USAGE = "PROFILE.json POSTINGS.jsonl"


def read(profile: str, postings: str) -> Iterator[dict[str, Any]]:
    """PROFILE.json is JSON Resume with `wishes` beside it; POSTINGS.jsonl is one schema.org JobPosting a line;
    one that cannot be read is answered with `line` and `error`."""
    text = inspect_files.words(profile)
    resume = json_resume.read(text)
    wishes = placed(check(inspect_files.checked(Wishes, json.loads(text).get("wishes") or {}, f"{profile}: wishes")))
    now = datetime.now(UTC)
    for number, line in inspect_files.lines(postings):
        try:
            posting = job_posting.posting(_object(line), number)
        except (ValueError, InvalidInputError) as error:  # no JSON, or a value that no posting has
            yield {"line": number, "error": inspect_files.reason(error)}
            continue
        yield _matched(normalise(posting, now), resume, wishes, now)


def _object(line: str) -> dict[str, Any]:
    """The JSON object of a line. Raises ValueError."""
    found = json.loads(line)
    if not isinstance(found, dict):
        raise InvalidInputError("this is no JSON object")
    return found


def _matched(opening: OpeningData, resume: Resume, wishes: Wishes, now: datetime) -> dict[str, Any]:
    found = match(opening, resume, wishes, now).model_dump(mode="json")
    for entry in found["evidence"]:
        entry["posting_text"] = _cut(opening.text, entry["requirement"]["span"])
        entry["resume_text"] = _cut(resume.text, entry["span"])
    return {"title": opening.title, "company": opening.company, **found}


def _cut(text: str, span: dict[str, int] | None) -> str:
    where = Span.model_validate(span) if span else Span(start=0, end=0)
    return text[where.start : where.end]
