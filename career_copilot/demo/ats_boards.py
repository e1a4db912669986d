"""The demonstration's ATS boards in their vendors' formats: Greenhouse, Lever, Ashby."""

from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from career_copilot.demo.postings import DemoPosting
from career_copilot.demo.shown import exists, shown

WORKPLACE = {
    "lever": {"remote": "remote", "hybrid": "hybrid", "on_site": "on-site"},
    "ashby": {"remote": "Remote", "hybrid": "Hybrid", "on_site": "OnSite"},
}


def not_found() -> JSONResponse:
    """A vendor's answer for what is not there."""
    return JSONResponse({"status": 404, "error": "Job not found"}, status_code=404)


async def greenhouse(request: Request) -> Response:
    token = request.path_params["token"]
    if not exists("greenhouse", token):
        return not_found()
    jobs = [greenhouse_job(posting) for posting in shown("greenhouse", token)]
    if wanted := request.path_params.get("identifier"):
        return next((JSONResponse(job) for job in jobs if str(job["id"]) == wanted), not_found())
    return JSONResponse({"jobs": jobs, "meta": {"total": len(jobs)}})


def greenhouse_job(posting: DemoPosting) -> dict[str, Any]:
    """One item of the Greenhouse Job Board API: `content` is HTML escaped once more."""
    pay = (
        [
            {
                "min_cents": posting.salary[0] * 100,
                "max_cents": posting.salary[1] * 100,
                "currency_type": posting.currency,
                "title": "Annual salary",
                "blurb": "",
            }
        ]
        if posting.salary
        else []
    )
    return {
        "id": posting.number,
        "internal_job_id": posting.number + 17,
        "title": posting.title,
        "updated_at": posting.posted.isoformat(),
        "first_published": posting.posted.isoformat(),
        "requisition_id": f"R{posting.number % 10000}",
        "location": {"name": posting.place},
        "absolute_url": f"https://boards.greenhouse.io/{posting.token}/jobs/{posting.number}",
        "company_name": posting.company,
        "metadata": [
            {
                "id": 1,
                "name": "Workplace Type",
                "value": posting.workplace.replace("_", "-").title(),
                "value_type": "single_select",
            }
        ],
        "departments": [{"id": 1, "name": posting.department, "parent_id": None, "child_ids": []}],
        "offices": [
            {
                "id": 1,
                "name": posting.place.split(",")[0],
                "location": posting.place,
                "parent_id": None,
                "child_ids": [],
            }
        ],
        "pay_input_ranges": pay,
        "content": escape(posting.html),
        "data_compliance": [],
        "education": None,
    }


async def lever(request: Request) -> Response:
    token = request.path_params["token"]
    if not exists("lever", token):
        return JSONResponse({"ok": False, "error": "Document not found"}, status_code=404)
    jobs = [lever_posting(posting) for posting in shown("lever", token)]
    if wanted := request.path_params.get("identifier"):
        found = next((job for job in jobs if job["id"] == wanted), None)
        return (
            JSONResponse(found)
            if found
            else JSONResponse({"ok": False, "error": "Document not found"}, status_code=404)
        )
    skip, limit = int(request.query_params.get("skip", 0)), int(request.query_params.get("limit", 100))
    return JSONResponse(jobs[skip : skip + limit])


