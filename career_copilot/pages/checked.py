"""What a browser sends may be anything: read it, or refuse it in plain words."""

from enum import StrEnum
from typing import Any, TypeVar

from career_copilot.errors import InvalidInputError

Choice = TypeVar("Choice", bound=StrEnum)


def number(value: object, what: str) -> int:
    """The id of a row. `what` names it: `note`."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
        return value
    raise InvalidInputError(f"There is no such {what}.")


def in_address(named: str) -> int:
    """The id of a row in a page's address, which may be anything; 0 is none."""
    return int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0


def choice(kind: type[Choice], value: object, what: str) -> Choice:
    """One of a few values."""
    if isinstance(value, str) and value in list(kind):
        return kind(value)
    raise InvalidInputError(f"There is no such {what}.")


def words(form: object, name: str) -> str:
    """A field of a form that was sent."""
    value: Any = form.get(name) if isinstance(form, dict) else None
    return value.strip() if isinstance(value, str) else ""
