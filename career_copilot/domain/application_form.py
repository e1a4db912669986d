"""The form of an application's facts: from what a browser sends to what is kept, and back for two versions to be compared."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from pydantic import BaseModel, ValidationError

from career_copilot.domain import cells
from career_copilot.domain.ages import date_of, day, is_to_come, on_day, zone_named
from career_copilot.domain.applications import ApplicationForm
from career_copilot.errors import InvalidInputError

LABELS = {
    "title": "Title", "company": "Company", "place": "Place", "url": "Link to the ad", "source": "Source",
    "salary": "Advertised salary", "advert": "Text of the ad",
    "tags": "Tags", "applied_at": "Applied on", "resume_id": "Résumé sent",
}  # fmt: skip
TYPED = ("title", "company", "place", "url", "source", "salary", "advert")
SINCE = "In this stage since"
LATEST_YEAR, EARLIEST_YEAR = 2100, 1990


class FormView(BaseModel):
    """The fields as text, as they stand in the form."""

    title: str = ""
    company: str = ""
    place: str = ""
    url: str = ""
    source: str = ""
    salary: str = ""
    advert: str = ""
    tags: str = ""
    applied_on: str = ""
    resume_id: str = ""


def read(sent: Mapping[str, object], was: datetime | None, zone: str, now: datetime) -> ApplicationForm:
    """Raises InvalidInputError that names the field. `was` is kept when its day is not changed: it may know the hour."""
    applied_at = moment("Applied on", str(sent.get("applied_on") or "").strip(), was, zone)
    if applied_at is not None and applied_at != was and is_to_come(applied_at, now, zone_named(zone)):
        raise InvalidInputError("Applied on: this day is still to come.")
    words = {name: str(sent.get(name) or "").strip() for name in FormView.model_fields}
    try:
        return ApplicationForm(
            **{name: words[name] for name in TYPED},
            tags=cells.split(words["tags"]),
            applied_at=applied_at,
            resume_id=int(words["resume_id"]) if words["resume_id"].isdecimal() else None,
        )
    except ValidationError as error:
        raise InvalidInputError(complaint(error, LABELS)) from error


def moment(label: str, date: str, was: datetime | None, zone: str) -> datetime | None:
    """A day from a date field. Raises InvalidInputError that names the field."""
    if not date or date == date_of(was, zone):
        return was if date else None
    try:
        found = on_day(date, zone)
    except ValueError as error:
        raise InvalidInputError(f"{label}: this is no date.") from error
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise InvalidInputError(f"{label}: this year cannot be meant.")
    return found


def since(day_told: datetime, earliest: datetime | None, latest: datetime, zone: str) -> datetime:
    """When it came to its stage: on that day, after what was before and not after what follows. Raises InvalidInputError
    for a day on which it cannot have been."""
    if date_of(day_told, zone) > date_of(latest, zone):
        raise InvalidInputError(f"{SINCE}: it cannot be later than {day(latest, zone)}.")
    if earliest is None:
        return min(day_told, latest)
    if date_of(day_told, zone) < date_of(earliest, zone):
        raise InvalidInputError(f"{SINCE}: the stage before began on {day(earliest, zone)}.")
    return min(max(day_told, earliest + timedelta(seconds=1)), latest)


def view(form: ApplicationForm, zone: str) -> FormView:
    """The other way round."""
    return FormView(
        **form.model_dump(include=set(TYPED)),
        tags=cells.joined(form.tags),
        applied_on=date_of(form.applied_at, zone),
        resume_id=str(form.resume_id or ""),
    )


def compared(form: ApplicationForm, resumes: Mapping[int, str], zone: str) -> dict[str, str]:
    """Its lines, for two versions to be compared."""
    shown = view(form, zone)
    return {
        "Title": shown.title, "Company": shown.company, "Place": shown.place, "Link to the ad": shown.url,
        "Source": shown.source, "Advertised salary": shown.salary, "Text of the ad": shown.advert, "Tags": shown.tags,
        "Applied on": day(form.applied_at, zone),
        "Résumé sent": resumes.get(form.resume_id, "") if form.resume_id else "",
    }  # fmt: skip


def complaint(error: ValidationError, labels: Mapping[str, str]) -> str:
    """The first thing that is wrong, in plain words, with the name of its field."""
    first = error.errors()[0]
    label = labels.get(str(first["loc"][0]) if first["loc"] else "", "")
    kind, context = first["type"], first.get("ctx", {})
    words = {
        "string_too_short": "is empty",
        "string_too_long": f"is longer than {context.get('max_length')} characters",
        "value_error": str(context.get("error", "cannot be used")),
        "too_long": f"has more than {context.get('max_length')} entries",
        "greater_than_equal": f"must be at least {context.get('ge')}",
        "less_than_equal": f"must be at most {context.get('le', 0):,}",
        "decimal_parsing": "is no number",
        "finite_number": "is no number",
        "int_parsing": "is no whole number",
        "enum": "is not one of the choices",
    }.get(kind, "cannot be used")
    return f"{label} {words}.".strip() if label else f"{words[:1].upper()}{words[1:]}."
