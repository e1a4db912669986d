"""Private files (originals of résumés, documents of applications), below `files/<user id>/` of the data directory: nobody but this program reads them."""

import hashlib
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
    relative = f"{user_id}/{secrets.token_hex(16)}"
    _write(path(relative), data)
    return relative


def sent(user_id: int, sha256: str) -> str:
    """Where the copy of a file that was sent lies: under its hash, once however often it was sent."""
    return f"{user_id}/sent/{sha256}"


def keep_sent(user_id: int, data: bytes) -> str:
    """Keep a private copy of what is sent; returns its hash. A copy that is there and whole is not written again."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = path(sent(user_id, sha256))
    if file_hash(place) != sha256:
        beside = place.with_name(f"{sha256}.{secrets.token_hex(4)}")
        _write(beside, data)
        beside.replace(place)
    return sha256


def file_hash(place: Path) -> str | None:
    """sha256 of a file on disk; None when there is none."""
    try:
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def remove_all(user_id: int) -> None:
    """Remove every file of a person who is gone."""
    directory = path(str(user_id))
    if directory.is_dir():
        shutil.rmtree(directory)


def _write(place: Path, data: bytes) -> None:
    """Whole and on disk before anything refers to it."""
    for each in reversed([place.parent, *place.parent.parents]):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def remove(relative: str) -> None:
    """Remove one file; that it is gone already is fine."""
    path(relative).unlink(missing_ok=True)


def owner(relative: str) -> int:
    """The id of the person whose file it is."""
    return int(relative.partition("/")[0])


def owners() -> set[int]:
    """The ids of all persons who have files."""
    return {int(directory.name) for directory in path("").glob("*") if directory.name.isdecimal()}


def older_than(before: datetime) -> Iterator[str]:
    """The `path` of every stored file that was written before. Copies of what was sent are not among them."""
    for file in path("").glob("*/*"):
        relative = f"{file.parent.name}/{file.name}"
        if NAME.fullmatch(relative) and (written := _written(file)) and written < before:
            yield relative


def _written(file: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except FileNotFoundError:  # removed meanwhile
        return None
