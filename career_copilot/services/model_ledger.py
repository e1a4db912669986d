"""What language models cost a person: this month by feature and model, and the last calls."""

from datetime import UTC, datetime

from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import col, select

from career_copilot import db
from career_copilot.domain.language_models import Outcome
from career_copilot.models.ai import ModelCall
from career_copilot.services.model_calls import month_of

PAGE = 25


class Total(BaseModel, frozen=True):
    """Calls of one feature with one model in a month. `unsure`: some of the cost is estimated or its price unknown."""

    feature: str
    model: str
    calls: int
    free: int
    failed: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    cost: int
    unsure: bool


class CallView(BaseModel, frozen=True):
    """One call."""

    id: int
    created_at: datetime
    feature: str
    model: str
    paid_by: str
    outcome: Outcome
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    cost: int
    unsure: bool
    milliseconds: int
    first_milliseconds: int | None


def month(user_id: int, now: datetime) -> list[Total]:
    """This month (UTC), the dearest first."""
    start = datetime.combine(month_of(now), datetime.min.time(), UTC)
    good = (Outcome.DONE, Outcome.CACHED, Outcome.RUNNING)
    with db.transaction() as session:
        rows = session.execute(
            select(  # type: ignore[call-overload]
                ModelCall.feature,
                ModelCall.model,
                func.count().label("calls"),
                func.count().filter(col(ModelCall.outcome) == Outcome.CACHED).label("free"),
                func.count().filter(col(ModelCall.outcome).not_in(good)).label("failed"),
                *(
                    func.coalesce(func.sum(column), 0).label(name)
                    for name, column in (
                        ("tokens_in", ModelCall.tokens_in),
                        ("tokens_out", ModelCall.tokens_out),
                        ("tokens_cached", ModelCall.tokens_cached),
                        ("cost", ModelCall.cost),
                    )
                ),
                func.bool_or(
                    (col(ModelCall.estimated) | ~col(ModelCall.price_known)) & (col(ModelCall.cost) > 0)
                ).label("unsure"),
            )
            .where(ModelCall.user_id == user_id, col(ModelCall.created_at) >= start)
            .group_by(ModelCall.feature, ModelCall.model)
            .order_by(func.sum(ModelCall.cost).desc(), ModelCall.feature, ModelCall.model)
        ).all()
    return [Total.model_validate(dict(row._mapping)) for row in rows]


def calls(user_id: int, page: int) -> tuple[list[CallView], int]:
    """A page of the last calls, the newest first, and how many calls there are in all."""
    with db.transaction() as session:
        count = session.exec(select(func.count()).select_from(ModelCall).where(ModelCall.user_id == user_id)).one()
        rows = session.exec(
            select(ModelCall)
            .where(ModelCall.user_id == user_id)
            .order_by(col(ModelCall.created_at).desc(), col(ModelCall.id).desc())
            .offset(max(0, page - 1) * PAGE)
            .limit(PAGE)
        ).all()
    return [
        CallView.model_validate(row.model_dump() | {"unsure": (row.estimated or not row.price_known) and row.cost > 0})
        for row in rows
    ], count
