"""Workplace, seniority and kinds of employment of an opening as bits of one integer, so that a list of thousands is
filtered by comparing numbers. The database computes it from the columns; a new value of an enum needs a migration."""

from collections.abc import Iterable
from enum import StrEnum

from career_copilot.domain.posting import EmploymentType, Seniority, Workplace

_FIRST_BIT: dict[type[StrEnum], int] = {Workplace: 0, Seniority: 4, EmploymentType: 12}


def bit(value: StrEnum) -> int:
    """The one bit that stands for `value`; new values of an enum come last."""
    return 1 << _FIRST_BIT[type(value)] + list(type(value)).index(value)


def mask(values: Iterable[StrEnum]) -> int:
    """The bits of all `values`: an opening that shares one of them has one of the values."""
    return sum({bit(value) for value in values})
