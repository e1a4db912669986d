"""Read the text of a résumé without any model: sections by their headings, entries by their dates, and every fact with
its span in the text. Works at least for English, German, French and Spanish; an unknown heading costs its section."""

import re
from datetime import date

from career_copilot.domain import resume_entries, resume_heads, resume_skills
from career_copilot.domain.degrees import DEGREE
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Education, Project, Resume, Work
from career_copilot.domain.resume_basics import URL, basics
from career_copilot.domain.resume_dates import DateRange
from career_copilot.domain.resume_enriching import enriched
from career_copilot.domain.resume_entries import Entry
from career_copilot.domain.resume_languages import CODE_OF, languages
from career_copilot.domain.resume_sections import Line, Section, sections
from career_copilot.domain.resume_words import SCHOOL, TITLE

MAX_ENTRIES = 100


def read(text: str, today: date) -> Resume:
    """The facts of a résumé in clean text. `today` bounds them: what starts later than next year is misread."""
    found = sections(text)
    resume = Resume(text=text, basics=basics(found))
    resume.work = _work(_lines(found, "work"), text, today) or _scattered_work(found, text, today)
    jobs = {work.span for work in resume.work}
    schools = _education(_lines(found, "education"), text, today)
    resume.education = [school for school in schools if school.span not in jobs]
    resume.projects = _projects(_lines(found, "projects"), text, today)
    resume.skills = [skill for lines in _lines(found, "skills") for skill in resume_skills.skills(lines)]
    resume.certificates = [
        each for lines in _lines(found, "certificates") for each in resume_skills.certificates(lines)
    ]
    resume.languages = languages([line for lines in _lines(found, "languages") for line in lines])
    _move_languages(resume, found)
    return enriched(resume)


def _lines(found: list[Section], kind: str) -> list[list[Line]]:
    return [section.lines for section in found if section.kind == kind]


def _work(blocks: list[list[Line]], text: str, today: date) -> list[Work]:
    """Employment in the order of the résumé; an entry needs a position or an employer."""
    found = []
    entries = [entry for lines in blocks for entry in resume_entries.entries(lines)][:MAX_ENTRIES]
    title_first = resume_heads.title_comes_first([entry.head for entry in entries])
    for entry in entries:
        head = resume_heads.work_head(entry.head, title_first)
        if not (head.position or head.employer):
            continue
        start, end, current = _dates(entry.dates, today)
        found.append(
            Work(
                name=head.employer,
                position=head.position,
                location=head.location,
                start_date=start,
                end_date=end or (start if entry.dates and entry.dates.single else ""),
                current=current,
                highlights=resume_entries.highlights(entry.body)[:50],
                span=_checked(entry, text),
            )
        )
    return found


def _scattered_work(found: list[Section], text: str, today: date) -> list[Work]:
    """When no heading led to work: dated lines with a job title wherever else they stand, unless at a school. Columns
    that a converter mixed up leave résumés like that."""
    kinds = ("work", "head", "summary", "skills", "contact", "education")
    blocks = [section.lines for section in found if section.kind in kinds]
    return [
        work
        for work in _work(blocks, text, today)
        if TITLE.search(work.position)
        and work.start_date
        and work.name
        and not SCHOOL.search(f"{work.position} {work.name}")
        and not DEGREE.search(work.position)
    ]


def _education(blocks: list[list[Line]], text: str, today: date) -> list[Education]:
    found = []
    for entry in [entry for lines in blocks for entry in resume_entries.entries(lines)][:MAX_ENTRIES]:
        head = resume_heads.school_head(entry.head)
        if not (head.institution or head.study_type):
            continue
        start, end, _ = _dates(entry.dates, today)
        if entry.dates and entry.dates.single:  # one date is the day of the degree
            start, end = "", start
        highlights = resume_entries.highlights(entry.body)[:50]
        found.append(
            Education(
                institution=head.institution[:300],
                study_type=head.study_type[:200],
                area=head.area[:200],
                score=head.score[:50],
                start_date=start,
                end_date=end,
                highlights=highlights,
                span=_checked(entry, text),
            )
        )
    return found


def _projects(blocks: list[list[Line]], text: str, today: date) -> list[Project]:
    found = []
    for entry in [entry for lines in blocks for entry in resume_entries.entries(lines)][:MAX_ENTRIES]:
        parts = [part.text for parts in entry.head for part in parts if not URL.fullmatch(part.text)]
        if not parts:
            continue
        start, end, _ = _dates(entry.dates, today)
        name, description = parts[0], " · ".join(parts[1:])
        found.append(
            Project(
                name=name[:300],
                description=description[:2000],
                url=_url(entry, text),
                start_date=start,
                end_date=end or (start if entry.dates and entry.dates.single else ""),
                highlights=resume_entries.highlights(entry.body)[:50],
                span=_checked(entry, text),
            )
        )
    return found


def _url(entry: Entry, text: str) -> str:
    """The address that has a line of the entry to itself."""
    lines = (line.strip() for line in text[entry.start : entry.end].splitlines())
    found = next((match.group() for line in lines if (match := URL.fullmatch(line))), "")
    return found if not found or re.match(r"(?i)https?://", found) else f"https://{found}"


def _dates(dates: DateRange | None, today: date) -> tuple[str, str, bool]:
    """Start, end, whether it goes on. A start beyond next year is not one of a résumé."""
    if dates is None or int(dates.first[:4]) > today.year + 1:
        return "", "", False
    return dates.first, dates.last, dates.current


def _checked(entry: Entry, text: str) -> Span:
    return Span(start=entry.start, end=min(entry.end, len(text)))


def _move_languages(resume: Resume, found: list[Section]) -> None:
    """Languages that stand as a group among the skills, or on a labelled line of the head."""
    kept = []
    for skill in resume.skills:
        names = [skill.name, *skill.keywords]
        words = [re.findall(r"[^\W\d_]+", name) for name in names]
        # `Spanish to English translation` is work, not a language.
        spoken = sum(word.casefold() in CODE_OF for name in words if len(name) <= 3 for word in name)
        labelled = re.fullmatch(
            r"(?i)languages?|sprachen|langues?|idiomas?|language skills|sprachkenntnisse", skill.name
        )
        if spoken and skill.span and (labelled or spoken >= len(names)):
            line = Line(
                skill.span.start, skill.span.end, resume.text[skill.span.start : skill.span.end].replace("\n", " ")
            )
            known = {language.code for language in resume.languages}
            resume.languages += [each for each in languages([line]) if each.code not in known]
        else:
            kept.append(skill)
    resume.skills = kept
    for section in found:
        for line in section.lines if section.kind in ("head", "contact") and not resume.languages else []:
            label = re.search(r"(?i)\b(?:languages?|sprachen|langues|idiomas)\s*:\s*", line.text)
            if label:
                rest = Line(line.start + label.end(), line.end, line.text[label.end() :])
                resume.languages += languages([rest])
