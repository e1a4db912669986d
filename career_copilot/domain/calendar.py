"""A calendar file (RFC 5545) of interviews and of what is to be done.

Moments are written in UTC, which every calendar shows in its own zone; the wall clock's time of an interview is in its
description. `SEQUENCE` is the row's version, which only ever goes up, also when a change is undone: a calendar that knows
a later state never falls back. Notes stay out: the address of a feed is known to whoever serves the person's calendar."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from career_copilot.domain.interviews import InterviewView, Outcome
from career_copilot.domain.local_times import wall
from career_copilot.domain.pipeline import STEP_NAMES
from career_copilot.domain.reminders import ReminderView

PRODUCT = "-//Career Copilot//Career Copilot//EN"
MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar(interviews: Sequence[InterviewView], reminders: Sequence[ReminderView], name: str = "") -> bytes:
    """The file. With a `name` it is one to subscribe to."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    if name:
        file.add("x-wr-calname", name)
        file.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
        file.add("x-published-ttl", REFRESH)
    for interview in interviews:
        file.add_component(_interview(interview))
    for reminder in reminders:
        if reminder.due_at is not None:
            file.add_component(_reminder(reminder, reminder.due_at))
    data: bytes = file.to_ical()
    return data


def interview_name(view: InterviewView) -> str:
    """`Panel interview: Nurse at Havnklinik`."""
    kind = f"{STEP_NAMES[view.step]} interview" if view.step else "Interview"
    return f"{view.title or kind}: {view.about}"


def _interview(view: InterviewView) -> Event:
    start, end = wall(view.starts_at, view.time_zone), wall(view.ends_at, view.time_zone)
    described = [f"{start:%H:%M}–{end:%H:%M} {view.time_zone}", view.people and f"With {view.people}", view.link]
    event = _event("interview", view.id, view.created_at, view.updated_at, view.version, interview_name(view))
    event.add("dtstart", view.starts_at)
    event.add("dtend", view.ends_at)
    event.add("description", _text("\n".join(filter(None, described))))
    event.add("location", _text(view.place or view.link))
    event.add("categories", ["Interview"])
    if view.link:
        event.add("url", _text(view.link))
    if view.outcome is Outcome.CANCELLED:
        event.add("status", "CANCELLED")
        return event
    event.add("status", "CONFIRMED")
    event.add_component(_alarm(timedelta(minutes=-view.preparation_minutes) or -QUARTER, interview_name(view)))
    return event


def _reminder(view: ReminderView, due_at: datetime) -> Event:
    name = f"{view.title}: {view.about}" if view.about else view.title
    event = _event("reminder", view.id, view.created_at, view.updated_at, view.version, name)
    event.add("dtstart", due_at)
    event.add("dtend", due_at + QUARTER)
    event.add("categories", ["To do"])
    event.add("transp", "TRANSPARENT")  # it does not make the person busy
    event.add_component(_alarm(timedelta(0), name))
    return event


def _event(kind: str, number: int, created: datetime, updated: datetime, version: int, name: str) -> Event:
    """What all entries have. The moment it was made keeps ids of two installations apart."""
    event = Event()
    event.add("uid", f"{kind}-{number}-{created:%Y%m%dT%H%M%S%f}@career-copilot")
    event.add("dtstamp", updated)
    event.add("created", created)
    event.add("last-modified", updated)
    event.add("sequence", version)
    event.add("summary", _text(name))
    return event


def _alarm(before: timedelta, name: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(name))
    alarm.add("trigger", before)
    return alarm


def _text(words: str) -> str:
    """Control characters have no place in a calendar; a line break is one character."""
    return CONTROLS.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
