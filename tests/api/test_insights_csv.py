"""The tables of Insights as CSV: their owner's only, one chart or all, safe to open in a spreadsheet."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from career_copilot.api.insights import BYTE_ORDER_MARK, ROUTES
from career_copilot.services import accounts
from career_copilot.web import cookies
from tests.services.test_analytics import sent

pytestmark = pytest.mark.usefixtures("database", "redis_server")
NOW = datetime.now(UTC)


def ask(query: str, token: str = "") -> httpx.Response:
    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            cookie = {"cookie": f"{cookies.session_cookie()}={token}"} if token else {}
            return await client.get(f"/api/insights.csv?{query}", headers=cookie)

    return asyncio.run(asking())


def joined(name: str) -> tuple[int, str]:
    token = accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", NOW)
    user = accounts.current_user(token, NOW)
    assert user is not None
    return user.id, token


def table(answer: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text.removeprefix(BYTE_ORDER_MARK))))


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


def test_a_cell_is_never_a_formula() -> None:
    user_id, token = joined("owner")
    sent(user_id, NOW - timedelta(days=40), source='=HYPERLINK("https://evil.example")')
    assert table(ask("chart=by-source", token))[1][:2] == ['\'=HYPERLINK("https://evil.example")', "1"]


@pytest.mark.parametrize("name", ["hired", "../funnel", "%0d%0ax"])
def test_an_unknown_chart_is_not_there(name: str) -> None:
    _, token = joined("owner")
    assert ask(f"chart={name}", token).status_code == 404
