"""A text that leaves: as PDF, Word or plain text, kept with its application, told on the timeline when it was sent.

Nothing leaves while a sentence of it is not carried by the person's facts."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel
from sqlmodel import Session

from career_copilot import db, live
from career_copilot.documents import letter_files
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.drafting import KIND_NAMES, DraftKind, Line, TextContent, text_of
from career_copilot.domain.letter import Letter, letter_from
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look
from career_copilot.domain.signing import letter_parts, signed
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models.drafts import Draft
from career_copilot.models.tracker import ApplicationDocument
from career_copilot.services import application_documents, drafts, matches, written_texts
from career_copilot.services.recording import Change
from career_copilot.services.written_texts import TextView

KEPT_ALREADY = "The application has these words already"
NO_APPLICATION = "Add the opening to your applications first: what is sent is kept there."


class LetterFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "txt"


MEDIA_TYPES = {
    LetterFormat.PDF: "application/pdf",
    LetterFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    LetterFormat.TEXT: "text/plain; charset=utf-8",
}


def file(user_id: int, draft_id: int, format: LetterFormat, look: Look, now: datetime) -> tuple[bytes, str]:
    """The file and its name. Raises InvalidInputError while a line is not supported, DocumentError."""
    found = written_texts.exportable(user_id, draft_id, now)
    return _file(found, _letter(user_id, found, now), format, look), _name(found, format)


def words(user_id: int, draft_id: int, now: datetime) -> str:
    """For the clipboard: a message or letter as it is pasted into a mail. Raises InvalidInputError while blocked."""
    found = written_texts.exportable(user_id, draft_id, now)
    return signed(_lines(found), found.name)


def keep(user_id: int, draft_id: int, format: LetterFormat, look: Look, now: datetime) -> Change:
    """Keep it among the documents of its application. A letter that is kept there is frozen with the next submission; kept
    again it is the next version of the same document, unless it says the same. Raises InvalidInputError while a line is not
    supported."""
    found = written_texts.exportable(user_id, draft_id, now)
    if found.draft.application_id is None:
        raise InvalidInputError(NO_APPLICATION)
    before = kept(user_id, draft_id)
    if before is not None and before.is_current:
        return Change(id=None, summary=KEPT_ALREADY)
    kind = DocumentKind.LETTER if found.draft.kind is DraftKind.LETTER else DocumentKind.MESSAGE
    data = _file(found, _letter(user_id, found, now), format, look)
    document_id, change = _kept(user_id, found, kind, _name(found, format), data, now)
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id, lock=True)
        row.settings = row.settings | {"document": document_id, "document_version": found.draft.version}
        session.add(row)
    live.publish(user_id, live.Topic.DRAFTS, draft_id=draft_id)
    return change


def sent(user_id: int, draft_id: int, now: datetime) -> Change:
    """The person says that they sent this: its words stand on the application's timeline from now on, a letter as the document
    that it is kept as. Said twice it is one."""
    found = written_texts.exportable(user_id, draft_id, now)
    if found.draft.application_id is None:
        raise InvalidInputError(NO_APPLICATION)
    if found.draft.kind is DraftKind.LETTER:
        return keep(user_id, draft_id, LetterFormat.PDF, Look(), now)
    name = f"{KIND_NAMES[found.draft.kind]}, sent"
    application_id, words = found.draft.application_id, signed(_lines(found), found.name)
    if application_documents.has_text(user_id, application_id, words):
        return Change(id=None, summary=KEPT_ALREADY)
    _, change = application_documents.keep_text(user_id, application_id, DocumentKind.MESSAGE, name, words, now)
    return change


class Kept(BaseModel, frozen=True):
    """What the application has of a draft: its version then, and whether the draft still says the same."""

    version: int
    is_current: bool


def kept(user_id: int, draft_id: int) -> Kept | None:
    """None when nothing was kept, or it was deleted there. Raises NotFoundError."""
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id)
        document, version = row.settings.get("document"), row.settings.get("document_version")
        if document is None or version is None or session.get(ApplicationDocument, document) is None:
            return None
        return Kept(version=version, is_current=_said(session, row, version) == _said(session, row, row.version))


def _said(session: Session, row: Draft, version: int) -> str:
    content = TextContent.model_validate(drafts.version_of(session, row, version).content)
    return text_of(content.lines)


def _kept(
    user_id: int, found: TextView, kind: DocumentKind, name: str, data: bytes, now: datetime
) -> tuple[int, Change]:
    """The next version of the document it was kept as before; a new one if that was deleted."""
    application_id, before = found.draft.application_id, found.draft.settings.get("document")
    assert application_id is not None
    try:
        return application_documents.keep(user_id, application_id, kind, name, data, now, before)
    except NotFoundError:
        if before is None:
            raise
        return application_documents.keep(user_id, application_id, kind, name, data, now)


def _letter(user_id: int, found: TextView, now: datetime) -> Letter:
    """With sender and contacts of the résumé; greeting and closing are the text's own."""
    with db.transaction() as session:
        profile = matches.profile(session, user_id)
    parts = letter_parts(_lines(found), found.name)
    empty = letter_from(profile[0] if profile else Resume(), found.language, now.date())
    return empty.model_copy(
        update={
            "recipient": [found.company] if found.company else [],
            "subject": found.opening,
            "salutation": parts.salutation,
            "paragraphs": parts.body,
            "closing": parts.closing,
            "postscript": parts.postscript,
        }
    )


def _lines(found: TextView) -> list[Line]:
    return [Line(text=line.text, paragraph=line.paragraph) for line in found.lines]


def _file(found: TextView, letter: Letter, format: LetterFormat, look: Look) -> bytes:
    if format is LetterFormat.PDF:
        return letter_files.pdf(letter, look).files[0]
    if format is LetterFormat.DOCX:
        return letter_files.docx(letter, look)
    return signed(_lines(found), found.name).encode()


def _name(found: TextView, format: LetterFormat) -> str:
    return f"{found.draft.title[:120]}.{format}"
