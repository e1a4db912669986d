"""The original of a résumé: its owner gets it as a download, everybody else gets nothing."""

import asyncio
from datetime import datetime

import httpx
import pytest
from starlette.applications import Starlette

from career_copilot.api import application_documents, drafts
from career_copilot.api import resumes as resumes_api
from career_copilot.services import accounts, resumes
from career_copilot.web import cookies

pytestmark = pytest.mark.usefixtures("redis_server")
HOSTILE = b"<script>alert(1)</script> Marta Example, nurse"


def ask(path: str, token: str = "") -> httpx.Response:
    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(
            Starlette(routes=[*resumes_api.ROUTES, *application_documents.ROUTES, *drafts.ROUTES])
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, headers={"cookie": f"{cookies.session_cookie()}={token}"} if token else {})

    return asyncio.run(asking())


@pytest.fixture
def joined(database: object) -> "tuple[int, str, str]":
    """Somebody's user id and session, and the session of a stranger."""
    real_now = datetime.now().astimezone()
    owner, stranger = (
        accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", real_now)
        for name in ("owner", "stranger")
    )
    user = accounts.current_user(owner, real_now)
    assert user is not None
    return user.id, owner, stranger


def test_the_owner_downloads_exactly_what_was_uploaded(joined: tuple[int, str, str], now: datetime) -> None:
    user_id, token, _ = joined
    resume_id = resumes.keep(user_id, "Lebenslauf „neu“.txt", HOSTILE, now)
    answer = ask(f"/api/resumes/{resume_id}", token)
    assert (answer.status_code, answer.content) == (200, HOSTILE)
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Lebenslauf%20%E2%80%9Eneu")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"


def test_for_a_stranger_it_does_not_exist(joined: tuple[int, str, str], now: datetime) -> None:
    user_id, _, stranger = joined
    resume_id = resumes.keep(user_id, "cv.txt", HOSTILE, now)
    theirs, nobody = ask(f"/api/resumes/{resume_id}", stranger), ask("/api/resumes/999999", stranger)
    assert (theirs.status_code, theirs.text) == (nobody.status_code, nobody.text) == (404, "There is no such résumé.")


def test_without_a_login_nothing_is_said(joined: tuple[int, str, str], now: datetime) -> None:
    resume_id = resumes.keep(joined[0], "cv.txt", HOSTILE, now)
    for token in ("", "made-up"):
        assert ask(f"/api/resumes/{resume_id}", token).status_code == 403


def test_a_file_name_breaks_out_of_no_header(joined: tuple[int, str, str], now: datetime) -> None:
    resume_id = resumes.keep(joined[0], 'a"; filename=evil.html\r\nSet-Cookie: x=1.txt', HOSTILE, now)
    answer = ask(f"/api/resumes/{resume_id}", joined[1])
    assert "set-cookie" not in answer.headers
    assert '"' not in answer.headers["content-disposition"]
