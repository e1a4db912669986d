"""A `Resume` as it will stand on a page, whatever the template: headings, dates and links are words by now.

PDF, Word and Markdown are made from the same sheet, so they say the same. What the person hides is left out before."""

import re
from enum import StrEnum
from urllib.parse import quote, urlsplit

from pydantic import BaseModel

from career_copilot.domain.document_words import (
    HEADINGS,
    IN,
    NATIVE,
    PAGE,
    SCORE,
    DocumentLanguage,
    language_of,
    month,
    period,
)
from career_copilot.domain.resume import Education, Highlight, Language, Project, Resume, Skill, Work
from career_copilot.domain.resume_checking import is_web_address
from career_copilot.domain.resume_languages import level_of

# They would turn or hide words, or are none.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


class Template(StrEnum):
    PLAIN = "plain"
    MODERN = "modern"
    COLUMNS = "columns"
    EUROPEAN = "european"


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "us-letter"


class Look(BaseModel, frozen=True):
    """How a person wants a document to look. Without a language it is the résumé's own, or English."""

    template: Template = Template.PLAIN
    paper: Paper = Paper.A4
    language: DocumentLanguage | None = None
    one_page: bool = False


class Link(BaseModel, frozen=True):
    """Words, and where they lead: nowhere when `url` is empty."""

    text: str
    url: str = ""


class Entry(BaseModel, frozen=True):
    title: str = ""
    place: str = ""  # employer or school, and where
    dates: str = ""
    link: Link | None = None
    paragraphs: list[str] = []
    bullets: list[str] = []


class Row(BaseModel, frozen=True):
    """A line of skills, a language, a certificate. `items` are joined by commas."""

    label: str = ""
    items: list[str] = []
    dates: str = ""


class Section(BaseModel, frozen=True):
    kind: str
    heading: str
    entries: list[Entry] = []
    rows: list[Row] = []


class Sheet(BaseModel, frozen=True):
    language: DocumentLanguage
    name: str
    label: str
    contacts: list[Link]
    contact_heading: str
    summary_heading: str
    summary: list[str]
    sections: list[Section]
    page: str  # the word


def sheet(resume: Resume, language: DocumentLanguage | None = None) -> Sheet:
    """In the language asked for, else in the résumé's own if documents are written in it, else in English."""
    chosen = language or language_of(resume.language)
    basics = resume.basics
    made = [
        _entries("work", [_work(each, chosen) for each in resume.work], chosen),
        _entries("education", [_education(each, chosen) for each in resume.education], chosen),
        _entries("projects", [_project(each, chosen) for each in resume.projects], chosen),
        _rows("skills", _skills(resume.skills), chosen),
        _rows("languages", [_language(each, chosen) for each in resume.languages], chosen),
        _rows("certificates", [_certificate_row(*c, chosen) for c in _certificates(resume)], chosen),
    ]
    return Sheet(
        language=chosen,
        name=on_one_line(basics.name),
        label=on_one_line(basics.label),
        contacts=contacts(resume),
        contact_heading=HEADINGS["contact"][chosen],
        summary_heading=HEADINGS["summary"][chosen],
        summary=paragraphs_of(basics.summary),
        sections=[section for section in made if section],
        page=PAGE[chosen],
    )


def _entries(kind: str, entries: list[Entry], language: DocumentLanguage) -> Section | None:
    kept = [entry for entry in entries if entry != Entry()]
    return Section(kind=kind, heading=HEADINGS[kind][language], entries=kept) if kept else None


def _rows(kind: str, rows: list[Row], language: DocumentLanguage) -> Section | None:
    kept = [row for row in rows if row.label or row.items]
    return Section(kind=kind, heading=HEADINGS[kind][language], rows=kept) if kept else None


def on_one_line(text: str) -> str:
    return " ".join(UNSEEN.sub(" ", text).split())


def paragraphs_of(text: str) -> list[str]:
    return [line for line in map(on_one_line, text.splitlines()) if line]


def _bullets(highlights: list[Highlight]) -> list[str]:
    return [line for line in (on_one_line(highlight.text) for highlight in highlights) if line]


