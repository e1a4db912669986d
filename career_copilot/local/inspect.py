"""`inspect`: show what the program reads from a board's answers, a résumé or a match, one JSON object a line.

For finding out why something was read as it was, and for checking against data from elsewhere. Nothing is stored."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from career_copilot.errors import StartError
from career_copilot.local import inspect_match

# What each command is given after its name, and the generator that answers with one JSON object a line.
READERS: dict[str, tuple[str, Callable[..., Iterator[dict[str, Any]]]]] = {
    "match": (inspect_match.USAGE, inspect_match.read)
}


def run(what: str, words: list[str]) -> int:
    """Print what the reader of `what` yields. Raises StartError when there is none or its words are wrong."""
    if what not in READERS:
        raise StartError(f"`inspect {what}` is not part of this version.")
    usage, reader = READERS[what]
    try:
        found = reader(*words)
    except TypeError as error:
        raise StartError(f"use: inspect {what} {usage}") from error
    for value in found:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    return 0
