"""From a posting as its board tells it to the row that is stored: normalised, its requirements read, its features packed.

This is the heavy part of ingestion, pure, and made to run in a child process on a hundred postings at a time: texts go
in, the lines that Postgres copies come out, so that the parent neither builds nor reads them."""

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, TypeAdapter

from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import OpeningData, Place, PostingData, Requirement
from career_copilot.domain.ranking import features
from career_copilot.domain.search_language import configuration
from career_copilot.domain.skills import label
from career_copilot.domain.workplace import SEARCH_WORDS

_PLACES, _REQUIREMENTS = TypeAdapter(list[Place]), TypeAdapter(list[Requirement])
_ESCAPES = (("\\", r"\\"), ("\n", r"\n"), ("\t", r"\t"), ("\r", r"\r"))


@dataclass(frozen=True)
class Prepared:
    """`rows`: a line a posting in the text format of Postgres's COPY, its values in the order of `columns`; `failures`:
    identifier → what went wrong, for the log."""

    columns: tuple[str, ...]
    rows: bytes
    failures: dict[str, str]


NOTHING = Prepared((), b"", {})


def prepare(postings: list[tuple[str, str]], now: datetime) -> Prepared:
    """Each posting is (its PostingData as JSON, the hash of that). One that cannot be normalised is a defect of ours:
    it is reported and does not stop the others."""
    columns: tuple[str, ...] = ()
    lines, failures = [], {}
    for data, content_hash in postings:
        posting = PostingData.model_validate_json(data)
        try:
            row = _row(posting, normalise(posting, now)) | {"data": data, "content_hash": content_hash}
        except Exception:
            failures[posting.identifier] = traceback.format_exc(limit=-4)
            continue
        columns = tuple(row)
        lines.append("\t".join([r"\N" if value is None else _escaped(value) for value in row.values()]) + "\n")
    return Prepared(columns, "".join(lines).encode(), failures)


def _escaped(value: str) -> str:
    for sign, written in _ESCAPES:
        value = value.replace(sign, written)
    return value


def _row(posting: PostingData, opening: OpeningData) -> dict[str, str | None]:
    """Column of `services/storing.py` → its value as Postgres reads it."""
    packed = features(opening)
    annual = opening.annual_salary
    more = [label(number) for number in opening.skills] + [place.text for place in opening.places]
    paid = (annual.maximum_eur or annual.minimum_eur) if annual else None
    return {
        "identifier": posting.identifier,
        "url": posting.url,
        "apply_url": posting.apply_url,
        "posting_title": posting.title,
        "hiring_organization": posting.hiring_organization,
        "posting_posted": _time(posting.date_posted),
        "fingerprint": opening.fingerprint,
        "title": opening.title,
        "company": opening.company,
        "html": opening.html,
        "text": opening.text,
        "places": _PLACES.dump_json(opening.places).decode(),
        "countries": _array(opening.countries),
        "workplace": opening.workplace,
        "remote_regions": _array(opening.remote_regions),
        "employment_types": _array(opening.employment_types),
        "seniority": opening.seniority,
        "language": opening.language,
        "salary": _json(opening.salary),
        "annual_salary": _json(annual),
        "salary_maximum_eur": None if paid is None else str(paid),
        "skills": _array(map(str, opening.skills)),
        "requirements": _REQUIREMENTS.dump_json(opening.requirements).decode(),
        "date_posted": _time(opening.date_posted),
        "valid_through": _time(opening.valid_through),
        "search_config": configuration(opening.language),
        "search_more": " ".join([*more, posting.department, *posting.tags, SEARCH_WORDS.get(opening.workplace, "")]),
        "features_version": packed.version,
        "packed": rf"\x{packed.packed.hex()}",
        "vector": f"[{','.join(map(str, packed.vector.astype(int).tolist()))}]",  # whole numbers
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _json(value: BaseModel | None) -> str | None:
    return None if value is None else value.model_dump_json()


def _array(values: Iterable[str]) -> str:
    """Of codes, which hold nothing that an array would have to quote."""
    return f"{{{','.join(values)}}}"
