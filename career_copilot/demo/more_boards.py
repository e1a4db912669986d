"""The demonstration's boards that page, list then detail, or carry many employers: SmartRecruiters, Workday CXS,
RemoteOK, Arbeitnow and We Work Remotely."""

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from career_copilot.demo.ats_boards import not_found
from career_copilot.demo.postings import DemoPosting
from career_copilot.demo.shown import exists, shown

COUNTRIES = {"Germany": "de", "France": "fr", "Belgium": "be"}
WORKDAY_PAGE = 20


async def smartrecruiters(request: Request) -> Response:
    token = request.path_params["token"]
    jobs = shown("smartrecruiters", token)
    if wanted := request.path_params.get("identifier"):
        found = next((posting for posting in jobs if str(posting.number) == wanted), None)
        return JSONResponse(smartrecruiters_detail(found)) if found else not_found()
    limit, offset = int(request.query_params.get("limit", 10)), int(request.query_params.get("offset", 0))
    page = [smartrecruiters_item(posting) for posting in jobs[offset : offset + limit]]
    return JSONResponse({"offset": offset, "limit": limit, "totalFound": len(jobs), "content": page})


def smartrecruiters_item(posting: DemoPosting) -> dict[str, Any]:
    """One item of the Posting API's list: no text."""
    city, _, country = posting.place.partition(", ")
    return {
        "id": str(posting.number),
        "name": posting.title,
        "uuid": f"{posting.number:08x}-2222-4222-8222-{posting.number:012x}",
        "refNumber": f"REF{posting.number % 10000}",
        "ref": f"https://api.smartrecruiters.com/v1/companies/{posting.token}/postings/{posting.number}",
        "company": {"identifier": posting.token, "name": posting.company},
        "releasedDate": posting.posted.isoformat().replace("+00:00", ".000Z"),
        "location": {
            "city": city,
            "region": "",
            "country": COUNTRIES[country],
            "remote": posting.workplace == "remote",
            "hybrid": posting.workplace == "hybrid",
            "fullLocation": posting.place,
        },
        "department": {"label": posting.department},
        "function": {"label": posting.department},
        "typeOfEmployment": {"id": "part-time", "label": "Part-time"}
        if posting.part_time
        else {"id": "permanent", "label": "Full-time"},
        "experienceLevel": {"id": "mid_senior_level", "label": "Mid-Senior Level"},
    }


def smartrecruiters_detail(posting: DemoPosting) -> dict[str, Any]:
    """The same item with its text, in four sections."""
    intro, _, rest = posting.html.partition("<h3>")
    tasks, _, rest = rest.partition("<h3>")
    profile, _, rest = rest.partition("<h3>")
    url = f"https://jobs.smartrecruiters.com/{posting.token}/{posting.number}"

    def section(block: str) -> dict[str, str]:
        title, _, text = block.partition("</h3>")
        return {"title": title, "text": text.strip()}

    return smartrecruiters_item(posting) | {
        "postingUrl": url,
        "applyUrl": f"{url}?oga=true",
        "jobAd": {
            "sections": {
                "companyDescription": {"title": posting.company, "text": intro.strip()},
                "jobDescription": section(tasks),
                "qualifications": section(profile),
                "additionalInformation": section(rest),
            }
        },
    }


async def workday_jobs(request: Request) -> Response:
    jobs = _of_workday(request)
    if jobs is None:
        return JSONResponse({"errorCode": "S21", "httpStatus": 404, "message": "not found"}, status_code=404)
    body = await request.json()
    offset = int(body.get("offset", 0))
    page = [workday_item(posting) for posting in jobs[offset : offset + min(int(body.get("limit", 20)), WORKDAY_PAGE)]]
    return JSONResponse(
        {"total": len(jobs) if offset == 0 else 0, "jobPostings": page, "facets": [], "userAuthenticated": False}
    )


async def workday_detail(request: Request) -> Response:
    wanted = f"/job/{request.path_params['path']}"
    for posting in _of_workday(request) or []:
        if workday_item(posting)["externalPath"] == wanted:
            return JSONResponse(workday_info(posting, request.path_params["host"], request.path_params["site"]))
    return JSONResponse({"errorCode": "S21", "httpStatus": 404, "message": "not found"}, status_code=404)


def _of_workday(request: Request) -> list[DemoPosting] | None:
    tenant = request.path_params["host"].removesuffix(".myworkdayjobs.com")
    token = f"{tenant}/{request.path_params['site']}"
    return shown("workday", token) if exists("workday", token) else None


def workday_item(posting: DemoPosting) -> dict[str, Any]:
    """One item of Workday's list: a relative date and a path."""
    days = (datetime.now(UTC) - posting.posted).days
    posted = "Today" if days == 0 else "Yesterday" if days == 1 else f"{days} Days Ago" if days < 30 else "30+ Days Ago"
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in posting.title).split())
    city = posting.place.split(",")[0].replace(" ", "-")
    return {
        "title": posting.title,
        "externalPath": f"/job/{city}/{slug}_JR{posting.number}",
        "locationsText": posting.place,
        "timeType": "Part time" if posting.part_time else "Full time",
        "postedOn": f"Posted {posted}",
        "bulletFields": [f"JR{posting.number}"],
    }


