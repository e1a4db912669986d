"""What was sent to an employer, frozen the moment an application comes to `applied`: a record that nothing changes later
(a trigger refuses it), with its own copies of the files and the hashes of everything."""

from datetime import datetime

from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.documents import typesetting
from career_copilot.domain.differences import Segment, differences
from career_copilot.domain.pipeline import Actor, Stage
from career_copilot.domain.posting import Place, Salary
from career_copilot.domain.resume import Resume
from career_copilot.domain.submission_sheet import sheet
from career_copilot.domain.submissions import (
    SENT_KINDS,
    AdvertFrom,
    AdvertSnapshot,
    Check,
    RecordView,
    SentFile,
    SentText,
    Submission,
    freezes,
    record_digest,
)
from career_copilot.errors import NotFoundError
from career_copilot.job_boards import BOARDS
from career_copilot.models import ResumeFile, User
from career_copilot.models.tracker import Application, ApplicationDocument, SubmissionRecord
from career_copilot.services import openings, owned, resume_files
from career_copilot.services.opening_values import OpeningView
from career_copilot.services.recording import Recorder

LONGEST_TEXT = 400_000


def snapshot(view: OpeningView, now: datetime) -> AdvertSnapshot:
    """The opening as it is now, to be kept."""
    return AdvertSnapshot(
        title=view.row.title,
        company=view.row.company,
        places=view.row.places,
        workplace=view.row.workplace,
        salary=view.row.salary,
        date_posted=view.row.date_posted,
        text=view.text,
        links=list(dict.fromkeys(posting.apply_url or posting.url for posting in view.postings)),
        boards=[BOARDS[name].label for name in view.row.job_boards if name in BOARDS],
        taken_at=now,
    )


def freeze(session: Session, recorder: Recorder, row: Application, before: Stage | None, now: datetime) -> None:
    """Freeze what is sent now, in the transaction that moves the application. Nobody knows what was sent with an
    application that is imported, so that leaves no record."""
    if recorder.change.actor == Actor.IMPORT or not freezes(before, Stage(row.stage), _holds(session, row)):
        return
    advert, advert_from = _advert(session, row, now)
    resume = session.get(ResumeFile, row.resume_id) if row.resume_id is not None else None
    kept, texts = _files(session, row, resume)
    submission = Submission(
        title=row.title,
        company=row.company,
        place=row.place,
        source=row.source,
        links=list(dict.fromkeys(link for link in (row.url, *advert.links) if link)),
        applied_at=row.applied_at or now,
        time_zone=session.exec(select(User.time_zone).where(User.id == row.user_id)).one(),
        advert=advert,
        advert_from=advert_from,
        resume_name=resume.name if resume else "",
        resume=Resume.model_validate(resume.resume) if resume and resume.resume else None,
        texts=texts,
    )
    content, files = submission.model_dump(mode="json"), [file.model_dump(mode="json") for file in kept]
    session.add(
        SubmissionRecord(
            user_id=row.user_id, application_id=row.id, change_id=recorder.change_id, content=content, files=files,
            sha256=record_digest(content, files), created_at=now,
        )
    )  # fmt: skip


