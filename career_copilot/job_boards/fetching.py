"""The one HTTP policy: drive a board's generator over the network, politely and without being led astray.

What comes back tells failed, unknown, changed, truncated, unchanged and complete apart: a broken board is never an
empty one."""

import hashlib
import logging
import time
from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

import httpx

from career_copilot import __version__
from career_copilot.config import LOOPBACK_HOSTS, settings
from career_copilot.domain.posting import PostingData
from career_copilot.errors import JobBoardError
from career_copilot.job_boards.board import AnswerError, Board, Listed, UnreadableError, is_token
from career_copilot.job_boards.manners import ATTEMPTS, RETRIED, turn, wait_before

logger = logging.getLogger(__name__)

USER_AGENT = f"CareerCopilot/{__version__}"
LARGEST_ANSWER = 64 * 1024 * 1024
LONGEST_ANSWER = 180.0
"""Seconds one answer may take from the first byte to the last."""
REDIRECTS = 3
MEDIA_TYPES = ("application/json", "application/rss+xml")

Sleep: TypeAlias = Callable[[float], None]
Cache: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """How a reading ended. `truncated` says why it is incomplete ("" = it is complete); `unchanged` means that the
    board answered as last time and nothing was read; `cache` is to be handed in at the next reading."""

    truncated: str = ""
    unchanged: bool = False
    cache: Cache = field(default_factory=dict)


Fetching: TypeAlias = Generator[PostingData | Listed, None, Outcome]


def new_client() -> httpx.Client:
    """Time-outs for slow boards (Ashby takes ten seconds), our name, and no redirects but those we look at."""
    return httpx.Client(
        timeout=httpx.Timeout(30, connect=10),
        follow_redirects=False,
        headers={"User-Agent": USER_AGENT, "Accept": "application/json"},
    )


