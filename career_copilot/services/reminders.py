"""What a person wants to be reminded of. Each call is one change that can be undone; `announce` is the clock's.

A reminder that is due is announced once: `announced_at` is claimed and committed before anybody is told, so that a crash
between the two costs one notice and never makes two. It stays on the list of what is due either way."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ARRAY, Integer, any_, func, literal, text
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, or_, select

from career_copilot import db, live
from career_copilot.domain.pipeline import (
    ReminderDraft,
    ReminderRules,
    Stage,
    reminders_before_decision,
    reminders_on_entering,
)
from career_copilot.domain.reminders import ReminderForm, ReminderPage, ReminderView, Which, next_due
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.models import User
from career_copilot.models.tracker import Application, Reminder
from career_copilot.services import owned, preferences
from career_copilot.services.recording import Change, Recorder

PAGE_SIZE = 50
AT_ONCE = 500


def add(user_id: int, application_id: int | None, form: ReminderForm, now: datetime) -> tuple[int, Change]:
    """Something to do, for an application or for none. Returns its id."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "reminders.add", f"Added the task “{form.title}”", now)
        if application_id is not None:
            owned.application(session, user_id, application_id)
        row = Reminder(
            user_id=user_id, application_id=application_id, kind="task", created_at=now, updated_at=now, **dict(form)
        )
        recorder.add(row)
    _tell(user_id)
    assert row.id is not None
    return row.id, recorder.done


def edit(user_id: int, reminder_id: int, form: ReminderForm, version: int, now: datetime) -> Change:
    """Replace what a person may enter. Raises ConflictError when another tab saved since `version`."""
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, reminder_id, "edit", "Edited the task", now)
        if row.version != version:
            raise ConflictError("This task was changed in another tab. Both versions are kept until you choose.")
        if row.due_at is not None and form.due_at == row.due_at.replace(second=0, microsecond=0):
            form = form.model_copy(update={"due_at": row.due_at})  # a form knows minutes only
        again = {"announced_at": None, "repeats_from": None} if row.due_at != form.due_at else {}
        recorder.update(row, **dict(form), **again)
    _tell(user_id)
    return recorder.done


def finish(user_id: int, reminder_id: int, now: datetime) -> Change:
    """It is done. A recurring one goes on as the next, which takes over the repetition."""
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, reminder_id, "finish", "Done:", now)
        if row.done_at is None:
            if row.every_days is not None or row.monthly:
                recorder.add(_following(session, row, now))
            recorder.update(row, done_at=now, every_days=None, monthly=False)
    _tell(user_id)
    return recorder.done


def reopen(user_id: int, reminder_id: int, now: datetime) -> Change:
    """It is not done after all."""
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, reminder_id, "reopen", "Not done:", now)
        recorder.update(row, done_at=None)
    _tell(user_id)
    return recorder.done


def snooze(user_id: int, reminder_id: int, until: datetime, now: datetime) -> Change:
    """Later; it is announced again then. The next of a recurring one keeps its rhythm."""
    if until <= now:
        raise InvalidInputError("Choose a time that is still to come.")
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, reminder_id, "snooze", "Put off:", now)
        if row.done_at is not None:
            raise InvalidInputError("This is done already.")
        recorder.update(row, due_at=until, announced_at=None, repeats_from=row.repeats_from or row.due_at)
    _tell(user_id)
    return recorder.done


def delete(user_id: int, reminder_id: int, now: datetime) -> Change:
    """Take it off the list."""
    with db.transaction() as session:
        recorder, row = _begin(session, user_id, reminder_id, "delete", "Deleted the task", now)
        recorder.delete(row)
    _tell(user_id)
    return recorder.done


