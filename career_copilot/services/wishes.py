"""What a person wants, as one row. Scoring again is the caller's: it queues `score_user` after `save`."""

from datetime import datetime

from career_copilot import db, live
from career_copilot.domain.wishes import Wishes
from career_copilot.domain.wishes_checking import check
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.models import User, WishesRow


def of(user_id: int) -> tuple[Wishes, int]:
    """The wishes and their version; (no wishes, 0) for who has not said any."""
    with db.transaction() as session:
        row = session.get(WishesRow, user_id)
        return (Wishes.model_validate(row.data), row.version) if row else (Wishes(), 0)


def save(user_id: int, wishes: Wishes, version: int, now: datetime) -> int:
    """Replace the wishes that had `version`; returns the new version.

    Raises InvalidInputError, or ConflictError when another tab saved since: nothing is overwritten."""
    checked = check(wishes)
    with db.transaction() as session:
        # The person's row is the lock: the wishes may not have one yet.
        if session.get(User, user_id, with_for_update=True) is None:
            raise NotFoundError("This account no longer exists.")
        row = session.get(WishesRow, user_id) or WishesRow(user_id=user_id)
        if row.version != version:
            raise ConflictError(
                "Your wishes were changed in another tab. What was saved there is kept, and what you entered is still "
                "on this page: note what you want to keep, reload, and save again."
            )
        row.data, row.version, row.updated_at = checked.model_dump(mode="json"), version + 1, now
        session.add(row)
    live.publish(user_id, live.Topic.WISHES, version=version + 1)
    return version + 1
