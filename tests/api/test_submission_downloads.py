"""What was sent, over HTTP: its owner gets it, for everybody else it does not exist."""

import asyncio
from datetime import UTC, datetime
from typing import NamedTuple

import httpx
import pytest
from starlette.applications import Starlette

from career_copilot.api.submissions import ROUTES
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.services import accounts, applications, resumes, submissions
from career_copilot.web import cookies

pytestmark = pytest.mark.usefixtures("redis_server")
HOSTILE = b"<script>alert(1)</script> Marta Example, nurse"


class Joined(NamedTuple):
    owner: str
    stranger: str
    pdf: str
    file: str


@pytest.fixture
def joined(database: object) -> Joined:
    """Somebody who applied with a résumé, and the session of a stranger."""
    now = datetime.now(UTC)
    owner, stranger = (
        accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", now)
        for name in ("owner", "stranger")
    )
    user = accounts.current_user(owner, now)
    assert user is not None
    form = ApplicationForm(title="Nurse", resume_id=resumes.keep(user.id, "„neu“.txt", HOSTILE, now))
    number, _ = applications.create(user.id, form, Stage.APPLIED, now)
    (record,) = submissions.of_application(user.id, number)
    start = f"/api/submissions/{record.id}"
    return Joined(owner, stranger, f"{start}/pdf", f"{start}/files/{record.files[0].sha256}")


def ask(path: str, token: str = "") -> httpx.Response:
    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, headers={"cookie": f"{cookies.session_cookie()}={token}"} if token else {})

    return asyncio.run(asking())


def test_the_owner_gets_the_pdf_and_the_very_bytes_that_were_sent(joined: Joined) -> None:
    printed = ask(joined.pdf, joined.owner)
    assert (printed.status_code, printed.headers["content-type"]) == (200, "application/pdf")
    assert printed.content.startswith(b"%PDF-")
    file = ask(joined.file, joined.owner)
    assert (file.status_code, file.content) == (200, HOSTILE)
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''%E2%80%9Eneu%E2%80%9C.txt"
    assert (file.headers["x-content-type-options"], file.headers["cache-control"]) == ("nosniff", "no-store")


def test_for_everybody_else_it_does_not_exist(joined: Joined) -> None:
    for path in (joined.pdf, joined.file):
        assert ask(path).status_code == 403
        assert ask(path, joined.stranger).status_code == 404
    assert ask(joined.file[:-1] + "x", joined.owner).status_code == 404
