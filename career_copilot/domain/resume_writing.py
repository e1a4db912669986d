"""Write a résumé out as plain text, with the span of each fact in it: for facts that come without a source text."""

from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Basics, Certificate, Education, Fact, Highlight, Project, Resume, Work

BETWEEN = " · "


class _Page:
    """Text that grows line by line; tells where each line went."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0

    def line(self, *parts: str, between: str = BETWEEN) -> Span | None:
        """One line of the parts that are not empty; its span, or None when there is nothing to write."""
        text = between.join(" ".join(part.split()) for part in parts if part.strip())
        if not text:
            return None
        return self._append(text)

    def heading(self, text: str) -> None:
        if self.lines:
            self._append("")
        self._append(text)

    def _append(self, text: str) -> Span:
        start = self.length
        self.lines.append(text)
        self.length += len(text) + 1
        return Span(start=start, end=start + len(text))


def with_text(resume: Resume) -> Resume:
    """A copy whose `text` is written from its facts and whose facts carry their spans in it."""
    resume = resume.model_copy(deep=True)
    page = _Page()
    _write_basics(page, resume)
    _write_entries(page, "Work experience", resume.work)
    _write_entries(page, "Education", resume.education)
    _write_entries(page, "Projects", resume.projects)
    _write_lists(page, resume)
    resume.text = "\n".join(page.lines)
    return resume


def _write_basics(page: _Page, resume: Resume) -> None:
    basics = resume.basics
    basics.spans = _fields(page, basics, "name") | _fields(page, basics, "label")
    basics.span = basics.spans.get("name")
    basics.spans |= _fields(page, basics, "email", "phone", "url")
    if basics.location:
        basics.location.span = page.line(basics.location.text)
    for profile in basics.profiles:
        profile.span = page.line(profile.network, profile.username, profile.url)
    basics.spans |= _fields(page, basics, "summary")


def _fields(page: _Page, basics: Basics, *names: str) -> dict[str, Span]:
    """One line of these fields; where each of them went."""
    texts = {name: " ".join(getattr(basics, name).split()) for name in names}
    line = page.line(*texts.values())
    spans, start = {}, line.start if line else 0
    for name, text in texts.items():
        if text:
            spans[name] = Span(start=start, end=start + len(text))
            start += len(text) + len(BETWEEN)
    return spans


def _write_entries(page: _Page, heading: str, entries: list[Work] | list[Education] | list[Project]) -> None:
    if entries:
        page.heading(heading)
    for entry in entries:
        entry.span = page.line(*_title(entry))
        body = [page.line(getattr(entry, name, "")) for name in ("summary", "description")]
        for highlight in entry.highlights:
            highlight.span = _bullet(page, highlight)
        if entry.span and (last := next((span for span in reversed(_spans(entry, body)) if span), None)):
            entry.span = Span(start=entry.span.start, end=last.end)


def _spans(entry: Work | Education | Project, body: list[Span | None]) -> list[Span | None]:
    return [*body, *(highlight.span for highlight in entry.highlights)]


def _bullet(page: _Page, highlight: Highlight) -> Span | None:
    span = page.line(f"• {highlight.text}")
    return Span(start=span.start + 2, end=span.end) if span else None


def _title(entry: Fact) -> list[str]:
    end = getattr(entry, "end_date", "") or ("present" if getattr(entry, "current", False) else "")
    dates = " – ".join(part for part in (getattr(entry, "start_date", ""), end) if part)
    names = ("position", "study_type", "area", "institution", "name", "location", "score")
    return [*(getattr(entry, name, "") for name in names), dates]


def _write_lists(page: _Page, resume: Resume) -> None:
    if resume.skills:
        page.heading("Skills")
    for skill in resume.skills:
        keywords = ", ".join(skill.keywords)
        skill.span = page.line(": ".join(part for part in (skill.name, keywords) if part), skill.level)
    if resume.certificates:
        page.heading("Certificates")
    for certificate in resume.certificates:
        certificate.span = _certificate(page, certificate)
    if resume.languages:
        page.heading("Languages")
    for language in resume.languages:
        language.span = page.line(language.language, language.fluency or language.level)


def _certificate(page: _Page, certificate: Certificate) -> Span | None:
    return page.line(certificate.name, certificate.issuer, certificate.date)
