"""Interviews: dates with the employer, in the zone they were agreed in, each with its reminders to prepare and to say
thank you. Each call is one change that can be undone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Integer, any_, literal
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.interviews import InterviewForm, InterviewView, Outcome, drafts
from career_copilot.domain.pipeline import STEP_NAMES, ReminderDraft, ReminderRules, Step
from career_copilot.errors import ConflictError
from career_copilot.models.tracker import Application, Interview, Reminder
from career_copilot.services import owned, preferences, reminders
from career_copilot.services.recording import Change, Recorder

MOST = 500
ASIDE = ("time_zone", "title", "step", "place", "link", "people", "preparation_minutes", "notes")


def add(user_id: int, application_id: int, form: InterviewForm, now: datetime) -> tuple[int, Change]:
    """An interview for an application. Returns its id. One that overlaps another is kept and pointed out."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "interviews.add", "", now)
        application = owned.application(session, user_id, application_id)
        recorder.change.summary = f"Added an interview for {owned.about(application)}"
        row = Interview(user_id=user_id, application_id=application_id, created_at=now, updated_at=now, **_values(form))
        recorder.add(row)
        _renew_reminders(session, recorder, row, {}, now)
    _tell(user_id)
    assert row.id is not None
    return row.id, recorder.done


def edit(user_id: int, interview_id: int, form: InterviewForm, version: int, now: datetime) -> Change:
    """Replace what a person may enter. Raises ConflictError when another tab saved since `version`."""
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, interview_id, "edit", "Edited", now)
        if row.version != version:
            raise ConflictError("This interview was changed in another tab. Both versions are kept until you choose.")
        before = _drafts(session, row)
        recorder.update(row, **_values(form))
        _renew_reminders(session, recorder, row, before, now)
    _tell(user_id)
    return recorder.done


def set_outcome(user_id: int, interview_id: int, outcome: Outcome, now: datetime) -> Change:
    """How it went. The rules remind of a cancelled one no more, and calendars strike it out."""
    word = "Cancelled" if outcome is Outcome.CANCELLED else "Noted the outcome of"
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, interview_id, "set_outcome", word, now)
        before = _drafts(session, row)
        recorder.update(row, outcome=str(outcome))
        _renew_reminders(session, recorder, row, before, now)
    _tell(user_id)
    return recorder.done


def delete(user_id: int, interview_id: int, now: datetime) -> Change:
    """Remove it with its reminders, as if it had never been agreed."""
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, interview_id, "delete", "Deleted", now)
        for reminder in session.exec(select(Reminder).where(Reminder.interview_id == row.id)).all():
            recorder.delete(reminder)
        recorder.delete(row)
    _tell(user_id)
    return recorder.done


def one(user_id: int, interview_id: int) -> InterviewView:
    """One of the person's. Raises NotFoundError."""
    with db.transaction() as session:
        row = owned.hanging(session, Interview, user_id, interview_id, "interview", lock=False)
        return _views(session, user_id, Interview.id == row.id)[0]


