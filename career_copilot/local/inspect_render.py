"""`inspect render`: a JSON Resume file as a document, and what a program that reads it again would miss. `inspect letter`: a
letter, as a JSON object of `Letter`'s fields, as a document."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from career_copilot.documents import ats, json_resume, letter_files, photos, resume_files, resume_pdf
from career_copilot.documents.resume_files import ResumeFormat
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.letter import Letter
from career_copilot.domain.resume_sheet import Look, Paper, Template
from career_copilot.errors import StartError
from career_copilot.local import inspect_files

USAGE = "RESUME.json TEMPLATE FORMAT OUT [a4|us-letter|one-page|en|de|fr|es|photo=FILE …]"
LETTER_USAGE = "LETTER.json TEMPLATE pdf|docx|txt OUT [a4|us-letter|one-page …]"
PHOTO = "photo="


def render(path: str, template: str, format: str, out: str, *words: str) -> Iterator[dict[str, Any]]:
    """Writes OUT; answers with its size, and for a PDF or Word file with the ATS check."""
    pictures = [word.removeprefix(PHOTO) for word in words if word.startswith(PHOTO)]
    look = _look(template, [word for word in words if not word.startswith(PHOTO)])
    kind = _one_of(ResumeFormat, format)
    resume = json_resume.read(inspect_files.words(path))
    photo = photos.prepared(inspect_files.content(pictures[0])) if pictures else None
    answer: dict[str, Any] = {"out": out, "template": look.template, "format": kind}
    if kind == ResumeFormat.PDF:
        made = resume_pdf.pdf(resume, look, photo)
        data = made.files[0]
        answer |= made.model_dump(exclude={"files"})
    else:
        data = resume_files.file(resume, kind, look, photo)
    Path(out).write_bytes(data)
    answer["bytes"] = len(data)
    if kind in (ResumeFormat.PDF, ResumeFormat.DOCX):
        report = ats.check(resume, kind, look, datetime.now(UTC).date(), photo)
        answer |= {"fields": len(report.fields), "missing": [check.model_dump() for check in report.missing]}
    yield answer


def letter(path: str, template: str, format: str, out: str, *words: str) -> Iterator[dict[str, Any]]:
    """Writes OUT; answers with its size."""
    look = _look(template, words)
    try:
        written = Letter.model_validate_json(inspect_files.words(path))
    except ValidationError as error:
        raise StartError(f"{path} is no letter: {inspect_files.reason(error)}.") from error
    makers = {
        "pdf": lambda: letter_files.pdf(written, look).files[0],
        "docx": lambda: letter_files.docx(written, look),
        "txt": lambda: letter_files.text(written).encode(),
    }
    data = makers[_one_of(makers, format)]()
    Path(out).write_bytes(data)
    yield {"out": out, "template": look.template, "format": format, "bytes": len(data)}


def _look(template: str, words: Iterable[str]) -> Look:
    chosen: dict[str, Any] = {"template": _one_of(Template, template)}
    for word in words:
        if word in set(Paper):
            chosen["paper"] = Paper(word)
        elif word == "one-page":
            chosen["one_page"] = True
        else:
            chosen["language"] = _one_of(DocumentLanguage, word)
    return Look(**chosen)


def _one_of(kind: Any, word: str) -> Any:
    if word not in set(kind):
        raise StartError(f"“{word}” is none of {', '.join(kind)}.")
    return kind(word) if isinstance(kind, type) else word
