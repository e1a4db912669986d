"""Private files (originals of résumés, documents of applications), below `files/<user id>/` of the data directory: nobody but this program reads them."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from career_copilot.config import settings

NAME = re.compile(r"\d+/[0-9a-f]{32}")


def path(relative: str) -> Path:
    """Where the file of a row's `path` lies."""
    return settings().data / "files" / relative


def write(user_id: int, data: bytes) -> str:
    """Store the bytes under a random name; returns the row's `path`. The name says nothing of the person's own."""
    directory = path(str(user_id))
    for each in (directory.parent, directory):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    relative = f"{user_id}/{secrets.token_hex(16)}"
    descriptor = os.open(path(relative), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return relative


def remove(relative: str) -> None:
    """Remove one file; that it is gone already is fine."""
    path(relative).unlink(missing_ok=True)


def remove_all(user_id: int) -> None:
    """Remove all files of a person whose account is gone."""
    shutil.rmtree(path(str(user_id)), ignore_errors=True)


def older_than(before: datetime) -> Iterator[str]:
    """The `path` of every stored file that was written before."""
    for file in path("").glob("*/*"):
        relative = f"{file.parent.name}/{file.name}"
        if NAME.fullmatch(relative) and datetime.fromtimestamp(file.stat().st_mtime, UTC) < before:
            yield relative
