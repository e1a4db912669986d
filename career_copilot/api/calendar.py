"""Calendar files: for their owner's browser, and at a secret address for their calendar program, which has no cookie."""

import asyncio
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.domain.calendar import MEDIA_TYPE
from career_copilot.errors import NotFoundError, TooManyAttemptsError
from career_copilot.services import accounts, calendars
from career_copilot.web import cookies, hosts


async def _user_id(request: Request) -> int | None:
    token = cookies.session_token(request.headers.get("cookie", ""))
    user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
    return user.id if user else None


def _download(data: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.ics"', "cache-control": "no-store"}
    return Response(data, media_type=MEDIA_TYPE, headers=headers)


async def interview(request: Request) -> Response:
    """One interview."""
    if (user_id := await _user_id(request)) is None:
        return PlainTextResponse("Log in to download your calendar.", 403)
    number = request.path_params["interview_id"]
    try:
        return _download(await asyncio.to_thread(calendars.one_interview, user_id, number), f"interview-{number}")
    except NotFoundError as error:
        return PlainTextResponse(str(error), 404)


async def everything(request: Request) -> Response:
    """All interviews and all that is to be done by a date."""
    if (user_id := await _user_id(request)) is None:
        return PlainTextResponse("Log in to download your calendar.", 403)
    return _download(await asyncio.to_thread(calendars.whole, user_id, datetime.now(UTC)), "career-copilot")


async def feed(request: Request) -> Response:
    """The address itself is the permission. What does not hold any more was never there."""
    address = hosts.client_address(request.scope, request.headers)
    try:
        data = await asyncio.to_thread(calendars.read_feed, request.path_params["token"], address, datetime.now(UTC))
    except NotFoundError as error:
        return PlainTextResponse(str(error), 404)
    except TooManyAttemptsError as error:
        return PlainTextResponse(str(error), 429)
    return Response(data, media_type=MEDIA_TYPE, headers={"x-robots-tag": "noindex"})


ROUTES = [
    Route("/api/calendar/interviews/{interview_id:int}", interview),
    Route("/api/calendar/all", everything),
    Route("/calendar/{token}.ics", feed),
]
