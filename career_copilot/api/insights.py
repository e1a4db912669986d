"""The tables of the Insights page as CSV, for their owner only."""

import asyncio
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.domain.breakdowns import Dimension
from career_copilot.domain.insights_csv import chart_csv, report_csv
from career_copilot.domain.insights_query import from_parameters
from career_copilot.services import accounts, analytics
from career_copilot.services.login_sessions import CurrentUser
from career_copilot.web import cookies

BYTE_ORDER_MARK = "\ufeff"  # Excel takes a file without it for the machine's old code page


async def insights_csv(request: Request) -> Response:
    """One chart (`chart=NAME`) or the whole report, for the query of the page."""
    token = cookies.session_token(request.headers.get("cookie", ""))
    user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
    if user is None:
        return PlainTextResponse("Log in to download your figures.", 403)
    wanted = request.query_params.get("chart", "")
    text = await asyncio.to_thread(_text, user, dict(request.query_params), wanted)
    if text is None:
        return PlainTextResponse("There is no such chart.", 404)
    headers = {
        "content-disposition": f'attachment; filename="insights{f"-{wanted}" if wanted else ""}.csv"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return Response(BYTE_ORDER_MARK + text, media_type="text/csv; charset=utf-8", headers=headers)


def _text(user: CurrentUser, parameters: dict[str, str], wanted: str) -> str | None:
    query = from_parameters(parameters)
    found = analytics.report(user.id, query, list(Dimension), datetime.now(UTC), user.time_zone)
    if not wanted:
        return report_csv(found.review, found.charts)
    chart = next((chart for chart in found.charts if chart.name == wanted), None)
    return chart_csv(chart) if chart else None


ROUTES = [Route("/api/insights.csv", insights_csv)]
