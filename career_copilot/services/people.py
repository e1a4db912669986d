"""What an administrator does: see who has an account, hand out reset links, open and close sign-up."""

from datetime import datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.config import settings
from career_copilot.errors import InvalidInputError, NotAllowedError, NotFoundError
from career_copilot.models import InstallationSetting, User
from career_copilot.services import one_time_links


class Person(BaseModel, frozen=True):
    """An account as an administrator sees it: who and since when, nothing of what they do."""

    id: int
    email: str
    is_admin: bool
    created_at: datetime


def everyone(admin_id: int) -> list[Person]:
    """All accounts, the oldest first."""
    with db.transaction() as session:
        _check_admin(session, admin_id)
        return [Person.model_validate(user.model_dump()) for user in session.exec(select(User).order_by(col(User.id)))]


def reset_link(admin_id: int, user_id: int, now: datetime) -> str:
    """A link at which that person chooses a new password."""
    with db.transaction() as session:
        _check_admin(session, admin_id)
        user = session.get(User, user_id)
        if user is None:
            raise NotFoundError("There is no such account.")
        email = user.email
    return one_time_links.reset_link(email, now)


def set_admin(admin_id: int, user_id: int, is_admin: bool) -> None:
    """Make someone administrator, or an ordinary person again. One administrator always remains."""
    with db.transaction() as session:
        _check_admin(session, admin_id)
        admins = session.exec(select(User).where(col(User.is_admin)).with_for_update()).all()
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise NotFoundError("There is no such account.")
        if not is_admin and [admin.id for admin in admins] == [user_id]:
            raise InvalidInputError("One administrator must remain.")
        user.is_admin = is_admin
        session.add(user)


def signups(admin_id: int) -> str:
    """`open`, `closed`, or `locked` when the setting of the installation closes them whatever is chosen here."""
    with db.transaction() as session:
        _check_admin(session, admin_id)
        if settings().signups == "closed":
            return "locked"
        row = session.get(InstallationSetting, "signups")
        return row.value if row else "open"


def set_signups(admin_id: int, value: str) -> None:
    """Let people sign up, or not."""
    if value not in ("open", "closed"):
        raise InvalidInputError("Sign-up is open or closed.")
    with db.transaction() as session:
        _check_admin(session, admin_id)
        session.merge(InstallationSetting(name="signups", value=value))


def _check_admin(session: Session, user_id: int) -> None:
    user = session.get(User, user_id)
    if user is None or not user.is_admin:
        raise NotAllowedError("Only an administrator may do this.")
