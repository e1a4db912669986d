"""What a job board is to us: a reader that does no I/O, and the facts `fetch()` and the screens need about it."""

import json
import re
from collections.abc import Callable, Collection, Generator, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol, TypeVar

import httpx
from pydantic import ValidationError

from career_copilot.domain.posting import PostingData

T = TypeVar("T")
TOKEN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._&+'-]{0,99}$")


def is_token(company: str) -> bool:
    """True if every part of it may stand in an address (`acme`, `Acme Health`, `acme.wd3/careers`); "" is no company."""
    return not company or all(TOKEN.match(part) for part in company.split("/"))


@dataclass(frozen=True)
class Listed:
    """The board still lists this posting; its text was read in an earlier run and is not asked for again."""

    identifier: str


Reading = Generator[httpx.Request | PostingData | Listed, httpx.Response, str]
"""Yields requests (and is sent their responses) and postings. Returns why the reading is incomplete, or "".

`fetch()` throws `AnswerError` in at the request when the answer to it is an error; a reader that can go on without
that answer catches it, all others end as truncated (or failed, at the first request)."""


class AnswerError(Exception):
    """A request of a reading got no usable answer. `status` is 0 when there was none at all."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class UnreadableError(Exception):
    """An answer is not in the shape this reader knows: a person must look."""


class Read(Protocol):
    """`known` holds identifiers whose text need not be asked for again: the reading says `Listed` instead."""

    def __call__(self, company: str, known: Collection[str] = ()) -> Reading: ...


@dataclass(frozen=True)
class Board:
    """One job board or ATS."""

    name: str
    label: str
    read: Read
    hosts: tuple[str, ...] = field(metadata={"help": "hosts it may be read from; `.x.com` allows all below x.com"})
    page: Callable[[str], str] = field(metadata={"help": "company → the public page a person would open"})
    lists_all: bool = True
    """A complete reading lists every opening, so one that is missing is closed. False: a feed that ages out."""
    many_employers: bool = False
    posting: Callable[[str, str], httpx.Request] | None = None
    """(company, identifier) → a request that answers 404 once the posting is closed."""
    details: bool = False
    """The text comes with one more request a posting."""
    conditional: bool = False
    """One answer holds everything, so an unchanged answer (304) means an unchanged board."""
    description: str = ""
    attribution: str = ""
    attribution_url: str = ""
    cadence: timedelta = timedelta(hours=6)
    pause: float = 0.25
    """Seconds between two requests to one host."""


def postings(items: Iterable[T], convert: Callable[[T], PostingData]) -> Generator[PostingData, Any, int]:
    """Yield each item's posting and return how many could not be read. One broken posting does not hide the others;
    when none at all can be read the board has changed its format: UnreadableError."""
    good, first_error, broken = 0, None, 0
    for item in items:
        try:
            posting = convert(item)
        except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as error:
            first_error, broken = first_error or error, broken + 1
            continue
        good += 1
        yield posting
    if first_error is not None and not good:
        raise UnreadableError(f"no posting could be read: {mistake(first_error)}") from first_error
    return broken


def incomplete(broken: int) -> str:
    """The sentence for postings that could not be read; "" for none."""
    return f"{broken} posting{'s' if broken != 1 else ''} could not be read" if broken else ""


def mistake(error: Exception) -> str:
    """What is wrong with an answer, for a person who looks."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    if isinstance(error, KeyError):
        return f"`{error.args[0]}` is missing"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON (line {error.lineno}, column {error.colno})"
    return f"{type(error).__name__}: {error}"
