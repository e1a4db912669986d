"""What an ad asks for by name, and whether a résumé names it: skills by the taxonomy, spoken languages, licences, degrees, and
years of work, counted as the match counts them.

Computed from the words; what it means for a person's chances nobody here knows."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from career_copilot.domain import skills
from career_copilot.domain.candidates import level_of_school, months_of_work, spoken_code
from career_copilot.domain.degrees import EDUCATION
from career_copilot.domain.evidence import names_licence
from career_copilot.domain.language import language_of
from career_copilot.domain.posting import PostingData, Requirement, RequirementKind, RequirementTopic
from career_copilot.domain.requirements import requirements
from career_copilot.domain.resume import Education, Fact, Language, Resume
from career_copilot.domain.resume_form import SECTIONS

TOPICS = (
    RequirementTopic.SKILL,
    RequirementTopic.LANGUAGE,
    RequirementTopic.LICENCE,
    RequirementTopic.EDUCATION,
    RequirementTopic.EXPERIENCE,
)
TEXTS = ("position", "name", "summary", "description", "study_type", "area", "level", "issuer", "language", "fluency")


class Keyword(BaseModel, frozen=True):
    """Something that an ad asks for by name. `words` are the ad's own."""

    label: str
    words: str
    topic: RequirementTopic
    kind: RequirementKind
    value: str = ""
    skill_id: int | None = None
    stressed: bool = False


class Ad(BaseModel, frozen=True):
    """What tailoring reads of an opening."""

    keywords: tuple[Keyword, ...] = ()
    text: str = ""


class Naming(StrEnum):
    """How a résumé names a keyword."""

    SAME = "same"  # in the ad's own words
    OTHER = "other"  # in other words for the same
    NOT = "not"


class Named(BaseModel, frozen=True):
    """A keyword in two résumés: before and after."""

    keyword: Keyword
    before: Naming
    after: Naming


def ad_of(asked: Sequence[Requirement], text: str) -> Ad:
    """The keywords of an opening, each once, in the ad's order."""
    found = {(each.topic, each.label): _keyword(each, text) for each in asked if each.topic in TOPICS}
    return Ad(keywords=tuple(found.values()), text=text)


def ad_in(title: str, text: str, company: str = "") -> Ad:
    """The same of an ad that is no opening here, from its words alone."""
    if not text:
        return Ad()
    language = language_of(text)
    posting = PostingData(
        job_board="-", identifier="-", url="https://-", title=title or "-", hiring_organization=company
    )  # nothing else of it is read
    return ad_of(requirements(text, language, skills.mentions(text, language), posting), text)


def _keyword(asked: Requirement, text: str) -> Keyword:
    return Keyword(
        label=asked.label,
        words=text[asked.span.start : asked.span.end],
        topic=asked.topic,
        kind=asked.kind,
        value=asked.value,
        skill_id=asked.skill_id,
        stressed=asked.stressed,
    )


def coverage(before: Resume, after: Resume, ad: Ad, today: date) -> list[Named]:
    """Every keyword, with how each of the two names it."""
    one, two = _read(before, today), _read(after, today)
    return [Named(keyword=each, before=_naming(each, one), after=_naming(each, two)) for each in ad.keywords]


class _Read(NamedTuple):
    entries: list[Fact]
    text: str
    language: str
    months: int


def _read(resume: Resume, today: date) -> _Read:
    entries = [entry for section in SECTIONS for entry in getattr(resume, section)]
    texts = [resume.basics.label, resume.basics.summary, *map(said, entries)]
    return _Read(entries, "\n".join(texts), resume.language, months_of_work(resume.work, today))


def _naming(keyword: Keyword, resume: _Read) -> Naming:
    if keyword.topic is RequirementTopic.EXPERIENCE:  # dates show them, whatever the words
        return Naming.SAME if resume.months >= 12 * int(keyword.value) else Naming.NOT
    lines: list[Fact | str] = [*resume.entries, *resume.text.splitlines()]
    naming = [line for line in lines if names(line, resume.language, keyword)]
    degree = keyword.topic is RequirementTopic.EDUCATION  # “master” is no degree everywhere
    text = "\n".join(said(line) for line in naming if not isinstance(line, str)) if degree else resume.text
    if re.search(rf"(?<!\w){re.escape(keyword.words)}(?!\w)", text, re.IGNORECASE):
        return Naming.SAME
    return Naming.OTHER if naming else Naming.NOT


def said(entry: Fact) -> str:
    """All words of an entry with its bullets, a line each."""
    own = [str(getattr(entry, name, "")) for name in TEXTS]
    listed = [*getattr(entry, "keywords", []), *(bullet.text for bullet in getattr(entry, "highlights", []))]
    return "\n".join(filter(None, [*own, *listed]))


def named_in(line: Fact | str, language: str, keywords: Iterable[Keyword]) -> list[Keyword]:
    """The keywords that an entry or a line names, in the ad's words or others."""
    return [each for each in keywords if names(line, language, each)]


def names(line: Fact | str, language: str, keyword: Keyword) -> bool:
    """Whether an entry or a line names it."""
    text = line if isinstance(line, str) else said(line)
    if keyword.skill_id is not None:
        return keyword.skill_id in skill_ids(text, language)
    if keyword.topic is RequirementTopic.LICENCE:
        return names_licence(text, keyword.value)
    if keyword.topic is RequirementTopic.EDUCATION:
        return isinstance(line, Education) and level_of_school(line) >= EDUCATION.index(keyword.value)
    return isinstance(line, Language) and spoken_code(line) == keyword.value.partition(":")[0]


@lru_cache(maxsize=2048)
def skill_ids(text: str, language: str) -> frozenset[int]:
    """The skills that a text names; a line that is a skill's name is that skill, as in a list of skills."""
    found = {each.skill_id for each in skills.mentions(text, language)}
    for line in text.splitlines():
        known = skills.find(line, language)
        if known is not None:
            found.add(known)
    return frozenset(found)
