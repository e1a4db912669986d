"""The demonstration's boards speak their vendors' formats: the real readers read every posting, whole."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from career_copilot.config import settings
from career_copilot.demo.boards import app
from career_copilot.demo.postings import companies
from career_copilot.demo.shown import begin, shown
from career_copilot.domain.posting import PostingData
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.fetching import fetch

TELL_THE_WORKPLACE = ("lever", "ashby", "workday", "remoteok", "weworkremotely")
ALL = sorted({(company["job_board"], company.get("token", "")) for company in companies()})


@pytest.fixture
def boards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """The boards behind a transport; every request goes to them."""
    monkeypatch.setenv("CAREER_COPILOT_DATA", str(tmp_path))
    monkeypatch.setenv("CAREER_COPILOT_DEMO_BOARDS_URL", "http://127.0.0.1:1")
    settings.cache_clear()
    begin(datetime.now(UTC))
    inside = httpx.ASGITransport(app())

    async def ask(request: httpx.Request) -> httpx.Response:
        async with httpx.AsyncClient(transport=inside) as client:
            return await client.request(request.method, request.url, content=request.content)

    def answer(request: httpx.Request) -> httpx.Response:
        found = asyncio.run(ask(request))
        return httpx.Response(found.status_code, headers=found.headers, content=found.content)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        yield client
    settings.cache_clear()


@pytest.mark.parametrize(("job_board", "token"), ALL, ids=lambda value: value or "all")
def test_the_real_reader_reads_every_posting(boards: httpx.Client, job_board: str, token: str) -> None:
    read = [
        item for item in fetch(BOARDS[job_board], token, boards, sleep=lambda _: None) if isinstance(item, PostingData)
    ]
    expected = shown(job_board, token)
    assert expected
    assert len({item.identifier for item in read}) == len(expected)
    assert Counter(item.title for item in read) == Counter(posting.title for posting in expected)
    assert all("<li>" in item.description and item.date_posted for item in read)
    if job_board in TELL_THE_WORKPLACE:
        assert Counter((item.title, str(item.job_location_type)) for item in read) == Counter(
            (posting.title, posting.workplace) for posting in expected
        )


def test_a_company_that_left_its_board_is_unknown(boards: httpx.Client) -> None:
    assert boards.get("http://127.0.0.1:1/boards-api.greenhouse.io/v1/boards/nobody/jobs").status_code == 404
    assert boards.get("http://127.0.0.1:1/api.lever.co/v0/postings/nobody").status_code == 404
    assert boards.get("http://127.0.0.1:1/api.ashbyhq.com/posting-api/job-board/nobody").status_code == 404
