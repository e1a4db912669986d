"""Applications come to a stage: their column, their history, the reminders of that stage instead of the last's, and the
record of what is sent. A part of a change (`services/applications.py`); many at once cost few statements."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from sqlmodel import Session, col, or_, select

from career_copilot.domain import application_form, pipeline
from career_copilot.domain.pipeline import ReminderRules, Stage, Step
from career_copilot.models import OpeningMatch, User
from career_copilot.models.tracker import Application, Interview, Reminder, StageEntry
from career_copilot.services import owned, positions, preferences, record_corrections, reminders, submissions
from career_copilot.services.recording import Recorder


def enter(
    session: Session, recorder: Recorder, rows: Sequence[Application], stage: Stage, step: Step, at: datetime
) -> None:
    """The person's applications come to a stage, or to another step of it, or came to it earlier, which they say now; one
    that is new is inserted."""
    before = [Stage(row.stage) if row.id is not None else None for row in rows]
    came = [(row, was) for row, was in zip(rows, before, strict=True) if was is not stage]
    places = positions.tops(session, recorder.user_id, stage) if came else iter(())
    scores = _scores(session, recorder.user_id, came, stage)
    values = [
        {
            "stage": str(stage),
            "step": str(step),
            "stage_since": row.stage_since if was is stage else at,
            "position": row.position if was is stage else next(places),
            "applied_at": _applied_at(row, was, stage, at),
            "score": scores.get(row.opening_id, row.score),
        }
        for row, was in zip(rows, before, strict=True)
    ]
    recorder.update_all([(row, each) for row, each in zip(rows, values, strict=True) if row.id is not None])
    for row, each in zip(rows, values, strict=True):
        if row.id is None:
            for name, value in each.items():
                setattr(row, name, value)
            recorder.add(row)
    recorder.add_all([_entry(row, at) for row in rows])
    _renew_reminders(session, recorder, [owned.id_of(row) for row, _ in came], stage, at)
    submissions.freeze(session, recorder, came)


def date_stage(session: Session, recorder: Recorder, row: Application, day: datetime) -> None:
    """The person says since which day it is in its stage. Raises InvalidInputError for one that cannot be."""
    entries = session.exec(
        select(StageEntry).where(StageEntry.application_id == row.id).order_by(col(StageEntry.id).desc())
    ).all()
    stay = list(takewhile(lambda entry: entry.stage == row.stage, entries))
    before = entries[len(stay)] if len(stay) < len(entries) else None
    earliest = before.entered_at if before else None
    if before and before.stage == Stage.APPLIED and row.applied_at:
        earliest = row.applied_at  # which may have been noted later
    zone = session.get_one(User, row.user_id).time_zone
    at = application_form.since(day, earliest, stay[-2].entered_at if len(stay) > 1 else recorder.now, zone)
    recorder.update(row, stage_since=at)
    recorder.update_all([(entry, {"entered_at": at}) for entry in stay[-1:]])


def leave_open(session: Session, recorder: Recorder, row: Application, applied_at: datetime) -> None:
    """When it came to its stage nobody told: its entry has the moment of applying, which figures take for unknown."""
    entry = session.exec(select(StageEntry).where(StageEntry.application_id == row.id)).one()
    recorder.update(entry, entered_at=applied_at)


def date_applying(session: Session, recorder: Recorder, row: Application, was: datetime | None) -> None:
    """The person corrected the day of applying: with it goes what a rule reminds of since, and the record of what was sent."""
    if row.applied_at is None or not pipeline.is_sent(Stage(row.stage)):
        return
    if row.stage == Stage.APPLIED:
        reminders.renew_follow_up(session, recorder, owned.id_of(row), row.applied_at)
    record_corrections.redate(session, recorder, row, was)


def _applied_at(row: Application, was: Stage | None, stage: Stage, at: datetime) -> datetime | None:
    """Whoever is only interested again has not applied any more: the next time has its own day."""
    if pipeline.is_sent(stage):
        return row.applied_at or at
    return None if was is not None and pipeline.is_sent(was) else row.applied_at


def _scores(
    session: Session, user_id: int, came: Sequence[tuple[Application, Stage | None]], stage: Stage
) -> dict[int | None, int | None]:
    """By opening, what the match of those that are sent now is worth now: the odds are told by it."""
    sent = [row.opening_id for row, was in came if pipeline.is_sent(stage) and not (was and pipeline.is_sent(was))]
    if not any(sent):
        return {}
    found = select(OpeningMatch.opening_id, OpeningMatch.score).where(
        OpeningMatch.user_id == user_id, col(OpeningMatch.opening_id).in_(sent), col(OpeningMatch.score).is_not(None)
    )
    return dict[int | None, int | None](session.exec(found).all())


def _entry(row: Application, at: datetime) -> StageEntry:
    return StageEntry(
        user_id=row.user_id, application_id=owned.id_of(row), stage=row.stage, step=row.step, entered_at=at
    )


def _renew_reminders(
    session: Session, recorder: Recorder, application_ids: Sequence[int], stage: Stage, at: datetime
) -> None:
    """What a rule reminded of at the last stage is over, and once it is closed of interviews to come; what a person wrote
    down, put off or edited stays."""
    now = recorder.now
    ahead = select(Interview.id).where(
        col(Interview.application_id).in_(application_ids), col(Interview.starts_at) > now
    )  # fmt: skip
    interview = col(Reminder.interview_id)
    open_ones = select(Reminder).where(
        col(Reminder.application_id).in_(application_ids), col(Reminder.done_at).is_(None), Reminder.rule != "",
        or_(interview.is_(None), interview.in_(ahead)) if stage in pipeline.CLOSED else interview.is_(None),
    )  # fmt: skip
    found = session.exec(open_ones.order_by(col(Reminder.id))).all()
    recorder.delete_all([reminder for reminder in found if reminders.as_made(reminder)])
    rules = preferences.read(session, recorder.user_id, ReminderRules)
    drafts = pipeline.reminders_on_entering(stage, rules.rules, at)
    recorder.add_all(
        [
            Reminder(
                user_id=recorder.user_id, application_id=application_id, kind=draft.kind, rule=draft.rule,
                title=draft.title, due_at=draft.due_at, created_at=now, updated_at=now,
            )
            for application_id in application_ids
            for draft in drafts
        ]
    )  # fmt: skip
