"""Find again where a résumé says who the person is: those stored before each field kept its place know only the name's."""

import re

from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Resume

FIELDS = ("name", "label", "email", "phone", "url", "summary")
_SCHEME = re.compile(r"(?i)^https?://")


def located(resume: Resume) -> Resume:
    """With the places of the fields about the person, if it has none of them. Words that do not stand in the source, such
    as corrected ones, stay without."""
    if resume.basics.spans or not resume.text:
        return resume
    found = {name: _place(resume.text, getattr(resume.basics, name)) for name in FIELDS}
    spans = {name: span for name, span in found.items() if span is not None}
    return resume.model_copy(update={"basics": resume.basics.model_copy(update={"spans": spans})})


def _place(text: str, value: str) -> Span | None:
    """Where the words stand first, whatever blanks are between them."""
    words = _SCHEME.sub("", value).split()
    if not words:
        return None
    prefix = r"(?:https?://)?" if _SCHEME.match(value) else r"(?<!\w)"
    pattern = prefix + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    found = re.search(pattern, text, re.IGNORECASE)
    return Span(start=found.start(), end=found.end()) if found else None
