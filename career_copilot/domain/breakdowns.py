"""Applications side by side: how often and how fast employers reply, by where, with what, to which titles, when.

Every figure carries the ids it was made of; shares are intervals (`odds.py`) and leave out what is in flight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from statistics import quantiles

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


DIMENSION_NAMES = {
    Dimension.SOURCE: "Source",
    Dimension.RESUME: "Résumé",
    Dimension.TITLE: "Title",
    Dimension.AD_AGE: "Age of the ad",
    Dimension.WEEKDAY: "Weekday",
}


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle half of `n` values and their median; None below the floor."""

    n: int
    low: float | None = None
    middle: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a dimension: ids of all its applications, of those decided, of those answered."""

    name: str
    ids: tuple[int, ...]
    decided: tuple[int, ...]
    answered: tuple[int, ...]
    replies: Rate
    interviews: Rate
    reply_days: Spread


def spread(values: Sequence[float]) -> Spread:
    if len(values) < FLOOR:
        return Spread(len(values))
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), low, middle, high)


def breakdown(outcomes: Sequence[Outcome], dimension: Dimension, now: datetime, zone: tzinfo) -> list[Line]:
    """A line for each value; days and ages in their order, everything else the most frequent first, unknown last."""
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(value(one, dimension, zone), []).append(one)
    fixed = {Dimension.WEEKDAY: list(WEEKDAYS), Dimension.AD_AGE: [name for _, _, name in AD_AGES]}.get(dimension, [])

    def order(name: str) -> tuple[bool, int, int, str]:
        return name == UNKNOWN, fixed.index(name) if name in fixed else 0, -len(groups[name]), name

    return [line(name, groups[name], now) for name in sorted(groups, key=order)]


def odds(outcomes: Sequence[Outcome], now: datetime, came: Callable[[Outcome], bool]) -> list[Band]:
    """The odds of each band of scores that `came` holds, from what is decided and had a score when it was sent."""
    return odds_by_band([(one.score, came(one)) for one in decided(outcomes, now) if one.score is not None])


def replied(one: Outcome) -> bool:
    return one.replied


def interviewed(one: Outcome) -> bool:
    return one.interviewed


def line(name: str, group: Sequence[Outcome], now: datetime) -> Line:
    known = decided(group, now)
    days = {one.id: one.days_to_reply for one in group if one.days_to_reply is not None}
    return Line(
        name=name,
        ids=tuple(one.id for one in group),
        decided=tuple(one.id for one in known),
        answered=tuple(days),
        replies=rate(sum(map(replied, known)), len(known)),
        interviews=rate(sum(map(interviewed, known)), len(known)),
        reply_days=spread(list(days.values())),
    )


def value(one: Outcome, dimension: Dimension, zone: tzinfo) -> str:
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