def workday_info(posting: DemoPosting, host: str, site: str) -> dict[str, Any]:
    """Workday's answer for one posting."""
    item = workday_item(posting)
    return {
        "jobPostingInfo": {
            "id": f"{posting.number:032x}",
            "title": posting.title,
            "jobDescription": posting.html,
            "location": posting.place,
            "additionalLocations": [],
            "postedOn": item["postedOn"],
            "startDate": posting.posted.date().isoformat(),
            "timeType": item["timeType"],
            "jobReqId": f"JR{posting.number}",
            "remoteType": {"remote": "Fully Remote", "hybrid": "Hybrid", "on_site": "On-site"}[posting.workplace],
            "country": {"descriptor": posting.place.split(", ")[-1]},
            "externalUrl": f"https://{host}/{site}{item['externalPath']}",
            "canApply": True,
            "posted": True,
        },
        "hiringOrganization": {"name": posting.company, "url": ""},
        "similarJobs": [],
        "userAuthenticated": False,
    }


async def remoteok(request: Request) -> Response:
    legal = {
        "last_updated": int(datetime.now(UTC).timestamp()),
        "legal": "Link back to the posting on Remote OK and name Remote OK as the source.",
    }
    return JSONResponse([legal, *(remoteok_item(posting) for posting in shown("remoteok"))])


def remoteok_item(posting: DemoPosting) -> dict[str, Any]:
    """One item of RemoteOK's feed: 0 is an unknown salary."""
    slug = f"remote-{'-'.join(posting.title.lower().split())}-{posting.number}"
    low, high = posting.salary or (0, 0)
    return {
        "slug": slug,
        "id": str(posting.number),
        "epoch": int(posting.posted.timestamp()),
        "date": posting.posted.isoformat(),
        "company": posting.company,
        "company_logo": "",
        "position": posting.title,
        "tags": [posting.department.lower()],
        "logo": "",
        "description": posting.html,
        "location": posting.place,
        "salary_min": low if posting.currency == "USD" else 0,
        "salary_max": high if posting.currency == "USD" else 0,
        "apply_url": f"https://remoteok.com/remote-jobs/{slug}",
        "url": f"https://remoteok.com/remote-jobs/{slug}",
    }


async def arbeitnow(request: Request) -> Response:
    page = int(request.query_params.get("page", 1))
    jobs = shown("arbeitnow")
    part = [arbeitnow_item(posting) for posting in jobs[(page - 1) * 100 : page * 100]]
    base = "https://www.arbeitnow.com/api/job-board-api"
    links = {
        "first": f"{base}?page=1",
        "last": None,
        "prev": None,
        "next": f"{base}?page={page + 1}" if len(jobs) > page * 100 else None,
    }
    return JSONResponse({"data": part, "links": links, "meta": {"current_page": page, "per_page": 100, "path": base}})


def arbeitnow_item(posting: DemoPosting) -> dict[str, Any]:
    """One item of Arbeitnow's feed."""
    slug = f"{'-'.join(posting.title.lower().split())}-{posting.place.lower()}-{posting.number}"
    return {
        "slug": slug,
        "company_name": posting.company,
        "title": posting.title,
        "description": posting.html,
        "remote": posting.workplace == "remote",
        "url": f"https://www.arbeitnow.com/jobs/companies/{'-'.join(posting.company.lower().split())}/{slug}",
        "tags": [posting.department],
        "job_types": ["part time"] if posting.part_time else ["full time"],
        "location": posting.place,
        "created_at": int(posting.posted.timestamp()),
    }


async def weworkremotely(request: Request) -> Response:
    items = "".join(weworkremotely_item(posting) for posting in shown("weworkremotely"))
    head = "<title>We Work Remotely: Remote jobs</title><link>https://weworkremotely.com</link>"
    feed = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'
    return Response(feed, media_type="application/rss+xml")


def weworkremotely_item(posting: DemoPosting) -> str:
    """One RSS item: the employer stands before the first colon of the title."""
    link = f"https://weworkremotely.com/remote-jobs/{posting.number}"
    return (
        f"<item><title>{escape(f'{posting.company}: {posting.title}')}</title><region>{escape(posting.place)}</region>"
        f"<category>{escape(posting.department)}</category><type>Full-Time</type>"
        f"<description>{escape(posting.html)}</description><pubDate>{format_datetime(posting.posted)}</pubDate>"
        f"<guid>{link}</guid><link>{link}</link></item>"
    )


WORKDAY = "/{host}/wday/cxs/{tenant}/{site}"
ROUTES = [
    Route("/api.smartrecruiters.com/v1/companies/{token}/postings", smartrecruiters),
    Route("/api.smartrecruiters.com/v1/companies/{token}/postings/{identifier}", smartrecruiters),
    Route(f"{WORKDAY}/jobs", workday_jobs, methods=["POST"]),
    Route(f"{WORKDAY}/job/{{path:path}}", workday_detail),
    Route("/remoteok.com/api", remoteok),
    Route("/www.arbeitnow.com/api/job-board-api", arbeitnow),
    Route("/weworkremotely.com/remote-jobs.rss", weworkremotely),
]
