"""What a person changed lately, and the way back (decision 0007); `services/recording.py` writes it down.

`undo` puts the rows of a change back as they were, if no later change that still holds touched the same columns; it is a
change itself, so that it can be repeated or taken back from the timeline."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from career_copilot import db, live
from career_copilot.domain.pipeline import Actor
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.models import tracker
from career_copilot.models.changes import ApplicationEvent, UserChange
from career_copilot.services import json_rows, record_corrections, resume_files, timelines
from career_copilot.services.recording import NAMES, TRACKED, UNTOLD, Change, Recorder, lock_person, values

STAGE = frozenset({"stage", "step"})
"""Columns that mean something together only: a change of one is in the way of undoing a change of the other."""


class RecentChange(BaseModel, frozen=True):
    """A line of what was done lately."""

    id: int
    summary: str
    actor: str
    created_at: datetime
    undone: bool


class Size(BaseModel, frozen=True):
    """How much undoing a change, or doing it again, touches; no rows when it is so already."""

    rows: int
    applications: int
    summary: str


_HOLDS = """
    not coalesce((select not u.redo from user_change u where u.undoes_id = {0} order by u.id desc limit 1), false)
"""
_SAME_COLUMNS = f"""
    select c.id, c.summary, e.application_id from application_event o
    join application_event e on e.subject = o.subject and e.row_id = o.row_id and e.id > o.id
        and e.change_id <> o.change_id and (
            e.before is null or e.after is null or exists (
                select 1 from jsonb_object_keys(e.after) k
                where k <> all(:untold) and (o.before is null or o.after is null or o.after ? k
                     or (o.subject = 'application' and k = any(:stage) and o.after ?| cast(:stage as text[])))
            )
        )
    join user_change c on c.id = e.change_id
    where o.change_id = :change and c.undoes_id is null and {_HOLDS.format("c.id")}
    order by e.id limit 1
"""
_HANGS_ON_IT = """
    select c.id, c.summary, e.application_id from application_event o
    join application_event e on e.application_id = o.row_id and e.id > o.id and e.change_id <> o.change_id
        and e.user_id = o.user_id and e.subject <> 'application' and e.before is null
    join user_change c on c.id = e.change_id
    where o.change_id = :change and o.subject = 'application' and o.before is null and c.undoes_id is null and {holds}
    order by e.id limit 1
""".format(holds=_HOLDS.format("c.id"))
_LINKS_IT = """
    select c.id, c.summary, e.application_id from application_event o
    join application_event e on e.user_id = o.user_id and e.id > o.id and e.change_id <> o.change_id
        and e.subject = 'application_contact' and e.before is null and e.after -> 'contact_id' = to_jsonb(o.row_id)
    join user_change c on c.id = e.change_id
    where o.change_id = :change and o.subject = 'contact' and (o.before is null or o.after is null)
        and c.undoes_id is null and {holds}
    order by e.id limit 1
""".format(holds=_HOLDS.format("c.id"))
_NOT_IN_THE_LOG = """
    select a.title, a.company, p.id as practised from application_event o join application a on a.id = o.row_id
    left join practice_answer p on p.application_id = a.id
    left join draft d on d.application_id = a.id and d.opening_id is null and d.version > 0
    where o.change_id = :change and o.subject = 'application' and o.before is null and (p.id is not null or d.id is not null)
    limit 1
"""
"""What would vanish with an application and not come back with it. A draft about an opening finds its application again."""


def holds(session: Session, change_id: int) -> bool:
    """False while the change is undone."""
    return bool(session.scalar(text(f"select {_HOLDS.format(':change')}"), {"change": change_id}))


def recent(user_id: int, most: int = 40, before: int | None = None) -> list[RecentChange]:
    """The person's last changes, newest first; only those before the one with the id `before`, if it is given. Undoing is no
    line of its own: the change says whether it is undone."""
    statement = f"""
        select c.id, c.summary, c.actor, c.created_at, not ({_HOLDS.format("c.id")}) as undone
        from user_change c where c.user_id = :user_id and c.undoes_id is null
            and (cast(:before as integer) is null or c.id < :before)
        order by c.id desc limit :most
    """
    with db.transaction() as session:
        rows = session.execute(text(statement), {"user_id": user_id, "most": most, "before": before}).mappings()
        return [RecentChange.model_validate(dict(row)) for row in rows]


def last(session: Session, user_id: int) -> int:
    """The id of the person's last change, 0 without any."""
    return session.scalar(text("select max(id) from user_change where user_id = :id"), {"id": user_id}) or 0


