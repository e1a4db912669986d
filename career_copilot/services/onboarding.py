"""The first steps of a new person: how far they are, and that they are through."""

from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from career_copilot import db
from career_copilot.errors import NotFoundError
from career_copilot.models import Follow, ResumeFile, User, WishesRow


def next_step(user_id: int) -> int:
    """The first step that has nothing yet: 1 résumé, 2 correct, 4 follow; 2 stands for correcting and wishing, as the
    wishes grow out of what was read."""
    with db.transaction() as session:

        def has(owner: object) -> bool:
            return bool(session.scalar(select(func.count()).where(owner == user_id)))  # type: ignore[arg-type]

        if not has(col(ResumeFile.user_id)):
            return 1
        return 4 if has(col(WishesRow.user_id)) or has(col(Follow.user_id)) else 2


def finish(user_id: int, now: datetime) -> None:
    """The person is through, or wants to see no more of it. The first time counts."""
    with db.transaction() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise NotFoundError("This account no longer exists.")
        user.onboarded_at = user.onboarded_at or now
        session.add(user)
