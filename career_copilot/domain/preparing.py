"""From a posting as its board tells it to the row that is stored: normalised, its requirements read, its features packed.

This is the heavy part of ingestion, pure, and made to run in a child process on a hundred postings at a time: texts go
in, one text with all rows comes out, so that the parent neither builds nor reads them."""

import json
import traceback
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import OpeningData, PostingData
from career_copilot.domain.ranking import features
from career_copilot.domain.search_language import configuration
from career_copilot.domain.skills import label
from career_copilot.domain.workplace import SEARCH_WORDS


@dataclass(frozen=True)
class Prepared:
    """`rows`: a JSON array, one object a posting; `failures`: identifier → what went wrong, for the log."""

    rows: str
    failures: dict[str, str]


def prepare(postings: list[tuple[str, str]], now: datetime) -> Prepared:
    """Each posting is (its PostingData as JSON, the hash of that). One that cannot be normalised is a defect of ours:
    it is reported and does not stop the others."""
    rows, failures = [], {}
    for data, content_hash in postings:
        posting = PostingData.model_validate_json(data)
        try:
            row = _row(posting, normalise(posting, now), content_hash)
        except Exception:
            failures[posting.identifier] = traceback.format_exc(limit=-4)
            continue
        rows.append(f'{json.dumps(row, ensure_ascii=False)[:-1]}, "data": {data}}}')
    return Prepared(f"[{','.join(rows)}]", failures)


def _row(posting: PostingData, opening: OpeningData, content_hash: str) -> dict[str, Any]:
    packed = features(opening)
    row = opening.model_dump(mode="json")
    annual = opening.annual_salary
    more = [label(number) for number in opening.skills] + [place.text for place in opening.places]
    return row | {
        "identifier": posting.identifier,
        "url": posting.url,
        "apply_url": posting.apply_url,
        "posting_title": posting.title,
        "hiring_organization": posting.hiring_organization,
        "posting_posted": posting.date_posted.isoformat() if posting.date_posted else None,
        "content_hash": content_hash,
        "salary_maximum_eur": (annual.maximum_eur or annual.minimum_eur) if annual else None,
        "search_config": configuration(opening.language),
        "search_more": " ".join([*more, posting.department, *posting.tags, SEARCH_WORDS.get(opening.workplace, "")]),
        "features_version": packed.version,
        "packed": packed.packed.hex(),
        "vector": f"[{','.join(map(str, packed.vector.astype(int).tolist()))}]",  # whole numbers
    }