def lever_posting(posting: DemoPosting) -> dict[str, Any]:
    """One item of the Lever Postings API: the lists stand apart from the description."""
    before, _, rest = posting.html.partition("<h3>")
    lists, additional = [], ""
    for block in rest.split("<h3>") if rest else []:
        heading, _, body = block.partition("</h3>")
        items = body.strip().removeprefix("<ul>").removesuffix("</ul>").strip()
        if items.startswith("<li>"):
            lists.append({"text": heading, "content": items})
        else:
            additional += body.strip()
    identifier = f"{posting.number:08x}-0000-4000-8000-{posting.number:012x}"
    url = f"https://jobs.lever.co/{posting.token}/{identifier}"
    pay = (
        {
            "min": posting.salary[0],
            "max": posting.salary[1],
            "currency": posting.currency,
            "interval": "per-year-salary",
        }
        if posting.salary
        else None
    )
    return {
        "id": identifier,
        "text": posting.title,
        "hostedUrl": url,
        "applyUrl": f"{url}/apply",
        "categories": {
            "location": posting.place,
            "team": posting.department,
            "department": posting.department,
            "commitment": "Part-time" if posting.part_time else "Full-time",
            "allLocations": [posting.place],
        },
        "country": {"Netherlands": "NL", "Belgium": "BE", "Spain": "ES"}.get(posting.place.split(", ")[-1]),
        "workplaceType": WORKPLACE["lever"][posting.workplace],
        "createdAt": int(posting.posted.timestamp() * 1000),
        "description": before.strip(),
        "descriptionPlain": _plain(before),
        "descriptionBody": before.strip(),
        "descriptionBodyPlain": _plain(before),
        "opening": "",
        "openingPlain": "",
        "lists": lists,
        "additional": additional,
        "additionalPlain": _plain(additional),
        **({"salaryRange": pay} if pay else {}),
    }


def _plain(html: str) -> str:
    return html.replace("<p>", "").replace("</p>", "\n").strip()


async def ashby(request: Request) -> Response:
    token = request.path_params["token"]
    if not exists("ashby", token):
        return Response("Not Found", status_code=404)
    return JSONResponse({"apiVersion": "1", "jobs": [ashby_job(posting) for posting in shown("ashby", token)]})


def ashby_job(posting: DemoPosting) -> dict[str, Any]:
    """One item of Ashby's posting API."""
    city, _, country = posting.place.partition(", ")
    address = {"addressLocality": city, "addressRegion": "", "addressCountry": country}
    identifier = f"{posting.number:08x}-1111-4111-8111-{posting.number:012x}"
    salary = {
        "id": f"c{posting.number}",
        "summary": "",
        "compensationType": "Salary",
        "interval": "1 YEAR",
        "currencyCode": posting.currency,
        "minValue": posting.salary[0] if posting.salary else None,
        "maxValue": posting.salary[1] if posting.salary else None,
    }
    summary = (
        f"{posting.currency} {posting.salary[0] // 1000}K – {posting.salary[1] // 1000}K" if posting.salary else None
    )
    return {
        "id": identifier,
        "title": posting.title,
        "department": posting.department,
        "team": posting.department,
        "employmentType": "PartTime" if posting.part_time else "FullTime",
        "location": posting.place,
        "secondaryLocations": [],
        "address": None if city == "Remote" else {"postalAddress": address},
        "isListed": True,
        "isRemote": posting.workplace == "remote",
        "workplaceType": WORKPLACE["ashby"][posting.workplace],
        "publishedAt": posting.posted.isoformat(),
        "jobUrl": f"https://jobs.ashbyhq.com/{posting.token}/{identifier}",
        "applyUrl": f"https://jobs.ashbyhq.com/{posting.token}/{identifier}/application",
        "descriptionHtml": posting.html,
        "descriptionPlain": "",
        "shouldDisplayCompensationOnJobPostings": bool(posting.salary),
        "compensation": {
            "compensationTierSummary": summary,
            "scrapeableCompensationSalarySummary": summary,
            "compensationTiers": [],
            "summaryComponents": [salary] if posting.salary else [],
        },
    }


ROUTES = [
    Route("/boards-api.greenhouse.io/v1/boards/{token}/jobs", greenhouse),
    Route("/boards-api.greenhouse.io/v1/boards/{token}/jobs/{identifier}", greenhouse),
    Route("/api.lever.co/v0/postings/{token}", lever),
    Route("/api.lever.co/v0/postings/{token}/{identifier}", lever),
    Route("/api.ashbyhq.com/posting-api/job-board/{token}", ashby),
]
