"""`inspect board`: what is read from a board's answers, given as files in the order of the requests."""

import gzip
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import PostingData
from career_copilot.errors import StartError
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.board import AnswerError, Listed, UnreadableError

USAGE = "NAME COMPANY FILE…"


def board(name: str, company: str, *files: str) -> Iterator[dict[str, Any]]:
    """One object a posting: `posting` as the board tells it, `opening` as we understand it, with spans. COMPANY is the
    token in the board's addresses (`-` for boards of many employers)."""
    if name not in BOARDS:
        raise StartError(f"there is no board `{name}`; there are {', '.join(BOARDS)}")
    if not files:
        raise StartError(f"use: inspect board {USAGE}")
    now = datetime.now(UTC)
    for posting in _read(name, "" if company == "-" else company, [Path(file) for file in files]):
        yield {
            "posting": posting.model_dump(mode="json"),
            "opening": normalise(posting, now).model_dump(mode="json"),
        }


def _read(name: str, company: str, files: list[Path]) -> Iterator[PostingData]:
    reading = BOARDS[name].read(company)
    try:
        item: httpx.Request | PostingData | Listed = next(reading)
        while True:
            if isinstance(item, PostingData):
                yield item
                item = next(reading)
            elif not isinstance(item, httpx.Request):
                item = next(reading)
            elif files:
                item = reading.send(httpx.Response(200, content=_content(files.pop(0)), request=item))
            else:
                item = reading.throw(AnswerError(f"no more files, and it asks for {item.url}"))
    except StopIteration as end:
        if end.value:
            sys.stderr.write(f"incomplete: {end.value}\n")
    except AnswerError as error:
        sys.stderr.write(f"incomplete: {error.reason}\n")
    except (UnreadableError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise StartError(f"this is no answer of {name}: {type(error).__name__} {error}") from error


def _content(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}") from error
