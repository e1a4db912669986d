"""`inspect board`: what is read from a board's answers, given as files in the order of the requests."""

import gzip
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx

from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import PostingData
from career_copilot.errors import StartError
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.board import AnswerError, Listed, UnreadableError, mistake
from career_copilot.local import inspect_files

USAGE = "NAME COMPANY FILE…"


def board(name: str, company: str, *files: str) -> Iterator[dict[str, Any]]:
    """One object a posting: `posting` as the board tells it, `opening` as we understand it, with spans. COMPANY is the
    token in the board's addresses (`-` for boards of many employers)."""
    if name not in BOARDS:
        raise StartError(f"there is no board `{name}`; there are {', '.join(BOARDS)}")
    if not files:
        raise StartError(f"use: inspect board {USAGE}")
    now = datetime.now(UTC)
    for posting in _read(name, "" if company == "-" else company, list(files)):
        yield {
            "posting": posting.model_dump(mode="json"),
            "opening": normalise(posting, now).model_dump(mode="json"),
        }


def _read(name: str, company: str, files: list[str]) -> Iterator[PostingData]:
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
    except UnreadableError as error:
        raise StartError(f"this is no answer of {name}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StartError(f"this is no answer of {name}: {mistake(error)}") from error


def _content(path: str) -> bytes:
    try:
        data = inspect_files.content(path)
        return gzip.decompress(data) if path.endswith(".gz") else data
    except (gzip.BadGzipFile, EOFError) as error:
        raise StartError(f"{path} is no gzip file, or breaks off.") from error
