"""SmartRecruiters Posting API: a list of a company's openings, then one request for each text.

https://developers.smartrecruiters.com/docs/posting-api. Texts are asked for within a budget a run; a posting beyond it
is yielded without its text and gets it in a later run."""

import html
from collections.abc import Collection, Generator
from typing import Any
from urllib.parse import quote

import httpx

from career_copilot.domain.posting import Place, PostingData, Workplace
from career_copilot.job_boards.board import AnswerError, Board, Listed, Reading, incomplete, postings
from career_copilot.job_boards.terms import distinct, employment_types, moment, seniority

HOST = "api.smartrecruiters.com"
PAGE = 100
DETAILS = 300
"""Texts asked for in one run."""
SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
NO_LEVEL = {"not_applicable", "not applicable"}


def read(company: str, known: Collection[str] = ()) -> Reading:
    """The whole list first (so that what is missing is known), then the texts. An unknown company has an empty list."""
    base = f"https://{HOST}/v1/companies/{quote(company, safe='')}/postings"
    listed: dict[str, dict[str, Any]] = {}
    offset, total = 0, 1
    while offset < total:
        url = f"{base}?limit={PAGE}&offset={offset}&status=PUBLIC"
        answer = (yield httpx.Request("GET", url)).json()
        page, total = answer["content"], int(answer["totalFound"])
        listed |= {str(job["id"]): job for job in page}
        if not page:
            break
        offset += len(page)
    broken = yield from _each(company, base, listed, known)
    # The list may shrink while it is read; then a posting can have slipped from one page into the one before.
    return incomplete(broken) or ("the list changed while it was read" if len(listed) < total else "")


def _each(
    company: str, base: str, listed: dict[str, dict[str, Any]], known: Collection[str]
) -> Generator[httpx.Request | PostingData | Listed, httpx.Response, int]:
    budget, broken = DETAILS, 0
    for identifier, job in listed.items():
        if identifier in known:
            yield Listed(identifier)
            continue
        detail: dict[str, Any] = {}
        if budget > 0:
            budget -= 1
            try:
                detail = (yield httpx.Request("GET", f"{base}/{quote(identifier, safe='')}")).json()
            except AnswerError as error:
                if error.status == 404:  # closed since the list was made
                    continue
                if error.status in (0, 403, 429):  # it has had enough: the list still counts
                    budget = 0
        broken += yield from postings([job | detail], lambda whole: _posting(company, whole))
    return broken


def _posting(company: str, job: dict[str, Any]) -> PostingData:
    where = job.get("location") or {}
    level = (job.get("experienceLevel") or {}).get("label") or ""
    return PostingData(
        job_board="smartrecruiters",
        company=company,
        identifier=str(job["id"]),
        # Without the `/postings/` of the API: that address does not exist on the public site.
        url=job.get("postingUrl") or f"https://jobs.smartrecruiters.com/{quote(company, safe='')}/{job['id']}",
        apply_url=job.get("applyUrl") or "",
        title=job["name"].strip(),
        hiring_organization=((job.get("company") or {}).get("name") or company).strip(),
        description=_description(job.get("jobAd") or {}),
        job_location=distinct([where.get("fullLocation") or _joined(where)]),
        places=_places(where),
        job_location_type=_workplace(where),
        employment_type=employment_types([(job.get("typeOfEmployment") or {}).get("label")]),
        seniority=seniority([] if level.lower() in NO_LEVEL else [level]),
        department=((job.get("department") or {}).get("label") or "").strip(),
        tags=distinct((job.get(name) or {}).get("label") for name in ("function", "industry")),
        language=((job.get("language") or {}).get("code") or "")[:2].lower(),
        date_posted=moment(job.get("releasedDate")),
    )


def _joined(where: dict[str, Any]) -> str:
    country = (where.get("country") or "").upper()
    return ", ".join(part for part in (where.get("city"), where.get("region"), country) if part)


def _places(where: dict[str, Any]) -> list[Place]:
    text = where.get("fullLocation") or _joined(where)
    if not text:
        return []
    country = (where.get("country") or "").upper()
    return [
        Place(
            text=text.strip(),
            locality=(where.get("city") or "").strip(),
            region=(where.get("region") or "").strip(),
            country=country if len(country) == 2 else "",
            latitude=_degrees(where.get("latitude")),
            longitude=_degrees(where.get("longitude")),
        )
    ]


def _degrees(value: object) -> float | None:
    return float(str(value)) if value not in (None, "") else None


def _workplace(where: dict[str, Any]) -> Workplace:
    if where.get("hybrid"):
        return Workplace.HYBRID
    return Workplace.REMOTE if where.get("remote") else Workplace.UNKNOWN


def _description(advert: dict[str, Any]) -> str:
    sections = advert.get("sections") or {}
    parts = []
    for name in SECTIONS:
        section = sections.get(name) or {}
        if (section.get("text") or "").strip():
            title = html.escape(section.get("title") or "", quote=False)
            parts.append(f"<h3>{title}</h3>{section['text']}" if title else section["text"])
    return "\n".join(parts)


def single(company: str, identifier: str) -> httpx.Request:
    """One posting; 404 once it is closed."""
    base = f"https://{HOST}/v1/companies/{quote(company, safe='')}/postings"
    return httpx.Request("GET", f"{base}/{quote(identifier, safe='')}")


BOARD = Board(
    name="smartrecruiters",
    label="SmartRecruiters",
    read=read,
    posting=single,
    hosts=(HOST,),
    page=lambda company: f"https://careers.smartrecruiters.com/{quote(company, safe='')}",
    details=True,
)
