"""A person's photo for their résumés: one private file, a small JPEG without what cameras write beside the picture."""

import os
import secrets

from career_copilot.documents import photos
from career_copilot.services import resume_files

NAME = "photo.jpg"


def path(user_id: int) -> str:
    """Where it lies, below the files of all."""
    return f"{user_id}/{NAME}"


def keep(user_id: int, data: bytes) -> None:
    """In place of the one before. Raises DocumentError for what is no picture."""
    made = photos.prepared(data)
    place = resume_files.path(path(user_id))
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = place.with_name(f"{NAME}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(made)
    beside.replace(place)


def stored(user_id: int) -> bytes | None:
    """The picture, if there is one."""
    try:
        return resume_files.path(path(user_id)).read_bytes()
    except FileNotFoundError:
        return None


def remove(user_id: int) -> None:
    """For good."""
    resume_files.remove(path(user_id))