def of_application(user_id: int, application_id: int) -> list[InterviewView]:
    """All of one application, the earliest first."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        return _views(session, user_id, Interview.application_id == application_id)


def between(user_id: int, start: datetime, end: datetime) -> list[InterviewView]:
    """Those of the person that take place in a span of time, cancelled ones too, the earliest first."""
    with db.transaction() as session:
        return _views(session, user_id, col(Interview.ends_at) > start, col(Interview.starts_at) < end)


def all_of(user_id: int, since: datetime) -> list[InterviewView]:
    """Those that end after `since`."""
    with db.transaction() as session:
        return _views(session, user_id, col(Interview.ends_at) > since)


def of_applications(session: Session, user_id: int, ids: Sequence[int]) -> list[InterviewView]:
    """All of these applications, for a file: what overlaps is not looked for."""
    these = col(Interview.application_id) == any_(literal(ids, ARRAY(Integer)))
    return [_view(row, application, []) for row, application in session.exec(_theirs(user_id).where(these))]


def _views(session: Session, user_id: int, *conditions: ColumnElement[bool] | bool) -> list[InterviewView]:
    """At most `MOST`, with what overlaps each."""
    rows = session.exec(_theirs(user_id).where(*conditions).limit(MOST)).all()
    if not rows:
        return []
    start, end = min(row.starts_at for row, _ in rows), max(row.ends_at for row, _ in rows)
    around = session.exec(
        _theirs(user_id).where(
            col(Interview.ends_at) > start, col(Interview.starts_at) < end, Interview.outcome != Outcome.CANCELLED
        )
    ).all()
    return [_view(row, application, list(around)) for row, application in rows]


def _theirs(user_id: int):  # type: ignore[no-untyped-def]
    joined = select(Interview, Application).join(Application, col(Application.id) == Interview.application_id)
    mine = joined.where(Interview.user_id == user_id, col(Application.deleted_at).is_(None))
    return mine.order_by(col(Interview.starts_at), col(Interview.id))


def _view(row: Interview, application: Application, around: list[tuple[Interview, Application]]) -> InterviewView:
    overlaps = [
        f"{name(other)} for {owned.about(of)}"
        for other, of in around
        if other.id != row.id and other.starts_at < row.ends_at and row.starts_at < other.ends_at
    ]
    kept = overlaps if row.outcome != Outcome.CANCELLED else []
    return InterviewView.model_validate(row.model_dump() | {"about": owned.about(application), "overlaps": kept})


def name(row: Interview) -> str:
    """Its title, else what kind of interview it is."""
    return row.title or (f"{STEP_NAMES[Step(row.step)]} interview" if row.step else "Interview")


def _values(form: InterviewForm) -> dict[str, Any]:
    return {"starts_at": form.starts_at, "ends_at": form.ends_at, **{name: getattr(form, name) for name in ASIDE}}


def _drafts(session: Session, row: Interview) -> dict[str, ReminderDraft]:
    """What the rules want to remind of because of this interview, by their names."""
    if row.outcome == Outcome.CANCELLED:
        return {}
    rules = preferences.read(session, row.user_id, ReminderRules).rules
    made = drafts(name(row), row.starts_at, row.ends_at, row.time_zone, row.preparation_minutes, rules)
    return {draft.rule: draft for draft in made}


def _renew_reminders(
    session: Session, recorder: Recorder, row: Interview, before: dict[str, ReminderDraft], now: datetime
) -> None:
    """Reminders that are as their rule made them follow the interview; what was done, put off or edited stays. One that the
    rules wanted `before` as well was deleted by the person: it comes back only at another time."""
    wanted = _drafts(session, row)
    known = select(Reminder).where(Reminder.interview_id == row.id, Reminder.rule != "").order_by(col(Reminder.id))
    for reminder in session.exec(known.with_for_update()).all():
        draft = wanted.pop(reminder.rule, None)
        if reminder.done_at is not None or not reminders.as_made(reminder):
            continue
        if draft is None:
            recorder.delete(reminder)
        else:
            reminders.follow(recorder, reminder, draft)
    for rule, draft in wanted.items():
        same = rule in before and before[rule].due_at == draft.due_at
        if not same and (draft.due_at > now or row.starts_at > now):
            recorder.add(
                Reminder(
                    user_id=row.user_id, application_id=row.application_id, interview_id=row.id, kind=draft.kind,
                    rule=draft.rule, title=draft.title, due_at=draft.due_at, created_at=now, updated_at=now,
                )
            )  # fmt: skip


def _begin(
    session: Session, user_id: int, interview_id: int, kind: str, word: str, now: datetime
) -> tuple[Recorder, Interview]:
    recorder = Recorder(session, user_id, f"interviews.{kind}", "", now)
    row = owned.hanging(session, Interview, user_id, interview_id, "interview")
    application = owned.application(session, user_id, row.application_id)
    recorder.change.summary = f"{word} the interview for {owned.about(application)}"
    return recorder, row


def _tell(user_id: int) -> None:
    live.publish(user_id, live.Topic.APPLICATIONS)
