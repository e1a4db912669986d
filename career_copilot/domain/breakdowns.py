"""Applications side by side: how often and how fast employers reply, by where, with what, to which titles, when.

Every figure carries the ids it was made of; shares are intervals (`odds.py`) and leave out what is in flight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from statistics import median

from career_copilot.domain.odds import FLOOR, Band, Rate, odds_by_band, rate
from career_copilot.domain.outcomes import Outcome, decided
from career_copilot.domain.title_families import title_family

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AD_AGES = (
    (0, 2, "0–2 days"),
    (3, 7, "3–7 days"),
    (8, 14, "8–14 days"),
    (15, 30, "15–30 days"),
    (31, 10**6, "over 30 days"),
)
UNKNOWN = "Unknown"


class Dimension(StrEnum):
    """By what applications are told apart."""

    SOURCE = "source"
    RESUME = "resume"
    TITLE = "title"
    AD_AGE = "ad_age"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a dimension. `reply_days` is the median of `replied` first replies, None below the floor."""

    name: str
    ids: tuple[int, ...]
    in_flight: int
    replies: Rate
    interviews: Rate
    reply_days: float | None
    replied: int


def breakdown(outcomes: Sequence[Outcome], dimension: Dimension, now: datetime, zone: tzinfo) -> list[Line]:
    """A line for each value; days and ages in their order, everything else the most frequent first, unknown last."""
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(_value(one, dimension, zone), []).append(one)
    fixed = {Dimension.WEEKDAY: list(WEEKDAYS), Dimension.AD_AGE: [name for _, _, name in AD_AGES]}.get(dimension, [])

    def order(name: str) -> tuple[bool, int, int, str]:
        return name == UNKNOWN, fixed.index(name) if name in fixed else 0, -len(groups[name]), name

    return [_line(name, groups[name], now) for name in sorted(groups, key=order)]


def odds(outcomes: Sequence[Outcome], now: datetime, came: Callable[[Outcome], bool]) -> list[Band]:
    """The odds of each band of scores that `came` holds, from what is decided and had a score when it was sent."""
    return odds_by_band([(one.score, came(one)) for one in decided(outcomes, now) if one.score is not None])


def replied(one: Outcome) -> bool:
    return one.replied_at is not None


def interviewed(one: Outcome) -> bool:
    return one.interviewed


def _line(name: str, group: Sequence[Outcome], now: datetime) -> Line:
    known = decided(group, now)
    days = [one.days_to_reply for one in group if one.days_to_reply is not None]
    return Line(
        name=name,
        ids=tuple(one.id for one in group),
        in_flight=len(group) - len(known),
        replies=rate(sum(map(replied, known)), len(known)),
        interviews=rate(sum(map(interviewed, known)), len(known)),
        reply_days=median(days) if len(days) >= FLOOR else None,
        replied=len(days),
    )


def _value(one: Outcome, dimension: Dimension, zone: tzinfo) -> str:
    match dimension:
        case Dimension.SOURCE:
            return one.source or UNKNOWN
        case Dimension.RESUME:
            return one.resume or UNKNOWN
        case Dimension.TITLE:
            return title_family(one.title) or UNKNOWN
        case Dimension.AD_AGE:
            return _age(one.ad_age_days)
        case Dimension.WEEKDAY:
            return WEEKDAYS[one.applied_at.astimezone(zone).weekday()]


def _age(days: int | None) -> str:
    if days is None:
        return UNKNOWN
    return next(name for low, high, name in AD_AGES if low <= days <= high)
