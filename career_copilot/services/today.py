"""What a person sees first: one function for each widget of the Today page, each one or two indexed queries that answer
with little; and the actions that arrange them (what they mean is in `domain/today.py`)."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain import breakdowns, today
from career_copilot.domain.insights_query import InsightsQuery
from career_copilot.domain.odds import Band
from career_copilot.domain.pipeline import ReminderKind, Stage
from career_copilot.domain.today import WIDGET_NAMES, Arrangement, Step, Widget
from career_copilot.services import analytics, openings, preferences
from career_copilot.services.opening_filters import CLOSED
from career_copilot.services.opening_values import OpeningRow
from career_copilot.services.recording import Change


class Due(BaseModel, frozen=True):
    """A task in a line."""

    id: int
    application_id: int | None
    kind: ReminderKind
    title: str
    about: str
    due_at: datetime


class Tasks(BaseModel, frozen=True):
    """The first of `total` tasks."""

    rows: list[Due]
    total: int


class Matches(BaseModel, frozen=True):
    """The best of `total` new openings."""

    rows: list[OpeningRow]
    total: int


class Reading(BaseModel, frozen=True):
    """A followed source by its last reading."""

    id: int
    name: str
    state: str
    error: str
    failure_streak: int
    next_due_at: datetime | None


class Health(BaseModel, frozen=True):
    """How the readings of a person's sources go."""

    followed: int
    failing: list[Reading]
    last_success_at: datetime | None


class Needs(BaseModel, frozen=True):
    """What a person has already; what is missing leads on."""

    resume: bool
    sources: bool
    applications: bool


ARRANGED = "Arranged Today"
"""Widgets that are moved one after the other are one change."""
_ABOUT = "case when a.company = '' then a.title else a.title || ' at ' || a.company end"
_TASKS = f"""
    select r.id, r.application_id, r.kind, r.title, coalesce({_ABOUT}, '') as about, r.due_at, count(*) over () as total
    from reminder r left join application a on a.id = r.application_id
    where r.user_id = :user_id and r.done_at is null and r.due_at >= :since and r.due_at < :until
        and (cast(:kind as text) is null or r.kind = :kind)
        and (a.id is null or (a.deleted_at is null and a.archived_at is null))
    order by r.due_at, r.id limit :most
"""
_NEW = f"""
    select m.opening_id, count(*) over () as total from opening_match m
    left join user_opening u on u.user_id = m.user_id and u.opening_id = m.opening_id
    where m.user_id = :user_id and m.created_at >= :since and not m.blocked and u.hidden_at is null and not {CLOSED}
        and not exists (
            select 1 from application a
            where a.user_id = m.user_id and a.opening_id = m.opening_id and a.deleted_at is null
        )
    order by m.score desc nulls last, m.opening_id desc limit :most
"""
_READINGS = """
    select s.id, s.name, s.failure_streak, s.next_due_at, s.last_success_at,
        coalesce(r.state, '') as state, coalesce(r.error, '') as error
    from follow f join source s on s.id = f.source_id
    left join lateral (
        select state, error from ingest_run i where i.source_id = s.id order by i.id desc limit 1
    ) r on true
    where f.user_id = :user_id order by s.failure_streak desc, lower(s.name), s.id
"""
_NEEDS = """
    select exists (select 1 from resume where user_id = :user_id) as resume,
        exists (select 1 from follow where user_id = :user_id) as sources,
        exists (select 1 from application where user_id = :user_id and deleted_at is null) as applications
"""
_BEGUN = """
    select exists (select 1 from application where user_id = :user_id and deleted_at is null)
        or exists (select 1 from opening_match where user_id = :user_id)
"""
_STAGES = """
    select stage, count(*) from application
    where user_id = :user_id and deleted_at is null and archived_at is null group by stage
"""


