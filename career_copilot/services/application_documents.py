"""The documents of an application: files kept privately and pasted texts, in versions. Each call is one change that can be
undone: the file of a deleted document stays until its deletion can no longer be undone."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.documents import child, kinds
from career_copilot.domain.application_documents import KIND_NAMES, LONGEST_NAME, LONGEST_TEXT, DocumentKind
from career_copilot.domain.file_names import shown
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models.tracker import ApplicationDocument
from career_copilot.services import owned, resume_files
from career_copilot.services.applications import KEPT_DELETED
from career_copilot.services.recording import Change, Recorder, lock_person

MOST_DOCUMENTS = 200  # of one application, all versions counted
STRAY_AFTER = timedelta(days=1)  # a file is written before its row is


class DocumentView(BaseModel, frozen=True):
    """One version of a document. `series` is the id of its first version."""

    id: int
    series: int
    kind: DocumentKind
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


def of_application(user_id: int, application_id: int) -> list[DocumentView]:
    """All versions, the newest first. Raises NotFoundError."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        rows = session.exec(
            select(ApplicationDocument)
            .where(ApplicationDocument.application_id == application_id)
            .order_by(col(ApplicationDocument.created_at).desc(), col(ApplicationDocument.id).desc())
        )
        return [_view(row) for row in rows]


def keep(
    user_id: int,
    application_id: int,
    kind: DocumentKind,
    name: str,
    data: bytes,
    now: datetime,
    after: int | None = None,
) -> tuple[int, Change]:
    """Keep a file; returns its id. `after`: it is a new version of that document. Raises DocumentError for what is not
    kept here, InvalidInputError when there are too many, NotFoundError: nothing is kept then."""
    media_type = kinds.attachment(data)
    title = shown(name, LONGEST_NAME) or KIND_NAMES[kind]
    path = resume_files.write(user_id, data)
    try:
        with db.transaction() as session:
            recorder = Recorder(session, user_id, "application_documents.keep", "", now)
            owner = owned.application(session, user_id, application_id)
            recorder.change.summary = f"Added {title} to {owned.about(owner)}"
            kind_of_series, series = _series(session, application_id, kind, after)
            row = recorder.add(
                ApplicationDocument(
                    user_id=user_id, application_id=application_id, series=series, kind=kind_of_series, name=title,
                    media_type=media_type, size=len(data), sha256=_digest(data), path=path,
                    created_at=now,
                )
            )  # fmt: skip
    except BaseException:  # whatever it was, the file has no row
        resume_files.remove(path)
        raise
    live.publish(user_id, live.Topic.APPLICATIONS)
    return owned.id_of(row), recorder.done


def keep_text(
    user_id: int,
    application_id: int,
    kind: DocumentKind,
    name: str,
    words: str,
    now: datetime,
    after: int | None = None,
) -> tuple[int, Change]:
    """Keep pasted text as a document, as `keep` does."""
    if not words.strip():
        raise InvalidInputError("There is no text to keep: paste it into the box.")
    if len(words) > LONGEST_TEXT:
        raise InvalidInputError(f"This text is longer than {LONGEST_TEXT:,} characters: upload it as a file.")
    return keep(user_id, application_id, kind, name, _bytes(words), now, after)


