"""The file of an application's document, for its owner only."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from career_copilot.api.owner import for_owner, stored
from career_copilot.services import application_documents


@for_owner
async def original(request: Request, user_id: int) -> Response:
    """Always as a download: what somebody once uploaded is never shown as a page of ours. Pictures can be shown within
    one, since as an image nothing in them runs."""
    document_id = request.path_params["document_id"]
    return stored(*await asyncio.to_thread(application_documents.original, user_id, document_id))


ROUTES = [Route("/api/documents/{document_id:int}", original)]
