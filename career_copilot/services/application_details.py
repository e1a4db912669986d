"""One application as its page shows it. What a person does to it is `services/applications.py`'s."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.opening_words import stored_pay_line
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.posting import Salary
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.errors import NotFoundError
from career_copilot.models import ResumeFile
from career_copilot.models.tracker import Application
from career_copilot.services import kept_adverts, openings, owned


class ApplicationView(BaseModel, frozen=True):
    """Everything above and beside the tabs, and how much is in each of them."""

    id: int
    form: ApplicationForm
    stage: Stage
    step: Step
    stage_since: datetime
    opening_id: int | None
    in_feed: bool
    entered: bool
    score: int | None
    salary: Salary | None
    ad_posted_at: datetime | None
    archived_at: datetime | None
    created_at: datetime
    resume_name: str
    has_advert: bool
    version: int
    notes: int
    documents: int
    contacts: int
    offers: int


class Deleted(BaseModel, frozen=True):
    """What is left to be said of an application that is deleted."""

    about: str
    deleted_at: datetime


_COUNTS = """
    select (select count(*) from application_note where application_id = :id) as notes,
        (select count(*) from application_document where application_id = :id) as documents,
        (select count(*) from application_contact where application_id = :id) as contacts,
        (select count(*) from offer where application_id = :id) as offers,
        exists (
            select 1 from opening_match m join application a on a.opening_id = m.opening_id and a.user_id = m.user_id
            where a.id = :id
        ) as in_feed
"""

_OWN_RESUME = (
    "select name from application_document where application_id = :id and kind = 'resume' order by id desc limit 1"
)
"""A résumé among its documents is what is sent, whichever of the profile's is named."""


def one(user_id: int, application_id: int) -> ApplicationView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        row = owned.application(session, user_id, application_id)
        resume = session.get(ResumeFile, row.resume_id) if row.resume_id is not None else None
        own = session.execute(text(_OWN_RESUME), {"id": application_id}).scalar()
        counts = session.execute(text(_COUNTS), {"id": application_id}).mappings().one()
    return ApplicationView(
        form=_form(row),
        resume_name=own or (resume.name if resume else ""),
        entered=kept_adverts.is_entered(row),
        has_advert=row.snapshot is not None,
        **row.model_dump(include=_COLUMNS),
        **counts,
    )


def _form(row: Application) -> ApplicationForm:
    kept = {name: getattr(row, name) for name in ApplicationForm.model_fields if name != "advert"}
    advert = kept_adverts.of(row) if kept_adverts.is_entered(row) else None
    words = advert.text if advert is not None else ""
    return ApplicationForm.model_construct(**kept | {"salary": stored_pay_line(row.salary), "advert": words})


def deleted(user_id: int, application_id: int) -> Deleted:
    """The person's application, when it is deleted and can be brought back. Raises NotFoundError."""
    with db.transaction() as session:
        row = session.get(Application, application_id) if 0 < application_id < owned.LARGEST else None
        if row is None or row.user_id != user_id or row.deleted_at is None:
            raise NotFoundError("There is no such application.")
        return Deleted(about=owned.about(row), deleted_at=row.deleted_at)


_COLUMNS = set(ApplicationView.model_fields) & {
    "id", "stage", "step", "stage_since", "opening_id", "score", "salary", "ad_posted_at", "archived_at", "created_at",
    "version",
}  # fmt: skip


def adverts(user_id: int, application_id: int, now: datetime) -> tuple[AdvertSnapshot | None, AdvertSnapshot | None]:
    """The opening as it was when the application was added, and as it is now; None for what is not known: an application
    entered by hand, an opening that has left the person's list."""
    with db.transaction() as session:
        row = owned.application(session, user_id, application_id)
    then = kept_adverts.of(row)
    if row.opening_id is None:
        return then, None
    try:
        return then, kept_adverts.snapshot(openings.one(user_id, row.opening_id, now), now)
    except NotFoundError:
        return then, None
