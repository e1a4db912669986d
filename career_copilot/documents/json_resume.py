"""A JSON Resume file (https://jsonresume.org/schema) → `Resume`. Unknown keys are let be; a wrong type is an error that
names its path. The facts are written out as text, so that they have spans like those of any other résumé."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from career_copilot.domain import resume_languages, resume_writing
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_checking import check, is_date
from career_copilot.domain.resume_enriching import enriched
from career_copilot.errors import DocumentError, InvalidInputError

NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")  # NUL and halves of characters, as escapes: no database keeps them
MISTAKES = {
    "Expecting value": "a value is missing, or is not in quotes",
    "Expecting ',' delimiter": "a comma is missing, or a quote or bracket before it",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Illegal trailing comma before end of object": "nothing follows the comma",
    "Illegal trailing comma before end of array": "nothing follows the comma",
    "Unterminated string starting at": "the text that begins there has no closing quote",
    "Invalid control character at": "a line break or a control character stands within quotes",
    "Extra data": "the file goes on after its end",
}
SECTIONS = ("work", "education", "skills", "projects", "certificates", "languages")
KIN = ("volunteer", "publications", "awards")
"""Sections of the schema that a `Resume` has no list for: their entries stand among the projects."""


def read(text: str) -> Resume:
    """Raises DocumentError for what is no JSON, no JSON Resume, or has a wrong type or date in it."""
    try:
        source = json.loads(text)
        bad = next(filter(NO_TEXT.search, _strings(source)), "")
    except json.JSONDecodeError as error:
        where = f"in line {error.lineno}, column {error.colno}"
        mistake = MISTAKES.get(error.msg, "this is not how JSON is written")
        raise DocumentError(f"This JSON file has a mistake {where}: {mistake}. Correct it and try again.") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(
            "This JSON file has a mistake: lists lie too deep in each other, or a number is too long."
        ) from error
    if bad:
        raise DocumentError(f"This JSON file holds a character that is no text: remove it from “{_marked(bad)}”.")
    if not isinstance(source, dict) or not isinstance(source.get("basics", {}), dict):
        raise DocumentError("This JSON is not a JSON Resume: it needs an object with `basics`, `work` and so on.")
    if not any(key in source for key in ("basics", "work", "education")):  # a job description has skills, too
        raise DocumentError("This JSON is not a JSON Resume: it has neither `basics` nor `work` (see jsonresume.org).")
    try:
        return enriched(resume_writing.with_text(check(Resume.model_validate(_ours(source)))))
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"])
        raise DocumentError(f"JSON Resume: {path}: {first['msg'].lower()}.") from error
    except InvalidInputError as error:
        raise DocumentError(f"JSON Resume: {error}") from error


def _strings(value: Any) -> Iterator[str]:
    """Every name and text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings([*value, *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _marked(bad: str) -> str:
    """The text around its first character that is none, with a sign in its place."""
    found = NO_TEXT.search(bad)
    at = found.start() if found else 0
    return NO_TEXT.sub("\ufffd", bad[max(0, at - 20) : at + 20])


def _ours(source: dict[str, Any]) -> dict[str, Any]:
    """JSON Resume's shape → ours: bullets and places are objects here, null and absent are the same, spans are ours."""
    basics = _plain(source.get("basics") or {})
    basics["url"] = basics.get("url") or basics.get("website") or ""  # its name before version 1.0
    if isinstance(profiles := basics.get("profiles"), list):
        basics["profiles"] = [_plain(each) if isinstance(each, dict) else each for each in profiles]
    if isinstance(location := basics.get("location"), dict):
        location = basics["location"] = _plain(location)
        parts = (location.get(key) for key in ("city", "region", "countryCode"))
        location["text"] = ", ".join(str(part) for part in parts if part)
    found: dict[str, Any] = {"basics": basics}
    for section in SECTIONS:
        entries = source.get(section) or []
        found[section] = [_entry(section, each) for each in entries] if isinstance(entries, list) else entries
    for section in KIN:
        if isinstance(entries := source.get(section), list) and isinstance(found["projects"], list):
            moved = [_moved(section, _plain(each)) for each in entries if isinstance(each, dict)]
            found["projects"] += [_entry("projects", each) for each in moved if each["name"]]
    return found


def _moved(section: str, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry in the words of the section where it stands. What it calls a date and is none stands among its words."""
    if section == "volunteer":
        told: dict[str, Any] = {key: entry[key] for key in ("url", "highlights") if key in entry}
        told |= {"startDate": _date(entry.get("startDate")), "endDate": _date(entry.get("endDate"))}
        return told | {
            "name": _joined(entry, ", ", "position", "organization"),
            "description": entry.get("summary", ""),
        }
    date = "releaseDate" if section == "publications" else "date"
    undated = [] if _date(entry.get(date)) else [date]
    about = _joined(entry, ". ", "publisher", "awarder", *undated, "summary")
    name, end = _joined(entry, "", "name", "title"), _date(entry.get(date))
    return {"name": name, "description": about, "endDate": end, "url": entry.get("url", "")}


def _date(value: Any) -> str:
    return value if isinstance(value, str) and is_date(value) else ""


def _joined(entry: dict[str, Any], between: str, *names: str) -> str:
    return between.join(str(entry[name]).strip() for name in names if entry.get(name))


def _entry(section: str, entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    entry = _plain(entry)
    if section == "work":
        entry["name"] = entry.get("name") or entry.get("company") or ""  # its name before version 1.0
        entry["current"] = bool(entry.get("startDate")) and not entry.get("endDate")
    if section == "languages" and isinstance(name := entry.get("language"), str):
        entry["code"] = resume_languages.CODE_OF.get(name.strip().casefold(), "")
        entry["level"] = resume_languages.level_of(str(entry.get("fluency", "")))
    bullets = entry.get("highlights") or (entry.get("courses") if section == "education" else None) or []
    if isinstance(bullets, list):
        entry["highlights"] = [_bullet(each) for each in bullets if each]
    else:
        entry["highlights"] = bullets
    return entry


def _bullet(bullet: Any) -> Any:
    """Text, or an object as `inspect resume` prints it."""
    return _plain(bullet) if isinstance(bullet, dict) else {"text": bullet} if isinstance(bullet, str) else bullet


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None and key not in ("span", "spans", "skillId")}
