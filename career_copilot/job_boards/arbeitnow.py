"""Arbeitnow's job board API: openings in Germany and Europe, newest first. https://www.arbeitnow.com/api/job-board-api

The feed goes back months; ten pages are read. What has left them has aged out, not closed."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import httpx

from career_copilot.domain.posting import PostingData, Workplace
from career_copilot.job_boards.board import Board, Reading, incomplete, postings
from career_copilot.job_boards.terms import distinct, employment_types, moment, seniority

HOST = "www.arbeitnow.com"
PAGES = 10


def read(company: str, known: Collection[str] = ()) -> Reading:
    """Pages until an empty one or one without `links.next`. The address is built here, because `links.next` carries a
    search for whatever is featured at the moment."""
    broken = 0
    for number in range(1, PAGES + 1):
        answer = (yield httpx.Request("GET", f"https://{HOST}/api/job-board-api?page={number}")).json()
        broken += yield from postings(answer["data"], _posting)
        if not answer["data"] or not (answer.get("links") or {}).get("next"):
            break
    return incomplete(broken)


def _posting(job: dict[str, Any]) -> PostingData:
    where = (job.get("location") or "").strip()
    kinds = job.get("job_types") or []
    return PostingData(
        job_board="arbeitnow",
        identifier=job["slug"],
        url=job["url"],
        title=job["title"].strip(),
        hiring_organization=(job.get("company_name") or "").strip(),
        description=job.get("description") or "",
        job_location=[where] if where else [],
        # False only means that nobody ticked the box.
        job_location_type=Workplace.REMOTE if job.get("remote") else Workplace.UNKNOWN,
        employment_type=employment_types(kinds),
        seniority=seniority(kinds),
        tags=distinct([*(job.get("tags") or []), *kinds]),
        date_posted=moment(job.get("created_at")),
    )


BOARD = Board(
    name="arbeitnow",
    label="Arbeitnow",
    read=read,
    hosts=(HOST, "arbeitnow.com"),
    page=lambda company: "https://www.arbeitnow.com/",
    lists_all=False,
    many_employers=True,
    description="Openings in Germany and Europe, in English and German",
    attribution="Arbeitnow",
    attribution_url="https://www.arbeitnow.com/",
    cadence=timedelta(hours=2),
    pause=1.0,
)
