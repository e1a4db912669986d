"""A person's calendar as a file, and the private address at which calendar programs read it again and again.

The address holds a random token of which only the hash is kept: it is shown once, and stops working when it is revoked
or replaced."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import update
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.config import settings
from career_copilot.domain.calendar import calendar
from career_copilot.domain.interviews import PREPARE
from career_copilot.domain.reminders import ReminderView
from career_copilot.errors import NotFoundError
from career_copilot.models.tracker import FeedToken
from career_copilot.services import attempts, interviews, reminders
from career_copilot.services.login_sessions import token_hash
from career_copilot.services.recording import lock_person

KEPT = timedelta(days=365)
SEEN_EVERY = timedelta(minutes=5)
NAME = "Career Copilot"


class FeedView(BaseModel, frozen=True):
    """The feed as its owner sees it: since when, and when it was last read."""

    created_at: datetime
    last_used_at: datetime | None


def whole(user_id: int, now: datetime, name: str = "") -> bytes:
    """Interviews of the last year and those to come, and what is to be done by a date."""
    return calendar(interviews.all_of(user_id, now - KEPT), _beside_alarms(reminders.dated(user_id)), name)


def of_applications(session: Session, user_id: int, ids: Sequence[int], others: bool) -> tuple[bytes, int]:
    """All interviews of these applications and what is to be done for them by a date, with `others` also what is to be
    done for none; and how many entries that are."""
    held = interviews.of_applications(session, user_id, ids)
    dated = _beside_alarms(reminders.of_applications(session, user_id, ids, others))
    return calendar(held, dated), len(held) + len(dated)


def _beside_alarms(dated: list[ReminderView]) -> list[ReminderView]:
    """Without the reminders to prepare: an interview has an alarm of its own."""
    return [row for row in dated if row.rule != PREPARE]


def one_interview(user_id: int, interview_id: int) -> bytes:
    """One interview, to be added to a calendar. Raises NotFoundError."""
    return calendar([interviews.one(user_id, interview_id)], [])


def feed(user_id: int) -> FeedView | None:
    """The person's feed, if there is one."""
    with db.transaction() as session:
        row = session.exec(_open(user_id)).first()
        return FeedView(created_at=row.created_at, last_used_at=row.last_used_at) if row else None


def make_feed(user_id: int, now: datetime) -> str:
    """A new address; the one before stops working."""
    token = secrets.token_urlsafe(32)
    with db.transaction() as session:
        lock_person(session, user_id)
        _revoke(session, user_id, now)
        session.add(FeedToken(user_id=user_id, token_hash=token_hash(token), created_at=now))
    return f"{settings().base_url}/calendar/{token}.ics"


def revoke_feed(user_id: int, now: datetime) -> None:
    """The address stops working at once."""
    with db.transaction() as session:
        lock_person(session, user_id)
        _revoke(session, user_id, now)


def read_feed(token: str, address: str, now: datetime) -> bytes:
    """What a calendar program reads. Raises NotFoundError for a token that does not hold, TooManyAttemptsError."""
    hashed = token_hash(token)
    attempts.take("calendar", address, hashed)
    with db.transaction() as session:
        row = session.exec(
            select(FeedToken).where(FeedToken.token_hash == hashed, col(FeedToken.revoked_at).is_(None))
        ).first()
        if row is None:
            raise NotFoundError("There is no such calendar.")
        if row.last_used_at is None or now - row.last_used_at > SEEN_EVERY:
            row.last_used_at = now
            session.add(row)
    return whole(row.user_id, now, NAME)


def _open(user_id: int):  # type: ignore[no-untyped-def]
    return select(FeedToken).where(FeedToken.user_id == user_id, col(FeedToken.revoked_at).is_(None))


def _revoke(session: Session, user_id: int, now: datetime) -> None:
    held = update(FeedToken).where(col(FeedToken.user_id) == user_id, col(FeedToken.revoked_at).is_(None))
    session.connection().execute(held.values(revoked_at=now))
