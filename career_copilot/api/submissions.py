"""What was sent, for its owner only: a record as a PDF, and the files of a record as they were."""

import asyncio
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from career_copilot.api.owner import download, for_owner
from career_copilot.services import submissions


@for_owner
async def printed(request: Request, user_id: int) -> Response:
    """The record on paper."""
    number = request.path_params["record_id"]
    data = await asyncio.to_thread(submissions.printed, user_id, number, datetime.now(UTC))
    return download(data, f"submission-{number}.pdf", "application/pdf")


@for_owner
async def file(request: Request, user_id: int) -> Response:
    """One file that was sent."""
    number, sha256 = request.path_params["record_id"], request.path_params["sha256"]
    data, sent = await asyncio.to_thread(submissions.file, user_id, number, sha256)
    return download(data, sent.name, sent.media_type)


ROUTES = [
    Route("/api/submissions/{record_id:int}/pdf", printed),
    Route("/api/submissions/{record_id:int}/files/{sha256}", file),
]
