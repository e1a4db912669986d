"""Who is logged in where. The browser holds a random token; we hold its hash, so a stolen database opens nothing."""

import hashlib
import secrets
from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import text, update
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.config import settings
from career_copilot.domain.browsers import browser
from career_copilot.errors import NotFoundError
from career_copilot.live import Topic
from career_copilot.models import LoginSession, User

LIFETIME = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)  # how exact "last active" is; a write a click would be waste


class CurrentUser(BaseModel, frozen=True):
    """Who asks."""

    id: int
    email: str
    is_admin: bool
    time_zone: str
    density: str
    onboarded: bool
    session_id: int


class SessionView(BaseModel, frozen=True):
    """A logged-in browser as its owner sees it."""

    id: int
    browser: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


def token_hash(token: str) -> str:
    """sha256 is enough for 32 random bytes: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, user_id: int, user_agent: str, address: str, now: datetime) -> str:
    """Add a login session inside the caller's transaction; return the token for the browser."""
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            user_id=user_id,
            token_hash=token_hash(token),
            user_agent=user_agent[:400],
            address=address[:64],
            created_at=now,
            last_seen_at=now,
            expires_at=now + LIFETIME,
        )
    )
    return token


def current_user(token: str | None, now: datetime) -> CurrentUser | None:
    """The person behind a session token; None when signed out, revoked or expired. Nobody logs in in single-user mode."""
    if settings().single_user:
        return _only_user()
    if not token:
        return None
    with db.reading() as connection:
        found = connection.execute(_WHO, {"token_hash": token_hash(token), "now": now}).mappings().first()
    if found is None:
        return None
    values = dict(found)
    if now - values.pop("last_seen_at") > SEEN_EVERY:
        with db.transaction() as session:
            seen = update(LoginSession).where(col(LoginSession.id) == found["session_id"])
            session.execute(seen.values(last_seen_at=now, expires_at=now + LIFETIME))
    return CurrentUser(**values)


# Asked before every event: as text, because the mapper would take as long as the rest of the way to the database.
_WHO = text("""
    select u.id, u.email, u.is_admin, u.time_zone, coalesce(u.settings->>'density', 'comfortable') as density,
        u.onboarded_at is not null as onboarded, s.id as session_id, s.last_seen_at
    from login_session s join user_account u on u.id = s.user_id
    where s.token_hash = :token_hash and s.revoked_at is null and s.expires_at > :now
""")


def _view(user: User, session_id: int) -> CurrentUser:
    return CurrentUser(
        id=user.id or 0,
        email=user.email,
        is_admin=user.is_admin,
        time_zone=user.time_zone,
        density=str(user.settings.get("density", "comfortable")),
        onboarded=user.onboarded_at is not None,
        session_id=session_id,
    )


def _only_user() -> CurrentUser:
    """The account of single-user mode: the oldest one, made when there is none."""
    with db.transaction() as session:
        user = session.exec(select(User).order_by(col(User.id)).limit(1)).first()
        if user is None:
            user = User(email="me@localhost", password_hash="", is_admin=True, time_zone="UTC")
            session.add(user)
            session.flush()
        return _view(user, 0)


def alive(session_ids: set[int], now: datetime) -> set[int]:
    """Those of the sessions that still hold; the listener asks before it updates a tab."""
    if settings().single_user:
        return session_ids
    with db.transaction() as session:
        found = session.exec(
            select(LoginSession.id).where(
                col(LoginSession.id).in_(session_ids),
                col(LoginSession.revoked_at).is_(None),
                LoginSession.expires_at > now,
            )
        )
        return {session_id for session_id in found if session_id is not None}


def all_of(user_id: int, current: int, now: datetime) -> list[SessionView]:
    """The person's sessions that hold, the latest active first."""
    with db.transaction() as session:
        rows = session.exec(
            select(LoginSession)
            .where(
                LoginSession.user_id == user_id,
                col(LoginSession.revoked_at).is_(None),
                LoginSession.expires_at > now,
            )
            .order_by(col(LoginSession.last_seen_at).desc(), col(LoginSession.id).desc())
        ).all()
        return [
            SessionView.model_validate(
                row.model_dump() | {"browser": browser(row.user_agent), "current": row.id == current}
            )
            for row in rows
        ]


def revoke(user_id: int, session_id: int, now: datetime) -> None:
    """End one of the person's sessions."""
    with db.transaction() as session:
        row = session.get(LoginSession, session_id, with_for_update=True)
        if row is None or row.user_id != user_id or row.revoked_at is not None:
            raise NotFoundError("This session has already ended.")
        row.revoked_at = now
        session.add(row)
    live.publish(user_id, Topic.SESSIONS)


def log_out(token: str, now: datetime) -> None:
    """End the session of this token, if it is one."""
    with db.transaction() as session:
        row = session.exec(select(LoginSession).where(LoginSession.token_hash == token_hash(token))).first()
        if row is None or row.revoked_at is not None:
            return
        row.revoked_at = now
        session.add(row)
    live.publish(row.user_id, Topic.SESSIONS)


def revoke_all(user_id: int, now: datetime, keep: int | None = None) -> None:
    """End the person's sessions everywhere, but for `keep`."""
    with db.transaction() as session:
        end_all(session, user_id, now, keep)
    live.publish(user_id, Topic.SESSIONS)


def end_all(session: Session, user_id: int, now: datetime, keep: int | None = None) -> None:
    """The same inside the caller's transaction, who publishes afterwards."""
    statement = update(LoginSession).where(
        col(LoginSession.user_id) == user_id,
        col(LoginSession.revoked_at).is_(None),
        col(LoginSession.id) != (keep or 0),
    )
    session.connection().execute(statement.values(revoked_at=now))
