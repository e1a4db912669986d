"""Recordings over HTTP: their owner's only, and nothing gives them out again."""

import asyncio
from datetime import UTC, datetime
from typing import NamedTuple

import httpx
import pytest
from starlette.applications import Starlette

from career_copilot import tasks
from career_copilot.api.spoken_answers import ROUTES
from career_copilot.services import accounts, practice, spoken_answers
from career_copilot.web import cookies
from tests.services import writing

pytestmark = pytest.mark.usefixtures("redis_server")
SOUND = b"OggS and so on"


class Joined(NamedTuple):
    owner: str
    stranger: str
    user_id: int
    session: practice.SessionView


@pytest.fixture
def joined(database: object, monkeypatch: pytest.MonkeyPatch) -> Joined:
    """Somebody who practises with a model, and a stranger with one; what is queued is not run."""
    monkeypatch.setattr(tasks.hear_answer, "delay", lambda number: None)
    now = datetime.now(UTC)
    owner, stranger = (
        accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", now)
        for name in ("owner", "stranger")
    )
    writing.connect("https://api.groq.com")
    user = accounts.current_user(owner, now)
    assert user is not None
    number = practice.start(user.id, writing.application(user.id, now), None, False, 0, now)
    return Joined(owner, stranger, user.id, practice.one(user.id, number))


def send(token: str, session: object, key: str, body: bytes = SOUND, method: str = "POST") -> httpx.Response:
    async def sending() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            headers = {"cookie": f"{cookies.session_cookie()}={token}"} if token else {}
            params = {"session": str(session), "key": key}
            return await client.request(method, "/api/spoken-answers", params=params, content=body, headers=headers)

    return asyncio.run(sending())


def test_the_owner_sends_one_and_it_is_kept(joined: Joined) -> None:
    question = joined.session.questions[0].key
    answer = send(joined.owner, joined.session.id, question)
    found = spoken_answers.of_question(joined.user_id, joined.session.id, question)
    assert found is not None
    assert (answer.status_code, answer.json()) == (200, {"id": found.id})
    assert send(joined.owner, joined.session.id, question, method="GET").status_code == 405


def test_what_cannot_be_kept_is_told(joined: Joined) -> None:
    question = joined.session.questions[0].key
    assert send("", joined.session.id, question).status_code == 403
    assert send(joined.stranger, joined.session.id, question).status_code == 404
    for session in ("x", "", "99999999999", joined.session.id + 1):
        assert send(joined.owner, session, question).status_code == 404
    assert send(joined.owner, joined.session.id, "").status_code == 404
    refused = send(joined.owner, joined.session.id, question, b"<html>")
    assert (refused.status_code, refused.text) == (
        409,
        "This is no recording that is known here: WebM, Ogg and MP4 are.",
    )
    assert spoken_answers.of_question(joined.user_id, joined.session.id, question) is None
