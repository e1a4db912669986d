"""How far a new person is with the first steps. That they are through is `accounts.finish_onboarding`."""

from sqlalchemy import func, select
from sqlmodel import col

from career_copilot import db
from career_copilot.models import Follow, ResumeFile, WishesRow


def next_step(user_id: int) -> int:
    """The first step that has nothing yet: 1 résumé, 2 correct, 4 follow; 2 stands for correcting and wishing, as the
    wishes grow out of what was read."""
    with db.transaction() as session:

        def has(owner: object) -> bool:
            return bool(session.scalar(select(func.count()).where(owner == user_id)))  # type: ignore[arg-type]

        if not has(col(ResumeFile.user_id)):
            return 1
        return 4 if has(col(WishesRow.user_id)) or has(col(Follow.user_id)) else 2
