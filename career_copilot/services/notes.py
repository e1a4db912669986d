"""Notes of an application, in markdown. Each call is one change that can be undone."""

from datetime import datetime

from pydantic import BaseModel
from sqlmodel import col, select

from career_copilot import db, live
from career_copilot.domain.markdown import LONGEST
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.models.tracker import ApplicationNote
from career_copilot.services import owned
from career_copilot.services.recording import Change, Recorder


class NoteView(BaseModel, frozen=True):
    """A note as its owner sees it."""

    id: int
    body: str
    version: int
    created_at: datetime
    updated_at: datetime


def of_application(user_id: int, application_id: int) -> list[NoteView]:
    """The newest first. Raises NotFoundError."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        rows = session.exec(
            select(ApplicationNote)
            .where(ApplicationNote.application_id == application_id)
            .order_by(col(ApplicationNote.created_at).desc(), col(ApplicationNote.id).desc())
        )
        return [NoteView.model_validate(row.model_dump()) for row in rows]


def one(user_id: int, note_id: int) -> NoteView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        row = owned.hanging(session, ApplicationNote, user_id, note_id, "note", lock=False)
        return NoteView.model_validate(row.model_dump())


def add(user_id: int, application_id: int, body: str, now: datetime) -> tuple[int, Change]:
    """A note more. Returns its id."""
    checked = _checked(body)
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "notes.add", "", now)
        owner = owned.application(session, user_id, application_id)
        recorder.change.summary = f"Wrote a note on {owned.about(owner)}"
        row = recorder.add(
            ApplicationNote(
                user_id=user_id, application_id=application_id, body=checked, created_at=now, updated_at=now
            )
        )
    live.publish(user_id, live.Topic.APPLICATIONS)
    return owned.id_of(row), recorder.done


def edit(user_id: int, note_id: int, body: str, version: int, now: datetime) -> Change:
    """Replace its text. Raises ConflictError when another tab saved since `version`: nothing is overwritten."""
    checked = _checked(body)
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "notes.edit", "", now)
        row = owned.hanging(session, ApplicationNote, user_id, note_id, "note")
        owner = owned.application(session, user_id, row.application_id)
        if row.version != version:
            raise ConflictError("This note was changed in another tab. Both versions are kept until you choose.")
        recorder.change.summary = f"Changed a note on {owned.about(owner)}"
        recorder.update(row, body=checked)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def delete(user_id: int, note_id: int, now: datetime) -> Change:
    """Remove it."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "notes.delete", "", now)
        row = owned.hanging(session, ApplicationNote, user_id, note_id, "note")
        owner = owned.application(session, user_id, row.application_id)
        recorder.change.summary = f"Deleted a note on {owned.about(owner)}"
        recorder.delete(row)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def _checked(body: str) -> str:
    """Postgres keeps no NUL."""
    body = body.replace("\x00", "")
    if not body.strip():
        raise InvalidInputError("An empty note is not kept: write something, or delete the note.")
    if len(body.encode()) > LONGEST:
        raise InvalidInputError(
            f"This note has {len(body.encode()) // 1000:,} kB; a note may have {LONGEST // 1000} kB."
        )
    return body