def page(user_id: int, which: Which, now: datetime, number: int = 1) -> ReminderPage:
    """One page of a person's reminders: what is due first; of those done, the last. Those of applications that are
    archived or deleted rest with them."""
    with db.transaction() as session:
        found = _listed(user_id).where(*_wanted(which, now))
        total = session.exec(select(func.count()).select_from(found.subquery())).one()
        pages = max(1, -(-total // PAGE_SIZE))
        order = (
            [col(Reminder.done_at).desc(), col(Reminder.id).desc()]
            if which is Which.DONE
            else [col(Reminder.due_at).asc().nulls_last(), col(Reminder.id)]
        )
        skip = (min(max(1, number), pages) - 1) * PAGE_SIZE
        rows = session.exec(found.order_by(*order).limit(PAGE_SIZE).offset(skip)).all()
        return ReminderPage(rows=[_view(row, of) for row, of in rows], total=total, pages=pages)


def one(user_id: int, reminder_id: int) -> ReminderView:
    """One of the person's. Raises NotFoundError."""
    with db.transaction() as session:
        row = owned.hanging(session, Reminder, user_id, reminder_id, "task", lock=False)
        return _view(row, session.get(Application, row.application_id) if row.application_id else None)


def dated(user_id: int) -> list[ReminderView]:
    """What is open and has a date, for a calendar."""
    with db.transaction() as session:
        return [_view(row, of) for row, of in session.exec(_dated(user_id).limit(AT_ONCE))]


def of_applications(session: Session, user_id: int, ids: Sequence[int], others: bool) -> list[ReminderView]:
    """What is open and has a date, of these applications; with `others` also what belongs to none."""
    these = col(Reminder.application_id) == any_(literal(ids, ARRAY(Integer)))
    if others:
        these = or_(these, col(Reminder.application_id).is_(None))
    return [_view(row, of) for row, of in session.exec(_dated(user_id).where(these))]


def of_application(user_id: int, application_id: int) -> list[ReminderView]:
    """All of one application: the open ones by when they are due, then those done, the last first."""
    with db.transaction() as session:
        application = owned.application(session, user_id, application_id)
        rows = session.exec(select(Reminder).where(Reminder.application_id == application_id)).all()
    views = [_view(row, application) for row in rows]
    undated = datetime.max.replace(tzinfo=None)
    still_open = sorted(
        (view for view in views if view.done_at is None),
        key=lambda view: (view.due_at.replace(tzinfo=None) if view.due_at else undated, view.id),
    )
    done = [(view.done_at, view.id, view) for view in views if view.done_at is not None]
    return [*still_open, *(view for *_, view in sorted(done, key=lambda each: each[:2], reverse=True))]


def announce(now: datetime) -> int:
    """Tell people what has come due: claimed first, each once, whoever else is at it. Returns how many."""
    told = 0
    while True:
        with db.transaction() as session:
            claimed = session.execute(text(_CLAIM), {"now": now, "most": AT_ONCE}).all()
        for user_id, due in Counter(row.user_id for row in claimed).items():
            live.publish(user_id, live.Topic.APPLICATIONS, due=due)
        told += len(claimed)
        if len(claimed) < AT_ONCE:
            return told


def as_made(row: Reminder) -> bool:
    """Whether it is still as its rule made it: a person neither edited it nor put it off."""
    return row.rule != "" and row.updated_at == row.created_at


def follow(recorder: Recorder, row: Reminder, draft: ReminderDraft) -> None:
    """The rule makes it anew where it wants it otherwise by now."""
    again = {"announced_at": None} if row.due_at != draft.due_at else {}
    if (row.due_at, row.title) != (draft.due_at, draft.title):
        made = {"created_at": recorder.now, "updated_at": recorder.now}
        recorder.update(row, due_at=draft.due_at, title=draft.title, **made, **again)


def renew_decision(
    session: Session, recorder: Recorder, application_id: int, decide_by: datetime, now: datetime
) -> None:
    """An offer got its date: what rules remind of counts from that instead. Part of the change that set the date."""
    rules = preferences.read(session, recorder.user_id, ReminderRules).rules
    for draft in reminders_before_decision(decide_by, rules, now):
        if _follow_all(session, recorder, application_id, draft):
            continue
        recorder.add(
            Reminder(
                user_id=recorder.user_id, application_id=application_id, kind=draft.kind, rule=draft.rule,
                title=draft.title, due_at=draft.due_at, created_at=now, updated_at=now,
            )
        )  # fmt: skip


def renew_follow_up(session: Session, recorder: Recorder, application_id: int, applied_at: datetime) -> None:
    """The day of applying was corrected: what rules remind of since then counts from it. Part of the change that set the day."""
    rules = preferences.read(session, recorder.user_id, ReminderRules).rules
    for draft in reminders_on_entering(Stage.APPLIED, rules, applied_at):
        _follow_all(session, recorder, application_id, draft)


def _follow_all(session: Session, recorder: Recorder, application_id: int, draft: ReminderDraft) -> bool:
    """Those of this rule that are open and as it made them follow. False when none is open."""
    known = select(Reminder).where(
        Reminder.application_id == application_id, Reminder.rule == draft.rule, col(Reminder.done_at).is_(None)
    )
    rows = session.exec(known.order_by(col(Reminder.id)).with_for_update()).all()
    for row in filter(as_made, rows):
        follow(recorder, row, draft)
    return bool(rows)


_CLAIM = """
    with due as materialized (
        select r.id from reminder r left join application a on a.id = r.application_id
        where r.done_at is null and r.announced_at is null and r.due_at <= :now
            and (a.id is null or (a.deleted_at is null and a.archived_at is null))
        order by r.due_at, r.id limit :most for update of r skip locked
    )
    update reminder r set announced_at = :now from due where r.id = due.id returning r.id, r.user_id
"""


def _listed(user_id: int):  # type: ignore[no-untyped-def]
    """Reminders with their applications, if these are neither archived nor deleted."""
    resting = or_(
        col(Reminder.application_id).is_(None),
        (col(Application.deleted_at).is_(None)) & (col(Application.archived_at).is_(None)),
    )
    joined = select(Reminder, Application).outerjoin(Application, col(Application.id) == Reminder.application_id)
    return joined.where(Reminder.user_id == user_id, resting)


def _dated(user_id: int):  # type: ignore[no-untyped-def]
    found = _listed(user_id).where(col(Reminder.done_at).is_(None), col(Reminder.due_at).is_not(None))
    return found.order_by(col(Reminder.due_at), col(Reminder.id))


def _wanted(which: Which, now: datetime) -> list[ColumnElement[bool]]:
    done, due = col(Reminder.done_at), col(Reminder.due_at)
    conditions: dict[Which, list[ColumnElement[bool]]] = {
        Which.OPEN: [done.is_(None)],
        Which.OVERDUE: [done.is_(None), due <= now],
        Which.UPCOMING: [done.is_(None), or_(due > now, due.is_(None))],
        Which.DONE: [done.is_not(None)],
    }
    return conditions[which]


def _following(session: Session, row: Reminder, now: datetime) -> Reminder:
    """The next of a recurring one."""
    zone = session.exec(select(User.time_zone).where(User.id == row.user_id)).one()
    start, every_days = row.repeats_from or row.due_at, None if row.monthly else row.every_days
    return Reminder(
        user_id=row.user_id, application_id=row.application_id, interview_id=row.interview_id, kind=row.kind,
        title=row.title, notes=row.notes, due_at=next_due(start, every_days, max(now, row.due_at or now), zone),
        every_days=every_days, monthly=row.monthly, repeats_from=start, created_at=now, updated_at=now,
    )  # fmt: skip


def _begin(
    session: Session, user_id: int, reminder_id: int, kind: str, words: str, now: datetime
) -> tuple[Recorder, Reminder]:
    """The person's lock first, as every change does, then the reminder's."""
    recorder = Recorder(session, user_id, f"reminders.{kind}", "", now)
    row = owned.hanging(session, Reminder, user_id, reminder_id, "task")
    recorder.change.summary = f"{words} “{row.title}”"
    return recorder, row


def _view(row: Reminder, application: Application | None) -> ReminderView:
    return ReminderView.model_validate(row.model_dump() | {"about": owned.about(application)})


def _tell(user_id: int) -> None:
    live.publish(user_id, live.Topic.APPLICATIONS)
