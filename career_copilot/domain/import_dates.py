"""Dates as spreadsheets hold them. Whether 03/04 is a day in March or in April is read from the whole column; when no
value of it tells, the person is asked and nothing is guessed."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from career_copilot.domain.resume_dates import MONTH_OF


class DateOrder(StrEnum):
    """How `03/04/2026` is read."""

    UNKNOWN = ""
    DAY_FIRST = "day"
    MONTH_FIRST = "month"


NOON = time(12)  # of a day without a time: it stays that day in most zones
_MONTHS = "|".join(sorted((re.escape(name) for name in MONTH_OF), key=len, reverse=True))
_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Short names of zones that mean one thing everywhere a list may come from."""
_ZONES = "|".join(sorted(_HOURS, key=len, reverse=True))
_ZONE = rf"(?:\s*(?P<zone>{_ZONES}))?(?:\s*(?P<offset>[+-]\d\d?(?::?\d\d)?))?(?:\s*\((?P<told>[^)]*)\))?"
_CLOCK = rf"(?:[,T\s]+(?:at |um |à |a las )?(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))(?::(?P<second>\d\d)(?P<part>\.\d{{1,6}})?\d*)?\s*(?P<half>[ap]\.?m\.?)?(?:\s*Uhr)?{_ZONE})?"
_SHAPES = tuple(
    re.compile(rf"(?:[a-zäöüéû]{{2,10}}\.?,\s*)?{shape}{_CLOCK}", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<other>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)",
        rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er)?[\s-]*(?:de\s+|of\s+)?(?P<name>{_MONTHS})\.?,?[\s-]*(?:de\s+)?(?P<year>\d{{4}}|\d\d)",
        rf"(?P<name>{_MONTHS})\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)


def parse(cell: str, order: DateOrder, zone: tzinfo) -> datetime | None:
    """The moment a cell means, a day without a time as its noon in `zone`; None for an empty cell. ValueError, in words
    for people, for anything else."""
    text = " ".join(cell.split())
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _read(text, order, zone)
    if len(text) <= 10:
        found = datetime.combine(found, NOON)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _read(text: str, order: DateOrder, zone: tzinfo) -> datetime:
    match = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if match is None:
        raise ValueError(f"“{text[:40]}” is not a date that can be read")
    parts = match.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    day, month = _day_and_month(parts, order)
    if parts["told"] and _zone(parts) is None:
        raise ValueError(f"the time zone “{parts['told'][:40]}” is not known")
    try:
        return datetime(year, month, day, *_clock(parts), tzinfo=_zone(parts) or zone)
    except ValueError as error:
        raise ValueError(f"“{text[:40]}” is not a day of the calendar") from error


def _day_and_month(parts: dict[str, str | None], order: DateOrder) -> tuple[int, int]:
    get = parts.get
    if name := get("name"):
        return int(get("day") or 0), MONTH_OF[name.casefold()]
    if month := get("month"):
        return int(get("day") or 0), int(month)
    first, other = int(get("first") or 0), int(get("other") or 0)
    told = _told(first, other, get("sign") or "")
    if (told or order) is DateOrder.UNKNOWN:
        raise ValueError("say whether the day or the month comes first")
    return (first, other) if (told or order) is DateOrder.DAY_FIRST else (other, first)


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int, int]:
    if parts["hour"] is None:
        return NOON.hour, 0, 0, 0
    hour, half = int(parts["hour"]), (parts["half"] or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    fraction = float(parts["part"] or 0)
    return hour, int(parts["minute"] or 0), int(parts["second"] or 0), round(fraction * 1_000_000)


def _zone(parts: dict[str, str | None]) -> timezone | None:
    """The zone that stands behind the time; in brackets it may only explain the offset."""
    if offset := parts["offset"]:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        sign = -1 if offset[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
    name = (parts["zone"] or parts["told"] or "").strip().upper()
    return timezone(timedelta(hours=_HOURS[name])) if name in _HOURS else None


def _told(first: int, other: int, sign: str) -> DateOrder:
    """What one date tells by itself. With points the day comes first wherever they are written."""
    if sign == ".":
        return DateOrder.DAY_FIRST
    if first > 12 >= other:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if other > 12 >= first else DateOrder.UNKNOWN


def detect(cells: Iterable[str]) -> tuple[DateOrder, bool]:
    """How the dates of a file are written, and whether the person must be asked: no value tells, or some contradict."""
    told, open_ones = set(), False
    for cell in cells:
        match = _SHAPES[1].fullmatch(" ".join(cell.split()))
        if match is None:
            continue
        found = _told(int(match["first"]), int(match["other"]), match["sign"])
        if found is DateOrder.UNKNOWN:
            open_ones = True
        elif match["sign"] != ".":
            told.add(found)
    if len(told) == 1:
        return told.pop(), False
    return DateOrder.UNKNOWN, open_ones
