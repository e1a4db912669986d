"""What the hourly look for files that nothing names removes, and all that it must leave."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.config import settings
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.errors import ConflictError
from career_copilot.models.changes import TransferRun
from career_copilot.services import (
    accounts,
    application_documents,
    applications,
    changes,
    resume_files,
    resumes,
    submissions,
)
from career_copilot.services.recording import Change

pytestmark = pytest.mark.usefixtures("redis_server")
PDF = b"%PDF-1.7 made up for a test"


def written(path: Path, when: datetime) -> Path:
    """As if it had been written then."""
    os.utime(path, (when.timestamp(),) * 2)
    return path


def nurse(user_id: int, now: datetime, **values: object) -> int:
    form = ApplicationForm.model_validate({"title": "Nurse"} | values)
    return applications.create(user_id, form, Stage.INTERESTED, now)[0]


def document(user_id: int, now: datetime) -> tuple[int, Change, Path]:
    number, change = application_documents.keep(user_id, nurse(user_id, now), DocumentKind.OTHER, "a.txt", b"Dear", now)
    return number, change, application_documents.original(user_id, number)[0]


def undo(user_id: int, change: Change, now: datetime) -> None:
    assert change.id is not None
    changes.undo(user_id, change.id, now)


def of_a_document(user_id: int, now: datetime) -> Path:
    return document(user_id, now)[2]


def of_a_resume(user_id: int, now: datetime) -> Path:
    return resumes.original(user_id, resumes.keep(user_id, "cv.pdf", PDF, now))[0]


def of_an_import_or_export(user_id: int, now: datetime) -> Path:
    path = resume_files.write(user_id, b"a,b")
    with db.transaction() as session:
        session.add(TransferRun(user_id=user_id, kind="import", path=path, created_at=now))
    return resume_files.path(path)


def sent_with_a_resume_that_is_deleted(user_id: int, now: datetime) -> Path:
    resume = resumes.keep(user_id, "cv.pdf", PDF, now)
    number = nurse(user_id, now, resume_id=resume)
    applications.move(user_id, [number], Stage.APPLIED, "", now)
    resumes.delete(user_id, resume)
    (record,) = submissions.of_application(user_id, number)
    return resume_files.path(resume_files.sent(user_id, record.files[0].sha256))


def of_a_document_whose_application_is_deleted_since_a_week(user_id: int, now: datetime) -> Path:
    number, _, path = document(user_id, now)
    applications.delete(user_id, [number_of_application(user_id, number)], now + timedelta(days=393))
    return path


def of_a_document_deleted_since_a_week(user_id: int, now: datetime) -> Path:
    number, _, path = document(user_id, now)
    application_documents.delete(user_id, number, now + timedelta(days=393))
    return path


def of_a_document_whose_adding_is_undone_since_a_week(user_id: int, now: datetime) -> Path:
    _, added, path = document(user_id, now)
    undo(user_id, added, now + timedelta(days=393))
    return path


def of_a_document_brought_back(user_id: int, now: datetime) -> Path:
    number, _, path = document(user_id, now)
    undo(user_id, application_documents.delete(user_id, number, now), now)
    return path


def number_of_application(user_id: int, document_id: int) -> int:
    with db.transaction() as session:
        statement = text("select application_id from application_document where id = :id")
        return int(session.scalar(statement, {"id": document_id}))


@pytest.mark.parametrize(
    "made",
    [
        of_a_document,
        of_a_resume,
        of_an_import_or_export,
        sent_with_a_resume_that_is_deleted,
        of_a_document_whose_application_is_deleted_since_a_week,
        of_a_document_deleted_since_a_week,
        of_a_document_whose_adding_is_undone_since_a_week,
        of_a_document_brought_back,
    ],
)
def test_a_file_that_something_names_stays(alice: int, now: datetime, made: Callable[[int, datetime], Path]) -> None:
    path = written(made(alice, now), now)
    application_documents.forget_files(now + timedelta(days=400))
    assert path.exists()


def test_a_file_goes_when_its_deletion_can_no_longer_be_undone(alice: int, now: datetime) -> None:
    number, _, path = document(alice, now)
    written(path, now)
    change = application_documents.delete(alice, number, now)
    application_documents.forget_files(now + timedelta(days=29))
    assert path.exists()
    application_documents.forget_files(now + timedelta(days=31))
    assert not path.exists()
    with pytest.raises(ConflictError, match="removed for good"):
        undo(alice, change, now + timedelta(days=31))


def test_a_file_without_a_row_goes_after_a_day(alice: int, now: datetime) -> None:
    old, new = (resume_files.path(resume_files.write(alice, b"no row")) for _ in range(2))
    written(old, now - timedelta(days=2))
    written(new, now)
    application_documents.forget_files(now)
    assert (old.exists(), new.exists()) == (False, True)


def test_what_an_account_left_that_is_gone_is_removed(alice: int, now: datetime) -> None:
    """Also the copies of what was sent, and those that were being written while it was deleted."""
    gone = alice + 1_000_000
    resume_files.write(gone, b"late")
    resume_files.keep_sent(gone, PDF)
    here = of_a_document(alice, now)
    application_documents.forget_files(now)
    assert not resume_files.path(str(gone)).exists()
    assert here.exists()


def test_with_an_account_go_files_of_every_kind(
    alice: int, bob: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_confirm", lambda *_: None)
    for made in (of_a_document, of_a_resume, of_an_import_or_export, of_a_document_deleted_since_a_week):
        made(alice, now)
    sent_with_a_resume_that_is_deleted(alice, now)
    other = of_a_document(bob, now)
    accounts.delete(alice, "")
    assert not (settings().data / "files" / str(alice)).exists()
    assert other.exists()
