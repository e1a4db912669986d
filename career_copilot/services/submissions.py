"""What was sent to an employer, frozen the moment an application comes to `applied`: a record that nothing changes later
(a trigger refuses it), with its own copies of the files and the hashes of everything."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.documents import typesetting
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.differences import Segment, differences
from career_copilot.domain.opening_words import pay_line
from career_copilot.domain.pipeline import Actor, Stage
from career_copilot.domain.submission_sheet import sheet
from career_copilot.domain.submissions import (
    SENT_KINDS,
    AdvertFrom,
    AdvertSnapshot,
    Check,
    RecordView,
    SentFile,
    Submission,
    freezes,
    record_digest,
)
from career_copilot.errors import NotFoundError
from career_copilot.models import User
from career_copilot.models.tracker import Application, ApplicationDocument, SubmissionRecord
from career_copilot.services import kept_adverts, openings, owned, resume_files, sent_files
from career_copilot.services.opening_values import OpeningView
from career_copilot.services.recording import Recorder

Documents = Sequence[ApplicationDocument]


def freeze(session: Session, recorder: Recorder, entered: Sequence[tuple[Application, Stage | None]]) -> None:
    """Freeze what is sent now, in the transaction that moves the applications; each with the stage it came from. Nobody
    knows what was sent with an application that is imported, so that leaves no record."""
    if recorder.change.actor == Actor.IMPORT:
        return
    held = _held(session, [row.id for row, _ in entered])
    rows = [row for row, before in entered if freezes(before, Stage(row.stage), row.id in held)]
    if not rows:
        return
    user_id = recorder.user_id
    zone = session.exec(select(User.time_zone).where(User.id == user_id)).one()
    views = openings.read_many(session, user_id, [row.opening_id for row in rows if row.opening_id is not None])
    documents = _latest(session, [row.id for row in rows])
    resumes = {
        number: sent_files.resume_of_profile(session, user_id, number) for number in {row.resume_id for row in rows}
    }
    for row in rows:
        view = views.get(row.opening_id) if row.opening_id is not None else None
        own, others = _parted(documents[row.id])
        resume = sent_files.resume_of_application(session, own) if own else resumes[row.resume_id]
        _freeze(session, recorder, row, _advert(row, view, recorder.now), resume, others, zone)


def _freeze(
    session: Session,
    recorder: Recorder,
    row: Application,
    ad: tuple[AdvertSnapshot, AdvertFrom],
    resume: sent_files.SentResume,
    documents: Sequence[ApplicationDocument],
    zone: str,
) -> None:
    advert, advert_from = ad
    kept, texts = sent_files.others(session, row.user_id, documents)
    submission = Submission(
        title=row.title,
        company=row.company,
        place=row.place,
        source=row.source,
        links=list(dict.fromkeys(link for link in (row.url, *advert.links) if link)),
        applied_at=row.applied_at or recorder.now,
        time_zone=zone,
        advert=advert,
        advert_from=advert_from,
        resume_name=resume.name,
        resume=resume.content,
        texts=texts,
    )
    content = submission.model_dump(mode="json")
    files = [file.model_dump(mode="json") for file in (*resume.files, *kept)]
    write(session, recorder, row.id, content, files)


def write(
    session: Session,
    recorder: Recorder,
    application_id: int | None,
    content: dict[str, Any],
    files: list[dict[str, Any]],
) -> None:
    """A new record, with the hash of the whole."""
    session.add(
        SubmissionRecord(
            user_id=recorder.user_id, application_id=application_id, change_id=recorder.change_id, content=content,
            files=files, sha256=record_digest(content, files), created_at=recorder.now,
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
        return [record_view(session, row) for row in rows]


def one(user_id: int, record_id: int) -> RecordView:
    """One record; it outlives its application. Raises NotFoundError."""
    with db.transaction() as session:
        return record_view(session, owned_record(session, user_id, record_id))


def verify(user_id: int, record_id: int) -> list[Check]:
    """Hash everything again: the record as a whole, and each file on disk."""
    with db.transaction() as session:
        row = owned_record(session, user_id, record_id)
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
        record = record_view(session, owned_record(session, user_id, record_id))
        zone = session.exec(select(User.time_zone).where(User.id == user_id)).one()
    return typesetting.pdf("submission", sheet(record, zone, now))


def advert_changes(user_id: int, record_id: int) -> list[Segment] | None:
    """What the posting says now against what it said when the application was sent. None: it is not listed any more, or
    was never an opening here."""
    with db.transaction() as session:
        record = record_view(session, owned_record(session, user_id, record_id))
        application = session.get(Application, record.application_id) if record.application_id is not None else None
        if application is None or application.opening_id is None:
            return None
        try:
            view = openings.read(session, user_id, application.opening_id)
        except NotFoundError:
            return None
    return differences(readable(record.content.advert), readable(kept_adverts.snapshot(view, record.created_at)))


def readable(advert: AdvertSnapshot) -> str:
    """An ad as text: its head, one line a fact, and its body."""
    places = " · ".join(place.text for place in advert.places)
    head = [advert.title, advert.company, places, pay_line(advert.salary)]
    return "\n".join([*filter(None, head), "", advert.text])


def _advert(row: Application, view: OpeningView | None, now: datetime) -> tuple[AdvertSnapshot, AdvertFrom]:
    """The ad as well as it is known."""
    if view is not None:
        return kept_adverts.snapshot(view, now), AdvertFrom.OPENING
    kept = kept_adverts.of(row)
    if kept is not None and not kept_adverts.is_entered(row):  # it left the person's feed: this is the next best
        return kept, AdvertFrom.SNAPSHOT
    return kept_adverts.entered(row, kept.text if kept else "", now), AdvertFrom.ENTERED


def _parted(documents: Documents) -> tuple[ApplicationDocument | None, Documents]:
    """The résumé among an application's documents, the last added if there are several, and all that is none."""
    own = max((each for each in documents if each.kind == DocumentKind.RESUME), key=owned.id_of, default=None)
    return own, [each for each in documents if each.kind != DocumentKind.RESUME]


