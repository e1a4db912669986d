"""What employers offer. Each call is one change that can be undone; comparing is `domain/offers.py`'s."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.offers import OfferTerms
from career_copilot.domain.pipeline import Stage
from career_copilot.errors import ConflictError
from career_copilot.models.tracker import Application, Offer
from career_copilot.services import owned, reminders
from career_copilot.services.recording import Change, Recorder

MOST_COMPARED = 12


class OfferView(BaseModel, frozen=True):
    """An offer and whose it is."""

    id: int
    application_id: int
    title: str
    company: str
    stage: Stage
    terms: OfferTerms
    received_at: datetime | None
    decide_by: datetime | None
    version: int
    created_at: datetime


class OfferDraft(BaseModel, frozen=True):
    """What a person enters."""

    terms: OfferTerms
    received_at: datetime | None = None
    decide_by: datetime | None = None


def of_application(user_id: int, application_id: int) -> list[OfferView]:
    """The newest first. Raises NotFoundError."""
    with db.transaction() as session:
        owner = owned.application(session, user_id, application_id)
        rows = session.exec(
            select(Offer)
            .where(Offer.application_id == application_id)
            .order_by(col(Offer.created_at).desc(), col(Offer.id).desc())
        )
        return [_view(row, owner) for row in rows]


def all_of(user_id: int) -> list[OfferView]:
    """Those of all applications, the newest `MOST_COMPARED` first."""
    with db.transaction() as session:
        rows = session.exec(
            select(Offer, Application)
            .join(Application, col(Application.id) == col(Offer.application_id))
            .where(Offer.user_id == user_id, col(Application.deleted_at).is_(None))
            .order_by(col(Offer.created_at).desc(), col(Offer.id).desc())
            .limit(MOST_COMPARED)
        )
        return [_view(row, owner) for row, owner in rows]


def one(user_id: int, offer_id: int) -> OfferView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        return _view(*_owned(session, user_id, offer_id, lock=False))


def add(user_id: int, application_id: int, draft: OfferDraft, now: datetime) -> tuple[int, Change]:
    """An offer more. Returns its id."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "offers.add", "", now)
        owner = owned.application(session, user_id, application_id)
        recorder.change.summary = f"Added an offer of {owned.about(owner)}"
        row = recorder.add(
            Offer(user_id=user_id, application_id=application_id, created_at=now, updated_at=now, **_columns(draft))
        )
        if draft.decide_by:
            reminders.renew_decision(session, recorder, application_id, draft.decide_by, now)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return owned.id_of(row), recorder.done


def edit(user_id: int, offer_id: int, draft: OfferDraft, version: int, now: datetime) -> Change:
    """Replace its terms. Raises ConflictError when another tab saved since `version`."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "offers.edit", "", now)
        row, owner = _owned(session, user_id, offer_id)
        if row.version != version:
            raise ConflictError("This offer was changed in another tab. Both versions are kept until you choose.")
        recorder.change.summary = f"Changed the offer of {owned.about(owner)}"
        if draft.decide_by and draft.decide_by != row.decide_by:
            reminders.renew_decision(session, recorder, row.application_id, draft.decide_by, now)
        recorder.update(row, **_columns(draft))
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def delete(user_id: int, offer_id: int, now: datetime) -> Change:
    """Remove it."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "offers.delete", "", now)
        row, owner = _owned(session, user_id, offer_id)
        recorder.change.summary = f"Deleted an offer of {owned.about(owner)}"
        recorder.delete(row)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def _owned(session: Session, user_id: int, offer_id: int, lock: bool = True) -> tuple[Offer, Application]:
    row = owned.hanging(session, Offer, user_id, offer_id, "offer", lock)
    return row, owned.application(session, user_id, row.application_id)


def _columns(draft: OfferDraft) -> dict[str, Any]:
    return {**dict(draft), "terms": draft.terms.model_dump(mode="json")}


def _view(row: Offer, owner: Application) -> OfferView:
    return OfferView(
        **row.model_dump(include={"id", "application_id", "terms", "received_at", "decide_by", "version", "created_at"}),
        title=owner.title, company=owner.company, stage=Stage(owner.stage),
    )  # fmt: skip
