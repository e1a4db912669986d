"""Files in and out: a table or an archive is posted here as a plain form; exports and rows to mend are fetched here.
Their owner only."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from career_copilot import tasks
from career_copilot.errors import CareerCopilotError, InvalidInputError, NotFoundError
from career_copilot.services import accounts, exports, import_mending, imports
from career_copilot.services.login_sessions import CurrentUser
from career_copilot.web import cookies

Endpoint = Callable[[Request, CurrentUser], Awaitable[Response]]


def _for_owner(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        token = cookies.session_token(request.headers.get("cookie", ""))
        user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
        if user is None:
            return PlainTextResponse("Log in first.", 403)
        try:
            return await endpoint(request, user)
        except NotFoundError as error:
            return PlainTextResponse(str(error), 404)

    return guarded


@_for_owner
async def upload(request: Request, user: CurrentUser) -> Response:
    """Answers with a redirect to the wizard, which says what went wrong if something did."""
    response = RedirectResponse("/applications/import", 303)
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                raise InvalidInputError("Choose a file first.")
            run_id = await asyncio.to_thread(imports.upload, user.id, file.filename, file.file, datetime.now(UTC))
    except CareerCopilotError as error:
        await asyncio.to_thread(cookies.leave_note, response, {"error": str(error)})
        return response
    await asyncio.to_thread(tasks.run_transfer.delay, run_id)
    return RedirectResponse(f"/applications/import?run={run_id}", 303)


@_for_owner
async def exported(request: Request, user: CurrentUser) -> Response:
    """Streamed from disk, always as a download."""
    path, name, media_type = await asyncio.to_thread(exports.file, user.id, request.path_params["run_id"])
    return FileResponse(path, media_type=media_type, headers=_headers(name))


@_for_owner
async def bad_rows(request: Request, user: CurrentUser) -> Response:
    """The rows to mend, as CSV."""
    try:
        name, lines = await asyncio.to_thread(import_mending.bad_rows, user.id, request.path_params["run_id"])
    except InvalidInputError as error:
        return PlainTextResponse(str(error), 404)
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }


ROUTES = [
    Route("/api/imports", upload, methods=["POST"]),
    Route("/api/imports/{run_id:int}/bad-rows", bad_rows),
    Route("/api/exports/{run_id:int}", exported),
]