def of_application(user_id: int, application_id: int) -> list[RecordView]:
    """All records of an application, the last first; those of undone steps among them, marked."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        rows = session.exec(
            select(SubmissionRecord)
            .where(SubmissionRecord.user_id == user_id, SubmissionRecord.application_id == application_id)
            .order_by(col(SubmissionRecord.id).desc())
        ).all()
        return [_view(row) for row in rows]


def one(user_id: int, record_id: int) -> RecordView:
    """One record; it outlives its application. Raises NotFoundError."""
    with db.transaction() as session:
        return _view(_owned(session, user_id, record_id))


def verify(user_id: int, record_id: int) -> list[Check]:
    """Hash everything again: the record as a whole, and each file on disk."""
    with db.transaction() as session:
        row = _owned(session, user_id, record_id)
    whole = record_digest(row.content, row.files) == row.sha256
    checks = [Check(name="Record", sha256=row.sha256, state="intact" if whole else "changed")]
    for file in map(SentFile.model_validate, row.files):
        found = resume_files.file_hash(resume_files.path(resume_files.sent(user_id, file.sha256)))
        state = "missing" if found is None else "intact" if found == file.sha256 else "changed"
        checks.append(Check(name=file.name, sha256=file.sha256, state=state))
    return checks


def file(user_id: int, record_id: int, sha256: str) -> tuple[bytes, SentFile]:
    """The bytes of one file that was sent. Raises NotFoundError."""
    view = one(user_id, record_id)
    found = next((each for each in view.files if each.sha256 == sha256), None)
    place = resume_files.path(resume_files.sent(user_id, sha256)) if found else None
    if found is None or place is None or not place.is_file():
        raise NotFoundError("There is no such file in this record.")
    return place.read_bytes(), found


def printed(user_id: int, record_id: int, now: datetime) -> bytes:
    """The record as a PDF. Raises NotFoundError, or DocumentError when it could not be made."""
    with db.transaction() as session:
        record = _view(_owned(session, user_id, record_id))
        zone = session.exec(select(User.time_zone).where(User.id == user_id)).one()
    return typesetting.pdf("submission", sheet(record, zone, now))


def advert_changes(user_id: int, record_id: int) -> list[Segment] | None:
    """What the posting says now against what it said when the application was sent. None: it is not listed any more, or
    was never an opening here."""
    with db.transaction() as session:
        record = _view(_owned(session, user_id, record_id))
        application = session.get(Application, record.application_id) if record.application_id is not None else None
        if application is None or application.opening_id is None:
            return None
        try:
            view = openings.read(session, user_id, application.opening_id)
        except NotFoundError:
            return None
    return differences(readable(record.content.advert), readable(snapshot(view, record.created_at)))


def readable(advert: AdvertSnapshot) -> str:
    """An ad as text: its head, one line a fact, and its body."""
    pay = advert.salary.text if advert.salary else ""
    head = [advert.title, advert.company, " · ".join(place.text for place in advert.places), pay]
    return "\n".join([*filter(None, head), "", advert.text])


def _advert(session: Session, row: Application, now: datetime) -> tuple[AdvertSnapshot, AdvertFrom]:
    """The ad as well as it is known."""
    if row.opening_id is not None:
        try:
            return snapshot(openings.read(session, row.user_id, row.opening_id), now), AdvertFrom.OPENING
        except NotFoundError:
            pass  # it left the person's feed: what was kept of it is the next best
    if row.snapshot is not None:
        return AdvertSnapshot.model_validate(row.snapshot), AdvertFrom.SNAPSHOT
    entered = AdvertSnapshot(
        title=row.title,
        company=row.company,
        places=[Place(text=row.place)] if row.place else [],
        salary=Salary.model_validate(row.salary) if row.salary else None,
        date_posted=row.ad_posted_at,
        links=[row.url] if row.url else [],
        taken_at=now,
    )
    return entered, AdvertFrom.ENTERED


def _files(session: Session, row: Application, resume: ResumeFile | None) -> tuple[list[SentFile], list[SentText]]:
    """Copies of the résumé and of the latest version of each letter and answer."""
    found = (
        [] if resume is None else [("resume", resume.name, resume.media_type, resume.size, resume.sha256, resume.path)]
    )
    found += [
        (document.kind, document.name, document.media_type, document.size, document.sha256, document.path)
        for document in _latest(session, row)
    ]
    kept, texts = [], []
    for kind, name, media_type, size, sha256, place in found:
        try:
            data = resume_files.path(place).read_bytes()
        except FileNotFoundError:  # said in the record: the step itself must not fail for it
            kept.append(SentFile(kind=kind, name=name, media_type=media_type, size=size, sha256=sha256, kept=False))
            continue
        sha256 = resume_files.keep_sent(row.user_id, data)
        kept.append(SentFile(kind=kind, name=name, media_type=media_type, size=len(data), sha256=sha256))
        if kind != "resume" and media_type.startswith("text/"):
            text = data.decode("utf-8", "replace").replace("\x00", "")[:LONGEST_TEXT]
            texts.append(SentText(kind=kind, name=name, text=text))
    return kept, texts


def _latest(session: Session, row: Application) -> list[ApplicationDocument]:
    """The latest version of each series of documents that are sent."""
    rows = session.exec(
        select(ApplicationDocument)
        .where(ApplicationDocument.application_id == row.id, col(ApplicationDocument.kind).in_(SENT_KINDS))
        .order_by(col(ApplicationDocument.id))
    ).all()
    return list({document.series or document.id: document for document in rows}.values())


def _holds(session: Session, row: Application) -> bool:
    """Whether a record of it is there that is not undone."""
    found = select(SubmissionRecord.id).where(
        SubmissionRecord.application_id == row.id, col(SubmissionRecord.undone_at).is_(None)
    )
    return session.exec(found.limit(1)).first() is not None


def _owned(session: Session, user_id: int, record_id: int) -> SubmissionRecord:
    row = session.get(SubmissionRecord, record_id)
    if row is None or row.user_id != user_id:
        raise NotFoundError("There is no such record.")
    return row


def _view(row: SubmissionRecord) -> RecordView:
    return RecordView.model_validate(row.model_dump())
