"""Gather what may be known when something is written for a person about an opening."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from career_copilot.domain import explaining, matching
from career_copilot.domain.briefs import Brief, context_facts
from career_copilot.domain.claims import Fact, Ledger, ledger
from career_copilot.domain.document_words import language_of
from career_copilot.domain.drafting import DraftKind
from career_copilot.domain.explaining import Point
from career_copilot.domain.interviews import NOT_HELD
from career_copilot.domain.matches import Evidence
from career_copilot.domain.offers import OfferTerms
from career_copilot.errors import NotFoundError
from career_copilot.models import OpeningMatch, User
from career_copilot.models.drafts import Draft
from career_copilot.models.tracker import Application, ApplicationContact, Contact, Interview, Offer
from career_copilot.services import kept_adverts, matches, openings
from career_copilot.services.feature_cache import opening_data

MOST_KEPT = 32  # ledgers: making one takes as long as a page may


def brief(session: Session, row: Draft, known: tuple[Fact, ...], now: datetime, with_evidence: bool = True) -> Brief:
    """Of a draft that the caller has found for its owner; `known` are the owner's facts (`facts.of_user`)."""
    application = session.get(Application, row.application_id) if row.application_id is not None else None
    title, company, advert = _about(session, row.user_id, row.opening_id, application)
    return Brief(
        kind=DraftKind(row.kind),
        name=name_of(session, row.user_id),
        title=title or row.title,
        company=company,
        advert=advert,
        facts=known,
        context=_context(session, application, row.language, now) if application else (),
        evidence=evidence(session, row.user_id, row.opening_id, now) if with_evidence else (),
    )


def ledger_of(session: Session, row: Draft, found: Brief, now: datetime) -> Ledger:
    """The index that the draft's sentences are judged with."""
    about = (found.title, found.company, found.advert)
    return _index(session, row.application_id, found.all_facts, about, found.name, now)


def ledger_about(
    session: Session, application: Application, known: tuple[Fact, ...], language: str, now: datetime
) -> Ledger:
    """The same for what is said, not written, about an application that the caller has found for its owner."""
    about = _about(session, application.user_id, application.opening_id, application)
    facts = (*known, *_context(session, application, language, now))
    return _index(session, application.id, facts, about, name_of(session, application.user_id), now)


def _index(
    session: Session,
    application_id: int | None,
    facts: tuple[Fact, ...],
    about: tuple[str, str, str],
    name: str,
    now: datetime,
) -> Ledger:
    """Names that may be mentioned are no claims: the person's own, the employer's, and those of the people of this application."""
    people = session.exec(
        select(Contact.name)
        .join(ApplicationContact, col(ApplicationContact.contact_id) == Contact.id)
        .where(ApplicationContact.application_id == application_id)
        .order_by(col(Contact.id))
    ).all()
    title, company, advert = about
    words = "\n".join(filter(None, [title, company, *people, advert]))
    return _ledger(facts, now.date(), words, company, name)


@lru_cache(maxsize=MOST_KEPT)
def _ledger(known: tuple[Fact, ...], today: date, about: str, company: str, name: str) -> Ledger:
    return ledger(known, today, about, company, name)


def name_of(session: Session, user_id: int) -> str:
    """The person's name, as their résumé has it."""
    profile = matches.profile(session, user_id)
    return profile[0].basics.name if profile else ""


def evidence(session: Session, user_id: int, opening_id: int | None, now: datetime) -> tuple[Evidence, ...]:
    """What the match says; nothing without a résumé, or when the opening left the person's list."""
    if opening_id is None or session.get(OpeningMatch, (user_id, opening_id)) is None:
        return ()
    profile = matches.profile(session, user_id)
    return tuple(matching.match(opening_data(session, opening_id), *profile, now).evidence) if profile else ()


def points(session: Session, user_id: int, opening_id: int | None, now: datetime) -> tuple[Point, ...]:
    """The match as numbered points; none without a résumé or when the opening left the person's list."""
    found = evidence(session, user_id, opening_id, now)
    profile = matches.profile(session, user_id)
    if opening_id is None or profile is None or not found:
        return ()
    return explaining.points(found, profile[0].text, opening_data(session, opening_id).text)


def _about(
    session: Session, user_id: int, opening_id: int | None, application: Application | None
) -> tuple[str, str, str]:
    """Title, company and text of the ad: as it stands, else as it stood when the application was added."""
    if opening_id is not None:
        try:
            view = openings.read(session, user_id, opening_id)
        except NotFoundError:
            pass  # it left the person's list: what was kept of it is the next best
        else:
            return view.row.title, view.row.company, view.text
    if application is None:
        return "", "", ""
    kept = kept_adverts.of(application)
    return application.title, application.company, kept.text if kept else ""


def _context(session: Session, application: Application, language: str, now: datetime) -> tuple[Fact, ...]:
    zone = ZoneInfo(session.exec(select(User.time_zone).where(User.id == application.user_id)).one())
    held = session.exec(
        select(Interview.starts_at)
        .where(
            Interview.application_id == application.id,
            col(Interview.starts_at) < now,
            col(Interview.outcome).not_in(NOT_HELD),
        )
        .order_by(col(Interview.starts_at))
    ).all()
    offers = session.exec(select(Offer.terms).where(Offer.application_id == application.id).order_by(col(Offer.id)))
    return context_facts(
        application.applied_at.astimezone(zone).date() if application.applied_at else None,
        [starts.astimezone(zone).date() for starts in held],
        [OfferTerms.model_validate(terms) for terms in offers],
        language_of(language),
    )
