"""What a browser sends may be anything: read it, or refuse it in plain words."""

import inspect
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from career_copilot.errors import InvalidInputError

Choice = TypeVar("Choice", bound=StrEnum)
NOT_UNDERSTOOD = "This could not be understood. Load the page again, then try once more."
INTEGERS = range(-(2**31), 2**31)  # that the database keeps as a number of a row


def arguments(signature: inspect.Signature, *args: Any, **kwargs: Any) -> None:
    """Refuse a call that is not of the handler's form, whatever the handler does with it."""
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError as error:
        raise InvalidInputError(NOT_UNDERSTOOD) from error
    if not all(_fits(value, signature.parameters[name].annotation) for name, value in given.items()):
        raise InvalidInputError(NOT_UNDERSTOOD)


def _fits(value: object, expected: Any) -> bool:
    if isinstance(expected, UnionType):
        return any(_fits(value, one) for one in get_args(expected))
    if get_origin(expected) is list:
        return isinstance(value, list) and all(_fits(one, get_args(expected)[0]) for one in value)
    if expected is int:
        return isinstance(value, int) and not isinstance(value, bool) and value in INTEGERS
    if expected is float:  # JavaScript's number
        return isinstance(value, int | float) and not isinstance(value, bool)
    kind = get_origin(expected) or expected
    return expected in (Any, inspect.Parameter.empty, None) or isinstance(value, kind)


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
