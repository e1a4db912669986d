"""`inspect render`: a JSON Resume file as a document, and what a program that reads it again would miss."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from career_copilot.documents import ats, json_resume, kinds, resume_files, resume_pdf
from career_copilot.documents.resume_files import ResumeFormat
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.resume_sheet import Look, Paper, Template
from career_copilot.errors import StartError

USAGE = "RESUME.json TEMPLATE FORMAT OUT [a4|us-letter|one-page|en|de|fr|es …]"


def render(path: str, template: str, format: str, out: str, *words: str) -> Iterator[dict[str, Any]]:
    """Writes OUT; answers with its size, and for a PDF or Word file with the ATS check."""
    look, kind = _look(template, words), _one_of(ResumeFormat, format)
    file = Path(path)
    if not file.is_file():
        raise StartError(f"there is no file {path}.")
    resume = json_resume.read(kinds.decoded(file.read_bytes()))
    answer: dict[str, Any] = {"out": out, "template": look.template, "format": kind}
    if kind == ResumeFormat.PDF:
        made = resume_pdf.pdf(resume, look)
        data = made.files[0]
        answer |= made.model_dump(exclude={"files"})
    else:
        data = resume_files.file(resume, kind, look)
    Path(out).write_bytes(data)
    answer["bytes"] = len(data)
    if kind in (ResumeFormat.PDF, ResumeFormat.DOCX):
        report = ats.check(resume, kind, look, datetime.now(UTC).date())
        answer |= {"fields": len(report.fields), "missing": [check.model_dump() for check in report.missing]}
    yield answer


def _look(template: str, words: tuple[str, ...]) -> Look:
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
    return kind(word)
