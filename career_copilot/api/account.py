"""Native form posts of the account pages: passwords travel here, never over the socket, and end in no state.

Each answers with a redirect (303); what went wrong is shown on the page it leads to, with the entered e-mail kept.
The Origin of every POST was checked before it came here (`web/hosts.py`)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from career_copilot.errors import CareerCopilotError, NotAllowedError
from career_copilot.services import accounts, login_sessions, one_time_links
from career_copilot.services.login_sessions import CurrentUser
from career_copilot.web import cookies, hosts

MONTH = int(login_sessions.LIFETIME.total_seconds())


def _field(form: FormData, name: str) -> str:
    """What was entered, without NUL, which the database keeps in no text."""
    value = form.get(name)
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _inside(path: str) -> str:
    """A path of ours to go on at, or the start: `//evil.example` and `/\\evil.example` are other sites to a browser."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if ours else "/"


def _browser(request: Request) -> tuple[str, str]:
    return request.headers.get("user-agent", ""), hosts.client_address(request.scope, request.headers)


async def _go(to: str, note: dict[str, str] | None = None) -> RedirectResponse:
    response = RedirectResponse(to, 303)
    if note:
        await asyncio.to_thread(cookies.leave_note, response, note)
    return response


async def log_in(request: Request) -> Response:
    form = await request.form()
    email, to = _field(form, "email"), _inside(_field(form, "next") or "/")
    try:
        token = await asyncio.to_thread(
            accounts.log_in, email, _field(form, "password"), *_browser(request), datetime.now(UTC)
        )
    except CareerCopilotError as error:
        return await _go("/login", {"error": str(error), "email": email, "next": to})
    response = RedirectResponse(to, 303)
    cookies.keep_session(response, token, MONTH)
    return response


async def sign_up(request: Request) -> Response:
    form = await request.form()
    email, link = _field(form, "email"), _field(form, "link")
    try:
        token = await asyncio.to_thread(
            accounts.sign_up,
            email,
            _field(form, "password"),
            _field(form, "time_zone"),
            *_browser(request),
            datetime.now(UTC),
            link,
        )
    except CareerCopilotError as error:
        return await _go(
            f"/signup?link={link}" if link.isascii() and link else "/signup", {"error": str(error), "email": email}
        )
    response = RedirectResponse("/", 303)
    cookies.keep_session(response, token, MONTH)
    return response


async def reset(request: Request) -> Response:
    form = await request.form()
    link = _field(form, "link")
    try:
        token = await asyncio.to_thread(
            one_time_links.reset_password, link, _field(form, "password"), *_browser(request), datetime.now(UTC)
        )
    except CareerCopilotError as error:
        return await _go(f"/reset?link={link}" if link.isascii() else "/reset", {"error": str(error)})
    response = await _go("/settings", {"done": "Your password is changed. All other sessions have ended."})
    cookies.keep_session(response, token, MONTH)
    return response


async def log_out(request: Request) -> Response:
    token = cookies.session_token(request.headers.get("cookie", ""))
    await asyncio.to_thread(login_sessions.log_out, token, datetime.now(UTC))
    response = RedirectResponse("/login", 303)
    cookies.drop_session(response)
    return response


Action = Callable[[CurrentUser, FormData], Awaitable[Response]]


def _with_user(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """For the posts of the Settings page: by whom, and errors shown there."""

    async def endpoint(request: Request) -> Response:
        token = cookies.session_token(request.headers.get("cookie", ""))
        user = await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))
        form = await request.form()
        try:
            if user is None:
                raise NotAllowedError("Log in first.")
            return await action(user, form)
        except CareerCopilotError as error:
            at = request.url.path.rpartition("/")[2]
            return await _go("/settings" if user else "/login", {"error": str(error), "at": at})

    return endpoint


@_with_user
async def log_out_everywhere(user: CurrentUser, form: FormData) -> Response:
    await asyncio.to_thread(login_sessions.revoke_all, user.id, datetime.now(UTC))
    response = await _go("/login", {"done": "You are logged out everywhere."})
    cookies.drop_session(response)
    return response


@_with_user
async def change_password(user: CurrentUser, form: FormData) -> Response:
    current, new = _field(form, "current_password"), _field(form, "password")
    await asyncio.to_thread(accounts.change_password, user.id, user.session_id, current, new, datetime.now(UTC))
    done = {"done": "Your password is changed. All other sessions have ended.", "at": "change-password"}
    return await _go("/settings", done)


@_with_user
async def delete_account(user: CurrentUser, form: FormData) -> Response:
    await asyncio.to_thread(accounts.delete, user.id, _field(form, "current_password_again"))
    response = await _go("/login", {"done": "Your account and everything in it is deleted."})
    cookies.drop_session(response)
    return response


def _post(path: str, endpoint: Any) -> Route:
    return Route(f"/api/account/{path}", endpoint, methods=["POST"])


ROUTES = [
    _post("log-in", log_in),
    _post("sign-up", sign_up),
    _post("reset", reset),
    _post("log-out", log_out),
    _post("log-out-everywhere", log_out_everywhere),
    _post("change-password", change_password),
    _post("delete", delete_account),
]
