"""What happened to an application: its changes, newest first, each with what it did in words and whether it still holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from career_copilot import db
from career_copilot.domain.timeline import Names, Saying, Told, sayings
from career_copilot.services import owned

PAGE_SIZE = 30


class Entry(BaseModel, frozen=True):
    """One change. `undoes` is the change that it took back, or with `redo` repeated."""

    change_id: int
    at: datetime
    actor: str
    summary: str
    undoes: int | None
    redo: bool
    holds: bool
    applications: int
    sayings: list[Saying]


class TimelinePage(BaseModel, frozen=True):
    """`earlier` asks for the next page; None when there is none."""

    entries: list[Entry]
    earlier: int | None


_CHANGES = """
    select c.id, c.created_at, c.actor, c.summary, c.undoes_id, c.redo,
        coalesce((select u.redo from user_change u where u.undoes_id = c.id order by u.id desc limit 1), true) as holds,
        (select count(distinct o.application_id) from application_event o where o.change_id = c.id) as applications
    from user_change c
    where c.user_id = :user_id and (cast(:before as integer) is null or c.id < :before)
        and exists (select 1 from application_event e where e.change_id = c.id and e.application_id = :application_id)
    order by c.id desc limit :size
"""
# Long texts are not needed to name what they are part of.
_SHORT = """
    case when {0} ? 'body' then jsonb_set({0}, '{{body}}', to_jsonb(left({0} ->> 'body', 2000))) else {0} - 'snapshot' end
"""
_EVENTS = f"""
    select change_id, subject, row_id, {_SHORT.format("before")} as before, {_SHORT.format("after")} as after
    from application_event where change_id = any(:ids) and application_id = :application_id order by id
"""
_NAMES = """
    select subject, row_id, coalesce(after ->> 'title', before ->> 'title', after ->> 'name', before ->> 'name') as name
    from application_event
    where user_id = :user_id and subject = any(:subjects) and row_id = any(:rows) and (before is null or after is null)
    order by id
"""
_CONTACTS = """
    select l.row_id, cast(coalesce(l.after, l.before) ->> 'contact_id' as integer) as contact_id from application_event l
    where l.user_id = :user_id and l.subject = 'application_contact' and l.row_id = any(:rows)
        and (l.before is null or l.after is null)
"""


def page(user_id: int, application_id: int, before: int | None, zone: str, size: int = PAGE_SIZE) -> TimelinePage:
    """One page; `before` is the `earlier` of the page above it. Raises NotFoundError."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        parameters: dict[str, Any] = {"user_id": user_id, "application_id": application_id}
        found = session.execute(text(_CHANGES), parameters | {"before": before, "size": size + 1}).mappings().all()
        shown = found[:size]
        ids = [change["id"] for change in shown]
        rows = session.execute(text(_EVENTS), parameters | {"ids": ids}).mappings().all()
        undoes = {change["id"]: change["undoes_id"] is not None and not change["redo"] for change in shown}
        told = [(row["change_id"], Told(**row, undoes=undoes[row["change_id"]])) for row in rows]
        names = _names(session, user_id, [event for _, event in told])
    entries = [
        Entry(
            change_id=change["id"], at=change["created_at"], actor=change["actor"], summary=change["summary"],
            undoes=change["undoes_id"], redo=change["redo"], holds=change["holds"], applications=change["applications"],
            sayings=sayings([event for change_id, event in told if change_id == change["id"]], names, zone),
        )
        for change in shown
    ]  # fmt: skip
    return TimelinePage(entries=entries, earlier=ids[-1] if len(found) > size else None)


def line(session: Session, user_id: int, change_id: int, application_id: int) -> str:
    """What a change is called on the timeline of an application: `Stage: Interested → Applied`."""
    bound = {"ids": [change_id], "application_id": application_id}
    told = [Told.model_validate(dict(row)) for row in session.execute(text(_EVENTS), bound).mappings()]
    zone = session.execute(text("select time_zone from user_account where id = :id"), {"id": user_id}).scalar_one()
    first = sayings(told, _names(session, user_id, told), zone)[0]
    became = " → ".join(filter(None, (first.before, first.after)))
    return f"{first.what}: {became}" if became else first.what


def _names(session: Session, user_id: int, events: Sequence[Told]) -> Names:
    """How the person knows the rows that these events are about, those that are gone among them."""
    links = [event.row_id for event in events if event.subject == "application_contact"]
    linked = session.execute(text(_CONTACTS), {"user_id": user_id, "rows": links})
    contact_of = {row.row_id: row.contact_id for row in linked}
    rows = {event.row_id for event in events} | set(contact_of.values())
    subjects = ["contact", "interview", "reminder", "application_document"]
    found = session.execute(text(_NAMES), {"user_id": user_id, "subjects": subjects, "rows": list(rows)})
    names = {(subject, row_id): name or "" for subject, row_id, name in found}
    current = text("select id, name from contact where user_id = :user_id and id = any(:ids)")
    for contact_id, name in session.execute(current, {"user_id": user_id, "ids": list(contact_of.values())}):
        names["contact", contact_id] = name  # as they are called today
    for row_id, contact_id in contact_of.items():
        names["application_contact", row_id] = names.get(("contact", contact_id), "")
    resumes = session.execute(text("select id, name from resume where user_id = :user_id"), {"user_id": user_id})
    return names | {("resume", resume_id): name for resume_id, name in resumes}
