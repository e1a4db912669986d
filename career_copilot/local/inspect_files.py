"""The files that `inspect` is given: what cannot be read is said in one line. A byte order mark is no part of the words."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from career_copilot.documents import kinds
from career_copilot.errors import StartError

Model = TypeVar("Model", bound=BaseModel)


def content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}.") from error


def words(path: str) -> str:
    return kinds.decoded(content(path))


def lines(path: str) -> Iterator[tuple[int, str]]:
    """Those that are not empty, with their numbers."""
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StartError(f"{path} is not written in UTF-8.") from error


def checked(model: type[Model], value: object, name: str) -> Model:
    """The value as a `model`. Raises StartError that names the first field that is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise StartError(f"{name}: {reason(error)}.") from error


def reason(error: Exception) -> str:
    """In one line; of a model's mistakes the first, with its place."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    said = first["msg"][:1].lower() + first["msg"][1:]
    return f"{place}: {said}" if place else said
