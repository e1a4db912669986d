"""The résumés of a person: files kept privately, read by a task, corrected by hand, one of them used for matching.

Nothing here queues: after `keep` the caller queues `read_resume`, and after a change of what is matched `score_user`."""

import hashlib
import time
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy import func, update
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.documents import child, kinds
from career_copilot.domain.file_names import shown
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_checking import check, check_started
from career_copilot.domain.resume_locating import located
from career_copilot.errors import ConflictError, DocumentError, InvalidInputError, NotFoundError
from career_copilot.models import ResumeFile, User
from career_copilot.services import resume_files

MAX_RESUMES, MAX_NAME = 30, 120
too_large = kinds.too_large  # what is said of a file of more bytes than are read
STALLED_AFTER = timedelta(seconds=45)  # a reading says every 5 s that it lives


class ResumeView(BaseModel, frozen=True):
    """A résumé as its owner sees it. `resume` is there only in `one()`."""

    id: int
    name: str
    state: str  # `reading`, `ready` or `failed`
    error: str
    size: int
    media_type: str
    created_at: datetime
    matching: bool
    version: int
    resume: Resume | None = None


def keep(user_id: int, file_name: str, data: bytes, now: datetime) -> int:
    """Keep an uploaded file; returns its id, for the caller to queue `read_resume`. The same file again is the same
    résumé, read once more if that failed. Raises DocumentError for what cannot be a résumé: nothing is kept then."""
    media_type = kinds.media_type(data)
    digest = hashlib.sha256(data).hexdigest()
    with db.transaction() as session:
        _lock(session, user_id)
        known = session.exec(
            select(ResumeFile).where(ResumeFile.user_id == user_id, ResumeFile.sha256 == digest)
        ).first()
        if known is not None:
            _take_up(known, now)
            return _id(known)
        count = session.exec(select(func.count()).where(ResumeFile.user_id == user_id)).one()
        if count >= MAX_RESUMES:
            raise InvalidInputError(f"You keep {count} résumés already: delete one that you no longer need first.")
        row = ResumeFile(
            user_id=user_id,
            name=shown(file_name, MAX_NAME) or "Résumé",
            media_type=media_type,
            size=len(data),
            sha256=digest,
            path=resume_files.write(user_id, data),
            state="reading",
            version=0,
            matching=False,
            created_at=now,
            updated_at=now,
        )
        session.add(row)
        session.flush()
    live.publish(user_id, live.Topic.RESUMES, resume_id=row.id, state=row.state)
    return _id(row)


def keep_text(user_id: int, text: str, now: datetime) -> int:
    """Keep pasted text as a résumé of its own; returns its id, as `keep` does."""
    if not text.strip():
        raise DocumentError("There is no text to read: paste your résumé's text into the box.")
    return keep(user_id, "Pasted text", text.encode(), now)


def read_again(user_id: int, resume_id: int, now: datetime) -> None:
    """Try once more with a file that could not be read; the caller queues `read_resume`."""
    with db.transaction() as session:
        row = _owned(session, user_id, resume_id, lock=True)
        _take_up(row, now)
    live.publish(user_id, live.Topic.RESUMES, resume_id=resume_id, state=row.state)


def all_of(user_id: int) -> list[ResumeView]:
    """All résumés of the person, the newest first, without their content."""
    with db.transaction() as session:
        rows = session.exec(
            select(ResumeFile)
            .where(ResumeFile.user_id == user_id)
            .order_by(col(ResumeFile.created_at).desc(), col(ResumeFile.id).desc())
        )
        return [_view(row) for row in rows]


def one(user_id: int, resume_id: int) -> ResumeView:
    """One résumé with what was read and corrected (None until it could be read)."""
    with db.transaction() as session:
        row = _owned(session, user_id, resume_id)
        return _view(row, located(Resume.model_validate(row.resume)) if row.resume is not None else None)


