"""What became of each application, read from its history of stages: the one basis of all analytics.

*Replied* is any word of the employer after applying: screening, interview, offer, or a rejection. *In flight* is an
application that waits for its first reply and is younger than `PATIENCE`: it counts neither way where shares are told.
What is younger than `SLIP` when it is taken back was a slip of the hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from itertools import pairwise

from career_copilot.domain.pipeline import CLOSED, Stage

PATIENCE = timedelta(days=30)
"""A first reply later than this is rare: an older application without one counts as not replied."""
SLIP = timedelta(days=1)
_ORDER = {stage: number for number, stage in enumerate(Stage)}
_REPLIES = frozenset({Stage.SCREENING, Stage.INTERVIEW, Stage.OFFER, Stage.ACCEPTED, Stage.DECLINED, Stage.REJECTED})
_INTERVIEWS = frozenset({Stage.INTERVIEW, Stage.OFFER, Stage.ACCEPTED, Stage.DECLINED})
_OFFERS = frozenset({Stage.OFFER, Stage.ACCEPTED, Stage.DECLINED})
FUNNEL = ("Applied", "Replied", "Interviewed", "Offered", "Accepted")
WAITING = "Waiting"


@dataclass(frozen=True, slots=True)
class Entry:
    """An application came to a stage."""

    stage: Stage
    at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """It stood in a stage, in whatever steps. `known`: so is when it came there."""

    stage: Stage
    at: datetime
    known: bool


@dataclass(frozen=True)  # without slots: what is read from the history is kept, as every chart asks for it
class Outcome:
    """One application that was sent."""

    id: int
    title: str
    company: str
    source: str
    resume: str
    score: int | None
    ad_posted_at: datetime | None
    applied_at: datetime
    stage: Stage
    entries: tuple[Entry, ...]  # in the order in which it came to them
    archived: bool = False  # it counts, but nothing is to be done about it

    @cached_property
    def stays(self) -> list[Stay]:
        """The stages from applying on, the last time if it was anew, without slips. What it came to in the very moment of
        what was before, as out of an import without dates, it came to at a time that nobody knows."""
        found, last, before = [Stay(Stage.APPLIED, self.applied_at, True)], self.applied_at, None
        for entry in self.entries:
            if entry.stage is Stage.INTERESTED:
                del found[1:]
            while len(found) > 1 and _slipped(found[-1], entry):
                del found[-1]
            if entry.stage not in (Stage.INTERESTED, found[-1].stage):
                found.append(Stay(entry.stage, max(entry.at, last), entry.at > last and entry.at != before))
            if len(found) > 1:  # until then the day of applying counts, whenever it was noted
                last = max(entry.at, last)
            before = entry.at
        return found if found[-1].stage is self.stage else [*found, Stay(self.stage, last, False)]

    def first(self, stages: frozenset[Stage]) -> Stay | None:
        """The first time that it came to one of the stages."""
        return next((stay for stay in self.stays if stay.stage in stages), None)

    def first_at(self, stages: frozenset[Stage]) -> datetime | None:
        """When that was, if it is known."""
        found = self.first(stages)
        return found.at if found and found.known else None

    @cached_property
    def replied(self) -> bool:
        return self.first(_REPLIES) is not None

    @cached_property
    def replied_at(self) -> datetime | None:
        """When the first reply came, if that is known."""
        return self.first_at(_REPLIES)

    @cached_property
    def interviewed(self) -> bool:
        return self.first(_INTERVIEWS) is not None

    @cached_property
    def offered(self) -> bool:
        return self.first(_OFFERS) is not None

    def in_flight(self, now: datetime) -> bool:
        """Whether its first reply may still come."""
        return not self.replied and self.stage not in CLOSED and now - self.applied_at < PATIENCE

    @cached_property
    def days_to_reply(self) -> float | None:
        return None if self.replied_at is None else (self.replied_at - self.applied_at) / timedelta(days=1)

    @property
    def ad_age_days(self) -> int | None:
        """How old the ad was when it was answered."""
        return None if self.ad_posted_at is None else max(0, (self.applied_at - self.ad_posted_at).days)


def _slipped(stay: Stay, entry: Entry) -> bool:
    return timedelta(0) < entry.at - stay.at < SLIP and _ORDER[entry.stage] < _ORDER[stay.stage]


def decided(outcomes: Iterable[Outcome], now: datetime) -> list[Outcome]:
    """Without those in flight."""
    return [one for one in outcomes if not one.in_flight(now)]


def funnel(outcomes: Sequence[Outcome]) -> list[tuple[str, list[int]]]:
    """(step, ids of the applications that came at least so far)."""
    tests: tuple[Callable[[Outcome], bool], ...] = (
        lambda one: True,
        lambda one: one.replied,
        lambda one: one.interviewed,
        lambda one: one.offered,
        lambda one: one.stage is Stage.ACCEPTED,
    )
    return [(name, [one.id for one in outcomes if test(one)]) for name, test in zip(FUNNEL, tests, strict=True)]


def flows(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], list[int]]:
    """(from, to) → ids, for a Sankey diagram: open stages only ever forwards, then what closed it or `Waiting`."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in outcomes:
        path = [Stage.APPLIED]
        for stay in one.stays:
            if stay.stage not in CLOSED and _ORDER[stay.stage] > _ORDER[path[-1]]:
                path.append(stay.stage)
        names = [stage.value.capitalize() for stage in path]
        names.append(one.stage.value.capitalize() if one.stage in CLOSED else WAITING)
        for step in pairwise(names):
            found.setdefault(step, []).append(one.id)
    return found


def stage_durations(outcomes: Sequence[Outcome]) -> dict[Stage, dict[int, float]]:
    """Days that each application (by id) stood in each open stage before it left it, all its stays there together. Where it
    stands still is left out, and where it came or went at a time that is not known."""
    found: dict[Stage, dict[int, float]] = {}
    for one in outcomes:
        unknown = {one.stage, *CLOSED}
        for here, there in pairwise(one.stays):
            if not (here.known and there.known):
                unknown.add(here.stage)
            days = found.setdefault(here.stage, {})
            days[one.id] = days.get(one.id, 0.0) + (there.at - here.at) / timedelta(days=1)
        for stage in unknown:
            found.get(stage, {}).pop(one.id, None)
    return {stage: days for stage, days in found.items() if days}


def by_week(outcomes: Iterable[Outcome], now: datetime, zone: tzinfo) -> dict[date, list[int]]:
    """Ids by the Monday of the week they were sent in, in the person's zone; from the first such week to this one."""
    return _calendar(outcomes, now, zone, lambda day: day - timedelta(days=day.weekday()), timedelta(days=7))


def by_month(outcomes: Iterable[Outcome], now: datetime, zone: tzinfo) -> dict[date, list[int]]:
    """The same by the first day of the month."""
    return _calendar(outcomes, now, zone, lambda day: day.replace(day=1), timedelta(days=31))


def _calendar(
    outcomes: Iterable[Outcome], now: datetime, zone: tzinfo, begin: Callable[[date], date], step: timedelta
) -> dict[date, list[int]]:
    sent: dict[date, list[int]] = {}
    for one in outcomes:
        sent.setdefault(begin(one.applied_at.astimezone(zone).date()), []).append(one.id)
    if not sent:
        return {}
    days, last = [min(sent)], max(max(sent), begin(now.astimezone(zone).date()))
    while days[-1] < last:
        days.append(begin(days[-1] + step))
    return {day: sent.get(day, []) for day in days}
