"""Make the demonstration's person and read its boards, through the same services that the pages call."""

import os
import secrets
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from sqlmodel import func, select

from career_copilot import db
from career_copilot.config import settings
from career_copilot.demo import applications, writing
from career_copilot.demo.person import EMAIL, FILE_NAME, TIME_ZONE, WISHES, resume_docx
from career_copilot.demo.postings import companies
from career_copilot.models import JobPosting, Opening, User
from career_copilot.services import accounts, ingest, matches, one_time_links, resumes, sources, wishes

CAREERS = {
    "greenhouse": "https://boards.greenhouse.io/{token}",
    "lever": "https://jobs.lever.co/{token}",
    "ashby": "https://jobs.ashbyhq.com/{token}",
    "smartrecruiters": "https://careers.smartrecruiters.com/{token}",
}


def seed(now: datetime) -> str:
    """Seed once; later only count. Returns `demo: N postings, M openings, login EMAIL PASSWORD`."""
    password = _password()
    with db.transaction() as session:
        known = session.exec(select(User.id).where(User.email == EMAIL)).first()
    if known is None:
        _make(_sign_up(password, now), now)
    with db.transaction() as session:
        postings = session.exec(select(func.count()).select_from(JobPosting)).one()
        openings = session.exec(select(func.count()).select_from(Opening)).one()
    return f"demo: {postings} postings, {openings} openings, login {EMAIL} {password}"


def _password() -> str:
    """Random, because a demonstration may be reachable; kept beside the data so that a restart prints it again."""
    path = settings().data / "demo-password"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text()


def _sign_up(password: str, now: datetime) -> int:
    link = one_time_links.first_admin_link(now)
    token = parse_qs(urlsplit(link).query)["link"][0] if link else ""
    accounts.sign_up(EMAIL, password, TIME_ZONE, "demonstration", "127.0.0.1", now, link=token)
    with db.transaction() as session:
        user_id = session.exec(select(User.id).where(User.email == EMAIL)).one()
    assert user_id is not None
    return user_id


def _make(user_id: int, now: datetime) -> None:
    resume_id = resumes.keep(user_id, FILE_NAME, resume_docx(), now)
    resumes.read(resume_id, now)
    wishes.save(user_id, WISHES, 0, now)
    for company in companies():
        if token := company.get("token"):
            sources.follow(user_id, careers_url(company["job_board"], token), now)
    for job_board in sorted({company["job_board"] for company in companies() if "token" not in company}):
        sources.follow_board(user_id, job_board, now)
    for run_id in sources.read_now(user_id, None, now):
        ingest.run(run_id, now)
    matches.rescore(user_id, now)
    applications.seed(user_id, resume_id, now)
    writing.seed(user_id, now)
    accounts.finish_onboarding(user_id, now)


def careers_url(job_board: str, token: str) -> str:
    """The address a person would paste."""
    if job_board == "workday":
        tenant, site = token.split("/")
        return f"https://{tenant}.myworkdayjobs.com/en-US/{site}"
    return CAREERS[job_board].format(token=token)
