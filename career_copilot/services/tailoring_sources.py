"""What a tailored résumé is made from, and judged by: a résumé of the profile, and the ad as well as it is known."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from sqlmodel import Session, col, select

from career_copilot.ai import instructions
from career_copilot.domain import entailing, standing
from career_copilot.domain.claims import Fact, Ledger, ledger
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_locating import located
from career_copilot.domain.tailoring import Tailored
from career_copilot.domain.tailoring_keywords import Ad, ad_in, ad_of
from career_copilot.errors import NotFoundError
from career_copilot.models import ResumeFile
from career_copilot.services import drafts, facts, kept_adverts, openings, owned

NO_RESUME = "There is no résumé to tailor yet: add one in Profile first."


@lru_cache(maxsize=32)
def index(known: tuple[Fact, ...], today: date, about: str) -> Ledger:
    """The ledger that lines are judged with; making one takes as long as a page may."""
    return ledger(known, today, about)


class Base(NamedTuple):
    id: int
    name: str
    version: int
    resume: Resume


def base(session: Session, user_id: int, resume_id: int | None) -> Base:
    wanted = ResumeFile.id == resume_id if resume_id is not None else col(ResumeFile.matching)
    row = session.exec(select(ResumeFile).where(ResumeFile.user_id == user_id, wanted)).first()
    if row is None or row.resume is None:
        raise NotFoundError(NO_RESUME)
    return Base(owned.id_of(row), row.name, row.version, located(Resume.model_validate(row.resume)))


def base_of(session: Session, user_id: int, draft: drafts.DraftView) -> Base | None:
    """The résumé it was made from; None when it is deleted, or was never this person's: settings may come from an archive."""
    number = draft.settings.get("resume_id")
    row = session.get(ResumeFile, number) if isinstance(number, int) and 0 < number < owned.LARGEST else None
    if row is None or row.user_id != user_id or row.resume is None:
        return None
    return Base(owned.id_of(row), row.name, row.version, located(Resume.model_validate(row.resume)))


class About(NamedTuple):
    name: str
    opening_id: int | None
    ad: Ad


def of_draft(session: Session, user_id: int, draft: drafts.DraftView) -> About:
    try:
        return about(session, user_id, draft.opening_id, draft.application_id)
    except NotFoundError:  # the opening left the person's list
        return About(draft.title.removeprefix("Résumé for "), draft.opening_id, Ad())


def about(session: Session, user_id: int, opening_id: int | None, application_id: int | None) -> About:
    """What it is for, and the ad as well as it is known: of the opening, else as it was when the application was added."""
    application = owned.application(session, user_id, application_id) if application_id is not None else None
    number = application.opening_id if application else opening_id
    if number is not None:
        view = openings.read_many(session, user_id, [number]).get(number)
        if view is not None:
            return About(_named(view.row.title, view.row.company), number, ad_of(view.requirements, view.text))
    if application is None:
        raise NotFoundError("There is no such opening in your list.")
    then = kept_adverts.of(application)
    return About(
        owned.about(application), number, ad_in(application.title, then.text if then else "", application.company)
    )


def _named(title: str, company: str) -> str:
    return f"{title} at {company}" if company else title


def reviews(
    user_id: int, tailored: Tailored, about: About, base: Base | None, doubts: dict[str, str], now: datetime
) -> Callable[[dict[str, str]], dict[str, entailing.Reviewed]]:
    """Judges lines by their paths, each as said of the entry that it stands under."""
    known = facts.of_user(user_id, base.id if base else None)
    ledger = index(known, now.date(), f"{about.name}\n{about.ad.text}")
    language, told = tailored.resume.language, instructions.known()
    entries = standing.entries(tailored.resume, known)
    return lambda texts: {
        path: entailing.review(text, (), ledger, language, doubts, told, standing.under(path, entries))
        for path, text in texts.items()
    }
