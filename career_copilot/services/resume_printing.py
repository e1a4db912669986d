"""Résumés as documents for their owner: tailored ones and those of the profile, as pictures, files, and what programs read of
them. What rests on nothing is not given out."""

from datetime import datetime
from functools import lru_cache

from pydantic import BaseModel

from career_copilot import db
from career_copilot.documents import resume_files as written
from career_copilot.documents import resume_pdf
from career_copilot.documents.resume_files import MEDIA_TYPES, ResumeFormat
from career_copilot.domain import tailoring
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.file_names import shown
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look
from career_copilot.domain.tailoring import Tailored
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models.tracker import ApplicationDocument
from career_copilot.services import (
    application_documents,
    drafts,
    owned,
    photos,
    resumes,
)
from career_copilot.services import (
    tailoring as tailored_resumes,
)
from career_copilot.services.recording import Change

LONGEST_NAME = 120
ONE_FLAGGED = "One line in it rests on nothing you recorded: accept, change or hide it first."
FLAGGED = "{} lines in it rest on nothing you recorded: accept, change or hide them first."


class Printed(BaseModel, frozen=True):
    """A picture of one page, and what is to say about the document: see `resume_pdf.Rendered`."""

    picture: bytes
    pages: int
    fits: bool
    shrunk: float
    left_out: str


class Download(BaseModel, frozen=True):
    """A file to save."""

    data: bytes
    name: str
    media_type: str


def preview(user_id: int, draft_id: int, number: int, page: int) -> Printed:
    """Page `page` (from 1) of version `number` of a tailored résumé. Raises NotFoundError, DocumentError."""
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id)
        tailored = Tailored.model_validate(drafts.version_of(session, row, number).content)
    return _page(tailoring.result(tailored), tailored.look, _photo(user_id, tailored), page)


def preview_profile(user_id: int, resume_id: int, look: Look, photo: bool, page: int) -> Printed:
    """The same of a résumé of the profile, as it is."""
    return _page(_profile(user_id, resume_id)[0], look, photos.stored(user_id) if photo else None, page)


def file(user_id: int, draft_id: int, format: str, now: datetime) -> Download:
    """A tailored résumé to send. Raises InvalidInputError while a line of it rests on nothing."""
    known = _known(format)
    title, tailored = _given_out(user_id, draft_id, now)
    data = written.file(tailoring.result(tailored), known, tailored.look, _photo(user_id, tailored))
    return Download(data=data, name=f"{title}.{known}", media_type=MEDIA_TYPES[known])


def file_of_profile(user_id: int, resume_id: int, format: str, look: Look, photo: bool) -> Download:
    """A résumé of the profile, as it is."""
    known = _known(format)
    resume, name = _profile(user_id, resume_id)
    data = written.file(resume, known, look, photos.stored(user_id) if photo else None)
    stem = name.rpartition(".")[0] or name
    return Download(data=data, name=f"{stem}.{known}", media_type=MEDIA_TYPES[known])


def send(user_id: int, draft_id: int, application_id: int | None, now: datetime) -> tuple[int, Change]:
    """Name it as the résumé that goes to the employer: its PDF becomes a document of the application (a new version of the one
    before), which is frozen with what is sent. Returns the application's id."""
    made = file(user_id, draft_id, ResumeFormat.PDF, now)
    with db.transaction() as session:
        draft = drafts.find(session, user_id, draft_id)
        number = application_id if application_id is not None else draft.application_id
        if number is None:
            raise InvalidInputError("There is no application for this opening yet: add it to your applications first.")
        owned.application(session, user_id, number)
        before = draft.settings.get("document") if draft.settings.get("document_of") == number else None
        known = isinstance(before, int) and session.get(ApplicationDocument, before) is not None
    document_id, change = application_documents.keep(
        user_id, number, DocumentKind.RESUME, made.name, made.data, now, before if known else None
    )
    with db.transaction() as session:
        draft = drafts.find(session, user_id, draft_id, lock=True)
        draft.settings = {
            **draft.settings,
            "document": document_id,
            "document_of": number,
            "document_version": draft.version,
        }
        session.add(draft)
    return number, change


def _known(format: str) -> ResumeFormat:
    if format not in list(ResumeFormat):
        raise NotFoundError("A résumé is written as pdf, docx, md or json.")
    return ResumeFormat(format)


def _given_out(user_id: int, draft_id: int, now: datetime) -> tuple[str, Tailored]:
    with db.transaction() as session:
        draft, tailored = tailored_resumes.opened(session, user_id, draft_id)
    flagged = tailored_resumes.flagged(user_id, draft, tailored, now)
    if flagged:
        raise InvalidInputError(ONE_FLAGGED if len(flagged) == 1 else FLAGGED.format(len(flagged)))
    name = tailored.resume.basics.name
    return shown(f"{name} – {draft.title}" if name else draft.title, LONGEST_NAME).replace("/", " "), tailored


def _profile(user_id: int, resume_id: int) -> tuple[Resume, str]:
    view = resumes.one(user_id, resume_id)
    if view.resume is None:
        raise NotFoundError("This résumé is not read yet.")
    return view.resume, view.name


def _photo(user_id: int, tailored: Tailored) -> bytes | None:
    return photos.stored(user_id) if tailored.photo else None


def _page(resume: Resume, look: Look, photo: bytes | None, page: int) -> Printed:
    made = _pictures(resume.model_copy(update={"text": ""}).model_dump_json(), look, photo)
    if not 1 <= page <= len(made.files):
        raise NotFoundError("There is no such page.")
    return Printed(
        picture=made.files[page - 1], pages=made.pages, fits=made.fits, shrunk=made.shrunk, left_out=made.left_out
    )


@lru_cache(maxsize=8)
def _pictures(resume: str, look: Look, photo: bytes | None) -> resume_pdf.Rendered:
    """The last few: a page is asked for by its own address each."""
    return resume_pdf.pictures(Resume.model_validate_json(resume), look, photo)
