"""Accounts: signing up, logging in, changing what belongs to the account, deleting it."""

from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete as delete_rows
from sqlalchemy import func, or_, text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.config import settings
from career_copilot.domain import time_zones
from career_copilot.errors import InvalidInputError, NotAllowedError
from career_copilot.live import Topic
from career_copilot.models import InstallationSetting, LoginSession, OneTimeLink, User
from career_copilot.services import attempts, login_sessions, onboarding, one_time_links, passwords, resume_files
from career_copilot.services.login_sessions import CurrentUser, current_user

__all__ = [
    "CurrentUser",
    "change_password",
    "current_user",
    "delete",
    "log_in",
    "set_density",
    "set_time_zone",
    "sign_up",
]

CLOSED = "Sign-up is closed here. Ask the administrator of this server to open it."
LOCKED = "Sign-up is closed by the settings of this server: only whoever runs the server can open it."
DENSITIES = ("comfortable", "compact")
DATED = [topic for topic in Topic if topic not in (Topic.PERSON, Topic.SESSIONS, Topic.WORKER)]  # shown with dates
WRONG = "This e-mail and password do not belong together."
KEPT_AFTER_END = timedelta(days=30)
SIGN_UP_LOCK = 7_301  # two people who sign up first at the same moment must not both become administrator


def normal_email(email: str) -> str:
    """Lower case, without spaces around it. Raises InvalidInputError."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise InvalidInputError("Enter an e-mail address such as name@example.org.") from error


def normal_time_zone(name: str) -> str:
    """A name that browsers report may be unknown here: UTC then."""
    return name if time_zones.known(name) else "UTC"


def sign_up(
    email: str, password: str, time_zone: str, user_agent: str, address: str, now: datetime, link: str = ""
) -> str:
    """Make an account and log it in; return the session token. The first account is the administrator's."""
    email = normal_email(email)
    passwords.check_new(password)
    attempts.take("sign-up", address)
    password_hash = passwords.hashed(password)
    with db.transaction() as session:
        session.connection().execute(text("select pg_advisory_xact_lock(:key)"), {"key": SIGN_UP_LOCK})
        first = session.exec(select(func.count()).select_from(User)).one() == 0
        _check_may_sign_up(session, first, link, now)
        if session.exec(select(User).where(User.email == email)).first():
            raise InvalidInputError("There is an account with this e-mail already: log in instead.")
        user = User(
            email=email,
            password_hash=password_hash,
            is_admin=first,
            time_zone=normal_time_zone(time_zone),
            created_at=now,
        )
        session.add(user)
        session.flush()
        return login_sessions.open_session(session, user.id or 0, user_agent, address, now)


def _check_may_sign_up(session: Session, first: bool, link: str, now: datetime) -> None:
    if first and one_time_links.first_account_needs_link():
        one_time_links.use(session, link, one_time_links.FIRST_ADMIN, now)
    elif not first and not _open(session):
        raise NotAllowedError(LOCKED if settings().signups == "closed" else CLOSED)


def log_in(email: str, password: str, user_agent: str, address: str, now: datetime) -> str:
    """Check the password; return the session token. Unknown accounts and wrong passwords look and last the same."""
    email = email.strip().lower()[:320]
    attempts.take("log-in", address, email)
    with db.transaction() as session:
        user = session.exec(select(User).where(User.email == email)).first()
    # Outside the transaction: a hash takes longer than a connection should be held.
    if not passwords.fits(password, user.password_hash if user else None) or user is None:
        raise NotAllowedError(WRONG)
    attempts.forget("log-in", email)
    user_id = user.id or 0
    with db.transaction() as session:
        token = login_sessions.open_session(session, user_id, user_agent, address, now)
    live.publish(user_id, Topic.SESSIONS)
    return token


