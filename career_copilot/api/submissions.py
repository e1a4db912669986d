"""What was sent, for its owner only: a record as a PDF, and the files of a record as they were."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.errors import DocumentError, NotFoundError
from career_copilot.services import accounts, submissions
from career_copilot.web import cookies

LOG = logging.getLogger(__name__)
Answer = Callable[[Request, int], Awaitable[Response]]


def _for_owner(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        token = cookies.session_token(request.headers.get("cookie", ""))
        user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
        if user is None:
            return PlainTextResponse("Log in to see what you sent.", 403)
        try:
            return await answer(request, user.id)
        except NotFoundError as error:
            return PlainTextResponse(str(error), 404)
        except DocumentError as error:
            LOG.error("%s", error, exc_info=error)
            return PlainTextResponse(str(error), 503)

    return endpoint


def _download(data: bytes, name: str, media_type: str) -> Response:
    """Always a download: what somebody once uploaded is never shown as a page of ours."""
    headers: dict[str, Any] = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return Response(data, media_type=media_type, headers=headers)


@_for_owner
async def printed(request: Request, user_id: int) -> Response:
    """The record on paper."""
    number = request.path_params["record_id"]
    data = await asyncio.to_thread(submissions.printed, user_id, number, datetime.now(UTC))
    return _download(data, f"submission-{number}.pdf", "application/pdf")


@_for_owner
async def file(request: Request, user_id: int) -> Response:
    """One file that was sent."""
    number, sha256 = request.path_params["record_id"], request.path_params["sha256"]
    data, sent = await asyncio.to_thread(submissions.file, user_id, number, sha256)
    return _download(data, sent.name, sent.media_type)


ROUTES = [
    Route("/api/submissions/{record_id:int}/pdf", printed),
    Route("/api/submissions/{record_id:int}/files/{sha256}", file),
]
