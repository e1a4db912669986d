"""`/ping`: the process answers. `/_health`: so does what it needs; 503 and the part's name when not."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.services import health


async def ping(_: Request) -> Response:
    return PlainTextResponse("pong")


async def healthy(_: Request) -> Response:
    found = await asyncio.to_thread(health.check)
    return JSONResponse(
        {"status": found.healthy, **found.model_dump()},
        200 if found.healthy else 503,
    )


ROUTES = [Route("/ping", ping), Route("/_health", healthy)]