def contacts(resume: Resume) -> list[Link]:
    """Place, e-mail, telephone, addresses on the web."""
    basics = resume.basics
    place = basics.location
    where = (place.text or ", ".join(filter(None, (place.city, place.region, place.country_code)))) if place else ""
    email, phone = on_one_line(basics.email), on_one_line(basics.phone)
    digits = re.sub(r"[^\d+]", "", phone)
    found = [
        Link(text=on_one_line(where)),
        Link(text=email, url=f"mailto:{email}" if re.fullmatch(r"[\w.+%'-]+@[\w.-]+", email, re.ASCII) else ""),
        Link(text=phone, url=f"tel:{digits}" if len(digits) >= 5 else ""),
        web(basics.url),
    ]
    for profile in basics.profiles:
        named = ": ".join(filter(None, (on_one_line(profile.network), on_one_line(profile.username))))
        found.append(web(profile.url) if profile.url.strip() else Link(text=named))
    return [link for link in dict.fromkeys(found) if link.text]


def web(address: str) -> Link:
    """`https://github.com/ada/` → `github.com/ada` that leads there. What is no web address leads nowhere."""
    address = on_one_line(address)
    shown = re.sub(r"(?i)^https?://(?:www\.)?", "", address).rstrip("/")
    if not is_web_address(address):
        return Link(text=address)
    full = address if re.match(r"(?i)https?://", address) else f"https://{address}"
    try:
        host = urlsplit(full).hostname or ""
        full = full.replace(host, host.encode("idna").decode(), 1) if not host.isascii() else full
    except ValueError:
        return Link(text=address)
    return Link(text=shown, url=quote(full, safe=":/?#[]@!$&'()*+,;=%~-._"))


def _work(work: Work, language: DocumentLanguage) -> Entry:
    title, name = on_one_line(work.position), on_one_line(work.name)
    return Entry(
        title=title or name,
        place=" · ".join(filter(None, (name if title else "", on_one_line(work.location)))),
        dates=period(work.start_date, work.end_date, work.current, language),
        paragraphs=paragraphs_of(work.summary),
        bullets=_bullets(work.highlights),
    )


def _education(education: Education, language: DocumentLanguage) -> Entry:
    """`BSc in Physics` over `University of Hull · Grade: 1.3`; what was entered as a grade and is none is told below."""
    title = f" {IN[language]} ".join(filter(None, (on_one_line(education.study_type), on_one_line(education.area))))
    score = on_one_line(education.score)
    grade = f"{SCORE[language]}: {score}" if education.has_grade else ""
    school = on_one_line(education.institution)
    return Entry(
        title=title or school,
        place=" · ".join(filter(None, (school if title else "", grade))),
        dates=period(education.start_date, education.end_date, False, language),
        bullets=[*([score] if score and not grade else []), *_bullets(education.highlights)],
    )


def _project(project: Project, language: DocumentLanguage) -> Entry:
    link = web(project.url) if project.url.strip() else None
    return Entry(
        title=on_one_line(project.name) or (link.text if link else ""),
        dates=period(project.start_date, project.end_date, False, language),
        link=link if project.name.strip() else None,
        paragraphs=paragraphs_of(project.description),
        bullets=_bullets(project.highlights),
    )


def _skills(skills: list[Skill]) -> list[Row]:
    """All that stand alone on the first line, where no line above seems to run on into them; then a group a line."""
    alone = [_with_level(skill) for skill in skills if not skill.keywords]
    groups = [
        Row(label=_with_level(skill), items=[on_one_line(word) for word in skill.keywords if word.strip()])
        for skill in skills
        if skill.keywords
    ]
    return [Row(items=alone), *groups]


def _with_level(skill: Skill) -> str:
    return f"{on_one_line(skill.name)} ({on_one_line(skill.level)})" if skill.level.strip() else on_one_line(skill.name)


def _language(language: Language, written_in: DocumentLanguage) -> Row:
    """The person's own words for the level, and the level when these do not tell it."""
    level = NATIVE[written_in] if language.level == "native" else language.level
    words = on_one_line(language.fluency)
    if words and level_of(words) == language.level:
        level = ""
    return Row(label=on_one_line(language.language), items=[each for each in (words, level) if each])


def _certificates(resume: Resume) -> list[tuple[str, str, str]]:
    return [(on_one_line(each.name), on_one_line(each.issuer), each.date) for each in resume.certificates]


def _certificate_row(name: str, issuer: str, date: str, language: DocumentLanguage) -> Row:
    return Row(label=name, items=[issuer] if issuer else [], dates=month(date, language) if date else "")
