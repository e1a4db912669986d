"""A résumé file → `Resume`: which extractor, then cleaning, then the deterministic reading of `domain/resume_reading`.

Runs in the child process of `documents/child.py`, because the bytes are a stranger's."""

from datetime import date

from career_copilot.documents import json_resume, kinds, pdf, word
from career_copilot.documents.cleaning import clean
from career_copilot.domain import resume_reading
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_checking import MAX_SOURCE
from career_copilot.errors import DocumentError


def read(data: bytes, media_type: str, today: date) -> Resume:
    """The résumé in the bytes of a file. Raises DocumentError that says what to do."""
    if media_type == kinds.JSON:
        return json_resume.read(kinds.decoded(data))
    text = text_of(data, media_type)
    if len(text) > MAX_SOURCE:
        raise DocumentError("This file holds far more text than a résumé: shorten it and try again.")
    return resume_reading.read(text, today)


def text_of(data: bytes, media_type: str) -> str:
    """The clean text of a PDF, a Word file or a plain text."""
    if media_type == kinds.PDF:
        text = pdf.text(data)
    elif media_type == kinds.DOCX:
        text = clean(word.text(data))
    else:
        text = clean(kinds.decoded(data))
    if sum(letter.isalpha() for letter in text) < 20:
        raise DocumentError("There are hardly any words in this file: choose another one, or paste the résumé's text.")
    return text
