"""Greenhouse Job Board API: all openings of a company in one answer, text included.

https://developers.greenhouse.io/job-board.html. The text is HTML whose entities are escaped once more."""

import html
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx

from career_copilot.domain.posting import PostingData, Salary, SalaryPeriod, Workplace
from career_copilot.job_boards.board import Board, Reading, incomplete, postings
from career_copilot.job_boards.terms import distinct, employment_types, moment, salary, workplace

HOST = "boards-api.greenhouse.io"
# Boards put the way of working in the place's stead; the offices then name the places.
NO_PLACE = re.compile(r"^(remote|hybrid|on.?site|in.?office|n/a|various|multiple|flexible|\d+ locations?|multiple locations)?$", re.I)  # fmt: skip
EMPLOYMENT_NAMES = {"employment type", "time type", "job type", "worker type", "employment status", "contract type", "work type", "job time type", "early career time type"}  # fmt: skip
WORKPLACE_NAMES = {"workplace type", "location type", "remote", "remote?", "work type", "working model", "work model", "workplace", "remote status"}  # fmt: skip


def read(company: str, known: Collection[str] = ()) -> Reading:
    """One request; unknown boards answer 404."""
    url = f"https://{HOST}/v1/boards/{quote(company, safe='')}/jobs?content=true&pay_transparency=true"
    answer = (yield httpx.Request("GET", url)).json()
    return incomplete((yield from postings(answer["jobs"], lambda job: _posting(company, job))))


def _posting(company: str, job: dict[str, Any]) -> PostingData:
    metadata = {str(entry["name"]).strip().lower(): entry for entry in job.get("metadata") or []}
    where = (job.get("location") or {}).get("name") or ""
    departments = distinct(entry.get("name") for entry in job.get("departments") or [])
    return PostingData(
        job_board="greenhouse",
        company=company,
        identifier=str(job["id"]),
        url=job["absolute_url"],
        apply_url=job["absolute_url"],
        title=job["title"].strip(),
        hiring_organization=(job.get("company_name") or company).strip(),
        description=html.unescape(job.get("content") or ""),
        job_location=_places(where, job.get("offices") or []),
        job_location_type=_workplace(where, metadata),
        employment_type=employment_types(_words(metadata, EMPLOYMENT_NAMES)),
        base_salary=_pay(job.get("pay_input_ranges") or []) or _pay_in_metadata(job.get("metadata") or []),
        department=departments[0] if departments else "",
        tags=departments[1:],
        language=(job.get("language") or "")[:2].lower(),
        date_posted=moment(job.get("first_published")),
        date_modified=moment(job.get("updated_at")),
        valid_through=moment(job.get("application_deadline")),
    )


def _places(where: str, offices: list[dict[str, Any]]) -> list[str]:
    stated = distinct(re.split(r"\s*[;|]\s*", where))
    if all(NO_PLACE.match(place) for place in stated):
        named = distinct(office.get("location") or office.get("name") for office in offices)
        return distinct([*(place for place in stated if place), *named])
    return stated


def _workplace(where: str, metadata: dict[str, dict[str, Any]]) -> Workplace:
    for word in _words(metadata, WORKPLACE_NAMES):
        if (found := workplace(word)) is not Workplace.UNKNOWN:
            return found
    return workplace(where) if NO_PLACE.match(where.strip()) else Workplace.UNKNOWN


def _words(metadata: dict[str, dict[str, Any]], names: set[str]) -> list[str]:
    found: list[str] = []
    for name in names & metadata.keys():
        value = metadata[name].get("value")
        found += [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, str)]
    return sorted(found)


def _pay(ranges: list[dict[str, Any]]) -> Salary | None:
    """Ranges of several regions become one from the lowest to the highest, if they share currency and period."""
    first: tuple[str, SalaryPeriod] | None = None
    lows, highs, texts = [], [], []
    for entry in ranges:
        low, high = (Decimal(str(entry.get(name) or 0)) / 100 for name in ("min_cents", "max_cents"))
        unit = (str(entry.get("currency_type") or ""), _period(str(entry.get("title") or ""), max(low, high)))
        if max(low, high) <= 0 or (first is not None and unit != first):
            continue
        first = first or unit
        lows.append(low or high)
        highs.append(high or low)
        texts.append(str(entry.get("title") or "").strip())
    if first is None:
        return None
    return salary(min(lows), max(highs), first[0], first[1], "; ".join(distinct(texts)))


def _period(title: str, pay: Decimal) -> SalaryPeriod:
    for period in SalaryPeriod:
        if re.search(rf"\b{period.value}", title, re.I) or (
            period is SalaryPeriod.DAY and re.search("dai?ly", title, re.I)
        ):
            return period
    # The API names no period. Nobody is paid less than this in a year, nor more in an hour.
    return SalaryPeriod.YEAR if pay >= 1000 else SalaryPeriod.HOUR


def _pay_in_metadata(metadata: list[dict[str, Any]]) -> Salary | None:
    """The one published range among the board's own fields; budgets are not offers, and of several none is sure."""
    found = [
        entry
        for entry in metadata
        if entry.get("value_type") == "currency_range"
        and isinstance(entry.get("value"), dict)
        and re.search(r"pay|salary|compensation|range|gehalt", entry["name"], re.I)
        and not re.search(r"budget|internal", entry["name"], re.I)
        and float(entry["value"].get("max_value") or 0) > 0
    ]
    if len(found) != 1:
        return None
    value = found[0]["value"]
    high = Decimal(str(value.get("max_value")))
    return salary(value.get("min_value"), high, value.get("unit"), _period(found[0]["name"], high), found[0]["name"])


def single(company: str, identifier: str) -> httpx.Request:
    """One posting; 404 once it is closed."""
    return httpx.Request("GET", f"https://{HOST}/v1/boards/{quote(company, safe='')}/jobs/{quote(identifier, safe='')}")


BOARD = Board(
    name="greenhouse",
    label="Greenhouse",
    read=read,
    posting=single,
    hosts=(HOST,),
    page=lambda company: f"https://job-boards.greenhouse.io/{quote(company, safe='')}",
    conditional=True,
)
