"""Times as servers tell them in headers."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_PARTS = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?")
_UNITS = (86_400.0, 3_600.0, 60.0, 1.0, 0.001)
LONGEST = 7 * 86_400.0


def seconds_of(told: str | None, now: datetime | None = None) -> float | None:
    """`7`, `7.66s`, `2m59.56s`, `120ms` or a date as seconds; None for anything else."""
    if not told:
        return None
    told = told.strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", told, re.ASCII):
        return min(float(told), LONGEST)
    if (found := _PARTS.fullmatch(told)) and any(found.groups()):
        return min(sum(float(part) * unit for part, unit in zip(found.groups(), _UNITS, strict=True) if part), LONGEST)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, min((moment - (now or datetime.now(UTC))).total_seconds(), LONGEST))
