"""Interviews and reminders as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event
from pydantic import BaseModel

REMINDER_LASTS = timedelta(minutes=15)


class CalendarEntry(BaseModel, frozen=True):
    """One date. `uid` stays the same in every export, so that a calendar recognises it."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    link: str = ""
    notes: str = ""
    sequence: int = 0
    updated_at: datetime


def calendar(entries: Iterable[CalendarEntry]) -> bytes:
    """The file. Times are in UTC, which every calendar shows in its owner's zone."""
    file = Calendar()
    file.add("prodid", "-//Career Copilot//EN")
    file.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.updated_at.astimezone(UTC))
        event.add("summary", entry.title)
        event.add("dtstart", entry.starts_at.astimezone(UTC))
        event.add("dtend", (entry.ends_at or entry.starts_at + REMINDER_LASTS).astimezone(UTC))
        event.add("sequence", entry.sequence)
        for name, value in (("location", entry.place), ("url", entry.link), ("description", entry.notes)):
            if value:
                event.add(name, value)
        file.add_component(event)
    return bytes(file.to_ical())
