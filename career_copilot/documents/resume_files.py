"""A `Resume` as a file of any of the formats it can leave in."""

from enum import StrEnum

from career_copilot.documents import kinds, resume_docx, resume_pdf
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_json import json_resume
from career_copilot.domain.resume_markdown import markdown
from career_copilot.domain.resume_sheet import Look, sheet


class ResumeFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "md"
    JSON = "json"


MEDIA_TYPES = {
    ResumeFormat.PDF: kinds.PDF,
    ResumeFormat.DOCX: kinds.DOCX,
    ResumeFormat.MARKDOWN: "text/markdown",
    ResumeFormat.JSON: kinds.JSON,
}


def file(resume: Resume, format: ResumeFormat, look: Look, photo: bytes | None = None) -> bytes:
    """The bytes of the file. Raises DocumentError."""
    if format == ResumeFormat.PDF:
        return resume_pdf.pdf(resume, look, photo).files[0]
    if format == ResumeFormat.DOCX:
        return resume_docx.docx(resume, look, photo)
    if format == ResumeFormat.MARKDOWN:
        return markdown(sheet(resume, look.language)).encode()
    return json_resume(resume).encode()
