"""What is done to a message before the application sees it, and to a failure before the browser does."""

import asyncio
import json
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from career_copilot import app, db
from career_copilot.api import account
from career_copilot.config import settings
from career_copilot.pages.failing import failed
from career_copilot.web import hardening


def heard(text: str) -> str:
    async def receive() -> hardening.Message:
        return {"type": "websocket.receive", "text": text}

    return str(asyncio.run(hardening._without_nul(receive)())["text"])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a\x00b", "ab"),
        ("\x00\x00", ""),
        (r"\u0000 in a text about JSON", r"\u0000 in a text about JSON"),
        ("a backslash, then it: \\\x00", "a backslash, then it: \\"),
        (r"\\u0000", r"\\u0000"),
        ("ordinary, ä", "ordinary, ä"),
    ],
)
def test_events_lose_nul_and_nothing_else(said: str, meant: str) -> None:
    assert json.loads(heard(json.dumps({"words": said}))) == {"words": meant}


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that refuses connections."""
    nowhere = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    monkeypatch.setattr(db, "engine", lambda: nowhere)
    settings.cache_clear()
    yield
    nowhere.dispose()


def answered(method: str, path: str) -> httpx.Response:
    inner = Starlette(routes=account.ROUTES, exception_handlers=app.UNREACHABLE)
    whole = hardening.Hardening(inner, frozenset({"/jobs"}), frozenset({"/login"}), lambda user: "/jobs")
    headers = {"origin": "http://127.0.0.1:8000", "cookie": f"career_copilot_{settings().port}=a-session"}

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(whole, client=("127.0.0.1", 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers) as client:
            return await client.request(method, path)

    return asyncio.run(ask())


@pytest.mark.usefixtures("away")
def test_a_page_without_a_database_says_so_and_loads_itself_again() -> None:
    for path in ("/jobs", "/login"):
        answer = answered("GET", path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
        assert 'http-equiv="refresh" content="3"' in answer.text
        assert "What you saved is safe" in answer.text
        assert answer.headers["content-security-policy"]


@pytest.mark.usefixtures("away")
def test_what_is_no_page_is_answered_with_words_alone() -> None:
    for method, path in (("POST", "/_upload"), ("POST", "/api/imports"), ("POST", "/api/account/change-password")):
        answer = answered(method, path)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8"), path
        assert "Try again in a few seconds" in answer.text


def test_an_unexpected_failure_is_told_without_its_details_which_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise RuntimeError("select secret from table")
    except RuntimeError as error:
        told = str(failed(error))
    assert "What you saved before is safe" in told
    assert "secret" not in told
    assert "select secret from table" in caplog.text


def test_a_database_that_is_away_is_named() -> None:
    assert "does not answer" in str(failed(OperationalError("select 1", {}, ConnectionRefusedError())))
