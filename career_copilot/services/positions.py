"""Where cards stand in their columns of the board."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import func
from sqlmodel import Session, col, select

from career_copilot.domain import pipeline
from career_copilot.domain.pipeline import Stage
from career_copilot.models.tracker import Application


def tops(session: Session, user_id: int, stage: Stage) -> Iterator[Decimal]:
    """Above all cards, where new arrivals go: each above the one before."""
    first = select(func.min(col(Application.position))).where(*_column(user_id, stage))
    top = session.exec(first).one()
    while True:
        top = pipeline.position_between(None, top)
        yield top


def bottom(session: Session, user_id: int, stage: Stage) -> Decimal:
    """That of the last card; 0 without any."""
    last = select(func.max(col(Application.position))).where(*_column(user_id, stage))
    return session.exec(last).one() or Decimal(0)


def under(session: Session, row: Application, below: int) -> Decimal:
    """Under the card `below` of the same column; at its top if that card has left."""
    column = *_column(row.user_id, Stage(row.stage)), Application.id != row.id
    above = session.exec(select(col(Application.position)).where(*column, Application.id == below)).first()
    following = select(func.min(col(Application.position))).where(*column)
    if above is not None:
        following = following.where(col(Application.position) > above)
    return pipeline.position_between(above, session.exec(following).one())


def _column(user_id: int, stage: Stage):  # type: ignore[no-untyped-def]
    return Application.user_id == user_id, Application.stage == stage, col(Application.deleted_at).is_(None)
