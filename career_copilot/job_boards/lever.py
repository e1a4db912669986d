"""Lever Postings API: pages of a company's openings, text included. https://github.com/lever/postings-api

A company on Lever's European servers is written `eu/name`."""

import html
from collections.abc import Collection
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx

from career_copilot.domain.posting import Place, PostingData, Salary, SalaryPeriod
from career_copilot.job_boards.board import Board, Reading, UnreadableError, incomplete, postings
from career_copilot.job_boards.terms import distinct, employment_types, moment, salary, workplace

PAGE = 100
INTERVALS: dict[str, tuple[SalaryPeriod, Decimal]] = {
    "per-year-salary": (SalaryPeriod.YEAR, Decimal(1)),
    "per-month-salary": (SalaryPeriod.MONTH, Decimal(1)),
    "semi-month-salary": (SalaryPeriod.MONTH, Decimal(2)),
    "bi-month-salary": (SalaryPeriod.MONTH, Decimal(2)),
    "bi-week-salary": (SalaryPeriod.WEEK, Decimal("0.5")),
    "per-week-salary": (SalaryPeriod.WEEK, Decimal(1)),
    "per-day-wage": (SalaryPeriod.DAY, Decimal(1)),
    "per-hour-wage": (SalaryPeriod.HOUR, Decimal(1)),
}


def _site(company: str) -> tuple[str, str]:
    """(host prefix, site): `eu/acme` → (`eu.`, `acme`)."""
    region, _, site = company.rpartition("/")
    return ("eu." if region == "eu" else "", site)


def read(company: str, known: Collection[str] = ()) -> Reading:
    """Offset paging until a short page; unknown sites answer 404."""
    region, site = _site(company)
    skip = broken = 0
    while True:
        url = f"https://api.{region}lever.co/v0/postings/{quote(site, safe='')}?mode=json&skip={skip}&limit={PAGE}"
        page = (yield httpx.Request("GET", url)).json()
        if not isinstance(page, list):
            raise UnreadableError("a list of postings was expected")
        broken += yield from postings(page, lambda job: _posting(company, job))
        if len(page) < PAGE:
            return incomplete(broken)
        skip += PAGE


def _posting(company: str, job: dict[str, Any]) -> PostingData:
    categories = job.get("categories") or {}
    where = distinct([categories.get("location"), *(categories.get("allLocations") or [])])
    country = (job.get("country") or "").upper()
    return PostingData(
        job_board="lever",
        company=company,
        identifier=job["id"],
        url=job["hostedUrl"],
        apply_url=job.get("applyUrl") or "",
        title=job["text"].strip(),
        # The API does not name the employer; the site's token is all there is.
        hiring_organization=_site(company)[1].replace("-", " ").title(),
        description=_description(job),
        job_location=where,
        # The country is that of the posting's first place; the others may lie elsewhere.
        places=[Place(text=where[0], country=country)] if where and len(country) == 2 else [],
        job_location_type=workplace(job.get("workplaceType")),
        employment_type=employment_types([categories.get("commitment")]),
        base_salary=_salary(job),
        department=(categories.get("department") or categories.get("team") or "").strip(),
        tags=distinct([categories.get("team"), categories.get("level"), categories.get("commitment")]),
        date_posted=moment(job.get("createdAt")),
        date_modified=moment(job.get("updatedAt")),
    )


def _description(job: dict[str, Any]) -> str:
    """Opening and body (both are in `description`), then the lists under their headings, pay, closing words."""
    parts = [job.get("description") or job.get("descriptionPlain") or ""]
    parts += [
        f"<h3>{html.escape(entry.get('text') or '', quote=False)}</h3><ul>{entry.get('content') or ''}</ul>"
        for entry in job.get("lists") or []
    ]
    parts += [job.get("salaryDescription") or "", job.get("additional") or job.get("additionalPlain") or ""]
    return "\n".join(part for part in parts if part.strip())


def _salary(job: dict[str, Any]) -> Salary | None:
    stated = job.get("salaryRange") or {}
    period, factor = INTERVALS.get(stated.get("interval") or "", (None, Decimal(1)))
    # A one-time payment has no period; its numbers are no salary. (The interval alone never is.)
    return salary(stated.get("min"), stated.get("max"), stated.get("currency"), period, "", factor)


def single(company: str, identifier: str) -> httpx.Request:
    """One posting; 404 once it is closed."""
    region, name = _site(company)
    url = f"https://api.{region}lever.co/v0/postings/{quote(name, safe='')}/{quote(identifier, safe='')}"
    return httpx.Request("GET", url)


BOARD = Board(
    name="lever",
    label="Lever",
    read=read,
    posting=single,
    hosts=("api.lever.co", "api.eu.lever.co"),
    page=lambda company: f"https://jobs.{_site(company)[0]}lever.co/{quote(_site(company)[1], safe='')}",
)
