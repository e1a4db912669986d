"""The copies of what goes to an employer, kept under their hashes, with what they say: parts of a record
(`services/submissions.py`), within its transaction."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Text, cast
from sqlmodel import Session, col, select

from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.resume import Resume
from career_copilot.domain.submissions import SentFile, SentText
from career_copilot.domain.tailoring import Tailored, result
from career_copilot.models import ResumeFile
from career_copilot.models.drafts import Draft, DraftVersion
from career_copilot.models.tracker import ApplicationDocument
from career_copilot.services import owned, resume_files, written_texts

LONGEST_TEXT = 400_000


class SentResume(NamedTuple):
    """The name of a résumé, what it says and the copy of its file; nothing of each when none was named."""

    name: str
    content: Resume | None
    files: list[SentFile]


def resume_of_profile(session: Session, user_id: int, resume_id: int | None) -> SentResume:
    """Its name, its content and the copy of its file: read, hashed and copied once, however many it is sent to."""
    row = session.get(ResumeFile, resume_id) if resume_id is not None else None
    if row is None:
        return SentResume("", None, [])
    file, _ = _copy(user_id, "resume", row)
    return SentResume(row.name, Resume.model_validate(row.resume) if row.resume else None, [file])


def resume_of_application(session: Session, document: ApplicationDocument) -> SentResume:
    """A résumé that belongs to the application alone; what it says is known when it was tailored here."""
    file, _ = _copy(document.user_id, DocumentKind.RESUME, document)
    made = session.exec(
        select(DraftVersion)
        .join(Draft, col(Draft.id) == DraftVersion.draft_id)
        .where(
            Draft.user_id == document.user_id,
            col(Draft.settings)["document"].as_string() == str(document.id),
            cast(DraftVersion.number, Text) == col(Draft.settings)["document_version"].as_string(),
        )
    ).first()
    return SentResume(document.name, result(Tailored.model_validate(made.content)) if made else None, [file])


def others(
    session: Session, user_id: int, documents: Sequence[ApplicationDocument]
) -> tuple[list[SentFile], list[SentText]]:
    """Copies of letters and answers, and the words of those that are plain text or were written here."""
    kept, texts = [], []
    for document in documents:
        file, data = _copy(user_id, document.kind, document)
        kept.append(file)
        if file.kept and file.media_type.startswith("text/"):
            words = data.decode("utf-8", "replace").replace("\x00", "")[:LONGEST_TEXT]
            texts.append(SentText(kind=document.kind, name=document.name, text=words))
        elif file.kept and (words := written_texts.of_document(session, user_id, owned.id_of(document))):
            texts.append(SentText(kind=document.kind, name=document.name, text=words))
    return kept, texts


def _copy(user_id: int, kind: str, row: ResumeFile | ApplicationDocument) -> tuple[SentFile, bytes]:
    file = SentFile(kind=kind, name=row.name, media_type=row.media_type, size=row.size, sha256=row.sha256)
    try:
        data = resume_files.path(row.path).read_bytes()
    except FileNotFoundError:  # said in the record: the step itself must not fail for it
        return file.model_copy(update={"kept": False}), b""
    sha256 = resume_files.keep_sent(user_id, data)
    return file.model_copy(update={"size": len(data), "sha256": sha256}), data
