"""Workday career sites: the site's own list (POST, 20 a page), then one request for each text.

A site is written `tenant.wdN/site` (`tenant.wdN.myworkdayjobs.com/site`), or `wdN/tenant/site` for the other spelling
(`wdN.myworkdaysite.com/recruiting/tenant/site`). `postedOn` is relative to the day of reading ("Posted 3 Days Ago"), so
the date comes from the detail alone. The list stops at 2,000: a longer one can never be read completely."""

import re
from collections.abc import Collection, Generator
from typing import Any

import httpx

from career_copilot.domain.posting import Place, PostingData, Workplace
from career_copilot.job_boards.board import AnswerError, Board, Listed, Reading, incomplete, postings
from career_copilot.job_boards.terms import distinct, employment_types, moment, workplace

PAGE = 20
CAP = 2000
DETAILS = 300
"""Texts asked for in one run; the others follow in the next runs."""
SEVERAL = re.compile(r"^\d+ Locations?$|^\d+ (Standorte?|emplacements?|ubicaciones|lieux)$", re.I)


def site(company: str) -> tuple[str, str, str]:
    """`acme.wd3/careers` → (host, tenant, site)."""
    parts = company.split("/")
    if len(parts) == 3:
        return f"{parts[0]}.myworkdaysite.com", parts[1], parts[2]
    tenant = parts[0].partition(".")[0]
    return f"{parts[0]}.myworkdayjobs.com", tenant, parts[1]


def page(company: str) -> str:
    host, tenant, name = site(company)
    return f"https://{host}/recruiting/{tenant}/{name}" if "myworkdaysite" in host else f"https://{host}/{name}"


def read(company: str, known: Collection[str] = ()) -> Reading:
    """`total` counts only on the first page, and no further than the cap."""
    host, tenant, name = site(company)
    base = f"https://{host}/wday/cxs/{tenant}/{name}"
    listed: dict[str, dict[str, Any]] = {}
    offset, total = 0, 0
    while offset == 0 or offset < total:
        body = {"appliedFacets": {}, "limit": PAGE, "offset": offset, "searchText": ""}
        request = httpx.Request("POST", f"{base}/jobs", json=body, headers={"Accept": "application/json"})
        answer = (yield request).json()
        items = answer["jobPostings"]
        total = int(answer["total"]) if offset == 0 else total
        listed |= {item["externalPath"]: item for item in items if item.get("externalPath")}
        offset += PAGE
        if not items:
            break
    broken = yield from _each(company, base, listed, known)
    if total >= CAP:
        return f"the site lists only its first {CAP} openings"
    return incomplete(broken) or ("the list changed while it was read" if len(listed) < total else "")


def _each(
    company: str, base: str, listed: dict[str, dict[str, Any]], known: Collection[str]
) -> Generator[httpx.Request | PostingData | Listed, httpx.Response, int]:
    budget, broken = DETAILS, 0
    for path, item in listed.items():
        if path in known:
            yield Listed(path)
            continue
        detail: dict[str, Any] = {}
        if budget > 0:
            budget -= 1
            try:
                request = httpx.Request("GET", f"{base}{path}", headers={"Accept": "application/json"})
                detail = (yield request).json()
            except AnswerError as error:
                if error.status == 404:  # closed since the list was made
                    continue
                if error.status in (0, 403, 429):  # it has had enough: the list still counts
                    budget = 0
        if (detail.get("jobPostingInfo") or {}).get("posted") is False:
            continue
        broken += yield from postings([item], lambda job, text=detail: _posting(company, job, text))  # type: ignore[misc]
    return broken


def _posting(company: str, item: dict[str, Any], detail: dict[str, Any]) -> PostingData:
    info = detail.get("jobPostingInfo") or {}
    employer = (detail.get("hiringOrganization") or {}).get("name") or ""
    bullets = item.get("bulletFields") or []
    places = _places(item, info)
    url = info.get("externalUrl") or page(company) + item["externalPath"]
    return PostingData(
        job_board="workday",
        company=company,
        # The path, not the requisition number: one requisition may be listed several times, and details need the path.
        identifier=item["externalPath"],
        url=url,
        apply_url=f"{url}/apply" if info.get("canApply") else "",
        title=(info.get("title") or item["title"]).strip(),
        hiring_organization=employer.strip() or site(company)[1].replace("-", " ").replace("_", " ").title(),
        description=info.get("jobDescription") or "",
        job_location=places,
        places=_structured(info, places),
        job_location_type=_workplace(info.get("remoteType") or item.get("remoteType")),
        employment_type=employment_types([info.get("timeType") or item.get("timeType")]),
        tags=distinct(str(bullet) for bullet in bullets[:1] if bullet),
        date_posted=moment(info.get("startDate")),
        valid_through=moment(info.get("endDate")),
    )


def _workplace(stated: str | None) -> Workplace:
    return workplace(stated)


def _places(item: dict[str, Any], info: dict[str, Any]) -> list[str]:
    """The detail's places; else the list's text unless it only counts them; else the path, which names the first."""
    if info.get("location"):
        return distinct([info["location"], *(info.get("additionalLocations") or [])])
    text = (item.get("locationsText") or "").strip()
    if text and not SEVERAL.match(text):
        return [text]
    segments = item["externalPath"].strip("/").split("/")
    if len(segments) >= 3 and segments[0] == "job":
        return distinct([re.sub(r"-+", " ", segments[1])])
    return []


def _structured(info: dict[str, Any], places: list[str]) -> list[Place]:
    """The first place with its country's code, when the site gives one."""
    where = info.get("jobRequisitionLocation") or {}
    country = ((where.get("country") or {}).get("alpha2Code") or "").upper()
    return [Place(text=places[0], country=country)] if places and len(country) == 2 else []


def single(company: str, identifier: str) -> httpx.Request:
    """One posting; 404 once it is closed."""
    host, tenant, name = site(company)
    return httpx.Request("GET", f"https://{host}/wday/cxs/{tenant}/{name}{identifier}")


BOARD = Board(
    name="workday",
    label="Workday",
    read=read,
    posting=single,
    hosts=(".myworkdayjobs.com", ".myworkdaysite.com"),
    page=page,
    details=True,
)
