"""A recording of a spoken answer is posted here as it is, by its owner's own page; it is never given out again."""

import asyncio
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from career_copilot import tasks
from career_copilot.api.owner import for_owner
from career_copilot.errors import NotFoundError
from career_copilot.services import spoken_answers


@for_owner
async def upload(request: Request, user_id: int) -> Response:
    """The question is named by `session` and `key`."""
    session, key = request.query_params.get("session", ""), request.query_params.get("key", "")
    if not (session.isascii() and session.isdecimal() and len(session) < 10 and key):
        raise NotFoundError("There is no such session.")
    audio = await request.body()
    made = await asyncio.to_thread(spoken_answers.keep, user_id, int(session), key, audio, datetime.now(UTC))
    await asyncio.to_thread(tasks.hear_answer.delay, made)
    return JSONResponse({"id": made})


ROUTES = [Route("/api/spoken-answers", upload, methods=["POST"])]
