"""What is answered while the database or Valkey does not answer: that, and what to do. A page loads itself again."""

import logging

from redis import exceptions as redis
from sqlalchemy import exc as database
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

logger = logging.getLogger(__name__)
AGAIN = "3"  # seconds
UNREACHABLE = (database.OperationalError, database.InterfaceError, redis.ConnectionError, redis.TimeoutError)
WORDS = "The database does not answer right now. What you saved is safe."
PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="{AGAIN}">
<title>One moment · Career Copilot</title>
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
main {{ max-width: 32em; margin: 20vh auto 0; padding: 0 24px }}
h1 {{ font-size: 20px; font-weight: 550 }}
</style>
</head>
<body><main>
<h1>One moment</h1>
<p>{WORDS} This page loads itself again every {AGAIN} seconds.</p>
<p>If it stays like this, look in the log of the server.</p>
</main></body>
</html>
"""


def answer(error: Exception, for_reading: bool = False) -> Response:
    """For whoever opens a page one that loads itself again, for a form, a download or an upload words alone."""
    logger.warning("Answered 503: %s", error)
    headers = {"retry-after": AGAIN}
    if for_reading:
        return HTMLResponse(PAGE, 503, headers)
    return PlainTextResponse(f"{WORDS} Try again in a few seconds.", 503, headers)


async def handle(request: Request, error: Exception) -> Response:
    """The same for an error within a route."""
    return answer(error)
