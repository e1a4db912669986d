"""Our two cookies: the login session, and the name of a note that survives one redirect."""

import json
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.responses import Response

from career_copilot import live
from career_copilot.config import settings

NOTE_SECONDS = 120


def session_cookie() -> str:
    """The cookie's name holds the port: two instances on one machine must not log each other out."""
    return f"career_copilot_{settings().port}"


def _note_cookie() -> str:
    return f"{session_cookie()}_note"


def _value(header: str, name: str) -> str:
    try:
        morsel = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def session_token(header: str) -> str:
    """The token in a `Cookie` header; empty when there is none."""
    return _value(header, session_cookie())


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=settings().secure)


def keep_session(response: Response, token: str, seconds: int) -> None:
    """Give the browser its token, out of reach of scripts and of other sites."""
    _set(response, session_cookie(), token, seconds)


def drop_session(response: Response) -> None:
    _set(response, session_cookie(), "", 0)


def leave_note(response: Response, note: dict[str, str]) -> None:
    """Say something on the page that the browser is sent to: what went wrong, what was entered. Never a password."""
    name = secrets.token_urlsafe(16)
    live.client().set(_note_key(name), json.dumps(note), ex=NOTE_SECONDS)
    _set(response, _note_cookie(), name, NOTE_SECONDS)


def take_note(header: str) -> dict[str, str]:
    """The note, once; empty when there is none."""
    name = _value(header, _note_cookie())
    found = live.client().getdel(_note_key(name)) if name else None
    return json.loads(found) if found else {}  # type: ignore[arg-type]


def _note_key(name: str) -> str:
    return f"career-copilot:note:{name}"
