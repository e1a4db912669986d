"""Weekly goals of a person: what was done is counted from the tracker's rows, the rest is told by them."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import text

from career_copilot import db
from career_copilot.domain import goals as rules
from career_copilot.domain.goals import GOAL_NAMES, TOLD, GoalKind, Goals, GoalsForm, Progress
from career_copilot.errors import InvalidInputError
from career_copilot.services import preferences
from career_copilot.services.recording import Change

_COUNTED = """
    select 'applications' as kind, applied_at as moment from application
    where user_id = :user_id and applied_at between :since and :now and stage <> 'interested' and deleted_at is null
    union all
    select case kind when 'prepare' then 'prepared' else 'follow_ups' end, done_at from reminder
    where user_id = :user_id and done_at between :since and :now and kind in ('follow_up', 'prepare')
    union all
    select 'interviews', i.ends_at from interview i join application a on a.id = i.application_id
    where i.user_id = :user_id and i.starts_at >= :since and i.ends_at between :since and :now
        and i.outcome not in ('cancelled', 'no_show') and a.deleted_at is null
"""


def progress(user_id: int, now: datetime, zone: str) -> list[Progress]:
    """How each goal of this week stands, by the clock of `zone`."""
    this_week = rules.monday(now, zone)
    with db.transaction() as session:
        goals = preferences.read(session, user_id, Goals)
        if not any(goal.target_in(this_week) for goal in goals.goals):
            return []
        since = {"user_id": user_id, "since": rules.looked_back(now, zone), "now": now}
        moments: defaultdict[GoalKind, list[datetime]] = defaultdict(list)
        for kind, moment in session.execute(text(_COUNTED), since):
            moments[GoalKind(kind)].append(moment)
    counted = {kind: dict(rules.by_week(found, zone)) for kind, found in moments.items()}
    return rules.progress(goals, counted, this_week)


def form(user_id: int, now: datetime, zone: str) -> tuple[GoalsForm, int]:
    """The targets of this week, to be changed, and their version."""
    goals, version = preferences.of(user_id, Goals)
    return rules.form_of(goals, rules.monday(now, zone)), version


def set_targets(user_id: int, form: GoalsForm, version: int, now: datetime, zone: str) -> Change:
    """From this week on these are the targets. Raises ConflictError when another tab saved since `version`."""
    goals, _ = preferences.of(user_id, Goals)
    return preferences.save(user_id, rules.with_targets(goals, form, rules.monday(now, zone)), version, now)


def tell(user_id: int, kind: GoalKind, amount: float, now: datetime, zone: str) -> Change:
    """So much more, or less, was done this week of what the program cannot count."""
    if kind not in TOLD or abs(amount) != TOLD[kind]:
        raise InvalidInputError("This is counted by itself.")
    summary = f"{'Added to' if amount > 0 else 'Took from'} {GOAL_NAMES[kind].lower()}"
    if kind is GoalKind.CUSTOM:
        summary = f"Changed “{preferences.of(user_id, Goals)[0].of(kind).name}”"
    this_week = rules.monday(now, zone)
    return preferences.change(user_id, Goals, lambda goals: rules.told(goals, kind, amount, this_week), summary, now)
