"""Vendors' words for employment, workplace, level, pay and dates, in our values. Words that say nothing stay unknown."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime

from career_copilot.domain.posting import EmploymentType, Salary, SalaryPeriod, Seniority, Workplace

# The first pattern that is found wins a place; several may be found in "Full-time / Part-time".
_EMPLOYMENT = (
    (EmploymentType.FULL_TIME, r"full.?time|vollzeit|temps plein|tiempo completo|tempo pieno|voltijds|fulltime"),
    (EmploymentType.PART_TIME, r"part.?time|teilzeit|temps partiel|tiempo parcial|deeltijd|parttime|mini.?job|\bside\b"),
    (EmploymentType.INTERN, r"intern\b|internship|trainee|apprentic|praktik|werkstudent|stage\b|stagiaire|ausbildung|working student"),
    (EmploymentType.CONTRACTOR, r"contract(or)?\b|freelance|consultant \(external\)|contingent|self.?employed|autónomo"),
    (EmploymentType.TEMPORARY, r"temporary|fixed.?term|seasonal|befristet|casual|interim|\btemp\b|\bcdd\b|limited term"),
)  # fmt: skip
_NOT_CONTRACTORS = re.compile(
    r"(fixed.?term|unlimited|indefinite|permanent|temporary|full.?time|part.?time)\W*contract", re.I
)


def employment_types(words: Iterable[str | None]) -> list[EmploymentType]:
    """`["Full-time", "Fixed term contract"]` → full time, temporary. Unknown words give nothing."""
    found: list[EmploymentType] = []
    for word in words:
        plain = _NOT_CONTRACTORS.sub(r"\1", (word or "").replace("_", " "))
        found += [kind for kind, pattern in _EMPLOYMENT if kind not in found and re.search(pattern, plain, re.I)]
    return found


def workplace(word: str | None) -> Workplace:
    """`Fully Remote` → remote, `OnSite` → on site, `unspecified` → unknown."""
    plain = (word or "").lower()
    if "hybrid" in plain or "flexible" in plain:
        return Workplace.HYBRID
    if re.search(r"not remote|non.?remote|no remote", plain):
        return Workplace.ON_SITE
    if "remote" in plain or "home" in plain:
        return Workplace.REMOTE
    if re.search(r"on.?site|in.?(the )?office|in.?person", plain):
        return Workplace.ON_SITE
    return Workplace.UNKNOWN


_SENIORITY = (
    (Seniority.INTERN, r"intern|praktik|working student|werkstudent|trainee"),
    (Seniority.EXECUTIVE, r"executive|geschäftsleitung|c.level"),
    (Seniority.DIRECTOR, r"director"),
    (Seniority.SENIOR, r"mid.?senior|senior|führungs"),
    (Seniority.ENTRY, r"entry|berufseinstieg|graduate|junior|student"),
    (Seniority.MID, r"associate|mid|experienced|berufserfahren|professional"),
)


def seniority(words: Iterable[str | None]) -> Seniority:
    """LinkedIn-style levels as SmartRecruiters and Arbeitnow use them; the first word that says something wins."""
    for word in words:
        plain = (word or "").lower().replace("_", " ")
        for level, pattern in _SENIORITY:
            if re.search(pattern, plain):
                return level
    return Seniority.UNKNOWN


def amount(value: object) -> Decimal | None:
    """A number or a numeric string; zero and below mean that the board does not say."""
    try:
        number = Decimal(str(value)) if value is not None and not isinstance(value, bool) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and number > 0 else None


def salary(
    minimum: object, maximum: object, currency: object, period: SalaryPeriod | None, text: str = "", factor: Decimal = Decimal(1)
) -> Salary | None:  # fmt: skip
    """A stated range, or only its words when there is no period to read the numbers by. `factor` turns a fortnight's
    pay into a week's. None when nothing is said."""
    low, high = amount(minimum), amount(maximum)
    if period is None or (low is None and high is None):
        return Salary(text=text) if text else None
    low, high = (_scaled(low, factor), _scaled(high, factor))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Salary(minimum=low, maximum=high, currency=str(currency or "").upper(), period=period, text=text)


def _scaled(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value if factor == 1 else (value * factor).quantize(Decimal("0.01"))


def moment(value: object) -> datetime | None:
    """ISO 8601 or RFC 2822 text, or a Unix time in seconds or milliseconds; None when empty. A text without an offset
    is read as UTC. ValueError when it is no date at all."""
    if value in (None, "", 0):
        return None
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    text = str(value).strip()
    if not text:
        return None
    parsed = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def distinct(words: Iterable[str | None]) -> list[str]:
    """Trimmed, without empty ones and without repetitions that differ only in case; order kept."""
    found: dict[str, str] = {}
    for word in words:
        trimmed = (word or "").strip()
        if trimmed:
            found.setdefault(trimmed.casefold(), trimmed)
    return list(found.values())
