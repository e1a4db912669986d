"""The ledger of calls of language models: reserved before, settled after, summed up by month.

The cap holds under any number of calls at once: one statement both checks it and sets money aside."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, text, update
from sqlmodel import Session, col

from career_copilot import db, live
from career_copilot.domain.language_models import Outcome, Provider, Usage, cost, dollars, price_of
from career_copilot.errors import ModelError
from career_copilot.models.ai import ModelAnswer, ModelCall

LOST_AFTER = timedelta(minutes=15)
ANSWERS_KEPT = timedelta(days=30)
CAPPED = "This month's limit of {cap} is reached. {raising}; a new month begins on the first (UTC)."

_RESERVE = text("""
    insert into model_month as m (user_id, month, paid_by, spent, reserved)
    select :user_id, :month, :paid_by, 0, :most where cast(:cap as bigint) is null or :most <= :cap
    on conflict (user_id, month, paid_by) do update set reserved = m.reserved + excluded.reserved
    where cast(:cap as bigint) is null or m.spent + m.reserved + excluded.reserved <= :cap
    returning reserved
""")
_SETTLE = text("""
    update model_month set spent = spent + :cost, reserved = greatest(0, reserved - :reserved)
    where user_id = :user_id and month = :month and paid_by = :paid_by
""")


@dataclass(frozen=True)
class Accounts:
    """The meter (`ai/metering.py`) of one person, one feature and one connection."""

    user_id: int
    feature: str
    paid_by: str
    provider: Provider
    private: bool
    cap: int | None
    may_raise: bool = True  # this person may change the cap

    def reserve(self, model: str, most: Usage) -> int:
        """Set aside what the call may cost at most; return its number. Raises ModelError (`cap`)."""
        now = datetime.now(UTC)
        price, known = price_of(self.provider, model, private=self.private)
        amount = cost(price, most)
        with db.transaction() as session:
            _count_lost(session, self.user_id, now)
            terms = {
                "user_id": self.user_id,
                "month": month_of(now),
                "paid_by": self.paid_by,
                "most": amount,
                "cap": self.cap,
            }
            if session.execute(_RESERVE, terms).first() is None:
                raise ModelError("cap", capped(self.cap or 0, self.may_raise))
            call = self._row(model, Outcome.RUNNING, now)
            call.reserved, call.price_known = amount, known
            session.add(call)
            session.flush()
            return call.id or 0

    def settle(self, call: int, outcome: Outcome, usage: Usage, seconds: float, first_seconds: float | None) -> None:
        """What it cost takes the place of what was set aside. A call that was counted as lost is corrected."""
        with db.transaction() as session:
            row = session.get(ModelCall, call, with_for_update=True)
            if row is None:
                return  # the account was deleted meanwhile
            price, _ = price_of(self.provider, row.model, private=self.private)
            before = row.cost
            row.outcome, row.cost, row.estimated = outcome, cost(price, usage), usage.estimated
            row.tokens_in, row.tokens_out, row.tokens_cached = usage.tokens_in, usage.tokens_out, usage.tokens_cached
            row.audio_seconds = usage.seconds
            row.milliseconds = round(seconds * 1000)
            row.first_milliseconds = None if first_seconds is None else round(first_seconds * 1000)
            _settle(session, row, row.cost - before)
        live.publish(self.user_id, live.Topic.MODELS)

    def remembered(self, key: str) -> str | None:
        """An answer that is not too old; noted in the ledger as free."""
        now = datetime.now(UTC)
        with db.transaction() as session:
            row = session.get(ModelAnswer, (self.user_id, key))
            if row is None or row.created_at < now - ANSWERS_KEPT:
                return None
            session.add(self._row(row.model, Outcome.CACHED, now))
            return row.answer

    def remember(self, key: str, model: str, answer: str) -> None:
        """Keep an answer; of the same question the latest."""
        with db.transaction() as session:
            session.merge(
                ModelAnswer(
                    user_id=self.user_id,
                    key=key,
                    model=model,
                    answer=answer.replace("\0", ""),
                    created_at=datetime.now(UTC),
                )
            )

    def _row(self, model: str, outcome: Outcome, now: datetime) -> ModelCall:
        return ModelCall(
            user_id=self.user_id,
            paid_by=self.paid_by,
            feature=self.feature,
            model=model,
            outcome=outcome,
            created_at=now,
        )


def capped(cap: int, may_raise: bool) -> str:
    """That the month is spent, and who can do something about it."""
    raising = "It can be raised in Settings, Models" if may_raise else "An administrator can raise it"
    return CAPPED.format(cap=dollars(cap), raising=raising)


def month_of(now: datetime) -> date:
    return now.astimezone(UTC).date().replace(day=1)


def spent(session: Session, user_id: int, paid_by: str, now: datetime) -> tuple[int, int]:
    """Nanodollars of this month: spent, and set aside for what runs."""
    row = session.execute(
        text(
            "select spent, reserved from model_month where user_id = :user_id and month = :month and paid_by = :paid_by"
        ),
        {"user_id": user_id, "month": month_of(now), "paid_by": paid_by},
    ).first()
    return (row[0], row[1]) if row else (0, 0)


def forget_answers(now: datetime) -> int:
    """Remove answers that are no longer used; return how many."""
    with db.transaction() as session:
        return session.exec(delete(ModelAnswer).where(col(ModelAnswer.created_at) < now - ANSWERS_KEPT)).rowcount


def _settle(session: Session, row: ModelCall, more: int) -> None:
    terms: dict[str, Any] = {"user_id": row.user_id, "month": month_of(row.created_at), "paid_by": row.paid_by}
    session.execute(_SETTLE, terms | {"cost": more, "reserved": row.reserved})
    row.reserved = 0
    session.add(row)


def _count_lost(session: Session, user_id: int, now: datetime) -> None:
    """Calls whose process was killed: nobody knows what they cost, so they cost what was set aside."""
    lost = (
        update(ModelCall)
        .where(
            col(ModelCall.user_id) == user_id,
            col(ModelCall.outcome) == Outcome.RUNNING,
            col(ModelCall.created_at) < now - LOST_AFTER,
        )
        .values(outcome=Outcome.LOST, cost=ModelCall.reserved, estimated=True)
        .returning(ModelCall)
    )
    for row in session.execute(lost).scalars().all():
        _settle(session, row, row.reserved)
