"""A person as ranking sees them: what the résumé shows and what they wish, looked up once for all openings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from career_copilot.data import idf
from career_copilot.data import skills as skill_table
from career_copilot.data import vectors as vector_table
from career_copilot.domain import degrees, demands, lexical, skills, vectors
from career_copilot.domain.degrees import EDUCATION
from career_copilot.domain.features import LEVELS
from career_copilot.domain.language import language_of
from career_copilot.domain.posting import Seniority, Span
from career_copilot.domain.resume import Education, Fact, Language, Resume, Work
from career_copilot.domain.wishes import Wishes

ADJACENT = 50  # hundredths of a skill that a neighbouring one is worth
_LATEST = 2  # positions that say what the person does
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_RANKS = (
    (Seniority.EXECUTIVE, re.compile(r"\b(chief|c[etfo]o|vp|vice president|geschäftsführer)\b", re.IGNORECASE)),
    (Seniority.DIRECTOR, re.compile(r"\b(director|directeur|directora?|head of)\b", re.IGNORECASE)),
    (Seniority.LEAD, re.compile(r"\b(lead|principal|staff|leiter\w*|responsable)\b", re.IGNORECASE)),
    (Seniority.SENIOR, re.compile(r"\b(senior|sr)\b", re.IGNORECASE)),
    (Seniority.ENTRY, re.compile(r"\b(junior|jr|graduate|trainee)\b", re.IGNORECASE)),
    (Seniority.INTERN, re.compile(r"\b(intern|internship|praktikant\w*|stagiaire|becari[oa])\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a résumé shows something: its own words, and their span in the source text (None if typed by hand)."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """`credit`: hundredths by skill id. `term_weights`: by row of the idf table. `titles`: float32[k, 256]."""

    skills: dict[int, list[Shown]]
    credit: NDArray[np.int64]
    term_weights: NDArray[np.int32]
    titles: NDArray[np.float32]
    title_names: tuple[str, ...]
    months: int
    education: int
    seniority: int
    languages: dict[str, int]
    wishes: Wishes


def candidate(resume: Resume, wishes: Wishes, now: datetime) -> Candidate:
    if not resume.language:
        resume = resume.model_copy(update={"language": language_of(resume.text)})
    shown = skills_of(resume)
    rows, weights = lexical.weights(*(lexical.hashes(passage) for passage in [*_passages(resume), *wishes.titles]))
    term_weights = np.zeros(len(idf.table().hashes), np.int32)
    term_weights[rows] = weights * 256 // 1000
    names = tuple(_titles(resume, wishes))
    titles = [vectors.vector(name) for name in names] or [np.zeros(vector_table.DIMENSIONS, np.float16)]
    months = months_of_work(resume.work, now)
    return Candidate(
        skills=shown,
        credit=_credit(shown),
        term_weights=term_weights,
        titles=np.stack(titles).astype(np.float32),
        title_names=names,
        months=months,
        education=education_of(resume),
        seniority=list(Seniority).index(seniority_of(resume, months)),
        languages=languages_of(resume, wishes),
        wishes=wishes,
    )


def _titles(resume: Resume, wishes: Wishes) -> Iterator[str]:
    if wishes.titles:
        yield from wishes.titles
        return
    if resume.basics.label:
        yield resume.basics.label
    yield from [job.position for job in resume.work if job.position][:_LATEST]


def _credit(shown: dict[int, list[Shown]]) -> NDArray[np.int64]:
    credit = np.zeros(skill_table.rows()[-1].id + 2, np.int64)  # the last entry stands for skills we do not know
    for skill_id in shown:
        credit[list(skills.skill(skill_id).neighbours)] = ADJACENT
    credit[list(shown)] = 100
    return credit


def _passages(resume: Resume) -> Iterator[str]:
    """What the résumé says about the work, without names of people and employers; degrees are compared by themselves. What can
    grow is a passage of its own, so that nothing that is added takes neighbours apart."""
    yield f"{resume.basics.label}\n{resume.basics.summary}"
    yield "\n".join(" ".join((skill.name, *skill.keywords)) for skill in resume.skills)
    yield "\n".join(_told(resume))


def _told(resume: Resume) -> Iterator[str]:
    """What was done, in the order of the résumé."""
    for job in resume.work:
        yield from (job.position, job.summary, *(bullet.text for bullet in job.highlights))
    for project in resume.projects:
        yield from (project.name, project.description, *(bullet.text for bullet in project.highlights))
    yield from (certificate.name for certificate in resume.certificates)


def skills_of(resume: Resume) -> dict[int, list[Shown]]:
    """Skills by id with every place that shows them; what was done first, then the list of skills, then the rest."""
    found: dict[int, list[Shown]] = {}
    for fact, text in _deeds(resume):
        _mentioned(found, resume, fact, text)
    for entry in resume.skills:
        known = entry.skill_id if entry.skill_id is not None else skills.find(entry.name, resume.language)
        if known is not None:
            found.setdefault(known, []).append(Shown(entry.name, _within(resume.text, entry, entry.name)))
        for name in (entry.name, *entry.keywords) if known is None else entry.keywords:
            if (keyword := skills.find(name, resume.language)) is not None:
                found.setdefault(keyword, []).append(Shown(name, _within(resume.text, entry, name)))
            else:
                _mentioned(found, resume, entry, name)
    for fact, text in _learned(resume):
        _mentioned(found, resume, fact, text)
    return found


def _mentioned(found: dict[int, list[Shown]], resume: Resume, fact: Fact, text: str) -> None:
    for mention in skills.mentions(text, resume.language):
        span = _within(resume.text, fact, mention.surface)
        found.setdefault(mention.skill_id, []).append(Shown(mention.surface, span))


def _deeds(resume: Resume) -> Iterator[tuple[Fact, str]]:
    yield from ((bullet, bullet.text) for job in resume.work for bullet in job.highlights)
    yield from ((bullet, bullet.text) for project in resume.projects for bullet in project.highlights)
    yield from ((job, f"{job.position}\n{job.summary}") for job in resume.work)
    yield from ((project, f"{project.name}\n{project.description}") for project in resume.projects)


def _learned(resume: Resume) -> Iterator[tuple[Fact, str]]:
    yield from ((certificate, certificate.name) for certificate in resume.certificates)
    yield from ((school, f"{school.study_type}\n{school.area}") for school in resume.education)
    basics = resume.basics
    yield from ((Fact(span=basics.spans.get(name)), getattr(basics, name)) for name in ("label", "summary"))


def _within(text: str, fact: Fact, words: str) -> Span | None:
    """The words' own place inside the fact's span, else the whole span: corrected words may no longer stand there."""
    if fact.span is None:
        return None
    at = text.lower().find(words.lower(), fact.span.start, fact.span.end)
    return Span(start=at, end=at + len(words)) if at >= 0 else fact.span


def _month(text: str, last: bool) -> int | None:
    """Months since year 0; a bare year counts from January, or to December when it is the `last` month."""
    found = _DATE.match(text)
    if not found:
        return None
    month = int(found[2]) if found[2] else (12 if last else 1)
    return int(found[1]) * 12 + min(max(month, 1), 12) - 1


def months_of_work(work: list[Work], now: datetime | date) -> int:
    """Months covered by at least one job: overlapping jobs count once. Jobs without dates count nothing."""
    today = now.year * 12 + now.month - 1
    covered: set[int] = set()
    for job in work:
        start = _month(job.start_date, last=False)
        end = today if job.current else _month(job.end_date, last=True)
        if start is not None and end is not None:
            covered.update(range(max(start, today - 720), min(end, today) + 1))
    return len(covered)


def education_of(resume: Resume) -> int:
    """The highest degree named, as an index of EDUCATION; 0 if none is."""
    return max(map(level_of_school, resume.education), default=0)


def level_of_school(school: Education) -> int:
    """What it led to, as an index of EDUCATION; 0 if that is not said."""
    return EDUCATION.index(degrees.level_of(school.study_type) or degrees.level_of(school.area))


def seniority_of(resume: Resume, months: int) -> Seniority:
    """From the latest position's words, else from the years of work."""
    latest = resume.work[0].position if resume.work else resume.basics.label
    for rank, pattern in _RANKS:
        if pattern.search(latest):
            return rank
    if not months:
        return Seniority.UNKNOWN
    return Seniority.ENTRY if months < 24 else Seniority.MID if months < 72 else Seniority.SENIOR


def languages_of(resume: Resume, wishes: Wishes) -> dict[str, int]:
    """Code → level as an index of LEVELS. What the wishes say wins; a language without a level counts as B2."""
    found = {}
    for entry in resume.languages:
        if code := spoken_code(entry):
            level = entry.level or demands.level_in(entry.fluency)
            found[code] = LEVELS.index(level) if level in LEVELS else LEVELS.index("B2")
    return found | {entry.code: LEVELS.index(entry.level) for entry in wishes.languages}


def spoken_code(entry: Language) -> str:
    """ISO 639-1 of a language in a résumé, read from its name if nobody filled it in."""
    return entry.code or demands.language_code(entry.language)
