"""Dates for people: relative within a week, then the day, and the full date with its zone for a closer look."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

NEAR = 7
"""Days up to which a date is a distance."""
A_DAY = timedelta(days=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def age(when: datetime | None, now: datetime, zone: str = "UTC") -> str:
    """`just now`, `5 min ago`, `in 2 h`, `3 days ago`, and beyond a week `12 Nov` (with the year if another). Empty
    for None. Days are those of the calendar in `zone`, an IANA name; below 24 hours their number is said."""
    if when is None:
        return ""
    distance, days = abs(now - when), abs(days_between(when, now, zone))
    if days > NEAR:
        there, here = when.astimezone(zone_named(zone)), now.astimezone(zone_named(zone))
        return _day(there) if there.year == here.year else f"{_day(there)} {there.year}"
    if distance < timedelta(minutes=1):
        return "now" if when > now else "just now"
    text = _amount(distance, days)
    return f"in {text}" if when > now else f"{text} ago"


def days_between(earlier: datetime, later: datetime, zone: str) -> int:
    """Midnights from one moment to the other where the person is: 1 from 23:59 to 0:01, and on a day of 25 hours too."""
    there = zone_named(zone)
    return (later.astimezone(there).date() - earlier.astimezone(there).date()).days


def exact(when: datetime | None, zone: str = "UTC") -> str:
    """`Mon 23 Nov 2026, 14:05 CET`; empty for None."""
    if when is None:
        return ""
    there = when.astimezone(zone_named(zone))
    day, clock = f"{DAYS[there.weekday()]} {_day(there)} {there.year}", f"{there.hour:02}:{there.minute:02}"
    return f"{day}, {clock} {there.tzname()}"


def _day(there: datetime) -> str:
    return f"{there.day} {MONTHS[there.month - 1]}"


def day(when: datetime | None, zone: str = "UTC") -> str:
    """`23 Nov 2026`; empty for None."""
    if when is None:
        return ""
    there = when.astimezone(zone_named(zone))
    return f"{there.day} {there:%b %Y}"


def on_day(date: str, zone: str) -> datetime:
    """Noon of a day (`2026-11-23`) where the person is: the day stays the same a few zones away. ValueError if it is none."""
    return datetime.combine(datetime.fromisoformat(date).date(), time(12), tzinfo=zone_named(zone)).astimezone(UTC)


def is_to_come(when: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether its day comes later than the person's tomorrow, which may be today where an employer is."""
    return when.astimezone(zone).date() - now.astimezone(zone).date() > timedelta(days=1)


def date_of(when: datetime | None, zone: str = "UTC") -> str:
    """`2026-11-23`, as date fields hold it; empty for None."""
    return when.astimezone(zone_named(zone)).date().isoformat() if when else ""


def _amount(distance: timedelta, days: int) -> str:
    minutes = int(distance.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if distance < A_DAY or days == 0:  # a day on which clocks are put back is longer than 24 hours
        return f"{minutes // 60} h"
    return "1 day" if days == 1 else f"{days} days"


def zone_named(name: str) -> tzinfo:
    """The zone of that IANA name, else UTC."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC  # a name from a browser that this machine's table does not know
