"""What of a résumé is still there after a program has read the document made of it: field by field, computed, no score.

A field is kept when the same field was read with the same words; changed when it was read as something else, or its words
stand elsewhere in what was read; lost when they are nowhere. Dates count to the month, as documents show them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel

from career_copilot.domain.resume import Certificate, Education, Language, Project, Resume, Skill, Work
from career_copilot.domain.resume_languages import level_of

Entry = TypeVar("Entry", Work, Education, Project, Certificate, Language)
MARKS = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u200b": ""})


class Outcome(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    LOST = "lost"


class FieldCheck(BaseModel, frozen=True):
    """`field` is a path such as `work 2 highlights 1`."""

    field: str
    wanted: str
    read: str
    outcome: Outcome


class AtsReport(BaseModel, frozen=True):
    fields: list[FieldCheck]

    @property
    def missing(self) -> list[FieldCheck]:
        """What is not as it was written: lost first."""
        wrong = [check for check in self.fields if check.outcome != Outcome.KEPT]
        return sorted(wrong, key=lambda check: check.outcome != Outcome.LOST)


def compare(written: Resume, read: Resume) -> AtsReport:
    """`written` is the profile, `read` what was read from the document."""
    return AtsReport(fields=[*_basics(written, read), *_entries(written, read), *_skills(written, read)])


def _check(field: str, wanted: str, found: str, everything: str, same: Callable[[str], str]) -> FieldCheck:
    if same(wanted) == same(found):
        outcome = Outcome.KEPT
    elif _folded(wanted) in everything or (found and (same(found) in same(wanted) or same(wanted) in same(found))):
        outcome = Outcome.CHANGED
    else:
        outcome = Outcome.LOST
    return FieldCheck(field=field, wanted=wanted, read=found, outcome=outcome)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(MARKS)).casefold()
    return " ".join(text.split()).strip(" .,;:·–-")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _address(text: str) -> str:
    return re.sub(r"(?i)^https?://(?:www\.)?", "", text.strip()).rstrip("/").casefold()


def _month(date: str) -> str:
    return date[:7]


def _basics(written: Resume, read: Resume) -> Iterator[FieldCheck]:
    everything = _folded(read.text)
    kinds = {"phone": _digits, "url": _address}
    for name in ("name", "label", "email", "phone", "url", "summary"):
        wanted = getattr(written.basics, name)
        if wanted.strip():
            found = getattr(read.basics, name)
            yield _check(f"basics {name}", wanted, found, everything, kinds.get(name, _folded))
    if (place := written.basics.location) and place.text.strip():
        found = read.basics.location.text if read.basics.location else ""
        yield _check("basics location", place.text, found, everything, _folded)
    for number, profile in enumerate(written.basics.profiles, 1):
        same, wanted = (_address, profile.url) if profile.url else (_folded, profile.username)
        candidates = [each.url if profile.url else each.username for each in read.basics.profiles]
        yield _check(f"basics profiles {number}", wanted, _nearest(wanted, candidates, same), everything, same)


def _nearest(wanted: str, candidates: Sequence[str], same: Callable[[str], str]) -> str:
    """The one that is the same, else nothing."""
    return next((each for each in candidates if same(each) == same(wanted)), "")


FIELDS: dict[str, tuple[str, ...]] = {
    "work": ("position", "name", "location", "start_date", "end_date"),
    "education": ("study_type", "area", "institution", "score", "start_date", "end_date"),
    "projects": ("name", "url", "start_date", "end_date"),
    "certificates": ("name", "issuer", "date"),
    "languages": ("language", "level"),
}


def _entries(written: Resume, read: Resume) -> Iterator[FieldCheck]:
    everything = _folded(read.text)
    for section, names in FIELDS.items():
        ours, theirs = getattr(written, section), list(getattr(read, section))
        for number, entry in enumerate(ours, 1):
            match = max(theirs, key=lambda each: _likeness(entry, each, names), default=None)
            if match is not None and _likeness(entry, match, names):
                theirs.remove(match)
            else:
                match = None
            for name in names:
                wanted, found = _field(entry, name), _field(match, name) if match else ""
                if name == "score" and wanted and not getattr(entry, "has_grade", False):
                    found = _nearest(wanted, _texts(match) if match else [], _folded)  # it is told below the entry
                if wanted:
                    yield _check(f"{section} {number} {name}", wanted, found, everything, _kind(name))
            yield from _body(f"{section} {number}", entry, match, everything)


def _likeness(entry: Entry, other: Entry, names: tuple[str, ...]) -> int:
    """How many fields are the same."""
    return sum(
        bool(wanted := _field(entry, name)) and _kind(name)(wanted) == _kind(name)(_field(other, name))
        for name in names
    )


def _kind(name: str) -> Callable[[str], str]:
    return _month if name.endswith("date") else _address if name == "url" else _folded


def _field(entry: BaseModel, name: str) -> str:
    if name == "end_date" and getattr(entry, "current", False):
        return "present"
    if name == "level":
        return str(getattr(entry, "level", "") or level_of(getattr(entry, "fluency", "")))
    return str(getattr(entry, name, ""))


def _body(path: str, entry: BaseModel, match: BaseModel | None, everything: str) -> Iterator[FieldCheck]:
    """Summary or description, which programs read as part of the text below an entry, and the highlights."""
    read = _texts(match) if match else []
    together = _folded(" ".join(read))
    for name in ("summary", "description"):
        if wanted := getattr(entry, name, ""):
            found = wanted if _folded(wanted) in together else ""
            yield _check(f"{path} {name}", wanted, found, everything, _folded)
    for number, highlight in enumerate(getattr(entry, "highlights", []), 1):
        found = _nearest(highlight.text, read, _folded)
        yield _check(f"{path} highlights {number}", highlight.text, found, everything, _folded)


def _texts(entry: BaseModel) -> list[str]:
    about = [getattr(entry, "summary", ""), getattr(entry, "description", "")]
    return [text for text in (*about, *(each.text for each in getattr(entry, "highlights", []))) if text]


def _skills(written: Resume, read: Resume) -> Iterator[FieldCheck]:
    """Groups by their name; a skill that stands alone may be read as a member of a group, too."""
    everything = _folded(read.text)
    groups = {_folded(skill.name): skill for skill in read.skills}
    members = [word for skill in read.skills for word in (skill.name, *skill.keywords)]
    for number, skill in enumerate(written.skills, 1):
        match = groups.get(_folded(skill.name))
        found = match.name if match else "" if skill.keywords else _nearest(skill.name, members, _folded)
        yield _check(f"skills {number} name", skill.name, found, everything, _folded)
        if skill.level:
            level = match.level if match else ""
            yield _check(f"skills {number} level", skill.level, level, everything, _folded)
        yield from _keywords(number, skill, match, everything)


def _keywords(number: int, skill: Skill, match: Skill | None, everything: str) -> Iterator[FieldCheck]:
    for place, keyword in enumerate(skill.keywords, 1):
        found = _nearest(keyword, match.keywords if match else [], _folded)
        yield _check(f"skills {number} keywords {place}", keyword, found, everything, _folded)
