"""How much is in a person's feed."""

from sqlalchemy import func, select
from sqlmodel import col

from career_copilot import db
from career_copilot.models import OpeningMatch


def size(user_id: int) -> int:
    """The number of openings that are scored for this person."""
    with db.transaction() as session:
        count = select(func.count()).select_from(OpeningMatch).where(col(OpeningMatch.user_id) == user_id)
        return session.scalar(count) or 0
