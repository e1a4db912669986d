"""`inspect match PROFILE.json POSTINGS.jsonl`: what a person's match with each posting would be, with all its evidence."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from career_copilot.documents import json_resume
from career_copilot.domain.matching import match
from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import Span
from career_copilot.domain.wishes import Wishes
from career_copilot.local import job_posting

USAGE = "PROFILE.json POSTINGS.jsonl"


def read(profile: str, postings: str) -> Iterator[dict[str, Any]]:
    """PROFILE.json is JSON Resume with `wishes` beside it; POSTINGS.jsonl is one schema.org JobPosting a line."""
    text = Path(profile).read_text()
    resume = json_resume.read(text)
    wishes = Wishes.model_validate(json.loads(text).get("wishes") or {})
    now = datetime.now(UTC)
    with Path(postings).open() as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            opening = normalise(job_posting.posting(json.loads(line), number), now)
            found = match(opening, resume, wishes, now).model_dump(mode="json")
            for entry in found["evidence"]:
                entry["posting_text"] = _cut(opening.text, entry["requirement"]["span"])
                entry["resume_text"] = _cut(resume.text, entry["span"])
            yield {"title": opening.title, "company": opening.company, **found}


def _cut(text: str, span: dict[str, int] | None) -> str:
    where = Span.model_validate(span) if span else Span(start=0, end=0)
    return text[where.start : where.end]