def change_password(user_id: int, session_id: int, current: str, new: str, now: datetime) -> None:
    """Change the password; every other session of the person ends."""
    passwords.check_new(new)
    _confirm(user_id, current)
    password_hash = passwords.hashed(new)
    with db.transaction() as session:
        user = _locked(session, user_id)
        user.password_hash = password_hash
        session.add(user)
        login_sessions.end_all(session, user_id, now, keep=session_id)
    live.publish(user_id, Topic.SESSIONS)


def set_time_zone(user_id: int, name: str) -> None:
    """Show dates in this zone."""
    if not time_zones.known(name):
        raise InvalidInputError(f"“{name}” is not a time zone we know. Choose one such as Europe/Berlin.")
    with db.transaction() as session:
        user = _locked(session, user_id)
        user.time_zone = name
        session.add(user)
    for topic in (Topic.PERSON, *DATED):
        live.publish(user_id, topic)


def set_density(user_id: int, density: str) -> None:
    """Comfortable or compact rows."""
    if density not in DENSITIES:
        raise InvalidInputError("Rows are comfortable or compact.")
    with db.transaction() as session:
        user = _locked(session, user_id)
        user.settings = {**user.settings, "density": density}
        session.add(user)
    live.publish(user_id, Topic.PERSON)


def finish_onboarding(user_id: int, now: datetime) -> None:
    """From now on the person starts at their openings."""
    with db.transaction() as session:
        user = _locked(session, user_id)
        user.onboarded_at = user.onboarded_at or now
        user.settings = {name: value for name, value in user.settings.items() if name != onboarding.STEP}
        session.add(user)


def delete(user_id: int, password: str) -> None:
    """Delete the account and all that belongs to it, files too. Rows go first: a file without a row is only litter."""
    _confirm(user_id, password)
    with db.transaction() as session:
        session.connection().execute(text("select pg_advisory_xact_lock(:key)"), {"key": SIGN_UP_LOCK})
        user = _locked(session, user_id)
        others = session.exec(select(User).where(col(User.id) != user_id)).all()
        if user.is_admin and others and not any(other.is_admin for other in others):
            raise NotAllowedError("You are the only administrator. Make someone else administrator first.")
        session.delete(user)
    resume_files.remove_all(user_id)
    live.publish(user_id, Topic.SESSIONS)


def sign_up_state(link: str, now: datetime) -> str:
    """`open`, `closed`, `locked` (closed by the server's own settings), `needs-link` (the first account, without its link) or `first`: what the sign-up page shows."""
    with db.transaction() as session:
        if session.exec(select(User.id).limit(1)).first() is not None:
            return "open" if _open(session) else "locked" if settings().signups == "closed" else "closed"
        if one_time_links.first_account_needs_link() and not one_time_links.holds(
            session, link, one_time_links.FIRST_ADMIN, now
        ):
            return "needs-link"
        return "first"


def _open(session: Session) -> bool:
    row = session.get(InstallationSetting, "signups")
    return settings().signups == "open" and (row is None or row.value == "open")


def _locked(session: Session, user_id: int) -> User:
    user = session.get(User, user_id, with_for_update=True)
    if user is None:
        raise NotAllowedError("This account no longer exists.")
    return user


def _confirm(user_id: int, password: str) -> None:
    """Ask for the password again before what cannot be undone. Nobody has one in single-user mode."""
    if settings().single_user:
        return
    attempts.take("confirm", "", str(user_id))
    with db.transaction() as session:
        user = _locked(session, user_id)
    if not passwords.fits(password, user.password_hash):
        raise NotAllowedError("The password is not the one of this account.")
    attempts.forget("confirm", str(user_id))


def forget_expired(now: datetime) -> int:
    """Remove one-time links and login sessions that can no longer be used; return how many."""
    with db.transaction() as session:
        links = session.exec(delete_rows(OneTimeLink).where(col(OneTimeLink.expires_at) < now))
        ended = col(LoginSession.revoked_at) < now - KEPT_AFTER_END
        sessions = session.exec(delete_rows(LoginSession).where(or_(ended, col(LoginSession.expires_at) < now)))
        return links.rowcount + sessions.rowcount
