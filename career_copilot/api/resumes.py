"""The original file of a résumé, for its owner only."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from career_copilot.api.owner import for_owner, stored
from career_copilot.services import resumes


@for_owner
async def original(request: Request, user_id: int) -> Response:
    """Always as a download: what somebody once uploaded is never shown as a page of ours."""
    return stored(*await asyncio.to_thread(resumes.original, user_id, request.path_params["resume_id"]))


ROUTES = [Route("/api/resumes/{resume_id:int}", original)]
