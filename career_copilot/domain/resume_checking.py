"""Check a résumé as a form, an API call or a file sends it: lengths, dates, levels, addresses, spans."""

import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Fact, Resume
from career_copilot.errors import InvalidInputError

MAX_ITEMS = 200
MAX_SOURCE = 500_000  # characters of the source text
LONG_FIELDS = {"summary": 10_000, "description": 10_000, "text": 4_000}
MAX_FIELD = 400
NEEDED = {"Highlight": "text", "Skill": "name", "Certificate": "name", "Language": "language"}
LEVELS = ("", "A1", "A2", "B1", "B2", "C1", "C2", "native")


def check(resume: Resume) -> Resume:
    """The same résumé with outer blanks removed. Raises InvalidInputError that names the field in the way of a path."""
    if len(resume.text) > MAX_SOURCE:
        raise InvalidInputError("The text of this résumé is longer than a résumé can be.")
    checked = Resume.model_validate(resume.model_dump())
    for path, fact in _facts(checked, ""):
        _check_fact(path, fact, len(resume.text))
    return checked


def check_started(resume: Resume, today: date) -> None:
    """Raises InvalidInputError that names the first position said to be the present one which has yet to begin."""
    for number, work in enumerate(resume.work, 1):
        if work.current and work.start_date > today.isoformat()[: len(work.start_date)]:
            raise InvalidInputError(
                f"Work {number} start date: {work.start_date} is still to come, so this cannot be a present position; "
                f"check it."
            )


def _facts(holder: BaseModel, path: str) -> Iterator[tuple[str, Fact]]:
    """Every fact with its path: `work 2`, `work 2 highlights 1`."""
    for name in type(holder).model_fields:
        value = getattr(holder, name)
        here = f"{path} {name}".strip()
        if isinstance(value, Fact):
            yield here, value
            yield from _facts(value, here)
        elif isinstance(value, list):
            if len(value) > MAX_ITEMS:
                raise InvalidInputError(f"{here.capitalize()}: at most {MAX_ITEMS} entries.")
            for number, each in enumerate(value, 1):
                if isinstance(each, Fact):
                    yield f"{here} {number}", each
                    yield from _facts(each, f"{here} {number}")


def _check_fact(path: str, fact: Fact, length: int) -> None:
    for name in type(fact).model_fields:
        value = getattr(fact, name)
        where = f"{path} {name.replace('_', ' ')}".capitalize()
        if isinstance(value, str):
            setattr(fact, name, _checked_text(where, name, value))
        elif isinstance(value, Span):
            _check_span(where, value, length)
        elif isinstance(value, dict):
            _check_spans(where, fact, value, length)
        elif isinstance(value, list) and any(isinstance(each, str) for each in value):
            setattr(fact, name, [_checked_text(where, name, each) for each in value if each.strip()])
    needed = NEEDED.get(type(fact).__name__)
    if needed and not getattr(fact, needed):
        raise InvalidInputError(f"{path} {needed}".capitalize() + ": is empty; fill it in or remove the entry.")
    _check_order(path, fact)


def _check_span(where: str, span: Span, length: int) -> None:
    if not span.start <= span.end <= length:
        raise InvalidInputError(f"{where}: lies outside of the source text.")


def _check_spans(where: str, fact: Fact, spans: dict[str, Span], length: int) -> None:
    """Only of fields that are text."""
    for name, span in spans.items():
        if not isinstance(getattr(fact, name, None), str):
            raise InvalidInputError(f"{where}: there is no field “{name[:40]}”.")
        _check_span(f"{where} {name}", span, length)


def _checked_text(where: str, name: str, value: str) -> str:
    value = value.strip().replace("\x00", "")
    most = LONG_FIELDS.get(name, MAX_FIELD)
    if len(value) > most:
        raise InvalidInputError(f"{where}: at most {most} characters.")
    if name.endswith("date") and value and not is_date(value):
        raise InvalidInputError(f"{where}: “{value[:20]}” is not a date such as 2021, 2021-03 or 2021-03-31.")
    if name == "email" and value and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise InvalidInputError(f"{where}: “{value[:40]}” is not an e-mail address.")
    if name == "url" and value and not is_web_address(value):
        raise InvalidInputError(f"{where}: a web address starts with http:// or https://.")
    if name == "level" and where.startswith("Languages") and value not in LEVELS:
        raise InvalidInputError(f"{where}: one of A1, A2, B1, B2, C1, C2, native, or empty.")
    if name == "code" and value and not re.fullmatch(r"[a-z]{2}", value):
        raise InvalidInputError(f"{where}: a two-letter language code such as en.")
    if name == "country_code" and value and not re.fullmatch(r"[A-Z]{2}", value):
        raise InvalidInputError(f"{where}: a two-letter country code such as DE.")
    return value


def _check_order(path: str, fact: Fact) -> None:
    start, end = getattr(fact, "start_date", ""), getattr(fact, "end_date", "")
    shorter = min(len(start), len(end))
    if start and end and end[:shorter] < start[:shorter]:
        raise InvalidInputError(f"{path}".capitalize() + ": ends before it starts; check both dates.")
    if end and getattr(fact, "current", False):
        raise InvalidInputError(f"{path}".capitalize() + ": cannot have ended and still go on; clear one of the two.")


def is_date(value: str) -> bool:
    """True for YYYY, YYYY-MM and YYYY-MM-DD of the calendar, 1900 to 2099."""
    if not re.fullmatch(r"(19|20)\d\d(-\d\d(-\d\d)?)?", value):
        return False
    parts = [int(part) for part in value.split("-")] + [1, 1]
    try:
        date(parts[0], parts[1], parts[2])
    except ValueError:
        return False
    return True


def is_web_address(value: str) -> bool:
    """True for http(s) addresses and for bare ones such as `github.com/name`: never `javascript:` or `data:`."""
    if re.match(r"(?i)https?://[^\s/]+", value):
        return " " not in value
    return bool(re.fullmatch(r"(?i)[a-z0-9][a-z0-9.-]*\.[a-z]{2,}([/?#]\S*)?", value))
