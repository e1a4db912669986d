"""The file of an application's document, for its owner only."""

import asyncio
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.errors import NotFoundError
from career_copilot.services import accounts, application_documents
from career_copilot.web import cookies


async def original(request: Request) -> Response:
    """Always as a download: what somebody once uploaded is never shown as a page of ours. Pictures can be shown within
    one, since as an image nothing in them runs."""
    token = cookies.session_token(request.headers.get("cookie", ""))
    user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
    if user is None:
        return PlainTextResponse("Log in to download a document.", 403)
    document_id = request.path_params["document_id"]
    try:
        path, name, media_type = await asyncio.to_thread(application_documents.original, user.id, document_id)
    except NotFoundError as error:
        return PlainTextResponse(str(error), 404)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return FileResponse(path, media_type=media_type, headers=headers)


ROUTES = [Route("/api/documents/{document_id:int}", original)]