def has_text(user_id: int, application_id: int, words: str) -> bool:
    """Whether these very words are a document of the application. Raises NotFoundError."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        rows = select(ApplicationDocument.id).where(
            ApplicationDocument.application_id == application_id, ApplicationDocument.sha256 == _digest(_bytes(words))
        )
        return session.exec(rows).first() is not None


def rename(user_id: int, document_id: int, name: str, kind: DocumentKind, now: datetime) -> Change:
    """Call it otherwise, or say that it is of another kind."""
    new_name = shown(name, LONGEST_NAME)
    if not new_name:
        raise InvalidInputError("A document needs a name.")

    def change(recorder: Recorder, row: ApplicationDocument) -> None:
        recorder.change.summary = f"Renamed {row.name} to {new_name}"
        recorder.update(row, name=new_name, kind=str(kind))

    return _change(user_id, document_id, "application_documents.rename", now, change)


def delete(user_id: int, document_id: int, now: datetime) -> Change:
    """Remove one version; its file stays for as long as this can be undone."""

    def change(recorder: Recorder, row: ApplicationDocument) -> None:
        recorder.change.summary = f"Deleted {row.name}"
        recorder.delete(row)

    return _change(user_id, document_id, "application_documents.delete", now, change)


def original(user_id: int, document_id: int) -> tuple[Path, str, str]:
    """Where the file lies, the name to download it under, and its media type. For its owner only."""
    with db.transaction() as session:
        row = owned.hanging(session, ApplicationDocument, user_id, document_id, "document", lock=False)
    path = resume_files.path(row.path)
    if not path.is_file():
        raise NotFoundError("The file is missing from the data directory.")
    ending = kinds.ENDINGS[row.media_type]
    return path, row.name if row.name.lower().endswith(ending) else row.name + ending, row.media_type


def preview(user_id: int, document_id: int, now: datetime) -> str:
    """Its text; of a PDF or Word file as this application reads it, in a process of its own. Empty for a picture.
    Raises DocumentError when it cannot be read."""
    path, _, media_type = original(user_id, document_id)
    if media_type in (kinds.PNG, kinds.JPEG):
        return ""
    if media_type in (kinds.PDF, kinds.DOCX):
        return child.read(path, media_type, now.date()).text[:LONGEST_TEXT]
    return kinds.decoded(path.read_bytes())[:LONGEST_TEXT]


_NAMED = """
    select path from resume union select path from application_document union select path from transfer_run
    union select path from spoken_answer
    union select coalesce(e.before, e.after) ->> 'path' from application_event e join user_change c on c.id = e.change_id
    where e.subject = 'application_document' and c.created_at > :since
"""
"""The files that something names. A table that comes to name files belongs here; copies of what was sent lie apart
(`sent/`), are named by their hash, and go with the account only."""


def forget_files(now: datetime) -> int:
    """Remove for good the files that no row names and no change that can be undone would bring back, and those of persons
    who are gone. Returns how many."""
    _forget_gone()
    stray = set(resume_files.older_than(now - STRAY_AFTER))
    with db.transaction() as session:
        stray -= _named(session, now)
    removed = 0
    for path in sorted(stray):
        with db.transaction() as session:  # nobody brings it back between the look and the removal
            lock_person(session, resume_files.owner(path))
            if path not in _named(session, now):
                resume_files.remove(path)
                removed += 1
    return removed


def _forget_gone() -> None:
    """What an account left that was deleted while its files could not be, or were just being written."""
    with db.transaction() as session:
        known = set(session.scalars(text("select id from user_account")))
    for user_id in resume_files.owners() - known:
        resume_files.remove_all(user_id)


def _named(session: Session, now: datetime) -> set[str]:
    return set(session.scalars(text(_NAMED), {"since": now - KEPT_DELETED}))


def _bytes(words: str) -> bytes:
    return words.replace("\x00", "").encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _series(session: Session, application_id: int, kind: DocumentKind, after: int | None) -> tuple[str, int | None]:
    """Kind and series of what is added: those of the version before, if there is one."""
    known = session.exec(select(ApplicationDocument).where(ApplicationDocument.application_id == application_id)).all()
    if len(known) >= MOST_DOCUMENTS:
        raise InvalidInputError(
            f"This application has {len(known)} documents: delete one that you no longer need first."
        )
    if after is None:
        return kind, None
    before = next((row for row in known if row.id == after), None)
    if before is None:
        raise NotFoundError("There is no such document.")
    return before.kind, before.series or before.id


def _change(
    user_id: int,
    document_id: int,
    kind: str,
    now: datetime,
    change: Callable[[Recorder, ApplicationDocument], None],
) -> Change:
    with db.transaction() as session:
        recorder = Recorder(session, user_id, kind, "", now)
        change(recorder, owned.hanging(session, ApplicationDocument, user_id, document_id, "document"))
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def _view(row: ApplicationDocument) -> DocumentView:
    known = row.model_dump(include={"id", "kind", "name", "media_type", "size", "sha256", "created_at"})
    return DocumentView(**known, series=row.series or owned.id_of(row))
