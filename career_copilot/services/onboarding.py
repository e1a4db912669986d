"""How far a new person is with the first steps. That they are through is `accounts.finish_onboarding`."""

from sqlalchemy import func, select
from sqlmodel import col

from career_copilot import db
from career_copilot.models import Follow, ResumeFile, User, WishesRow

STEP = "onboarding_step"  # in the person's settings; `accounts.finish_onboarding` forgets it


def next_step(user_id: int) -> int:
    """The step that was shown last; before any, the first that has nothing yet: 1 résumé, 2 correct, 4 follow; 2 stands for
    correcting and wishing, as the wishes grow out of what was read. Nothing to correct, as no upload could be read: 1."""
    with db.transaction() as session:

        def has(owner: object, *more: object) -> bool:
            return bool(session.scalar(select(func.count()).where(owner == user_id, *more)))  # type: ignore[arg-type]

        user = session.get_one(User, user_id)
        step = int(user.settings.get(STEP) or 0)
        if step in (0, 2) and not has(col(ResumeFile.user_id), col(ResumeFile.state) != "failed"):
            return 1
        return step or (4 if has(col(WishesRow.user_id)) or has(col(Follow.user_id)) else 2)


def show(user_id: int, step: int) -> None:
    """The person went to this step: a new tab goes on there."""
    with db.transaction() as session:
        user = session.get_one(User, user_id, with_for_update=True)
        user.settings = {**user.settings, STEP: step}
        session.add(user)
