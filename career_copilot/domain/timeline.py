"""What happened to an application, as sentences: from the rows of the log, before and after, to words for people."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from career_copilot.domain.ages import day, exact
from career_copilot.domain.application_documents import KIND_NAMES
from career_copilot.domain.application_form import SINCE
from career_copilot.domain.contacts import RELATION_NAMES
from career_copilot.domain.interviews import OUTCOME_NAMES, Outcome
from career_copilot.domain.markdown import beginning
from career_copilot.domain.offers import OfferTerms, differing_words
from career_copilot.domain.opening_words import stored_pay_line
from career_copilot.domain.pipeline import STEP_NAMES, Stage, Step, label
from career_copilot.domain.printed import line

LONGEST = 160
NONE = "none"
ACTORS = {"you": "you", "rule": "a rule", "import": "an import", "mail": "a mail"}

Values = dict[str, Any]
Names = Mapping[tuple[str, int], str]
"""(table, id of a row) → how people know that row, for rows whose own change does not say it."""


class Told(BaseModel, frozen=True):
    """One row before and after a change, as JSON: None where it did not exist, else the columns that changed. `undoes`:
    the change took another one back."""

    subject: str
    row_id: int
    before: Values | None
    after: Values | None
    undoes: bool = False


class Saying(BaseModel, frozen=True):
    """`Stage: Interested → Applied`. Without `before` and `after` the fact alone."""

    what: str
    before: str = ""
    after: str = ""


def sayings(events: Sequence[Told], names: Names, zone: str) -> list[Saying]:
    """What one change did, the most important first. Rows that only follow from others are left out."""
    said: list[Saying] = []
    for event in sorted(events, key=lambda event: event.subject not in _FIRST):
        say = _SUBJECTS.get(event.subject)
        if say is not None:
            said += say(event, names, zone)
    return [
        Saying(what=_cut(saying.what), before=_cut(saying.before), after=_cut(saying.after)) for saying in said
    ] or [Saying(what="Changed")]


def _application(event: Told, names: Names, zone: str) -> list[Saying]:
    if event.before is None:
        return [Saying(what="Added", after=_stage(event.after or {}))]
    if event.after is None:
        return [Saying(what="Removed")]
    said = [] if "stage" not in event.after and "step" not in event.after else [
        Saying(what="Stage", before=_stage(event.before), after=_stage(event.after))
    ]  # fmt: skip
    for column, (on, off) in _SWITCHES.items():
        if column in event.after:
            said.append(Saying(what=on if event.after[column] else off))
    return said + _fields(event, names, zone)


def _fields(event: Told, names: Names, zone: str) -> list[Saying]:
    before, after = event.before or {}, event.after or {}
    return [
        Saying(what=what, before=show(before[column], names, zone), after=show(after[column], names, zone))
        for column, (what, show) in _FIELDS.items()
        if column in after and (column != "stage_since" or "stage" not in after)  # with a move it goes without saying
    ]


def _stage(values: Values) -> str:
    """A change of the step alone happens in `interview`."""
    return label(Stage(values.get("stage", Stage.INTERVIEW)), Step(values.get("step", "")))


def _plain(value: Any, names: Names, zone: str) -> str:
    return str(value) if value else NONE


def _tags(value: Any, names: Names, zone: str) -> str:
    return ", ".join(value) or NONE


def _date(value: Any, names: Names, zone: str) -> str:
    return day(datetime.fromisoformat(value), zone) if value else NONE


def _resume(value: Any, names: Names, zone: str) -> str:
    return names.get(("resume", value), "a résumé that is deleted") if value else NONE


def _salary(value: Any, names: Names, zone: str) -> str:
    return stored_pay_line(value) or "stated" if value else NONE


_FIELDS: dict[str, tuple[str, Callable[[Any, Names, str], str]]] = {
    "title": ("Title", _plain),
    "company": ("Company", _plain),
    "place": ("Place", _plain),
    "url": ("Link to the ad", _plain),
    "source": ("Source", _plain),
    "tags": ("Tags", _tags),
    "applied_at": ("Applied on", _date),
    "stage_since": (SINCE, _date),
    "resume_id": ("Résumé sent", _resume),
    "salary": ("Advertised salary", _salary),
}
_SWITCHES = {"archived_at": ("Archived", "Brought back from the archive"), "deleted_at": ("Deleted", "Brought back")}


def _row(what: str, name: Callable[[Values], str]) -> Callable[[Told, Names, str], list[Saying]]:
    """Rows that come, change and go, and of which one thing is told."""

    def say(event: Told, names: Names, zone: str) -> list[Saying]:
        known = names.get((event.subject, event.row_id), "")
        if event.before is None:
            return [Saying(what=f"{what} added", after=name(event.after or {}))]
        if event.after is None:
            return [Saying(what=f"{what} removed", before=name(event.before))]
        before, after = name(event.before), name(event.after)
        if before == after:
            return [Saying(what=f"{what} changed", after=after or known)]
        return [Saying(what=f"{what} changed", before=before, after=after)]

    return say


def _note(values: Values) -> str:
    words = beginning(str(values.get("body", "")))
    return f"“{words}”" if words else ""


def _document(event: Told, names: Names, zone: str) -> list[Saying]:
    values = event.after or event.before or {}
    what = KIND_NAMES.get(values.get("kind", ""), "Document")
    if event.before is None:
        version = " (a new version)" if values.get("series") else ""
        return [Saying(what=f"{what} added{version}", after=str(values["name"]))]
    if event.after is None:
        return [Saying(what=f"{what} removed", before=str(values["name"]))]
    return [
        Saying(what="Document renamed", before=str(event.before.get("name", "")), after=str(values.get("name", "")))
    ]


def _contact_of_application(event: Told, names: Names, zone: str) -> list[Saying]:
    values = event.after or event.before or {}
    relation = RELATION_NAMES.get(values.get("relation", ""), "")
    if event.before is not None and event.after is not None:
        who = names.get((event.subject, event.row_id), "Contact")
        before = RELATION_NAMES.get(event.before.get("relation", ""), "")
        return [Saying(what=who, before=before, after=relation)]
    name = names.get(("contact", values.get("contact_id", 0)), "somebody who is deleted")
    person = f"{_apart(name)}, {relation.lower()}" if relation else name
    return [
        Saying(
            what="Contact added" if event.after else "Contact removed", **{"after" if event.after else "before": person}
        )
    ]


def _interview(event: Told, names: Names, zone: str) -> list[Saying]:
    before, after = event.before or {}, event.after or {}
    if event.before is None:
        return [Saying(what=f"Interview {'brought back' if event.undoes else 'arranged'}", after=_meeting(after, zone))]
    if event.after is None:
        return [Saying(what=f"Interview {'taken back' if event.undoes else 'deleted'}", before=_meeting(before, zone))]
    if "starts_at" in after:
        moment = [exact(datetime.fromisoformat(values["starts_at"]), zone) for values in (before, after)]
        return [Saying(what="Interview moved", before=moment[0], after=moment[1])]
    if after.get("outcome"):
        return [Saying(what="Interview", after=OUTCOME_NAMES[Outcome(after["outcome"])])]
    return [Saying(what="Interview changed", after=names.get((event.subject, event.row_id), ""))]


def _meeting(values: Values, zone: str) -> str:
    when = exact(datetime.fromisoformat(values["starts_at"]), zone)
    step = values.get("step", "")
    kind = STEP_NAMES[Step(step)] if step in list(Step) and step else ""
    return ", ".join(filter(None, [_apart(str(values.get("title", ""))) or kind, when]))


def _reminder(event: Told, names: Names, zone: str) -> list[Saying]:
    before, after = event.before or {}, event.after or {}
    known = names.get((event.subject, event.row_id), "")
    if event.before is None or event.after is None:
        values = event.after or event.before or {}
        due = f", due {day(datetime.fromisoformat(values['due_at']), zone)}" if values.get("due_at") else ""
        text = f"{_apart(values['title'])}{due}"
        return [
            Saying(what="Reminder added", after=text) if event.after else Saying(what="Reminder removed", before=text)
        ]
    if "done_at" in after:
        return [Saying(what="Done" if after["done_at"] else "To do again", after=known)]
    if "due_at" in after:
        due_days = [_date(values["due_at"], names, zone) for values in (before, after)]
        return [Saying(what=f"{_apart(known) or 'Reminder'} due", before=due_days[0], after=due_days[1])]
    return [Saying(what="Reminder changed", after=str(after.get("title", known)))]


def _offer(event: Told, names: Names, zone: str) -> list[Saying]:
    before, after = event.before or {}, event.after or {}
    said = [
        Saying(what=what, before=_date(before[column], names, zone), after=_date(after[column], names, zone))
        for column, what in (("received_at", "Offer received"), ("decide_by", "Decide on the offer by"))
        if event.before is not None and event.after is not None and column in after
    ]
    old, new = (
        differing_words(OfferTerms.model_validate(values["terms"])) if "terms" in values else {}
        for values in (before, after)
    )
    if event.before is None:
        return [Saying(what="Offer added", after=new["Base"] or NONE)]
    if event.after is None:
        return [Saying(what="Offer removed", before=old["Base"] or NONE)]
    return said + [
        Saying(what=f"Offer: {what.lower()}", before=old[what] or NONE, after=new[what] or NONE)
        for what in old
        if old[what] != new.get(what)
    ]


_SUBJECTS: dict[str, Callable[[Told, Names, str], list[Saying]]] = {
    "application": _application,
    "application_note": _row("Note", _note),
    "application_contact": _contact_of_application,
    "application_document": _document,
    "interview": _interview,
    "reminder": _reminder,
    "offer": _offer,
    "practice_answer": _row("Practised answer", lambda values: str(values.get("question", {}).get("text", ""))),
    "practice_card": _row("Question of your own", lambda values: str(values.get("question", {}).get("text", ""))),
    "research_source": _row("Source", lambda values: str(values.get("name", ""))),
}
_FIRST = {"application", "application_note", "application_document", "offer", "interview", "application_contact"}


def _apart(words: str) -> str:
    """Words that run from right to left keep to themselves: what follows them in the line stays behind them."""
    return f"\u2068{words}\u2069" if line(words).rtl else words


def _cut(text: str) -> str:
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text
