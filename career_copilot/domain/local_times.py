"""Wall clocks: a date and time as people agree on it, in a place, and the moment it means.

A clock that goes forward skips an hour, one that goes back has an hour twice (the first of the two is meant then)."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def moment(local: datetime, zone: str) -> datetime:
    """The moment of a wall clock's time (without a zone) there. ValueError for a time that the clock skips."""
    there = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    found = there.astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None, fold=0):
        raise ValueError(f"{local:%H:%M} does not exist on {local.day} {local:%b %Y} in {zone}: the clocks go forward.")
    return found


def is_twice(local: datetime, zone: str) -> bool:
    """Whether the clock shows this time twice, because it goes back."""
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset() and (first.utcoffset() or timedelta()) > (
        second.utcoffset() or timedelta()
    )


def wall(when: datetime, zone: str) -> datetime:
    """What the wall clock shows there, without a zone."""
    return when.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def at(local: datetime, zone: str) -> datetime:
    """As `moment`, for times that we choose: one that the clock skips becomes the moment it goes forward to."""
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def days_later(when: datetime, days: int, zone: str) -> datetime:
    """The same wall clock's time so many days later, summer time or not."""
    return at(wall(when, zone) + timedelta(days=days), zone)


def months_later(when: datetime, months: int, zone: str) -> datetime:
    """The same day of a month so much later, or its last day, at the same wall clock's time."""
    here = wall(when, zone)
    year, month = divmod(here.year * 12 + here.month - 1 + months, 12)
    day = min(here.day, monthrange(year, month + 1)[1])
    return at(here.replace(year=year, month=month + 1, day=day), zone)
