"""The original file of a résumé, for its owner only."""

import asyncio
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.errors import NotFoundError
from career_copilot.services import accounts, resumes
from career_copilot.web import cookies


async def original(request: Request) -> Response:
    """Always as a download: what somebody once uploaded is never shown as a page of ours."""
    token = cookies.session_token(request.headers.get("cookie", ""))
    user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
    if user is None:
        return PlainTextResponse("Log in to download a résumé.", 403)
    try:
        path, name, media_type = await asyncio.to_thread(resumes.original, user.id, request.path_params["resume_id"])
    except NotFoundError as error:
        return PlainTextResponse(str(error), 404)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return FileResponse(path, media_type=media_type, headers=headers)


ROUTES = [Route("/api/resumes/{resume_id:int}", original)]
