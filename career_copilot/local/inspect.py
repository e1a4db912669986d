"""`inspect`: show what the program reads from a board's answers, a résumé, a match or a text, one JSON object a line.

For finding out why something was read as it was, and for checking against data from elsewhere. Nothing is stored."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from career_copilot.documents import child, kinds
from career_copilot.errors import StartError
from career_copilot.local import inspect_board, inspect_claims, inspect_match, inspect_render


def resume(path: str) -> Iterator[dict[str, Any]]:
    """What is read from a résumé file, with spans into its `text`; read as an upload is, in a child process."""
    file = Path(path)
    if not file.is_file():
        raise StartError(f"there is no file {path}.")
    media_type = kinds.media_type(file.read_bytes())
    found = child.read(file.resolve(), media_type, datetime.now(UTC).date())
    yield {"media_type": media_type, **found.model_dump(mode="json", by_alias=True)}


# What each command is given after its name, and the generator that answers with one JSON object a line.
READERS: dict[str, tuple[str, Callable[..., Iterator[dict[str, Any]]]]] = {
    "board": (inspect_board.USAGE, inspect_board.board),
    "resume": ("FILE", resume),
    "claims": (inspect_claims.USAGE, inspect_claims.read),
    "match": (inspect_match.USAGE, inspect_match.read),
    "render": (inspect_render.USAGE, inspect_render.render),
    "letter": (inspect_render.LETTER_USAGE, inspect_render.letter),
}


def run(what: str, words: list[str]) -> int:
    """Print what the reader of `what` yields; 1 when it could not read a part. Raises StartError when there is none or its words are wrong."""
    if what not in READERS:
        raise StartError(f"`inspect {what}` is not part of this version.")
    usage, reader = READERS[what]
    try:
        found = reader(*words)
    except TypeError as error:
        raise StartError(f"use: inspect {what} {usage}") from error
    status = 0
    for value in found:
        status = 1 if "error" in value else status
        sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    return status
