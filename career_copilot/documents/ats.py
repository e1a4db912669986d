"""The ATS check: make the document, read it again as an upload is read, and tell what is not there any more."""

import tempfile
from datetime import date
from pathlib import Path

from career_copilot.documents import child
from career_copilot.documents.resume_files import MEDIA_TYPES, ResumeFormat, file
from career_copilot.domain.ats_check import AtsReport, compare
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look


def check(resume: Resume, format: ResumeFormat, look: Look, today: date, photo: bytes | None = None) -> AtsReport:
    """For a PDF or a Word file. Takes about a second, in a process of its own. Raises DocumentError."""
    with tempfile.TemporaryDirectory(prefix="career-copilot-") as folder:
        made = Path(folder) / f"resume.{format}"
        made.write_bytes(file(resume, format, look, photo))
        return compare(resume, child.read(made, MEDIA_TYPES[format], today))