def correct(user_id: int, resume_id: int, version: int, resume: Resume, now: datetime) -> int:
    """Replace what `version` said by the person's own words; returns the new version. The source text stays as it was.

    Raises InvalidInputError naming the field, or ConflictError when another tab saved since: nothing is overwritten."""
    with db.transaction() as session:
        row = _owned(session, user_id, resume_id, lock=True)
        if row.resume is None:
            raise InvalidInputError("This résumé is not read yet: wait until it is, then correct it.")
        if row.version != version:
            raise ConflictError(
                "This résumé was changed in another tab. What was saved there is kept, and what you entered is still "
                "on this page: note what you want to keep, reload, and save again."
            )
        source = row.resume
        checked = check(resume.model_copy(update={"text": source["text"], "language": source["language"]}))
        check_started(checked, (now + timedelta(days=1)).date())  # it may be tomorrow already where the person is
        row.resume, row.version, row.updated_at = checked.model_dump(mode="json"), version + 1, now
    live.publish(user_id, live.Topic.RESUMES, resume_id=resume_id, state=row.state, version=row.version)
    return row.version


def use_for_matching(user_id: int, resume_id: int, now: datetime) -> None:
    """Score openings against this résumé from now on. The caller queues `score_user`."""
    with db.transaction() as session:
        _lock(session, user_id)
        row = _owned(session, user_id, resume_id)
        if row.resume is None:
            raise InvalidInputError("This résumé could not be read, so openings cannot be matched with it.")
        _match_with(session, row, now)
    live.publish(user_id, live.Topic.RESUMES, resume_id=resume_id, matching=True)


def rename(user_id: int, resume_id: int, name: str, now: datetime) -> None:
    """Give it another name on screen."""
    new_name = shown(name, MAX_NAME)
    if not new_name:
        raise InvalidInputError("A résumé needs a name.")
    with db.transaction() as session:
        row = _owned(session, user_id, resume_id, lock=True)
        row.name, row.updated_at = new_name, now
    live.publish(user_id, live.Topic.RESUMES, resume_id=resume_id)


def delete(user_id: int, resume_id: int) -> bool:
    """Remove the résumé and its file for good. True when it was the one used for matching: then none is, until the
    person chooses another, and the caller queues `score_user`."""
    with db.transaction() as session:
        _lock(session, user_id)
        row = _owned(session, user_id, resume_id)
        session.delete(row)
        session.flush()
        # Last before the commit: a file that cannot be removed keeps its row, so that nothing private is forgotten.
        resume_files.remove(row.path)
    live.publish(user_id, live.Topic.RESUMES, resume_id=resume_id, deleted=True)
    return row.matching


def delete_failed(user_id: int) -> int:
    """Remove all files that could not be read, for good; returns how many."""
    with db.transaction() as session:
        _lock(session, user_id)
        mine = select(ResumeFile).where(ResumeFile.user_id == user_id)
        rows = session.exec(mine.where(ResumeFile.state == "failed")).all()
        for row in rows:
            session.delete(row)
        session.flush()
        for row in rows:
            resume_files.remove(row.path)
    live.publish(user_id, live.Topic.RESUMES, deleted=True)
    return len(rows)


def original(user_id: int, resume_id: int) -> tuple[Path, str, str]:
    """Where the original lies, the name to download it under, and its media type. For its owner only."""
    with db.transaction() as session:
        row = _owned(session, user_id, resume_id)
    path = resume_files.path(row.path)
    if not path.is_file():
        raise NotFoundError("The original file is missing from the data directory.")
    ending = kinds.ENDINGS[row.media_type]
    return path, row.name if row.name.lower().endswith(ending) else row.name + ending, row.media_type