def last_event(session: Session, user_id: int) -> int:
    """The id of the last row that was written for the person, 0 without any."""
    if not last(session, user_id):
        return 0
    statement = text("select max(id) from application_event where user_id = :id")
    return session.scalar(statement, {"id": user_id}) or 0


def undo(user_id: int, change_id: int, now: datetime, redo: bool = False) -> Change:
    """Take a change back; with `redo` do again what was taken back. All of it or nothing; a change without an id when it is
    so already.

    Raises NotFoundError, or ConflictError that names the later change that stands in the way."""
    with db.transaction() as session:
        done = turn(session, user_id, change_id, now, redo)
    for topic in (live.Topic.APPLICATIONS, live.Topic.FACTS):  # it may have been about either
        live.publish(user_id, topic)
    return done


def turn(session: Session, user_id: int, change_id: int, now: datetime, redo: bool) -> Change:
    """`undo` within a transaction."""
    lock_person(session, user_id)
    change = _owned(session, user_id, change_id)
    if holds(session, _id(change)) is redo:
        return Change(id=None, summary=f"Already {'done again' if redo else 'undone'}: {change.summary}")
    summary = f"{'Done again' if redo else 'Undone'}: {change.summary}"
    recorder = Recorder(session, user_id, change.kind, summary, now, Actor.YOU)
    recorder.change.undoes_id, recorder.change.redo = change.id, redo
    _refuse_if_in_the_way(session, user_id, _id(change), redo)
    events = _events(session, _id(change), redo)
    _lock(session, events)
    if not redo:
        _refuse_what_is_not_in_the_log(session, _id(change))
    try:
        for alike in _runs(events):
            _turn(session, recorder, alike, redo)
    except IntegrityError as error:  # another row has what may be there once: an opening, the same row of an import
        raise _refusal(redo, "something that came later has taken its place") from error
    if why := record_corrections.obstacle(session, _id(change), redo):
        raise _refusal(redo, why)
    record_corrections.mark(session, _id(change), None if redo else now)
    return Change(id=recorder.change_id, summary=summary)


def size(user_id: int, change_id: int, redo: bool = False) -> Size:
    """What undoing a change, or doing it again, will be. Raises NotFoundError."""
    with db.transaction() as session:
        change = _owned(session, user_id, change_id)
        count = "select count(*) as rows, count(distinct application_id) as applications from application_event"
        found = session.execute(text(f"{count} where change_id = :change"), {"change": change.id}).one()
        already = holds(session, _id(change)) is redo
        return Size(
            rows=0 if already else found.rows,
            applications=found.applications,
            summary=f"{'Again' if redo else 'Undo of'}: {change.summary}",
        )


def _owned(session: Session, user_id: int, change_id: int) -> UserChange:
    """The person's change; of the undo of something, that something: taking it back means its target again."""
    change = session.get(UserChange, change_id)
    if change is None or change.user_id != user_id:
        raise NotFoundError("There is no such change.")
    return change if change.undoes_id is None else session.get_one(UserChange, change.undoes_id)


def _refusal(redo: bool, why: str) -> ConflictError:
    return ConflictError(f"It cannot be {'done again' if redo else 'undone'}: {why}.")


def _refuse_if_in_the_way(session: Session, user_id: int, change_id: int, redo: bool) -> None:
    """Raises ConflictError that names a later change that still holds and touched the same columns, or added something
    below a row that came into being."""
    bound = {"change": change_id, "untold": [*UNTOLD, "position"], "stage": [*STAGE]}
    for statement in (_SAME_COLUMNS, _HANGS_ON_IT, _LINKS_IT):
        if later := session.execute(text(statement), bound).first():
            line = timelines.line(session, user_id, later.id, later.application_id) if later.application_id else ""
            shown = f" (on the timeline “{line}”)" if line else ""
            raise _refusal(redo, f"“{later.summary}”{shown} came after it. Undo that first")


