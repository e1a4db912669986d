"""Ashby public job posting API: all openings of a company in one answer, text and pay included.

https://developers.ashbyhq.com/docs/public-job-posting-api. It is slow (seconds) and wants one request at a time."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx

from career_copilot.domain.posting import EmploymentType, Place, PostingData, Salary, SalaryPeriod, Workplace
from career_copilot.job_boards.board import Board, Reading, incomplete, postings
from career_copilot.job_boards.terms import amount, distinct, moment, salary, workplace

HOST = "api.ashbyhq.com"
EMPLOYMENT = {
    "FullTime": EmploymentType.FULL_TIME,
    "PartTime": EmploymentType.PART_TIME,
    "Intern": EmploymentType.INTERN,
    "Contract": EmploymentType.CONTRACTOR,
    "Temporary": EmploymentType.TEMPORARY,
}
UNITS = {
    "HOUR": SalaryPeriod.HOUR,
    "DAY": SalaryPeriod.DAY,
    "WEEK": SalaryPeriod.WEEK,
    "MONTH": SalaryPeriod.MONTH,
    "YEAR": SalaryPeriod.YEAR,
}


def read(company: str, known: Collection[str] = ()) -> Reading:
    """One request; unknown boards answer 404."""
    url = f"https://{HOST}/posting-api/job-board/{quote(company, safe='')}?includeCompensation=true"
    answer = (yield httpx.Request("GET", url)).json()
    # An unlisted posting is reachable only by its link: the company does not want it shown.
    listed = [job for job in answer["jobs"] if job.get("isListed") is not False]
    return incomplete((yield from postings(listed, lambda job: _posting(company, job))))


def _posting(company: str, job: dict[str, Any]) -> PostingData:
    located = [(job.get("location"), job.get("address"))]
    located += [(entry.get("location"), entry.get("address")) for entry in job.get("secondaryLocations") or []]
    kind = job.get("employmentType")
    return PostingData(
        job_board="ashby",
        company=company,
        identifier=job["id"],
        url=job["jobUrl"],
        apply_url=job.get("applyUrl") or "",
        title=job["title"].strip(),
        # The API does not name the employer; the board's token is all there is.
        hiring_organization=_name(company),
        description=job.get("descriptionHtml") or job.get("descriptionPlain") or "",
        job_location=distinct(text for text, _ in located),
        places=[_place(text.strip(), address) for text, address in located if text and text.strip() and address],
        job_location_type=_workplace(job),
        employment_type=[EMPLOYMENT.get(kind, EmploymentType.OTHER)] if kind else [],
        base_salary=_salary(job.get("compensation") or {}),
        department=(job.get("department") or job.get("team") or "").strip(),
        tags=distinct([job.get("team")]),
        date_posted=moment(job.get("publishedAt")),
        date_modified=moment(job.get("updatedAt")),
    )


def _name(company: str) -> str:
    words = company.replace("-", " ").replace("_", " ").strip()
    return words if words != words.lower() else words.title()


def _place(text: str, address: dict[str, Any]) -> Place:
    """The vendor's country may be a name (`United States`) or a code; only codes go into `country`."""
    postal = address.get("postalAddress") or {}
    locality, region, country = (
        (postal.get(name) or "").strip() for name in ("addressLocality", "addressRegion", "addressCountry")
    )
    written = ", ".join(distinct([locality, region, country])) or text
    code = country.upper() if len(country) == 2 else ""
    return Place(text=written, locality=locality, region=region, country=code)


def _workplace(job: dict[str, Any]) -> Workplace:
    """`workplaceType` wins: boards set `isRemote` together with Hybrid."""
    stated = workplace(job.get("workplaceType"))
    if stated is not Workplace.UNKNOWN:
        return stated
    return Workplace.REMOTE if job.get("isRemote") else Workplace.UNKNOWN


def _salary(compensation: dict[str, Any]) -> Salary | None:
    """The summary's salary, else the span of the tiers' salaries that share its currency and interval."""
    text = compensation.get("compensationTierSummary") or compensation.get("scrapeableCompensationSalarySummary") or ""
    tiers = [part for tier in compensation.get("compensationTiers") or [] for part in tier.get("components") or []]
    for parts in (compensation.get("summaryComponents") or [], tiers):
        stated = [part for part in parts if _is_salary(part)]
        if stated:
            same = [part for part in stated if _unit(part) == _unit(stated[0])]
            period, factor = _interval(stated[0].get("interval") or "")
            low = min((part["minValue"] for part in same if amount(part.get("minValue"))), default=None)
            high = max((part["maxValue"] for part in same if amount(part.get("maxValue"))), default=None)
            return salary(low, high, stated[0].get("currencyCode"), period, text, factor)
    return Salary(text=text) if text else None


def _is_salary(part: dict[str, Any]) -> bool:
    stated = any(amount(part.get(name)) for name in ("minValue", "maxValue"))
    return stated and part.get("compensationType") == "Salary"


def _unit(part: dict[str, Any]) -> tuple[object, object]:
    return part.get("currencyCode"), part.get("interval")


def _interval(interval: str) -> tuple[SalaryPeriod | None, Decimal]:
    """`2 WEEK` → (week, ½): pay of two weeks, halved. `NONE` → no period."""
    count, _, unit = interval.partition(" ")
    number = amount(count)
    if unit not in UNITS or number is None:
        return None, Decimal(1)
    return UNITS[unit], Decimal(1) / number


BOARD = Board(
    name="ashby",
    label="Ashby",
    read=read,
    hosts=(HOST,),
    page=lambda company: f"https://jobs.ashbyhq.com/{quote(company, safe='')}",
    conditional=True,
)
