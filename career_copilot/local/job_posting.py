"""A schema.org JobPosting (https://schema.org/JobPosting), as pages and feeds write it → PostingData."""

import html
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from career_copilot.domain.posting import EmploymentType, Place, PostingData, Salary, SalaryPeriod, Workplace
from career_copilot.errors import InvalidInputError

_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


def posting(source: dict[str, Any], number: int) -> PostingData:
    """Places, employer and pay may be words, objects or lists. `number` stands in for a missing identifier.
    Raises InvalidInputError for a posting without a title."""
    title = _text(source.get("title") or source.get("name"))
    if not title:
        raise InvalidInputError(f"posting {number} has no title")
    places = [place for entry in _list(source.get("jobLocation")) if (place := _place(entry))]
    return PostingData(
        job_board="inspect",
        identifier=_text(source.get("identifier")) or str(number),
        url=_url(source.get("url")),
        title=title,
        hiring_organization=_text(source.get("hiringOrganization")),
        description=_html(_text(source.get("description"))),
        job_location=[place.text for place in places],
        places=[place for place in places if place.country or place.locality],
        job_location_type=Workplace.REMOTE if source.get("jobLocationType") == "TELECOMMUTE" else Workplace.UNKNOWN,
        applicant_location=[
            _text(entry) for entry in _list(source.get("applicantLocationRequirements")) if _text(entry)
        ],
        employment_type=list(dict.fromkeys(_employment(source.get("employmentType")))),
        base_salary=_salary(source.get("baseSalary")),
        language=_text(source.get("inLanguage"))[:2].lower(),
        date_posted=source.get("datePosted") or None,
        valid_through=source.get("validThrough") or None,
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _text(value: Any) -> str:
    """The words of a value: itself, or an object's `name` or `value`."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("value")
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _url(value: Any) -> str:
    url = _text(value)
    return url if url.startswith(("http://", "https://")) else "https://example.invalid/"


def _html(description: str) -> str:
    """Plain text becomes paragraphs and keeps its line breaks; HTML stays."""
    if _TAG.search(description):
        return description
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in description.splitlines() if line.strip())


def _place(entry: Any) -> Place | None:
    if not isinstance(entry, dict):
        return Place(text=_text(entry)) if _text(entry) else None
    address = entry.get("address") or entry
    if not isinstance(address, dict):
        return Place(text=_text(address)) if _text(address) else None
    parts = [_text(address.get(key)) for key in ("addressLocality", "addressRegion", "addressCountry")]
    text = ", ".join(part for part in parts if part) or _text(entry)
    country = parts[2].upper() if len(parts[2]) == 2 else ""
    return Place(text=text, locality=parts[0], region=parts[1], country=country) if text else None


def _employment(value: Any) -> Iterator[EmploymentType]:
    for entry in _list(value):
        for word in _text(entry).upper().replace("-", "_").split(","):
            name = {"CONTRACT": "CONTRACTOR", "INTERNSHIP": "INTERN"}.get(word.strip(), word.strip().replace(" ", "_"))
            if name:
                yield EmploymentType(name) if name in EmploymentType.__members__ else EmploymentType.OTHER


def _salary(value: Any) -> Salary | None:
    if not isinstance(value, dict):
        return None
    amount = value.get("value")
    inner = amount if isinstance(amount, dict) else {"value": amount}
    low, high = _number(inner.get("minValue") or inner.get("value")), _number(inner.get("maxValue"))
    if low is None and high is None:
        return None
    period = str(inner.get("unitText") or value.get("unitText") or "YEAR").upper()
    known = SalaryPeriod[period] if period in SalaryPeriod.__members__ else SalaryPeriod.YEAR
    return Salary(minimum=low, maximum=high, currency=_text(value.get("currency")).upper(), period=known)


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
