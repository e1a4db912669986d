"""What became of each application, read from its history of stages: the one basis of all analytics.

*Replied* is any word of the employer after applying: screening, interview, offer, or a rejection. *In flight* is an
application that waits for its first reply and is younger than `PATIENCE`: it counts neither way where shares are told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby, pairwise

from career_copilot.domain.pipeline import CLOSED, Stage

PATIENCE = timedelta(days=30)
"""A first reply later than this is rare: an older application without one counts as not replied."""
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
    entries: tuple[Entry, ...]  # in order of time, those from `applied_at` on

    @property
    def stage(self) -> Stage:
        return self.entries[-1].stage if self.entries else Stage.APPLIED

    def first(self, stages: frozenset[Stage]) -> datetime | None:
        """When it first came to one of the stages."""
        return next((entry.at for entry in self.entries if entry.stage in stages), None)

    @property
    def replied_at(self) -> datetime | None:
        return self.first(_REPLIES)

    @property
    def interviewed(self) -> bool:
        return self.first(_INTERVIEWS) is not None

    @property
    def offered(self) -> bool:
        return self.first(_OFFERS) is not None

    def in_flight(self, now: datetime) -> bool:
        """Whether its first reply may still come."""
        return self.replied_at is None and self.stage not in CLOSED and now - self.applied_at < PATIENCE

    @property
    def days_to_reply(self) -> float | None:
        return None if self.replied_at is None else max(0.0, (self.replied_at - self.applied_at) / timedelta(days=1))

    @property
    def ad_age_days(self) -> int | None:
        """How old the ad was when it was answered."""
        return None if self.ad_posted_at is None else max(0, (self.applied_at - self.ad_posted_at).days)


def decided(outcomes: Iterable[Outcome], now: datetime) -> list[Outcome]:
    """Without those in flight."""
    return [one for one in outcomes if not one.in_flight(now)]


def funnel(outcomes: Sequence[Outcome]) -> list[tuple[str, list[int]]]:
    """(step, ids of the applications that came at least so far)."""
    tests: tuple[Callable[[Outcome], bool], ...] = (
        lambda one: True,
        lambda one: one.replied_at is not None,
        lambda one: one.interviewed,
        lambda one: one.offered,
        lambda one: one.stage is Stage.ACCEPTED,
    )
    return [(name, [one.id for one in outcomes if test(one)]) for name, test in zip(FUNNEL, tests, strict=True)]


def flows(outcomes: Sequence[Outcome]) -> dict[tuple[str, str], list[int]]:
    """(from, to) → ids, for a Sankey diagram: open stages only ever forwards, then what closed it or `Waiting`."""
    found: dict[tuple[str, str], list[int]] = {}
    order = {stage: number for number, stage in enumerate(Stage)}
    for one in outcomes:
        path = [Stage.APPLIED]
        for entry in one.entries:
            if entry.stage not in CLOSED and order[entry.stage] > order[path[-1]]:
                path.append(entry.stage)
        names = [stage.value.capitalize() for stage in path]
        names.append(one.stage.value.capitalize() if one.stage in CLOSED else WAITING)
        for step in pairwise(names):
            found.setdefault(step, []).append(one.id)
    return found


def stage_durations(outcomes: Sequence[Outcome]) -> dict[Stage, dict[int, float]]:
    """Days that each application (by id) stood in each open stage before it left it, all its stays there together; where
    it stands still is left out."""
    found: dict[Stage, dict[int, float]] = {}
    for one in outcomes:
        entries = one.entries or (Entry(Stage.APPLIED, one.applied_at),)
        stays = [next(same) for _, same in groupby(entries, key=lambda entry: entry.stage)]
        for here, there in pairwise(stays):
            if here.stage not in CLOSED and here.stage is not one.stage:
                days = found.setdefault(here.stage, {})
                days[one.id] = days.get(one.id, 0.0) + max(0.0, (there.at - here.at) / timedelta(days=1))
    return found


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
