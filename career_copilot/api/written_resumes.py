"""Résumés as documents, for their owner only: pictures of their pages, and files to send."""

import asyncio
from datetime import UTC, datetime

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from career_copilot.api.owner import download, for_owner, private
from career_copilot.domain.resume_sheet import Look
from career_copilot.errors import NotFoundError
from career_copilot.services import resume_printing
from career_copilot.services.resume_printing import Download, Printed

LOOKS = ("template", "paper", "language", "one_page")


@for_owner
async def tailored_page(request: Request, user_id: int) -> Response:
    """One page of one version of a tailored résumé."""
    at = request.path_params
    made = await asyncio.to_thread(resume_printing.preview, user_id, at["draft_id"], at["version"], at["page"])
    return _picture(made)


@for_owner
async def tailored_file(request: Request, user_id: int) -> Response:
    """A tailored résumé to send; refused while a line of it rests on nothing."""
    format, now = request.path_params["format"], datetime.now(UTC)
    made = await asyncio.to_thread(resume_printing.file, user_id, request.path_params["draft_id"], format, now)
    return _file(made)


@for_owner
async def profile_page(request: Request, user_id: int) -> Response:
    """One page of a résumé of the profile, in the look asked for."""
    at, (look, photo) = request.path_params, _look(request)
    made = await asyncio.to_thread(
        resume_printing.preview_profile, user_id, at["resume_id"], look, photo, at["page"]
    )  # fmt: skip
    return _picture(made)


@for_owner
async def profile_file(request: Request, user_id: int) -> Response:
    """A résumé of the profile as a file, in the look asked for."""
    at, format, (look, photo) = request.path_params, request.path_params["format"], _look(request)
    made = await asyncio.to_thread(resume_printing.file_of_profile, user_id, at["resume_id"], format, look, photo)
    return _file(made)


def _picture(made: Printed) -> Response:
    return private(made.picture, "image/png")


def _file(made: Download) -> Response:
    return download(made.data, made.name, made.media_type)


def _look(request: Request) -> tuple[Look, bool]:
    asked = {name: request.query_params[name] for name in LOOKS if request.query_params.get(name)}
    try:
        return Look.model_validate(asked), request.query_params.get("photo") == "true"
    except ValidationError as error:
        raise NotFoundError("There is no such look of a résumé.") from error


ROUTES = [
    Route("/api/tailored/{draft_id:int}/{version:int}/pages/{page:int}", tailored_page),
    Route("/api/tailored/{draft_id:int}/as/{format}", tailored_file),
    Route("/api/resumes/{resume_id:int}/pages/{page:int}", profile_page),
    Route("/api/resumes/{resume_id:int}/as/{format}", profile_file),
]
