"""What a person may download is theirs alone: who asks is known by the cookie, and nothing is kept in a cache on its way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from career_copilot.errors import ConflictError, DocumentError, InvalidInputError, ModelError, NotFoundError
from career_copilot.services import accounts
from career_copilot.web import cookies

LOG = logging.getLogger(__name__)
KEPT_NOWHERE = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
Answer = Callable[[Request, int], Awaitable[Response]]


def for_owner(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that gets the id of whoever asks. Errors we expect are answered with their text."""

    async def endpoint(request: Request) -> Response:
        token = cookies.session_token(request.headers.get("cookie", ""))
        user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
        if user is None:
            return PlainTextResponse("Log in to see what is yours.", 403)
        try:
            return await answer(request, user.id)
        except NotFoundError as error:
            return PlainTextResponse(str(error), 404)
        except (InvalidInputError, ConflictError, ModelError) as error:
            return PlainTextResponse(str(error), 409)
        except DocumentError as error:
            LOG.error("%s", error, exc_info=error)
            return PlainTextResponse(str(error), 503)

    return endpoint


def private(data: bytes, media_type: str, **headers: str) -> Response:
    """Shown, not kept."""
    return Response(data, media_type=media_type, headers=KEPT_NOWHERE | headers)


def download(data: bytes, name: str, media_type: str) -> Response:
    """Saved under this name."""
    return private(data, media_type, **_named(name))


def stored(path: Path, name: str, media_type: str) -> Response:
    """A file that lies here, saved under this name."""
    return FileResponse(path, media_type=media_type, headers=KEPT_NOWHERE | _named(name))


def _named(name: str) -> dict[str, str]:
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
