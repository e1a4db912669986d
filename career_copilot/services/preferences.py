"""How a person arranged things: one row for each value type of `DEFAULTS`, its default until they change it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.applications import DEFAULT_COLUMNS, ColumnSets
from career_copilot.domain.entailing import Entailment
from career_copilot.domain.goals import NO_GOALS, Goals
from career_copilot.domain.offers import DEFAULT_WEIGHTS, OfferWeights
from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules
from career_copilot.domain.today import DEFAULT_ARRANGEMENT, Arrangement
from career_copilot.errors import ConflictError
from career_copilot.models.changes import UserChange
from career_copilot.models.tracker import Preference
from career_copilot.services.recording import Change, Recorder, lock_person

DEFAULTS: dict[type[BaseModel], tuple[str, str, BaseModel]] = {
    ReminderRules: ("reminder_rules", "reminder rules", DEFAULT_RULES),
    OfferWeights: ("offer_weights", "weights of offers", DEFAULT_WEIGHTS),
    ColumnSets: ("application_columns", "columns", DEFAULT_COLUMNS),
    Arrangement: ("today", "arrangement of Today", DEFAULT_ARRANGEMENT),
    Entailment: ("entailment", "check by a model", Entailment()),
    Goals: ("goals", "goals", NO_GOALS),
}
"""Value type → name of the row, words for people, value of who has chosen nothing."""

RUN = timedelta(minutes=1)
Value = TypeVar("Value", bound=BaseModel)


def read(session: Session, user_id: int, kind: type[Value]) -> Value:
    """The person's value within a transaction."""
    return _value(_row(session, user_id, kind), kind)


def of(user_id: int, kind: type[Value]) -> tuple[Value, int]:
    """The person's value and its version."""
    with db.transaction() as session:
        row = _row(session, user_id, kind)
        return _value(row, kind), row.version if row else 0


def save(user_id: int, value: BaseModel, version: int, now: datetime) -> Change:
    """Replace the value of that type. Raises ConflictError when another tab saved since `version`."""
    name, words, _ = DEFAULTS[type(value)]
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "preferences.save", f"Changed your {words}", now)
        row = _row(session, user_id, type(value))
        if (row.version if row else 0) != version:
            raise ConflictError(f"Your {words} were changed in another tab. Load the page again to see them.")
        _write(recorder, row, value)
    live.publish(user_id, live.Topic.APPLICATIONS, preference=name)
    return recorder.done


def change(
    user_id: int, kind: type[Value], step: Callable[[Value], Value], summary: str, now: datetime, run: str = ""
) -> Change:
    """Replace the value by what `step` makes of it, whichever tab changed it last: for steps that make sense anyway. Steps
    of one `run` that follow each other within a minute are one change, which has that name if they differ."""
    with db.transaction() as session:
        name = f"preferences.{DEFAULTS[kind][0]}" if run else "preferences.change"
        more_of = _goes_on(session, user_id, name, now) if run else None
        recorder = Recorder(session, user_id, name, summary, now, more_of=more_of)
        if recorder.change.summary != summary:
            recorder.change.summary = run
        row = _row(session, user_id, kind)
        before = _value(row, kind)
        if (after := step(before)) != before:
            _write(recorder, row, after)
    live.publish(user_id, live.Topic.APPLICATIONS, preference=DEFAULTS[kind][0])
    return recorder.done


def _goes_on(session: Session, user_id: int, kind: str, now: datetime) -> int | None:
    """The person's last change, if it is a young one of that kind: nothing came between, not even its undoing."""
    lock_person(session, user_id)
    statement = select(UserChange).where(UserChange.user_id == user_id).order_by(col(UserChange.id).desc()).limit(1)
    found = session.exec(statement).first()
    young = found is not None and found.undoes_id is None and timedelta() <= now - found.created_at < RUN
    return found.id if found is not None and young and found.kind == kind else None


def _write(recorder: Recorder, row: Preference | None, value: BaseModel) -> None:
    name, data = DEFAULTS[type(value)][0], value.model_dump(mode="json")
    if row is None:
        recorder.add(Preference(user_id=recorder.user_id, name=name, data=data, version=1, updated_at=recorder.now))
    else:
        recorder.update(row, data=data)


def _row(session: Session, user_id: int, kind: type[BaseModel]) -> Preference | None:
    name = DEFAULTS[kind][0]
    return session.exec(select(Preference).where(Preference.user_id == user_id, Preference.name == name)).first()


def _value(row: Preference | None, kind: type[Value]) -> Value:
    default = DEFAULTS[kind][2]
    assert isinstance(default, kind)
    return kind.model_validate(row.data) if row else default