def _refuse_what_is_not_in_the_log(session: Session, change_id: int) -> None:
    """Raises ConflictError when something hangs on a row that would vanish and would not come back with it."""
    if kept := session.execute(text(_NOT_IN_THE_LOG), {"change": change_id}).first():
        what = "practised for" if kept.practised else "wrote something for"
        about = f"{kept.title} at {kept.company}" if kept.company else kept.title
        raise _refusal(False, f"you {what} “{about}”, and that would be lost. Delete the application instead")


def _lock(session: Session, events: list[ApplicationEvent]) -> None:
    """Lock the rows that these events are about, in the order of their ids."""
    for subject in sorted({event.subject for event in events}):
        key = TRACKED[subject].__table__.c.id  # type: ignore[attr-defined]
        ids = [event.row_id for event in events if event.subject == subject]
        session.execute(select(key).where(key.in_(ids)).order_by(key).with_for_update())


def _events(session: Session, change_id: int, redo: bool) -> list[ApplicationEvent]:
    """Those of the change in the order in which they must be turned."""
    order = col(ApplicationEvent.id)
    statement = select(ApplicationEvent).where(ApplicationEvent.change_id == change_id)
    return list(session.exec(statement.order_by(order if redo else order.desc())))


def _runs(events: Sequence[ApplicationEvent]) -> Iterator[list[ApplicationEvent]]:
    """Neighbours that did the same to different rows of one table: they can be turned together."""
    run: dict[int, ApplicationEvent] = {}
    for event in events:
        if run and (event.row_id in run or _kind(event) != _kind(next(iter(run.values())))):
            yield list(run.values())
            run = {}
        run[event.row_id] = event
    if run:
        yield list(run.values())


def _kind(event: ApplicationEvent) -> tuple[str, bool, bool]:
    return event.subject, event.before is None, event.after is None


def _turn(session: Session, recorder: Recorder, events: Sequence[ApplicationEvent], redo: bool) -> None:
    """Bring rows from their state after the events to that before; the other way round with `redo`."""
    model = TRACKED[events[0].subject]
    key = model.__table__.c.id  # type: ignore[attr-defined]
    found = session.exec(select(model).where(key.in_([event.row_id for event in events]))).all()
    rows: dict[int, SQLModel] = {row.id: row for row in found}  # type: ignore[attr-defined]
    states = {event.row_id: (event.before, event.after) if redo else (event.after, event.before) for event in events}
    for event in events:
        _check(event, states[event.row_id][0], rows.get(event.row_id), redo)
    here, wanted = states[events[0].row_id]
    if here is None:
        back = recorder.add_all([model.model_validate(state) for _, state in states.values()])
        _refuse_lost_files(back, redo)
    elif wanted is None:
        recorder.delete_all([rows[event.row_id] for event in events])
    else:
        recorder.update_all([(rows[number], _columns(rows[number], state)) for number, (_, state) in states.items()])


def _columns(row: SQLModel, wanted: dict[str, Any] | None) -> dict[str, Any]:
    """The columns that were, as values of the row's types."""
    parsed = type(row).model_validate(values(row) | (wanted or {}))
    return {name: getattr(parsed, name) for name in wanted or {}}


def _refuse_lost_files(rows: Sequence[SQLModel], redo: bool) -> None:
    documents = [row for row in rows if isinstance(row, tracker.ApplicationDocument)]
    if not all(resume_files.path(document.path).is_file() for document in documents):
        raise _refusal(redo, "the file was removed for good")


def _check(event: ApplicationEvent, here: dict[str, Any] | None, row: SQLModel | None, redo: bool) -> None:
    """Raises ConflictError unless the row is as the event left it."""
    if not _is_as_left(here, row):
        raise _refusal(redo, f"this {NAMES[event.subject]} is not as it was left")


def _is_as_left(here: dict[str, Any] | None, row: SQLModel | None) -> bool:
    """Whether its columns have these values. Older events have moments in the person's zone: where the words differ, what
    they mean is compared."""
    if here is None or row is None:
        return here is None and row is None
    found = values(row)
    other = {name: here[name] for name in here.keys() - UNTOLD - {"position"} if here[name] != found[name]}
    return not other or json_rows.as_json(_columns(row, other)) == {name: found[name] for name in other}


def _id(change: UserChange) -> int:
    assert change.id is not None
    return change.id
