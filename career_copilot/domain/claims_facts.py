"""What a person may be said to be and to have done: facts out of their résumé, achievements, answers and statements."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pydantic import BaseModel

from career_copilot.domain.claims_values import Fact, FactKind, FactSource
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Education, Highlight, Project, Resume, Work


class Achievement(BaseModel, frozen=True):
    """A story of the bank, told as situation, task, action and result. `work` is the index of its job in the résumé."""

    id: int | None = None
    title: str = ""
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    skills: tuple[str, ...] = ()
    start_date: str = ""
    end_date: str = ""
    work: int | None = None


class Statement(BaseModel, frozen=True):
    """A sentence that the person answers for: accepted although nothing carried it, written as a fact, or an answer."""

    id: int | None = None
    text: str
    answer: bool = False
    on: date | None = None


class _Numbered:
    """Facts as they come, numbered from 1."""

    def __init__(self, language: str) -> None:
        self.facts: list[Fact] = []
        self.language = language
        self.jobs: list[int] = []

    def add(self, kind: FactKind, text: str, about: int | None = None, entry: bool = False, **fields: object) -> int:
        """The id; 0 for a text without words. An `entry` is what others are about."""
        text = " ".join(text.split())
        if not text:
            return 0
        number = len(self.facts) + 1
        values = {"id": number, "kind": kind, "text": text, "about": number if entry else about} | fields
        self.facts.append(Fact.model_validate({"language": self.language} | values))
        return number


def facts_of(
    resume: Resume, achievements: Sequence[Achievement] = (), stated: Iterable[Statement] = ()
) -> tuple[Fact, ...]:
    """Numbered in the order of the résumé, then the achievements, then what was stated: the same for one version of them."""
    found = _Numbered(resume.language)
    _basics(found, resume)
    for job in resume.work:
        found.jobs.append(_entry(found, FactKind.WORK, job))
    for school in resume.education:
        _entry(found, FactKind.EDUCATION, school)
    for project in resume.projects:
        _entry(found, FactKind.PROJECT, project)
    _lists(found, resume)
    for achievement in achievements:
        _achievement(found, achievement)
    for statement in stated:
        source = FactSource.ANSWER if statement.answer else FactSource.STATED
        found.add(FactKind.STATEMENT, statement.text, source=source, row_id=statement.id, language="")
    return tuple(found.facts)


def _basics(found: _Numbered, resume: Resume) -> None:
    basics = resume.basics
    found.add(FactKind.SUMMARY, basics.label, title=basics.label, span=basics.spans.get("label"))
    found.add(FactKind.SUMMARY, basics.summary, span=basics.spans.get("summary"))
    if basics.location is not None:
        place = basics.location.text or ", ".join(filter(None, (basics.location.city, basics.location.country_code)))
        found.add(FactKind.PLACE, place, place=place, span=basics.location.span)


def _entry(found: _Numbered, kind: FactKind, entry: Work | Education | Project) -> int:
    """The entry's own fact, and one for its summary and each bullet."""
    end = entry.end_date or ("present" if getattr(entry, "current", False) else "")
    dates = " – ".join(part for part in (entry.start_date, end) if part)
    names = ("position", "study_type", "area", "institution", "name", "location", "score")
    said = [*(getattr(entry, name, "") for name in names), dates]
    text = ", ".join(part for part in said if part)
    number = found.add(
        kind,
        text,
        entry=True,
        span=_head(entry),
        title=" ".join(filter(None, (getattr(entry, name, "") for name in ("position", "study_type", "area")))),
        organisation=getattr(entry, "institution", "") or getattr(entry, "name", ""),
        start=entry.start_date,
        end=entry.end_date,
        current=getattr(entry, "current", False),
        place=getattr(entry, "location", ""),
    )
    for words in (getattr(entry, "summary", ""), getattr(entry, "description", "")):
        found.add(FactKind.HIGHLIGHT, words, number or None, span=_span(entry))
    for bullet in entry.highlights:
        found.add(FactKind.HIGHLIGHT, bullet.text, number or None, span=_span(bullet))
    return number


def _span(entry: Highlight | Work | Education | Project) -> Span | None:
    return entry.span


def _head(entry: Work | Education | Project) -> Span | None:
    """The entry's own lines: up to its first bullet."""
    if entry.span is None:
        return None
    first = min((bullet.span.start for bullet in entry.highlights if bullet.span), default=entry.span.end)
    return Span(start=entry.span.start, end=max(entry.span.start, min(first, entry.span.end)))


def _lists(found: _Numbered, resume: Resume) -> None:
    for skill in resume.skills:
        for words in _skill_words(skill.name, skill.keywords):
            found.add(FactKind.SKILL, words, span=skill.span, level=skill.level)
    for certificate in resume.certificates:
        text = ", ".join(filter(None, (certificate.name, certificate.issuer, certificate.date)))
        found.add(FactKind.CERTIFICATE, text, span=certificate.span, start=certificate.date)
    for language in resume.languages:
        text = " ".join(filter(None, (language.language, language.fluency or language.level)))
        found.add(FactKind.LANGUAGE, text, span=language.span, level=language.level, title=language.code)


def _skill_words(name: str, keywords: Sequence[str]) -> Iterator[str]:
    yield name
    yield from keywords


def _achievement(found: _Numbered, story: Achievement) -> None:
    """One fact for each part of the story, each about the job it happened in, with its skills and dates."""
    job = found.jobs[story.work] if story.work is not None and 0 <= story.work < len(found.jobs) else None
    for text in (story.title, story.situation, story.task, story.action, story.result, ", ".join(story.skills)):
        found.add(
            FactKind.ACHIEVEMENT,
            text,
            job or None,
            source=FactSource.ACHIEVEMENT,
            row_id=story.id,
            language="",
            start=story.start_date,
            end=story.end_date,
        )
