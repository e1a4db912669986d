"""Links that work once: a password reset, and the first administrator where others could reach the sign-up page."""

import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.config import settings
from career_copilot.errors import NotAllowedError, NotFoundError
from career_copilot.live import Topic
from career_copilot.models import OneTimeLink, User
from career_copilot.services import login_sessions, passwords

RESET, FIRST_ADMIN = "reset", "first-admin"
RESET_LIFETIME, FIRST_ADMIN_LIFETIME = timedelta(hours=24), timedelta(days=7)
SPENT = "This link has been used or is too old. Ask for a new one."


def first_account_needs_link() -> bool:
    """Whoever can reach the page could become administrator first, unless only this machine can."""
    return not settings().loopback or bool(settings().public_url)


def first_admin_link(now: datetime) -> str | None:
    """The address to print at start, when the first account is still missing and needs it; earlier ones stop working."""
    if not first_account_needs_link() or settings().single_user:
        return None
    with db.transaction() as session:
        if session.exec(select(User.id).limit(1)).first() is not None:
            return None
        return f"{settings().base_url}/signup?link={_new(session, None, FIRST_ADMIN, FIRST_ADMIN_LIFETIME, now)}"


def reset_link(email: str, now: datetime) -> str:
    """The address at which the owner of this account may choose a new password, once, within a day."""
    with db.transaction() as session:
        user = session.exec(select(User).where(User.email == email.strip().lower())).first()
        if user is None:
            raise NotFoundError(f"There is no account with the e-mail {email}.")
        return f"{settings().base_url}/reset?link={_new(session, user.id, RESET, RESET_LIFETIME, now)}"


def reset_password(link: str, new: str, user_agent: str, address: str, now: datetime) -> str:
    """Use the link: set the password, end all sessions of the person, log in here; return the session token."""
    passwords.check_new(new)
    with db.transaction() as session:  # before the hash is made: a stranger must not keep our cores busy
        if not holds(session, link, RESET, now):
            raise NotAllowedError(SPENT)
    password_hash = passwords.hashed(new)
    with db.transaction() as session:
        row = use(session, link, RESET, now)
        user = session.get(User, row.user_id, with_for_update=True)
        if user is None:
            raise NotAllowedError(SPENT)
        user.password_hash = password_hash
        session.add(user)
        user_id = user.id or 0
        login_sessions.end_all(session, user_id, now)
        token = login_sessions.open_session(session, user_id, user_agent, address, now)
    live.publish(user_id, Topic.SESSIONS)
    return token


def can_reset(link: str, now: datetime) -> bool:
    """Whether the reset page should show its form."""
    with db.transaction() as session:
        return holds(session, link, RESET, now)


def holds(session: Session, link: str, purpose: str, now: datetime) -> bool:
    """Whether this link could be used now."""
    row = session.exec(select(OneTimeLink).where(OneTimeLink.token_hash == login_sessions.token_hash(link))).first()
    return row is not None and row.purpose == purpose and row.used_at is None and row.expires_at > now


def use(session: Session, link: str, purpose: str, now: datetime) -> OneTimeLink:
    """Mark the link used, inside the caller's transaction. Raises NotAllowedError; two at once: one wins."""
    row = session.exec(
        select(OneTimeLink).where(OneTimeLink.token_hash == login_sessions.token_hash(link)).with_for_update()
    ).first()
    if row is None or row.purpose != purpose or row.used_at is not None or row.expires_at <= now:
        raise NotAllowedError(SPENT)
    row.used_at = now
    session.add(row)
    return row


def _new(session: Session, user_id: int | None, purpose: str, lifetime: timedelta, now: datetime) -> str:
    """Make a link and void the earlier ones for the same; return its token."""
    earlier = select(OneTimeLink).where(OneTimeLink.purpose == purpose, col(OneTimeLink.used_at).is_(None))
    for row in session.exec(earlier.where(OneTimeLink.user_id == user_id)):
        session.delete(row)
    token = secrets.token_urlsafe(32)
    session.add(
        OneTimeLink(
            user_id=user_id,
            purpose=purpose,
            token_hash=login_sessions.token_hash(token),
            created_at=now,
            expires_at=now + lifetime,
        )
    )
    return token
