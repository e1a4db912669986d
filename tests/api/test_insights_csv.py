"""Insights as files: their owner's only; one chart or all as CSV, safe to open in a spreadsheet; all as PDF."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta

import httpx
import pypdf
import pytest
from starlette.applications import Starlette

from career_copilot.api.insights import BYTE_ORDER_MARK, ROUTES
from career_copilot.services import accounts
from career_copilot.web import cookies
from tests.services.test_analytics import sent

pytestmark = pytest.mark.usefixtures("database", "redis_server")
NOW = datetime.now(UTC)


def ask(query: str, token: str = "", kind: str = "csv") -> httpx.Response:
    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            cookie = {"cookie": f"{cookies.session_cookie()}={token}"} if token else {}
            return await client.get(f"/api/insights.{kind}?{query}", headers=cookie)

    return asyncio.run(asking())


def joined(name: str) -> tuple[int, str]:
    token = accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", NOW)
    user = accounts.current_user(token, NOW)
    assert user is not None
    return user.id, token


def table(answer: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text.removeprefix(BYTE_ORDER_MARK))))


def printed(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())


def test_the_pdf_is_what_the_page_shows_for_its_filters() -> None:
    user_id, token = joined("owner")
    for at in range(6):
        sent(user_id, NOW - timedelta(days=40 + at), source="Ashby")
    sent(user_id, NOW - timedelta(days=3), source="<image href='/x'/>")
    sent(user_id, NOW - timedelta(days=50), source="<image href='/x'/>")
    words = printed(ask("period=all", token, "pdf"))
    for expected in (
        "8 of 8 applications, 1 of them in flight", "How far they came n = 8", "Replies by source", "all applications",
        "<image href='/x'/> 1 0 4 more needed", "Share of those decided (80 % interval)", "0–20 %",
    ):  # fmt: skip
        assert expected in words
    assert "Replies by weekday" in printed(ask("by=weekday", token, "pdf"))
    narrowed = printed(ask("source=Ashby&period=90", token, "pdf"))
    assert "sent in the last 90 days · from Ashby" in narrowed
    assert "6 of 8 applications" in narrowed


def test_a_chart_is_the_table_that_the_page_shows() -> None:
    user_id, token = joined("owner")
    for at in range(3):
        sent(user_id, NOW - timedelta(days=at))
    answer = ask("chart=funnel", token)
    assert table(answer)[1] == ["Applied", "3", ""]
    assert answer.headers["content-disposition"] == 'attachment; filename="insights-funnel.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert table(ask("chart=funnel&source=Ashby", token))[1] == ["Applied", "0", ""]


def test_the_report_holds_the_review_and_every_chart() -> None:
    user_id, token = joined("owner")
    sent(user_id, NOW - timedelta(days=1))
    rows = table(ask("", token))
    assert ["Sent", "1", "0"] in rows
    titles = [row[0] for row in rows if row]
    assert {"To do", "Where they went", "Replies by weekday", "Odds of an interview by score"} <= set(titles)


def test_nobody_else_gets_a_word_of_it() -> None:
    user_id, _ = joined("owner")
    sent(user_id, NOW, source="Secret source")
    _, stranger = joined("stranger")
    assert ask("").status_code == ask("", "made up").status_code == 403
    assert "Secret source" not in ask("", stranger).text
    assert ask("", kind="pdf").status_code == ask("", "made up", "pdf").status_code == 403
    assert "Secret" not in printed(ask("", stranger, "pdf"))


def test_a_cell_is_never_a_formula() -> None:
    user_id, token = joined("owner")
    sent(user_id, NOW - timedelta(days=40), source='=HYPERLINK("https://evil.example")')
    assert table(ask("chart=by-source", token))[1][:2] == ['\'=HYPERLINK("https://evil.example")', "1"]


@pytest.mark.parametrize("name", ["hired", "../funnel", "%0d%0ax"])
def test_an_unknown_chart_is_not_there(name: str) -> None:
    _, token = joined("owner")
    assert ask(f"chart={name}", token).status_code == 404
