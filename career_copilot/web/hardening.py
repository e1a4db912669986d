"""Every request and every socket passes here first: which Host, which Origin, how much, by whom, and what goes back."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from career_copilot.config import settings
from career_copilot.services import login_sessions
from career_copilot.services.login_sessions import CurrentUser
from career_copilot.web import cookies, hosts, tabs, unavailable
from career_copilot.web.content_security import policy

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Start = Callable[[CurrentUser], str]  # the route at which a person begins; called in a thread

UPLOAD = "/_upload"
EVENTS_AT_ONCE, EVENTS_PER_SECOND = 500, 200
LARGEST_FORM = 64 * 1024
LARGE = {
    "/api/imports": 1024**3 + LARGEST_FORM,  # an archive of everything, with its files
    "/api/spoken-answers": 25_000_000,
}
LARGEST_UPLOAD = 10 * 1024 * 1024 + 64 * 1024  # a résumé of 10 MB and the envelope around it
FOR_STRANGERS = ("/", "/login", "/signup")
ESCAPED_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")  # but not a backslash, itself escaped, before `u0000`
TOO_LARGE = "This is larger than the server accepts."
IMMUTABLE, FRESH, NEVER = "public, max-age=31536000, immutable", "no-cache", "no-store"
# Parts of a page, which no browser shows as one: the rules for documents, 2 kB each, say nothing there.
PARTS = re.compile(r"text/(css|javascript)\b|application/javascript\b|font/|image/(?!svg)")
# Built files carry a hash in their name, but for this one: it holds the server's address and is rewritten.
ADDRESS_FILE = re.compile(r"^/assets/reflex-env-[^/]*\.js$")


def document_route(path: str, routes: frozenset[str]) -> str | None:
    """The page that a path shows, None for files, sockets and the API. `/opening/[id]` matches any one segment there."""
    parts = path.strip("/").split("/")
    for route in routes:
        pattern = route.strip("/").split("/")
        if len(pattern) == len(parts) and all(
            have == want or want.startswith("[") for have, want in zip(parts, pattern, strict=True)
        ):
            return route
    return None


class Hardening:
    """ASGI application around the whole web process."""

    def __init__(self, app: App, private: frozenset[str], public: frozenset[str], start: Start) -> None:
        self.app, self.private, self.pages, self.start = app, private, private | public, start

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if reason := hosts.refusal(scope, headers):
            await _refuse(scope, receive, send, 403, reason)
        elif scope["type"] == "websocket":
            await self.app(scope, _without_nul(_not_too_fast(receive)), send)
        else:
            await self._http(scope, headers, receive, _with_headers(scope, send))

    async def _http(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        path, page = scope["path"], document_route(scope["path"], self.pages)
        try:
            other = await self._other_answer(page, scope, headers)
        except unavailable.UNREACHABLE as error:
            other = unavailable.answer(error, for_reading=page is not None and scope["method"] in ("GET", "HEAD"))
        if other:
            await other(scope, receive, send)
            return
        if page and not path.endswith("/"):  # a page is a directory of the build; do not make the browser ask twice
            scope = {**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}
        limit = LARGEST_UPLOAD if path.startswith(UPLOAD) else LARGE.get(path, LARGEST_FORM)
        if int(headers.get("content-length") or 0) > limit:
            await _refuse(scope, receive, send, 413, TOO_LARGE)
            return
        await self.app(scope, _at_most(receive, limit), send)

    async def _other_answer(self, page: str | None, scope: Scope, headers: Headers) -> Response | None:
        """What is answered instead of what was asked for, because of who asks; None to go on."""
        path = scope["path"]
        if path.startswith(UPLOAD) and (scope["method"] != "POST" or not await _from_own_tab(headers)):
            return PlainTextResponse("Log in to upload a file.", 403)
        if page and (to := await self._elsewhere(page, scope, headers)):
            return RedirectResponse(to, 303)
        if path in LARGE and not await _user(headers):
            return PlainTextResponse("Log in to send a file.", 403)
        return None

    async def _elsewhere(self, page: str, scope: Scope, headers: Headers) -> str:
        """Where the browser goes instead of this page; empty to stay. Spares a flash of an empty page, guards nothing
        by itself: handlers do."""
        if page in FOR_STRANGERS:
            user = await _user(headers)
            return await asyncio.to_thread(self.start, user) if user else ""
        if page in self.private and not await _user(headers):
            query = scope["query_string"].decode("latin-1")  # filters live in the address
            return f"/login?next={quote(scope['path'] + ('?' + query if query else ''))}"
        return ""


async def _user(headers: Headers) -> CurrentUser | None:
    token = cookies.session_token(headers.get("cookie", ""))
    return await asyncio.to_thread(login_sessions.current_user, token, datetime.now(UTC))


async def _from_own_tab(headers: Headers) -> bool:
    """Whether the upload's tab belongs to the person whose cookie came with it."""
    user = await _user(headers)
    tab = headers.get("reflex-client-token", "")
    return user is not None and await asyncio.to_thread(tabs.owner, tab) == user.id


def _not_too_fast(receive: Receive) -> Receive:
    """A socket that sends more than a person and a busy page could is hung up, before its events pile up."""
    allowance, last = float(EVENTS_AT_ONCE), time.monotonic()

    async def counted() -> Message:
        nonlocal allowance, last
        message = await receive()
        now = time.monotonic()
        allowance = min(EVENTS_AT_ONCE, allowance + (now - last) * EVENTS_PER_SECOND) - 1
        last = now
        return message if allowance > 0 else {"type": "websocket.disconnect", "code": 1008}

    return counted


def _without_nul(receive: Receive) -> Receive:
    """Events are JSON. Of their words NUL is left out, which the database keeps in no text and nobody types."""

    async def cleaned() -> Message:
        message = await receive()
        if r"\u0000" in (text := message.get("text") or ""):
            message["text"] = ESCAPED_NUL.sub(r"\1", text)
        return message

    return cleaned


def _at_most(receive: Receive, limit: int) -> Receive:
    """Count the body, which may come without a length or with a false one."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, TOO_LARGE)  # the routes' own handling turns it into an answer
        return message

    return counted


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, reason: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})  # before it is accepted: the browser sees a 403
        return
    await PlainTextResponse(reason, status)(scope, receive, send)


def _with_headers(scope: Scope, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            _add_headers(scope["path"], MutableHeaders(scope=message), message["status"])
        await send(message)

    return sending


def _add_headers(path: str, headers: MutableHeaders, status: int) -> None:
    headers["x-content-type-options"] = "nosniff"
    headers["cross-origin-resource-policy"] = "same-origin"
    if not PARTS.match(headers.get("content-type", "")):
        headers["x-frame-options"] = "DENY"
        headers["referrer-policy"] = "same-origin"
        headers["cross-origin-opener-policy"] = "same-origin"
        headers["permissions-policy"] = "camera=(), microphone=(self), geolocation=()"
        headers["content-security-policy"] = policy()
    if settings().secure:
        headers["strict-transport-security"] = "max-age=31536000"
    if path.startswith("/assets/") and status in (200, 206, 304) and not ADDRESS_FILE.match(path):
        headers["cache-control"] = IMMUTABLE
    elif path.startswith("/api/"):
        headers.setdefault("cache-control", NEVER)
    else:
        headers["cache-control"] = FRESH
