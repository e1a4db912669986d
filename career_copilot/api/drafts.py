"""A letter or message as a file, for its owner only."""

import asyncio
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from career_copilot.domain.resume_sheet import Look, Paper, Template
from career_copilot.errors import DocumentError, InvalidInputError, NotFoundError
from career_copilot.services import accounts, letters
from career_copilot.services.letters import MEDIA_TYPES, LetterFormat
from career_copilot.web import cookies


async def letter(request: Request) -> Response:
    """`?template=` and `?paper=` choose the look. While a sentence is not carried by facts there is no file."""
    token = cookies.session_token(request.headers.get("cookie", ""))
    user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
    if user is None:
        return PlainTextResponse("Log in to download a letter.", 403)
    chosen = request.path_params["format"]
    if chosen not in list(LetterFormat):
        return PlainTextResponse("There is no such format.", 404)
    arguments = (user.id, request.path_params["draft_id"], LetterFormat(chosen), look(request), datetime.now(UTC))
    try:
        data, name = await asyncio.to_thread(letters.file, *arguments)
    except NotFoundError as error:
        return PlainTextResponse(str(error), 404)
    except InvalidInputError as error:
        return PlainTextResponse(str(error), 409)
    except DocumentError as error:
        return PlainTextResponse(str(error), 500)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }
    return Response(data, media_type=MEDIA_TYPES[LetterFormat(chosen)], headers=headers)


def look(request: Request) -> Look:
    """What is not known is as usual."""
    template, paper = request.query_params.get("template", ""), request.query_params.get("paper", "")
    return Look(
        template=Template(template) if template in list(Template) else Template.PLAIN,
        paper=Paper(paper) if paper in list(Paper) else Paper.A4,
    )


ROUTES = [Route("/api/drafts/{draft_id:int}/letter.{format}", letter)]
