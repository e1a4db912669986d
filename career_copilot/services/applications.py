"""What a person wants and what became of it: add, move, edit, tag, archive, delete. Each call is one change that can be
undone (`services/changes.py`); those that take `ids` do the same to one application or to thousands."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain import pipeline
from career_copilot.domain.applications import MOST_AT_ONCE, ApplicationForm, BulkAction, tidy_tags
from career_copilot.domain.opening_words import stored_pay_line
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.salary import entered_salary
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models import ResumeFile
from career_copilot.models.tracker import Application
from career_copilot.services import entering, kept_adverts, openings, positions
from career_copilot.services.opening_values import OpeningView
from career_copilot.services.recording import Change, Recorder

KEPT_DELETED = timedelta(days=30)
"""After this a deleted application is removed for good and its deletion can no longer be undone."""


def add(user_id: int, opening_id: int, now: datetime, stage: Stage = Stage.INTERESTED) -> tuple[int, Change]:
    """An application for an opening of the person's feed; the one that exists already, if there is one. Returns its id.
    Raises NotFoundError."""
    view = openings.one(user_id, opening_id, now)
    with db.transaction() as session:
        recorder = Recorder(
            session, user_id, "applications.add", f"Added {_name(view.row.title, view.row.company)}", now
        )
        known = _of_opening(session, user_id, opening_id)
        if known is not None:
            return _id(known), Change(id=None, summary="This opening is among your applications already")
        row = _from_opening(view, user_id, opening_id, now)
        entering.enter(session, recorder, [row], stage, Step.NONE, now)
    _tell(user_id)
    return _id(row), recorder.done


def create(user_id: int, form: ApplicationForm, stage: Stage, now: datetime) -> tuple[int, Change]:
    """An application entered by hand, without an opening; the day of applying counts once it is `applied`. Returns its id."""
    applied_at = form.applied_at if pipeline.is_sent(stage) else None
    since = min(applied_at, now) if applied_at and stage is Stage.APPLIED else now
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "applications.create", f"Added {_name(form.title, form.company)}", now)
        _check_resume(session, user_id, form.resume_id)
        row = Application(
            user_id=user_id, stage=stage, position=Decimal(0), stage_since=since, created_at=now,
            **_columns(form) | {"applied_at": applied_at},
        )  # fmt: skip
        row.snapshot = _entered(row, form, now)
        entering.enter(session, recorder, [row], stage, Step.NONE, since)
        if applied_at and stage is not Stage.APPLIED:
            entering.leave_open(session, recorder, row, applied_at)
    _tell(user_id)
    return _id(row), recorder.done


def move(user_id: int, ids: Sequence[int], stage: Stage, step: str, now: datetime, below: int | None = None) -> Change:
    """Bring applications to a stage (and, in `interview`, a step); one card also to its place: under the card `below`,
    0 for the top of the column, None for wherever new arrivals go. Raises NotFoundError for one that is not theirs."""
    wanted = _step(stage, step)
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "applications.move", "", now)
        rows = _owned(session, user_id, ids)
        moved = [row for row in rows if (row.stage, row.step) != (stage, wanted)]
        recorder.change.summary = _moved(rows, moved, stage, wanted)
        entering.enter(session, recorder, moved, stage, wanted, now)
        if below is not None and len(rows) == 1:
            recorder.update(rows[0], position=positions.under(session, rows[0], below))
    _tell(user_id)
    return recorder.done


def edit(
    user_id: int,
    application_id: int,
    form: ApplicationForm,
    version: int,
    now: datetime,
    since: datetime | None = None,
) -> Change:
    """Replace the fields that a person may enter, and the day `since` which it is in its stage, if that is told. Raises
    ConflictError when another tab saved since `version`, InvalidInputError for a day that cannot be."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "applications.edit", f"Edited {_name(form.title, form.company)}", now)
        row = _owned(session, user_id, [application_id])[0]
        if row.version != version:
            raise ConflictError("This application was changed in another tab. Both versions are kept until you choose.")
        _check_resume(session, user_id, form.resume_id)
        kept = {"salary": row.salary} if form.salary == stored_pay_line(row.salary) else {}
        if kept_adverts.is_entered(row) and form.advert != _kept_words(row):
            kept["snapshot"] = _entered(row, form, now)
        was = row.applied_at
        recorder.update(row, **_columns(form) | kept)
        if row.applied_at != was:
            entering.date_applying(session, recorder, row, was)
        if since is not None:
            entering.date_stage(session, recorder, row, since)
    _tell(user_id)
    return recorder.done


