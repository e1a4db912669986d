"""What was sent without a résumé being named, with another one, with one letter more, or on another day: a new record takes the place of the former, which never
changes (decision 0008). Whether a record was replaced follows from those that came later, so undoing needs no more marks."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.submissions import Submission
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models import ResumeFile
from career_copilot.models.tracker import Application, ApplicationDocument, SubmissionRecord
from career_copilot.services import owned, sent_files, submissions
from career_copilot.services.recording import Change, Recorder

SENT_BESIDE = (DocumentKind.LETTER, DocumentKind.ANSWERS)


def name_resume(user_id: int, record_id: int, resume_id: int, now: datetime) -> Change:
    """Which résumé was sent after all: a record with it takes the place of this one, which stays, marked. All else is as
    it was frozen. Raises NotFoundError, or InvalidInputError for a record that does not hold any more."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "submissions.name_resume", "", now)
        former, application = _former(session, user_id, record_id)
        chosen = session.get(ResumeFile, resume_id) if 0 < resume_id < owned.LARGEST else None
        if chosen is None or chosen.user_id != user_id:
            raise NotFoundError("There is no such résumé.")
        recorder.change.summary = f"Named the résumé sent to {application.company or application.title}"
        recorder.update(application, resume_id=resume_id)
        resume = sent_files.resume_of_profile(session, user_id, resume_id)
        files = [file.model_dump(mode="json") for file in resume.files]
        files += [file for file in former.files if file["kind"] != DocumentKind.RESUME]
        _replace(session, recorder, former, files, resume_name=resume.name, resume=resume.content)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def add_document(user_id: int, record_id: int, document_id: int, now: datetime) -> Change:
    """A letter or answers among the application's documents were sent too: the same for one of them. Raises NotFoundError,
    or InvalidInputError for a record that does not hold any more or holds it already."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "submissions.add_document", "", now)
        former, application = _former(session, user_id, record_id)
        document = owned.hanging(session, ApplicationDocument, user_id, document_id, "document", lock=False)
        if document.application_id != application.id or document.kind not in SENT_BESIDE:
            raise NotFoundError("There is no such letter.")
        kept, texts = sent_files.others(session, user_id, [document])
        if kept[0].sha256 in [file["sha256"] for file in former.files]:
            raise InvalidInputError("This record holds it already.")
        recorder.change.summary = (
            f"Added “{document.name}” to what was sent to {application.company or application.title}"
        )
        files = [*former.files, *(file.model_dump(mode="json") for file in kept)]
        said = Submission.model_validate(former.content).texts
        _replace(session, recorder, former, files, texts=[*said, *texts])
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def redate(session: Session, recorder: Recorder, application: Application, was: datetime | None) -> None:
    """The day of applying, which `was` another one, is corrected by this change: a record that says so takes the place of
    the one that holds, if there is one."""
    found = session.exec(
        select(SubmissionRecord)
        .where(SubmissionRecord.application_id == application.id, col(SubmissionRecord.undone_at).is_(None))
        .order_by(col(SubmissionRecord.id).desc())
    ).all()
    held = [(row, view.content) for row in found if (view := submissions.record_view(session, row)).holds]
    if not held or application.applied_at is None:
        return
    former, said = next((one for one in held if one[1].applied_at == was), held[0])
    if said.applied_at != application.applied_at:
        first = said.first_applied_at or said.applied_at
        told = {"applied_at": application.applied_at, "first_applied_at": first}
        _replace(session, recorder, former, former.files, **told)


def _former(session: Session, user_id: int, record_id: int) -> tuple[SubmissionRecord, Application]:
    """The record that is corrected, and its application."""
    former = submissions.owned_record(session, user_id, record_id)
    application = owned.application(session, user_id, former.application_id or 0)
    if not submissions.record_view(session, former).holds:
        raise InvalidInputError("This record is undone or replaced already. Correct the one that holds.")
    return former, application


def _replace(
    session: Session, recorder: Recorder, former: SubmissionRecord, files: list[dict[str, Any]], **update: Any
) -> None:
    """A record that differs in these parts takes the place of the former."""
    first = former.content.get("corrects") or former.sha256
    submission = Submission.model_validate(former.content).model_copy(update=update | {"corrects": first})
    submissions.write(session, recorder, former.application_id, submission.model_dump(mode="json"), files)


def unnamed(user_id: int, change_id: int) -> list[int]:
    """The applications that a change froze without a résumé."""
    found = select(SubmissionRecord.application_id).where(
        SubmissionRecord.user_id == user_id, SubmissionRecord.change_id == change_id,
        col(SubmissionRecord.content)["resume_name"].as_string() == "",
    )  # fmt: skip
    with db.transaction() as session:
        return [number for number in session.exec(found) if number is not None]


def obstacle(session: Session, change_id: int, redo: bool) -> str:
    """Why a change that replaced a record is not undone or done again by itself; empty when nothing is in the way."""
    found = session.execute(text(_OTHERS), {"change": change_id}).one()
    if found.later:
        return "what was sent was corrected once more after it. Undo that first"
    return "the record of what was sent that it corrects is undone itself" if redo and found.undone else ""


def mark(session: Session, change_id: int, undone_at: datetime | None) -> None:
    """A change was undone (None: done again), so that what it froze does not hold (holds again); with it go the records
    that took the place of its own, unless they were undone by themselves."""
    bound = {"change": change_id, "undone": undone_at}
    session.execute(text(_MARK_CORRECTIONS), bound)
    session.execute(text("update submission_record set undone_at = :undone where change_id = :change"), bound)


_OTHERS = """
    select coalesce(bool_or(other.sha256 = r.content->>'corrects' and other.undone_at is not null), false) as undone,
        coalesce(bool_or(other.content->>'corrects' = r.content->>'corrects' and other.id > r.id
            and other.undone_at is null), false) as later
    from submission_record r join submission_record other
        on other.user_id = r.user_id and other.application_id = r.application_id
    where r.change_id = :change and r.content->>'corrects' <> ''
"""
_MARK_CORRECTIONS = """
    update submission_record r set undone_at = :undone from submission_record first
    where first.change_id = :change and r.user_id = first.user_id and r.content->>'corrects' = first.sha256
        and r.undone_at is not distinct from first.undone_at
"""