def _latest(session: Session, application_ids: Sequence[int | None]) -> dict[int | None, list[ApplicationDocument]]:
    """Of each application the latest version of each series of documents that are sent."""
    rows = session.exec(
        select(ApplicationDocument)
        .where(
            col(ApplicationDocument.application_id).in_(application_ids), col(ApplicationDocument.kind).in_(SENT_KINDS)
        )
        .order_by(col(ApplicationDocument.id))
    ).all()
    latest = {(row.application_id, row.series or row.id): row for row in rows}
    found: dict[int | None, list[ApplicationDocument]] = {number: [] for number in application_ids}
    for row in latest.values():
        found[row.application_id].append(row)
    return found


def _held(session: Session, application_ids: Sequence[int | None]) -> set[int | None]:
    """Those of which there is a record that is not undone."""
    found = select(SubmissionRecord.application_id).where(
        col(SubmissionRecord.application_id).in_(application_ids), col(SubmissionRecord.undone_at).is_(None)
    )
    return set(session.exec(found).all())


def owned_record(session: Session, user_id: int, record_id: int) -> SubmissionRecord:
    """The person's record. Raises NotFoundError."""
    row = session.get(SubmissionRecord, record_id) if 0 < record_id < owned.LARGEST else None
    if row is None or row.user_id != user_id:
        raise NotFoundError("There is no such record.")
    return row


def record_view(session: Session, row: SubmissionRecord) -> RecordView:
    """As it is shown; whether it was replaced is told by the others."""
    later = select(SubmissionRecord.id).where(
        SubmissionRecord.user_id == row.user_id, col(SubmissionRecord.id) > row.id,
        col(SubmissionRecord.undone_at).is_(None),
        col(SubmissionRecord.content)["corrects"].as_string() == (row.content.get("corrects") or row.sha256),
    )  # fmt: skip
    return RecordView.model_validate(row.model_dump() | {"replaced": session.exec(later).first() is not None})