def tag(user_id: int, ids: Sequence[int], more: list[str], less: list[str], now: datetime) -> Change:
    """Put tags on applications and take others off."""
    words = ", ".join([*more, *less])
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "applications.tag", "", now)
        rows = _owned(session, user_id, ids)
        recorder.change.summary = f"Tagged {_which(rows)}: {words}"
        recorder.update_all([(row, {"tags": _tags(row, more, less)}) for row in rows])
    _tell(user_id)
    return recorder.done


def archive(user_id: int, ids: Sequence[int], archived: bool, now: datetime) -> Change:
    """Take applications off the board, or bring them back."""
    word = "Archived" if archived else "Brought back"
    return _each(
        user_id, ids, "applications.archive", word, now,
        lambda row: _archived(row, archived, now),
    )  # fmt: skip


def delete(user_id: int, ids: Sequence[int], now: datetime) -> Change:
    """Delete applications with all that hangs on them. They can be brought back for `KEPT_DELETED`."""
    return _each(
        user_id, ids, "applications.delete", "Deleted", now,
        lambda row: {"deleted_at": now},
    )  # fmt: skip


def restore(user_id: int, application_id: int, now: datetime) -> Change:
    """Bring a deleted application back with all that hangs on it. Raises NotFoundError when it is gone for good or was
    not deleted, ConflictError when another one is about its opening by now."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "applications.restore", "", now)
        row = session.get(Application, application_id, with_for_update=True) if application_id > 0 else None
        if row is None or row.user_id != user_id or row.deleted_at is None:
            raise NotFoundError("There is no such deleted application.")
        if row.opening_id is not None and _of_opening(session, user_id, row.opening_id) is not None:
            raise ConflictError("There is another application for the same opening now.")
        recorder.change.summary = f"Brought back {_which([row])}"
        recorder.update(row, deleted_at=None)
    _tell(user_id)
    return recorder.done


def change_batch(session: Session, recorder: Recorder, ids: Sequence[int], action: BulkAction, now: datetime) -> None:
    """One batch of a large change (`services/bulk.py`), in its transaction. What is gone meanwhile is left out."""
    mine = Application.user_id == recorder.user_id, col(Application.id).in_(ids), col(Application.deleted_at).is_(None)
    rows = session.exec(select(Application).where(*mine).order_by(col(Application.id)).with_for_update()).all()
    if action.kind == "move":
        moved = [row for row in rows if (row.stage, row.step) != (action.stage, action.step)]
        entering.enter(session, recorder, moved, action.stage, action.step, now)
    elif action.kind == "tag":
        recorder.update_all([(row, {"tags": _tags(row, action.more, action.less)}) for row in rows])
    elif action.kind == "archive":
        recorder.update_all([(row, _archived(row, action.archived, now)) for row in rows])
    elif action.kind == "delete":
        recorder.update_all([(row, {"deleted_at": now}) for row in rows])


def forget_deleted(now: datetime) -> None:
    """Remove for good what was deleted long ago, with what was written for it. The log of what was done stays until the account
    goes."""
    gone, bound = "select id from application where deleted_at < :before", {"before": now - KEPT_DELETED}
    with db.transaction() as session:
        session.execute(text(f"delete from draft where application_id in ({gone})"), bound)
        session.execute(text(f"delete from application where id in ({gone})"), bound)


def _each(
    user_id: int,
    ids: Sequence[int],
    kind: str,
    word: str,
    now: datetime,
    wanted: Callable[[Application], dict[str, Any]],
) -> Change:
    with db.transaction() as session:
        recorder = Recorder(session, user_id, kind, "", now)
        rows = _owned(session, user_id, ids)
        recorder.change.summary = f"{word} {_which(rows)}"
        recorder.update_all([(row, wanted(row)) for row in rows])
    _tell(user_id)
    return recorder.done


def _columns(form: ApplicationForm) -> dict[str, Any]:
    salary = entered_salary(form.salary)
    return form.model_dump(exclude={"advert"}) | {"salary": salary.model_dump(mode="json") if salary else None}


def _kept_words(row: Application) -> str:
    advert = kept_adverts.of(row)
    return advert.text if advert else ""


def _entered(row: Application, form: ApplicationForm, now: datetime) -> dict[str, Any] | None:
    text = form.advert.replace("\x00", "")
    return kept_adverts.entered(row, text, now).model_dump(mode="json") if text else None


def _archived(row: Application, archived: bool, now: datetime) -> dict[str, Any]:
    return {"archived_at": (row.archived_at or now) if archived else None}


def _of_opening(session: Session, user_id: int, opening_id: int) -> Application | None:
    return session.exec(
        select(Application).where(
            Application.user_id == user_id, Application.opening_id == opening_id, col(Application.deleted_at).is_(None)
        )
    ).first()


def _from_opening(view: OpeningView, user_id: int, opening_id: int, now: datetime) -> Application:
    advert = kept_adverts.snapshot(view, now)
    return Application(
        user_id=user_id,
        opening_id=opening_id,
        title=advert.title,
        company=advert.company,
        place=" · ".join(place.text for place in advert.places[:3]),
        url=next((link for link in advert.links if link.lower().startswith(("https://", "http://"))), ""),
        source=advert.boards[0] if advert.boards else "",
        stage=Stage.INTERESTED,
        position=Decimal(0),
        stage_since=now,
        salary=advert.salary.model_dump(mode="json") if advert.salary else None,
        snapshot=advert.model_dump(mode="json"),
        score=view.row.score,
        ad_posted_at=advert.date_posted,
        created_at=now,
        updated_at=now,
    )


def _owned(session: Session, user_id: int, ids: Sequence[int]) -> list[Application]:
    """These applications, locked, in the order of their ids; all of them or NotFoundError."""
    wanted = sorted(set(ids))
    if len(wanted) > MOST_AT_ONCE:
        raise InvalidInputError(f"At most {MOST_AT_ONCE:,} applications can be changed at once.")
    rows = session.exec(
        select(Application)
        .where(Application.user_id == user_id, col(Application.id).in_(wanted), col(Application.deleted_at).is_(None))
        .order_by(col(Application.id))
        .with_for_update()
    ).all()
    if not wanted or len(rows) != len(wanted):
        raise NotFoundError("There is no such application.")
    return list(rows)


def _check_resume(session: Session, user_id: int, resume_id: int | None) -> None:
    row = session.get(ResumeFile, resume_id) if resume_id is not None else None
    if resume_id is not None and (row is None or row.user_id != user_id):
        raise NotFoundError("There is no such résumé.")


def _tags(row: Application, more: list[str], less: list[str]) -> list[str]:
    try:
        return tidy_tags([*(tag for tag in row.tags if tag not in less), *more])
    except ValueError as error:
        raise InvalidInputError(f"“{row.title}” {error}.") from error


def _step(stage: Stage, step: str) -> Step:
    try:
        return pipeline.step_of(stage, step)
    except ValueError as error:
        raise InvalidInputError("There is no such step of an interview.") from error


def _name(title: str, company: str) -> str:
    return f"{title} at {company}" if company else title


def _which(rows: Sequence[Application]) -> str:
    return _name(rows[0].title, rows[0].company) if len(rows) == 1 else f"{len(rows):,} applications"


def _moved(rows: Sequence[Application], moved: Sequence[Application], stage: Stage, step: Step) -> str:
    where = pipeline.label(stage, step)
    return f"Moved {_which(moved)} to {where}" if moved else f"Reordered {_which(rows)} in {where}"


def _id(row: Application) -> int:
    assert row.id is not None
    return row.id


def _tell(user_id: int) -> None:
    live.publish(user_id, live.Topic.APPLICATIONS)
