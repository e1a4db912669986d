"""The Insights page for its owner only: its tables as CSV, all of it as PDF."""

import asyncio
import logging
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.domain.breakdowns import Dimension
from career_copilot.domain.insights_csv import chart_csv, report_csv
from career_copilot.domain.insights_query import from_parameters
from career_copilot.errors import DocumentError
from career_copilot.services import accounts, analytics
from career_copilot.services.login_sessions import CurrentUser
from career_copilot.web import cookies

LOG = logging.getLogger(__name__)
LOG_IN = "Log in to download your figures."
BYTE_ORDER_MARK = "\ufeff"  # Excel takes a file without it for the machine's old code page


async def _owner(request: Request) -> CurrentUser | None:
    token = cookies.session_token(request.headers.get("cookie", ""))
    return await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))


async def insights_csv(request: Request) -> Response:
    """One chart (`chart=NAME`) or the whole report, for the query of the page."""
    user = await _owner(request)
    if user is None:
        return PlainTextResponse(LOG_IN, 403)
    wanted = request.query_params.get("chart", "")
    text = await asyncio.to_thread(_text, user, dict(request.query_params), wanted)
    if text is None:
        return PlainTextResponse("There is no such chart.", 404)
    name = f"insights{f'-{wanted}' if wanted else ''}.csv"
    return Response(BYTE_ORDER_MARK + text, media_type="text/csv; charset=utf-8", headers=_headers(name))


async def insights_pdf(request: Request) -> Response:
    """What the page shows for its query, on paper."""
    user = await _owner(request)
    if user is None:
        return PlainTextResponse(LOG_IN, 403)
    query, now = from_parameters(dict(request.query_params)), datetime.now(UTC)
    try:
        data = await asyncio.to_thread(analytics.printed, user.id, query, now, user.time_zone)
    except DocumentError as error:
        LOG.error("%s", error, exc_info=error)
        return PlainTextResponse(str(error), 503)
    return Response(data, media_type="application/pdf", headers=_headers("insights.pdf"))


def _headers(name: str) -> dict[str, str]:
    return {
        "content-disposition": f'attachment; filename="{name}"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }


def _text(user: CurrentUser, parameters: dict[str, str], wanted: str) -> str | None:
    query = from_parameters(parameters)
    found = analytics.report(user.id, query, list(Dimension), datetime.now(UTC), user.time_zone)
    if not wanted:
        return report_csv(found.review, found.charts)
    chart = next((chart for chart in found.charts if chart.name == wanted), None)
    return chart_csv(chart) if chart else None


ROUTES = [Route("/api/insights.csv", insights_csv), Route("/api/insights.pdf", insights_pdf)]
