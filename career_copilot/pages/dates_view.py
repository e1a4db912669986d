"""Tasks and interviews in words, and what was typed into their forms as values."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ValidationError

from career_copilot.domain.ages import age, exact
from career_copilot.domain.interviews import OUTCOME_NAMES, InterviewForm, InterviewView
from career_copilot.domain.local_times import is_twice, moment, wall
from career_copilot.domain.pipeline import STEP_NAMES
from career_copilot.domain.reminders import ReminderForm, ReminderView
from career_copilot.errors import InvalidInputError
from career_copilot.pages.checked import words
from career_copilot.ui.date_form import MONTH

INPUT = "%Y-%m-%dT%H:%M"  # of <input type="datetime-local">
TASK, INTERVIEW = "task", "interview"
OF_TASK = ("title", "due_at", "every_days", "notes")
LABELS = {
    "title": "Title",
    "notes": "Notes",
    "due_at": "Due",
    "every_days": "Repeat",
    "starts": "Date and time",
    "minutes": "Length",
    "time_zone": "Time zone",
    "place": "Place",
    "link": "Link",
    "people": "People",
    "preparation_minutes": "Preparation",
    "step": "Kind",
}


class TaskLine(BaseModel):
    """A task in its list."""

    id: int
    title: str
    notes: str
    due: str
    due_exact: str
    overdue: bool
    done: bool
    repeats: str
    by_rule: bool
    about: str
    href: str


class InterviewLine(BaseModel):
    """An interview in its list."""

    id: int
    title: str
    about: str
    day: str
    hours: str
    hours_here: str
    age: str
    exact: str
    place: str
    link: str
    people: str
    notes: str
    preparation: str
    outcome: str
    outcome_name: str
    over: bool
    overlaps: str
    twice: bool
    calendar: str


class Fields(BaseModel):
    """What the open form begins with: as the inputs hold it."""

    title: str = ""
    notes: str = ""
    due_at: str = ""
    every_days: str = ""
    starts: str = ""
    minutes: str = "60"
    time_zone: str = "UTC"
    place: str = ""
    link: str = ""
    people: str = ""
    preparation_minutes: str = "60"
    step: str = ""


def task_line(view: ReminderView, now: datetime, zone: str) -> TaskLine:
    overdue = view.done_at is None and view.due_at is not None and view.due_at <= now
    when = view.done_at or view.due_at
    return TaskLine(
        id=view.id,
        title=view.title,
        notes=view.notes[:400],
        due=f"done {age(view.done_at, now, zone)}" if view.done_at else _due(view.due_at, now, zone),
        due_exact=exact(when, zone),
        overdue=overdue,
        done=view.done_at is not None,
        repeats="every month" if view.monthly else every(view.every_days) if view.every_days else "",
        by_rule=view.rule != "",
        about=view.about,
        href=f"/applications/{view.application_id}" if view.application_id else "",
    )


def _due(when: datetime | None, now: datetime, zone: str) -> str:
    if when is None:
        return "no date"
    return f"due {age(when, now, zone)}"


def every(days: int) -> str:
    """`every day`, `every week`, `every 3 days`."""
    named = {1: "every day", 7: "every week"}
    return named.get(days, f"every {days // 7} weeks" if days % 7 == 0 else f"every {days} days")


def interview_line(view: InterviewView, now: datetime, zone: str) -> InterviewLine:
    kind = f"{STEP_NAMES[view.step]} interview" if view.step else "Interview"
    starts = wall(view.starts_at, view.time_zone)
    there, here = hours(view, view.time_zone), hours(view, zone)
    return InterviewLine(
        id=view.id,
        title=view.title or kind,
        about=view.about,
        day=f"{starts:%a} {starts.day} {starts:%b %Y}",
        hours=f"{there} {view.time_zone}",
        hours_here=f"{here} for you" if there != here else "",
        age=age(view.starts_at, now, zone),
        exact=exact(view.starts_at, zone),
        place=view.place,
        link=view.link,
        people=view.people,
        notes=view.notes[:400],
        preparation=f"{view.preparation_minutes} min to prepare" if view.preparation_minutes else "",
        outcome=view.outcome,
        outcome_name=OUTCOME_NAMES[view.outcome],
        over=view.ends_at <= now,
        overlaps=", ".join(view.overlaps),
        twice=is_twice(starts, view.time_zone),
        calendar=f"/api/calendar/interviews/{view.id}",
    )


def hours(view: InterviewView, zone: str) -> str:
    """`14:00–15:00`, with the day when it is another one there."""
    start, end = wall(view.starts_at, zone), wall(view.ends_at, zone)
    home = wall(view.starts_at, view.time_zone)
    day = f"{start:%a} " if start.date() != home.date() else ""
    return f"{day}{start:%H:%M}–{end:%H:%M}"


def task_fields(view: ReminderView, zone: str) -> Fields:
    return Fields(
        title=view.title,
        notes=view.notes,
        due_at=wall(view.due_at, zone).strftime(INPUT) if view.due_at else "",
        every_days=MONTH if view.monthly else str(view.every_days or ""),
    )


def interview_fields(view: InterviewView) -> Fields:
    return Fields(
        title=view.title,
        notes=view.notes,
        starts=wall(view.starts_at, view.time_zone).strftime(INPUT),
        minutes=str(int((view.ends_at - view.starts_at).total_seconds() // 60)),
        time_zone=view.time_zone,
        place=view.place,
        link=view.link,
        people=view.people,
        preparation_minutes=str(view.preparation_minutes),
        step=str(view.step),
    )


def sent_fields(form: dict[str, Any]) -> Fields:
    """What was typed, to be shown again or compared."""
    return Fields(**{name: words(form, name) for name in Fields.model_fields if name in form})


def task_form(fields: Fields, zone: str) -> ReminderForm:
    """Raises InvalidInputError that names the field."""
    return _valid(
        ReminderForm,
        title=fields.title,
        notes=fields.notes,
        due_at=when(fields.due_at, zone) if fields.due_at else None,
        every_days=(fields.every_days or None) if fields.every_days != MONTH else None,
        monthly=fields.every_days == MONTH,
    )


def interview_form(fields: Fields) -> InterviewForm:
    """Raises InvalidInputError that names the field."""
    if not fields.starts:
        raise InvalidInputError("Enter the date and time of the interview.")
    given = fields.model_dump(exclude={"due_at", "every_days"})
    return _valid(InterviewForm, **given)


def when(typed: str, zone: str) -> datetime:
    """A wall clock's time as a moment. Raises InvalidInputError."""
    try:
        return moment(datetime.strptime(typed[:16], INPUT), zone)
    except ValueError as error:
        if "does not exist" in str(error):
            raise InvalidInputError(str(error)) from error
        raise InvalidInputError("Enter the date and time as they are on the calendar.") from error


def _valid(kind: type[Any], **values: Any) -> Any:
    try:
        return kind(**values)
    except ValidationError as error:
        wrong = error.errors()[0]
        name = LABELS.get(str(wrong["loc"][0]), "Field") if wrong["loc"] else ""
        text = wrong["msg"].removeprefix("Value error, ")
        raise InvalidInputError(f"{name}: {text}." if name else text.rstrip(".") + ".") from error


def compared(fields: Fields, form: str) -> dict[str, str]:
    """Lines by name, for the choice between two versions."""
    names = [name for name in LABELS if (name in OF_TASK if form == TASK else name not in ("due_at", "every_days"))]
    return {LABELS[name]: getattr(fields, name)[:2000] for name in names if getattr(fields, name)}


def new_interview(now: datetime, zone: str) -> Fields:
    """The form for a new one begins with tomorrow at ten, in the person's zone."""
    start = wall(now, zone) + timedelta(days=1)
    return Fields(starts=start.replace(hour=10, minute=0).strftime(INPUT), time_zone=zone)