def tasks(user_id: int, until: datetime, kind: ReminderKind | None, most: int, since: datetime | None = None) -> Tasks:
    """What is to be done before `until` and (without `since`) what is overdue, the longest first; of one kind, or of all.
    Tasks of applications that are archived or deleted rest with them."""
    rows = _all(
        _TASKS, user_id=user_id, since=since or datetime.min.replace(tzinfo=UTC), until=until, kind=kind, most=most
    )
    return Tasks(rows=[Due.model_validate(dict(row)) for row in rows], total=rows[0]["total"] if rows else 0)


def new_matches(user_id: int, since: datetime, most: int) -> Matches:
    """The best openings that came into the feed since then, without those that were hidden or are applications already."""
    found = _all(_NEW, user_id=user_id, since=since, most=most)
    ids = [row["opening_id"] for row in found]
    rows = {row.id: row for row in openings.rows(user_id, ids)} if ids else {}
    return Matches(rows=[rows[number] for number in ids if number in rows], total=found[0]["total"] if found else 0)


def pipeline(user_id: int) -> dict[Stage, int]:
    """How many applications stand in each stage."""
    counts = {Stage(row["stage"]): row["count"] for row in _all(_STAGES, user_id=user_id)}
    return {stage: counts.get(stage, 0) for stage in Stage}


def odds(user_id: int, now: datetime) -> list[Band]:
    """By band of scores: how many of the applications that are decided got a reply, in the time that Insights shows first."""
    return breakdowns.odds(analytics.outcomes(user_id, InsightsQuery().since(now)), now, breakdowns.replied)


def health(user_id: int) -> Health:
    """Which sources fail, the longest first."""
    rows = _all(_READINGS, user_id=user_id)
    failing = [row for row in rows if row["state"] == "failed" or row["failure_streak"] > 0]
    read = [row["last_success_at"] for row in rows if row["last_success_at"]]
    return Health(
        followed=len(rows),
        failing=[Reading.model_validate(dict(row)) for row in failing],
        last_success_at=max(read, default=None),
    )


def needs(user_id: int) -> Needs:
    """What there is already."""
    return Needs.model_validate(dict(_all(_NEEDS, user_id=user_id)[0]))


def begun(user_id: int) -> bool:
    """Whether there is something to show: openings, or an application."""
    with db.reading() as connection:
        return bool(connection.scalar(text(_BEGUN), {"user_id": user_id}))


def arrangement(user_id: int) -> Arrangement:
    return preferences.of(user_id, Arrangement)[0]


def add(user_id: int, widget: Widget, now: datetime) -> Change:
    """Put a widget at the end of the page."""
    return _arrange(user_id, f"Added {WIDGET_NAMES[widget]} to Today", lambda before: today.added(before, widget), now)


def remove(user_id: int, widget: Widget, now: datetime) -> Change:
    """Take a widget off the page."""
    summary = f"Removed {WIDGET_NAMES[widget]} from Today"
    return _arrange(user_id, summary, lambda before: today.removed(before, widget), now)


def resize(user_id: int, widget: Widget, wide: bool, now: datetime) -> Change:
    """Make a widget as wide as the page, or half of it."""
    summary = f"Made {WIDGET_NAMES[widget]} {'wide' if wide else 'small'}"
    return _arrange(user_id, summary, lambda before: today.sized(before, widget, wide), now, ARRANGED)


def move(user_id: int, widget: Widget, by: int, now: datetime) -> Change:
    """Bring a widget so many places further down; up if negative."""
    summary = f"Moved {WIDGET_NAMES[widget]} on Today"
    return _arrange(user_id, summary, lambda before: today.moved(before, widget, by), now, ARRANGED)


def put(user_id: int, widget: Widget, target: Widget, now: datetime) -> Change:
    """Drop a widget on another, whose place it takes."""
    summary = f"Moved {WIDGET_NAMES[widget]} on Today"
    return _arrange(user_id, summary, lambda before: today.put(before, widget, target), now, ARRANGED)


def _arrange(user_id: int, summary: str, step: Step, now: datetime, run: str = "") -> Change:
    return preferences.change(user_id, Arrangement, step, summary, now, run)


def _all(sql: str, **values: Any) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(text(sql), values).mappings())