def read(resume_id: int, now: datetime) -> int | None:
    """Read the file of a résumé in a child process and keep what was found; the task calls this, and may call it again.

    Returns its owner's id when the result is used for matching, for `score_user`. A file that cannot be read leaves
    its reason on its own row and every other résumé as it was."""
    row = _begin(resume_id, now)
    if row is None:
        return None
    started = time.monotonic()

    def alive() -> None:
        with db.transaction() as session:
            at = now + timedelta(seconds=time.monotonic() - started)
            session.exec(update(ResumeFile).where(col(ResumeFile.id) == resume_id).values(heartbeat_at=at))

    try:
        resume = child.read(resume_files.path(row.path), row.media_type, now.date(), alive)
    except DocumentError as error:
        return _end(resume_id, now, error=str(error))
    return _end(resume_id, now, resume=resume)


def stalled(now: datetime) -> list[int]:
    """Résumés whose reading was interrupted (a killed worker, a lost message), claimed for the caller to queue again."""
    with db.transaction() as session:
        last_sign = func.coalesce(ResumeFile.heartbeat_at, ResumeFile.updated_at)
        rows = session.exec(
            select(ResumeFile)
            .where(ResumeFile.state == "reading", last_sign < now - STALLED_AFTER)
            .order_by(col(ResumeFile.id))
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            row.heartbeat_at, row.updated_at = None, now
        return [_id(row) for row in rows]


def _begin(resume_id: int, now: datetime) -> ResumeFile | None:
    """Claim the reading; None when it is done or under way already, or the person deleted the résumé."""
    with db.transaction() as session:
        row = session.get(ResumeFile, resume_id, with_for_update=True)
        if row is None or row.state != "reading":
            return None
        if row.heartbeat_at is not None and row.heartbeat_at > now - STALLED_AFTER:
            return None  # another worker is at it
        row.started_at = row.heartbeat_at = now
    return row


def _take_up(row: ResumeFile, now: datetime) -> None:
    if row.state == "failed":
        row.state, row.error, row.heartbeat_at, row.updated_at = "reading", "", None, now


def _end(resume_id: int, now: datetime, resume: Resume | None = None, error: str = "") -> int | None:
    with db.transaction() as session:
        row = session.get(ResumeFile, resume_id)
        if row is None:  # deleted while it was read
            return None
        _lock(session, row.user_id)
        session.refresh(row, with_for_update=True)
        if row.state != "reading":  # read twice: the first result stands, the person may have corrected it
            return None
        row.state, row.error, row.updated_at = ("ready", "", now) if resume else ("failed", error, now)
        if resume:
            row.reading = row.resume = resume.model_dump(mode="json")
            row.version += 1
            if not _matching_one(session, row.user_id):
                _match_with(session, row, now)
    live.publish(row.user_id, live.Topic.RESUMES, resume_id=resume_id, state=row.state, matching=row.matching)
    return row.user_id if row.matching and resume is not None else None


def _matching_one(session: Session, user_id: int) -> ResumeFile | None:
    return session.exec(select(ResumeFile).where(ResumeFile.user_id == user_id, col(ResumeFile.matching))).first()


def _match_with(session: Session, row: ResumeFile, now: datetime) -> None:
    """The others first: the table allows one matching résumé a person."""
    before = _matching_one(session, row.user_id)
    if before is not None and before.id != row.id:
        before.matching, before.updated_at = False, now
        session.flush()
    row.matching, row.updated_at = True, now


def _owned(session: Session, user_id: int, resume_id: int, lock: bool = False) -> ResumeFile:
    row = session.get(ResumeFile, resume_id, with_for_update=lock or None)
    if row is None or row.user_id != user_id:
        raise NotFoundError("There is no such résumé.")
    return row


def _lock(session: Session, user_id: int) -> None:
    """One change at a time of which résumés a person has and which one is matched."""
    if session.get(User, user_id, with_for_update=True) is None:
        raise NotFoundError("This account no longer exists.")


def _view(row: ResumeFile, resume: Resume | None = None) -> ResumeView:
    return ResumeView(**row.model_dump(exclude={"resume"}), resume=resume)


def _id(row: ResumeFile) -> int:
    assert row.id is not None
    return row.id
