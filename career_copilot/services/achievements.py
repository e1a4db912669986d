"""The bank of achievements: add, edit, delete, list. Each call that changes is one change that can be undone."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.achievements import MOST, AchievementForm, checked
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.models.claims import AchievementRow
from career_copilot.services import owned
from career_copilot.services.recording import Change, Recorder


class AchievementView(BaseModel, frozen=True):
    """A story as its owner sees it."""

    id: int
    form: AchievementForm
    version: int
    updated_at: datetime


def all_of(user_id: int) -> list[AchievementView]:
    """The latest first."""
    with db.transaction() as session:
        return [_view(row) for row in rows_of(session, user_id)]


def one(user_id: int, achievement_id: int) -> AchievementView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        return _view(owned.plain(session, AchievementRow, user_id, achievement_id, "achievement", lock=False))


def add(user_id: int, form: AchievementForm, now: datetime) -> tuple[int, Change]:
    """A story more. Returns its id."""
    form = checked(form)
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "achievements.add", f"Added the achievement {_name(form)}", now)
        count = select(func.count()).select_from(AchievementRow).where(AchievementRow.user_id == user_id)
        if session.exec(count).one() >= MOST:
            raise InvalidInputError(f"The bank holds {MOST} achievements: delete one that you no longer need first.")
        row = recorder.add(AchievementRow(user_id=user_id, created_at=now, updated_at=now, **form.model_dump()))
    live.publish(user_id, live.Topic.FACTS)
    return owned.id_of(row), recorder.done


def edit(user_id: int, achievement_id: int, form: AchievementForm, version: int, now: datetime) -> Change:
    """Replace it. Raises ConflictError when another tab saved since `version`: nothing is overwritten."""
    form = checked(form)
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "achievements.edit", f"Changed the achievement {_name(form)}", now)
        row = owned.plain(session, AchievementRow, user_id, achievement_id, "achievement")
        if row.version != version:
            raise ConflictError("This achievement was changed in another tab. Reload to see it before you save.")
        recorder.update(row, **form.model_dump())
    live.publish(user_id, live.Topic.FACTS)
    return recorder.done


def delete(user_id: int, achievement_id: int, now: datetime) -> Change:
    """Remove it."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "achievements.delete", "", now)
        row = owned.plain(session, AchievementRow, user_id, achievement_id, "achievement")
        recorder.change.summary = f"Deleted the achievement {_name(_view(row).form)}"
        recorder.delete(row)
    live.publish(user_id, live.Topic.FACTS)
    return recorder.done


def rows_of(session: Session, user_id: int) -> list[AchievementRow]:
    latest = col(AchievementRow.updated_at).desc()
    found = session.exec(select(AchievementRow).where(AchievementRow.user_id == user_id).order_by(latest, col(AchievementRow.id)))  # fmt: skip
    return list(found)


def form_of(row: AchievementRow) -> AchievementForm:
    return AchievementForm.model_validate(row.model_dump(include=set(AchievementForm.model_fields)))


def _view(row: AchievementRow) -> AchievementView:
    return AchievementView(id=owned.id_of(row), form=form_of(row), version=row.version, updated_at=row.updated_at)


def _name(form: AchievementForm) -> str:
    """For messages: its title, else how it begins."""
    words = form.title or form.result or form.action
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"
