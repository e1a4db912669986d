"""Writing what a person changed, and noting it (decision 0007).

A service function that changes a tracked table opens a `Recorder` in its transaction and writes through it. One change is
one action; its events are the rows before and after. `services/changes.py` is the way back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from career_copilot.domain.pipeline import Actor
from career_copilot.errors import NotFoundError
from career_copilot.models import claims, practice, tracker
from career_copilot.models.changes import ApplicationEvent, UserChange
from career_copilot.services import json_rows

TRACKED: dict[str, type[SQLModel]] = {
    str(model.__tablename__): model
    for model in (
        tracker.Application,
        tracker.StageEntry,
        tracker.ApplicationNote,
        tracker.Contact,
        tracker.ApplicationContact,
        tracker.ApplicationDocument,
        tracker.Interview,
        tracker.Reminder,
        tracker.Offer,
        tracker.Preference,
        claims.AchievementRow,
        claims.StatedFact,
        practice.PracticeAnswer,
        practice.PracticeCard,
        practice.ResearchSource,
    )
}
UNTOLD = frozenset({"updated_at", "version", "announced_at"})
"""Columns that follow from others or belong to the program: no reason for a conflict."""
NAMES = {
    "application": "application",
    "stage_entry": "stage",
    "application_note": "note",
    "contact": "contact",
    "application_contact": "contact of the application",
    "application_document": "document",
    "interview": "interview",
    "reminder": "reminder",
    "offer": "offer",
    "preference": "setting",
    "achievement": "achievement",
    "stated_fact": "fact",
    "practice_answer": "answer",
    "practice_card": "question",
    "research_source": "source",
}

Row = TypeVar("Row", bound=SQLModel)


class Change(BaseModel, frozen=True):
    """What was done, for the toast: `id` is what `undo` takes. None: there was nothing to change."""

    id: int | None
    summary: str


class Recorder:
    """Writes rows and notes them. One at a time for each person: a second transaction waits for the first."""

    def __init__(
        self,
        session: Session,
        user_id: int,
        kind: str,
        summary: str,
        now: datetime,
        actor: Actor = Actor.YOU,
        more_of: int | None = None,
    ) -> None:
        """`more_of` goes on with a change that began in an earlier transaction, as a long import does."""
        self.session, self.user_id, self.now = session, user_id, now
        self.change = UserChange(user_id=user_id, kind=kind, summary=summary, actor=str(actor), created_at=now)
        lock_person(session, user_id)
        if more_of is not None:
            self.change = session.get_one(UserChange, more_of)

    @property
    def change_id(self) -> int:
        """The change's id; its row is written with the first event."""
        if self.change.id is None:
            self.session.add(self.change)
            self.session.flush()
        assert self.change.id is not None
        return self.change.id

    @property
    def done(self) -> Change:
        """What to tell the person."""
        return Change(id=self.change.id, summary=self.change.summary)

    def add(self, row: Row) -> Row:
        """Insert; the row has its id afterwards."""
        self.session.add(row)
        self.session.flush()
        self._note(row, None, values(row))
        return row

    def add_all(self, rows: list[Row]) -> list[Row]:
        """Insert many of them in few statements."""
        self.session.add_all(rows)
        self.session.flush()
        self._note_all([self._event(row, None, values(row)) for row in rows])
        return rows

    def add_many(self, model: type[SQLModel], rows: Sequence[dict[str, Any]]) -> list[int]:
        """Insert thousands, given by their columns, and return their ids; no objects are made of them."""
        name = str(model.__tablename__)
        missing = json_rows.numbers(self.session, name, sum(row.get("id") is None for row in rows))
        new = iter(missing)
        made = [json_rows.whole(model, row if row.get("id") is not None else row | {"id": next(new)}) for row in rows]
        json_rows.insert(self.session, name, made)
        self._note_all([self._entry(name, row, None, row) for row in made])
        return [row["id"] for row in made]

    def update(self, row: Row, **changes: Any) -> bool:
        """Write the columns that differ; False if none does. `version` and `updated_at` follow by themselves, where the
        table has them."""
        return self.update_all([(row, changes)]) > 0

    def update_all(self, wanted: Sequence[tuple[SQLModel, dict[str, Any]]]) -> int:
        """The same for many rows in few statements. Returns how many of them differed."""
        changed = [(row, before) for row, changes in wanted if (before := self._set(row, changes)) is not None]
        self.session.flush()
        for row, before in changed:
            after = values(row)
            names = [name for name in after if after[name] != before[name]]
            self._note(row, {name: before[name] for name in names}, {name: after[name] for name in names})
        return len(changed)

    def delete(self, row: SQLModel) -> None:
        """Remove the row; undoing brings it back under the same id."""
        self.delete_all([row])

    def delete_all(self, rows: Sequence[SQLModel]) -> None:
        """Remove many of them in few statements."""
        removed = [(row, values(row)) for row in rows]
        for row in rows:
            self.session.delete(row)
        self.session.flush()
        for row, before in removed:
            self._note(row, before, None)

    def _set(self, row: SQLModel, changes: dict[str, Any]) -> dict[str, Any] | None:
        """Change the row; what it was before, or None if it is that already."""
        before = values(row)
        for name, value in changes.items():
            setattr(row, name, value)
        told = {name for name, value in values(row).items() if before[name] != value}
        if not told:
            return None
        if "version" in before:  # only ever up, also when a change is undone: another tab may hold the older one
            row.version = before["version"] + (told != {"position"})
        if "updated_at" in before and "updated_at" not in changes:
            row.updated_at = self.now
        self.session.add(row)
        return before

    def _note(self, row: SQLModel, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        self.session.add(ApplicationEvent(**self._event(row, before, after)))

    def _note_all(self, events: list[dict[str, Any]]) -> None:
        json_rows.insert(self.session, "application_event", events)

    def _event(self, row: SQLModel, before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
        columns = {"id": row.id, "application_id": getattr(row, "application_id", None)}  # type: ignore[attr-defined]
        return self._entry(str(row.__tablename__), columns, before, after)

    def _entry(
        self, subject: str, row: dict[str, Any], before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> dict[str, Any]:
        application = row["id"] if subject == "application" else row.get("application_id")
        return {
            "user_id": self.user_id, "change_id": self.change_id, "application_id": application, "subject": subject,
            "row_id": row["id"], "before": before, "after": after,
        }  # fmt: skip


def values(row: SQLModel) -> dict[str, Any]:
    """The row as JSON, the same before it is written and after it is read."""
    return json_rows.as_json(row.model_dump())


def lock_person(session: Session, user_id: int) -> None:
    """One change of a person's tracker at a time. Raises NotFoundError when the account is gone."""
    statement = text("select 1 from user_account where id = :user_id for no key update")
    if session.execute(statement, {"user_id": user_id}).first() is None:
        raise NotFoundError("This account no longer exists.")
