"""Dates for people: relative within a week, then the day, and the full date with its zone for a closer look."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

NEAR = timedelta(days=7)


def age(when: datetime | None, now: datetime, zone: str = "UTC") -> str:
    """`just now`, `5 min ago`, `in 2 h`, `3 days ago`, and from a week on `12 Nov` (with the year if another). Empty
    for None. `zone` is an IANA name."""
    if when is None:
        return ""
    distance = abs(now - when)
    if distance >= NEAR:
        there, here = when.astimezone(zone_named(zone)), now.astimezone(zone_named(zone))
        return f"{there.day} {there:%b}" if there.year == here.year else f"{there.day} {there:%b %Y}"
    if distance < timedelta(minutes=1):
        return "now" if when > now else "just now"
    text = _amount(distance)
    return f"in {text}" if when > now else f"{text} ago"


def exact(when: datetime | None, zone: str = "UTC") -> str:
    """`Mon 23 Nov 2026, 14:05 CET`; empty for None."""
    if when is None:
        return ""
    there = when.astimezone(zone_named(zone))
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M %Z}"


def _amount(distance: timedelta) -> str:
    minutes = int(distance.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} h"
    days = minutes // (24 * 60)
    return "1 day" if days == 1 else f"{days} days"


def zone_named(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC  # a name from a browser that this machine's table does not know
