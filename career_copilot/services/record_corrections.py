"""What was sent without a résumé being named, or with another one: a new record takes the place of the former, which never
changes (decision 0008). Whether a record was replaced follows from those that came later, so undoing needs no more marks."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.submissions import Submission
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models import ResumeFile
from career_copilot.models.tracker import SubmissionRecord
from career_copilot.services import owned, sent_files, submissions
from career_copilot.services.recording import Change, Recorder


def name_resume(user_id: int, record_id: int, resume_id: int, now: datetime) -> Change:
    """Which résumé was sent after all: a record with it takes the place of this one, which stays, marked. All else is as
    it was frozen. Raises NotFoundError, or InvalidInputError for a record that does not hold any more."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "submissions.name_resume", "", now)
        former = submissions.owned_record(session, user_id, record_id)
        application = owned.application(session, user_id, former.application_id or 0)
        chosen = session.get(ResumeFile, resume_id) if 0 < resume_id < owned.LARGEST else None
        if chosen is None or chosen.user_id != user_id:
            raise NotFoundError("There is no such résumé.")
        if not submissions.record_view(session, former).holds:
            raise InvalidInputError("This record is undone or replaced already. Correct the one that holds.")
        recorder.change.summary = f"Named the résumé sent to {application.company or application.title}"
        recorder.update(application, resume_id=resume_id)
        resume = sent_files.resume_of_profile(session, user_id, resume_id)
        submission = Submission.model_validate(former.content).model_copy(
            update={
                "resume_name": resume.name,
                "resume": resume.content,
                "corrects": former.content.get("corrects") or former.sha256,
            }
        )
        content = submission.model_dump(mode="json")
        files = [file.model_dump(mode="json") for file in resume.files]
        files += [file for file in former.files if file["kind"] != DocumentKind.RESUME]
        submissions.write(session, recorder, former.application_id, content, files)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def unnamed(user_id: int, change_id: int) -> list[int]:
    """The applications that a change froze without a résumé."""
    found = select(SubmissionRecord.application_id).where(
        SubmissionRecord.user_id == user_id, SubmissionRecord.change_id == change_id,
        col(SubmissionRecord.content)["resume_name"].as_string() == "",
    )  # fmt: skip
    with db.transaction() as session:
        return [number for number in session.exec(found) if number is not None]


def of_what_is_undone(session: Session, change_id: int) -> bool:
    """Whether a change replaced a record of which the first is undone by now: nothing is left to replace then."""
    return session.execute(text(_FIRST_UNDONE), {"change": change_id}).first() is not None


def mark(session: Session, change_id: int, undone_at: datetime | None) -> None:
    """A change was undone (None: done again), so that what it froze does not hold (holds again); with it go the records
    that took the place of its own, unless they were undone by themselves."""
    bound = {"change": change_id, "undone": undone_at}
    session.execute(text(_MARK_CORRECTIONS), bound)
    session.execute(text("update submission_record set undone_at = :undone where change_id = :change"), bound)


_FIRST_UNDONE = """
    select 1 from submission_record r join submission_record first on first.user_id = r.user_id
        and first.application_id = r.application_id and first.sha256 = r.content->>'corrects'
    where r.change_id = :change and first.undone_at is not null
"""
_MARK_CORRECTIONS = """
    update submission_record r set undone_at = :undone from submission_record first
    where first.change_id = :change and r.user_id = first.user_id and r.content->>'corrects' = first.sha256
        and r.undone_at is not distinct from first.undone_at
"""