def fetch(
    board: Board,
    company: str,
    client: httpx.Client,
    known: Collection[str] = (),
    cache: Cache | None = None,
    sleep: Sleep = time.sleep,
) -> Fetching:
    """Yield the postings as they arrive, so that a long board can be stored page by page.

    JobBoardError: `failed` when the first answer is an error, `unknown` when it is a 404, `changed` when it does not
    parse. Whatever goes wrong later ends the reading as truncated and keeps what was yielded."""
    if not is_token(company):
        raise JobBoardError(board.label, "this is no company's name there", "unknown")
    reading = board.read(company, known)
    conditional = cache if board.conditional and cache else None
    answered, fresh = 0, {}
    item: httpx.Request | PostingData | Listed
    try:
        item = next(reading)
        while True:
            if not isinstance(item, httpx.Request):
                yield item
                item = next(reading)
                continue
            try:
                response = ask(board, item, client, sleep, conditional if not answered else None)
            except AnswerError as error:
                item = reading.throw(error)
                continue
            if not answered and board.conditional:
                fresh = validators(response)
                if response.status_code == 304 or (conditional and conditional["sha256"] == fresh["sha256"]):
                    return Outcome(unchanged=True, cache=dict(conditional or {}))
            answered += 1
            item = reading.send(response)
    except StopIteration as end:
        return Outcome(truncated=end.value or "", cache={} if end.value else fresh)
    except AnswerError as error:
        if not answered:
            raise _refused(board, company, error) from error
        return Outcome(truncated=f"answer {answered + 1}: {error.reason}")
    except (UnreadableError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        what = _unreadable(error, board)
        if answered > 1:
            return Outcome(truncated=f"answer {answered} could not be read: {what}")
        raise JobBoardError(
            board.label, f"it answers in a form that this version does not know ({what})", "changed"
        ) from error
    finally:
        reading.close()


def _unreadable(error: Exception, board: Board) -> str:
    """In plain words for the screen; the log has the program's own."""
    logger.warning("reading %s: %s %s", board.name, type(error).__name__, error)
    if isinstance(error, UnreadableError):
        return str(error).partition(": ")[0]
    if isinstance(error, ValueError):
        return "what it sent is damaged or breaks off"
    return "something is missing in what it sent, or stands elsewhere"


def _refused(board: Board, company: str, error: AnswerError) -> JobBoardError:
    if error.status in (404, 410):
        if not company:
            return JobBoardError(board.label, "its list is no longer at the address it had", "unknown")
        return JobBoardError(
            board.label, f"it knows no “{company}”. Has the company moved to another board?", "unknown"
        )
    return JobBoardError(board.label, error.reason)


def ask(
    board: Board, request: httpx.Request, client: httpx.Client, sleep: Sleep, cache: Cache | None
) -> httpx.Response:
    """One request with retries. AnswerError when there is no usable answer; 304 only if `cache` was given."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            response = _once(board, request, client, sleep, cache)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            problem, retry_after = AnswerError(_trouble(error, request.url.host)), None
        else:
            if response.status_code not in RETRIED:
                return _checked(request, response)
            problem = AnswerError(_meaning(request, response), response.status_code)
            retry_after = response.headers.get("Retry-After")
        wait = wait_before(attempt + 1, retry_after)
        if wait is None:
            raise AnswerError("it asks us to come back later; the next run will", problem.status)
        if attempt < ATTEMPTS:
            sleep(wait)
    raise problem


def _trouble(error: Exception, host: str) -> str:
    """In plain words for the screen; the log has the system's own."""
    logger.warning("asking %s: %s %s", host, type(error).__name__, error)
    if isinstance(error, httpx.TimeoutException):
        return "it did not answer in time"
    if isinstance(error, httpx.ConnectError):
        return f"no connection to {host}: is this machine online?"
    return f"the connection to {host} broke off"


def _meaning(request: httpx.Request, response: httpx.Response) -> str:
    """A status in plain words for the screen; the log has its number."""
    logger.warning("asking %s: %s %s", request.url.host, response.status_code, response.reason_phrase)
    if response.status_code in (401, 403, 451):
        return "it does not let programs such as this one read its list"
    if response.status_code in (408, 504):
        return "it did not answer in time"
    if response.status_code == 429:
        return "it was asked too often for now"
    if response.status_code >= 500:
        return "its server is in trouble"
    return "it does not accept what this version asks of it"


def _checked(request: httpx.Request, response: httpx.Response) -> httpx.Response:
    """A page for people where data should be is a login or a bot wall: a failure, never an empty board."""
    if response.status_code == 304:
        return response
    if response.status_code >= 400 or not response.is_success:
        raise AnswerError(_meaning(request, response), response.status_code)
    start = response.content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith((b"<!doctype html", b"<html"))
    if page or "text/html" in response.headers.get("Content-Type", ""):
        raise AnswerError(
            "it answered with a web page where data should be (a login or a block?)", response.status_code
        )
    return response


def _once(
    board: Board, request: httpx.Request, client: httpx.Client, sleep: Sleep, cache: Cache | None
) -> httpx.Response:
    """One request, redirects on the same host followed; the answer's size and duration are bounded."""
    url = str(request.url)
    for _ in range(REDIRECTS + 1):
        host = _allowed(board, url)
        target, pause = _route(url, board.pause)
        headers = dict(request.headers.items()) | {"User-Agent": USER_AGENT}
        headers.pop("host", None)
        headers |= _conditions(cache) if cache else {}
        if headers.get("accept", "*/*") == "*/*":
            headers["accept"] = MEDIA_TYPES[0]
        outgoing = client.build_request(request.method, target, headers=headers, content=request.content)
        with turn(host, pause, sleep):
            response = _bounded(client, outgoing, request)
        if not response.has_redirect_location:
            return response
        url = urljoin(url, response.headers["Location"])
        if urlsplit(url).hostname != host:
            raise AnswerError(
                f"it redirects to {urlsplit(url).hostname}; the company may have moved", response.status_code
            )
    raise AnswerError("it redirects without end")


def _bounded(client: httpx.Client, outgoing: httpx.Request, request: httpx.Request) -> httpx.Response:
    started, chunks, size = time.monotonic(), [], 0
    answer = client.send(outgoing, stream=True)
    try:
        for chunk in answer.iter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if size > LARGEST_ANSWER:
                raise AnswerError(f"its answer is larger than {LARGEST_ANSWER // 1024 // 1024} MB")
            if time.monotonic() - started > LONGEST_ANSWER:
                raise AnswerError("its answer takes too long")
    finally:
        answer.close()
    headers = [(name, value) for name, value in answer.headers.multi_items() if name.lower() not in _ENCODED]
    return httpx.Response(answer.status_code, headers=headers, content=b"".join(chunks), request=request)


_ENCODED = frozenset({"content-encoding", "content-length", "transfer-encoding"})  # the body is decoded by now


def _allowed(board: Board, url: str) -> str:
    """The host, if it is one of the board's and the scheme is https. This alone keeps private addresses out."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    fits = any(host.endswith(name) if name.startswith(".") else host == name for name in board.hosts)
    if parts.scheme != "https" or not fits or parts.port not in (None, 443) or parts.username:
        raise AnswerError(f"{parts.scheme}://{host} is not an address of this board")
    return host


def _route(url: str, pause: float) -> tuple[str, float]:
    """The demonstration serves all boards on loopback, each under its host's name; nobody needs a pause there."""
    demo = settings().demo_boards_url
    if not demo:
        return url, pause
    parts = urlsplit(demo)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK_HOSTS:
        raise AnswerError("CAREER_COPILOT_DEMO_BOARDS_URL must be an http address on loopback")
    wanted = httpx.URL(url)
    return f"{demo.rstrip('/')}/{wanted.host}{wanted.raw_path.decode()}", 0.0


def validators(response: httpx.Response) -> Cache:
    """What a later reading asks with, and the body's hash for hosts that answer in full to an unchanged board."""
    found = {"etag": response.headers.get("ETag", ""), "modified": response.headers.get("Last-Modified", "")}
    return {name: value for name, value in found.items() if value} | {
        "sha256": hashlib.sha256(response.content).hexdigest()
    }


def _conditions(cache: Cache) -> dict[str, str]:
    conditions = {"If-None-Match": cache.get("etag"), "If-Modified-Since": cache.get("modified")}
    return {name: value for name, value in conditions.items() if value}
