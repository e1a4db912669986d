"""What programs read of a résumé's documents. A check makes a document and reads it again, which takes seconds, so a task does it;
what it found is kept for a day under the hash of all that was read, and costs only time when it is lost."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, cast

from pydantic import BaseModel, TypeAdapter

from career_copilot import db, live
from career_copilot.documents import ats
from career_copilot.documents.resume_files import ResumeFormat
from career_copilot.domain import tailoring
from career_copilot.domain.ats_check import FieldCheck
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look
from career_copilot.errors import NotFoundError
from career_copilot.services import photos, resumes
from career_copilot.services import tailoring as tailored_resumes

READ_BY_PROGRAMS = (ResumeFormat.PDF, ResumeFormat.DOCX)
KEPT_SECONDS = 86_400
TAILORED, PROFILE = "tailored", "profile"


class Reading(BaseModel, frozen=True):
    """What a program that reads applications finds in one format of one template: how many fields there are, and those that it
    does not find as they were written."""

    template: str
    format: str
    fields: int
    missing: list[FieldCheck]


READINGS = TypeAdapter(list[Reading])


class _Written(NamedTuple):
    resume: Resume
    photo: bytes | None


def known(user_id: int, kind: str, number: int, looks: Iterable[Look], photo: bool = False) -> list[Reading]:
    """What was found of a `tailored` résumé or one of the `profile`, as it is now, in the looks that were checked."""
    wanted = list(looks)
    written = _written(user_id, kind, number, photo)
    kept = cast("list[bytes | None]", live.client().mget([_key(user_id, written, look) for look in wanted]))
    return [reading for found in kept if found is not None for reading in READINGS.validate_json(found)]


def check(user_id: int, kind: str, number: int, wanted: Look | dict[str, Any], photo: bool, now: datetime) -> None:
    """Make it in this look in each format and read it again; open tabs hear of it. Raises DocumentError."""
    look = Look.model_validate(wanted)
    written = _written(user_id, kind, number, photo)
    found = [_reading(written, look, format, now) for format in READ_BY_PROGRAMS]
    live.client().set(_key(user_id, written, look), READINGS.dump_json(found), ex=KEPT_SECONDS)
    if kind == TAILORED:
        live.publish(user_id, live.Topic.DRAFTS, draft_id=number)
    else:
        live.publish(user_id, live.Topic.RESUMES, resume_id=number)


def _reading(written: _Written, look: Look, format: ResumeFormat, now: datetime) -> Reading:
    report = ats.check(written.resume, format, look, now.date(), written.photo)
    return Reading(template=look.template, format=format, fields=len(report.fields), missing=report.missing)


def _written(user_id: int, kind: str, number: int, photo: bool) -> _Written:
    """Raises NotFoundError."""
    if kind == TAILORED:
        with db.transaction() as session:
            _, tailored = tailored_resumes.opened(session, user_id, number)
        return _Written(tailoring.result(tailored), photos.stored(user_id) if tailored.photo else None)
    view = resumes.one(user_id, number)
    if kind != PROFILE or view.resume is None:
        raise NotFoundError("There is no such résumé.")
    return _Written(view.resume.model_copy(update={"text": ""}), photos.stored(user_id) if photo else None)


def _key(user_id: int, written: _Written, look: Look) -> str:
    read = hashlib.sha256(written.resume.model_dump_json().encode() + look.model_dump_json().encode())
    read.update(written.photo or b"")
    return f"career-copilot:ats:{user_id}:{read.hexdigest()}"
