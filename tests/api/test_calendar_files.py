"""Calendar files over HTTP: the owner's downloads, and the private address without a cookie, behind all checks."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import httpx
import pytest
from starlette.applications import Starlette

from career_copilot.api.calendar import ROUTES
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.interviews import InterviewForm
from career_copilot.domain.pipeline import Stage
from career_copilot.services import accounts, applications, attempts, calendars, interviews
from career_copilot.web import cookies
from career_copilot.web.hardening import Hardening

pytestmark = pytest.mark.usefixtures("redis_server")


class Joined(NamedTuple):
    user_id: int
    owner: str
    stranger: str
    interview_id: int


@pytest.fixture
def joined(database: object) -> Joined:
    """Somebody with an interview, and the session of a stranger."""
    now = datetime.now(UTC)
    owner, stranger = (
        accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", now)
        for name in ("owner", "stranger")
    )
    user = accounts.current_user(owner, now)
    assert user is not None
    nurse = applications.create(user.id, ApplicationForm(title="Nurse"), Stage.INTERVIEW, now)[0]
    form = InterviewForm(starts=now.replace(tzinfo=None) + timedelta(days=1))
    return Joined(user.id, owner, stranger, interviews.add(user.id, nurse, form, now)[0])


def ask(path: str, token: str = "", host: str = "127.0.0.1") -> httpx.Response:
    """As the web process answers, with the checks around it."""

    async def asking() -> httpx.Response:
        app = Hardening(Starlette(routes=ROUTES), frozenset({"/jobs"}), frozenset({"/login"}), lambda user: "/jobs")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{host}") as client:
            return await client.get(path, headers={"cookie": f"{cookies.session_cookie()}={token}"} if token else {})

    return asyncio.run(asking())


def test_the_owner_downloads_one_interview_and_all(joined: Joined) -> None:
    for path in (f"/api/calendar/interviews/{joined.interview_id}", "/api/calendar/all"):
        answer = ask(path, joined.owner)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.headers["content-disposition"].endswith('.ics"')
        assert "SUMMARY:Interview: Nurse" in answer.text


def test_for_a_stranger_it_does_not_exist(joined: Joined) -> None:
    assert ask(f"/api/calendar/interviews/{joined.interview_id}", joined.stranger).status_code == 404
    assert "Nurse" not in ask("/api/calendar/all", joined.stranger).text
    for path in (f"/api/calendar/interviews/{joined.interview_id}", "/api/calendar/all"):
        assert ask(path).status_code == 403


def test_the_private_address_needs_no_cookie_until_it_is_revoked(joined: Joined) -> None:
    now = datetime.now(UTC)
    path = "/calendar/" + calendars.make_feed(joined.user_id, now).rpartition("/")[2]
    answer = ask(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "SUMMARY:Interview: Nurse" in answer.text
    assert ask(path, host="evil.example").status_code == 403
    calendars.revoke_feed(joined.user_id, now)
    assert ask(path).status_code == 404


def test_guessing_is_slowed_down(joined: Joined) -> None:
    answers = [ask(f"/calendar/guess-{number}.ics").status_code for number in range(attempts.PER_ADDRESS + 1)]
    assert answers == [404] * attempts.PER_ADDRESS + [429]
