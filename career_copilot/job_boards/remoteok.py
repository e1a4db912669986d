"""Remote OK's feed of its latest remote openings. https://remoteok.com/api

Its first element is a legal notice; its texts end with a sentence that asks applicants to quote a word, and many were
encoded twice. About a hundred openings: what is missing has aged out, not closed."""

import re
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import httpx

from career_copilot.domain.posting import PostingData, SalaryPeriod, Workplace
from career_copilot.job_boards.board import Board, Reading, UnreadableError, incomplete, postings
from career_copilot.job_boards.terms import distinct, employment_types, moment, salary

HOST = "remoteok.com"
ANTI_BOT = re.compile(
    r"(?:\s|<br\s*/?>)*Please mention the word \*\*.*?(?:read this and see they.?re human\.?|$)", re.S
)
# UTF-8 read as Latin-1: control characters that no text has, or a capital A with an accent before a symbol.
MOJIBAKE = re.compile(r"[\xc2-\xf4][\x80-\x9f]|[\xc2\xc3][\xa0-\xbf]")
DOUBLE = re.compile(r"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
EMPLOYMENT_TAGS = {"full time", "part time", "contract", "contractor", "freelance", "internship", "temporary"}


def read(company: str, known: Collection[str] = ()) -> Reading:
    """One request; an element without a title and a company is a placeholder and tells of no job."""
    answer = (yield httpx.Request("GET", f"https://{HOST}/api")).json()
    if not isinstance(answer, list):
        raise UnreadableError("a list of postings was expected")
    jobs = [entry for entry in answer if "legal" not in entry and (entry.get("position") or entry.get("company"))]
    return incomplete((yield from postings(jobs, _posting)))


def repaired(text: str) -> str:
    """`What Youâ\\x80\\x99ll Do` → `What You’ll Do`; text that was encoded once stays as it is."""
    if not MOJIBAKE.search(text):
        return text
    return DOUBLE.sub(lambda found: found[0].encode("latin-1").decode("utf-8", "replace"), text)


def _posting(job: dict[str, Any]) -> PostingData:
    where = repaired(job.get("location") or "").strip()
    tags = distinct(repaired(tag) for tag in job.get("tags") or [])
    return PostingData(
        job_board="remoteok",
        identifier=str(job["id"]),
        url=job["url"],
        apply_url=job.get("apply_url") or "",
        title=repaired(job["position"]).strip(),
        hiring_organization=repaired(job.get("company") or "").strip(),
        description=ANTI_BOT.sub("", repaired(job.get("description") or "")),
        job_location=[where] if where else [],
        job_location_type=Workplace.REMOTE,
        employment_type=employment_types(tag for tag in tags if tag.lower() in EMPLOYMENT_TAGS),
        # The board documents yearly US dollars; 0 means that the ad does not say.
        base_salary=salary(job.get("salary_min"), job.get("salary_max"), "USD", SalaryPeriod.YEAR),
        tags=tags,
        date_posted=moment(job.get("date") or job.get("epoch")),
    )


BOARD = Board(
    name="remoteok",
    label="Remote OK",
    read=read,
    hosts=(HOST, "remoteok.io"),
    page=lambda company: "https://remoteok.com/",
    lists_all=False,
    many_employers=True,
    conditional=True,
    description="Remote openings worldwide, the latest hundred",
    attribution="Remote OK",
    attribution_url="https://remoteok.com/",
    cadence=timedelta(hours=2),
)
