"""What is stored of an employer and a position, as sources of a research brief: the ad, the company's other openings, what
the person noted, whom they met, and the texts they pasted. Of this person's rows only."""

from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from career_copilot.ai import instructions
from career_copilot.domain.ages import day
from career_copilot.domain.claims_text import plain
from career_copilot.domain.claims_values import Fact, FactKind, FactSource
from career_copilot.domain.drafting import Line
from career_copilot.domain.entailing import REPEATED
from career_copilot.domain.hostile_text import TRICK_NAMES, cleaned
from career_copilot.domain.interviews import NOT_HELD
from career_copilot.domain.markdown import beginning
from career_copilot.domain.model_words import repeats
from career_copilot.domain.opening_words import EMPLOYMENT_TYPES, SENIORITIES, WORKPLACES, pay, where
from career_copilot.domain.pipeline import STEP_NAMES, Stage, Step, label
from career_copilot.domain.posting import EmploymentType, RequirementKind, Salary, Seniority, Workplace
from career_copilot.domain.research import Source, SourceKind, doubts
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.errors import NotFoundError
from career_copilot.models import Opening, OpeningMatch, User
from career_copilot.models.practice import ResearchSource
from career_copilot.models.tracker import Application, ApplicationContact, ApplicationNote, Contact, Interview
from career_copilot.services import kept_adverts, openings, owned
from career_copilot.services.opening_values import OpeningView
from career_copilot.services.written_texts import LineView

MOST_OPENINGS = 40
_ASKED = {RequirementKind.BLOCKER: "Asked without exception", RequirementKind.MUST: "Must have", RequirementKind.NICE: "Nice to have"}  # fmt: skip


def of(session: Session, application: Application) -> tuple[Source, ...]:
    """For an application that the caller has found for its owner."""
    zone = session.exec(select(User.time_zone).where(User.id == application.user_id)).one()
    return (
        _advert(session, application, zone),
        *_pasted(session, application),
        *_openings(session, application, zone),
        *_own(session, application, zone),
    )


def judge_of(about: str, sources: Sequence[Source]) -> Callable[[Line], LineView]:
    """Compares a model's line with the sources it names, which are the facts of the verdict."""
    known = {one.id: one for one in sources}

    def judged(line: Line) -> LineView:
        repeated = (REPEATED,) if repeats(line.text, instructions.known()) else ()
        reasons = repeated + doubts(line, known, about)
        cited = (known[number] for number in line.facts if number in known)
        facts = (Fact(id=one.id, kind=FactKind.STATEMENT, text=one.name, source=FactSource.STATED) for one in cited)
        return LineView(
            text=line.text, paragraph=line.paragraph, supported=not reasons, reasons=reasons, facts=tuple(facts)
        )

    return judged


def stripped(session: Session, application: Application) -> tuple[str, ...]:
    """What was taken out of the ad and the pasted texts before anything was made of them, each once."""
    texts = [_words(session, application)[0], *(row.body for row in _pasted_rows(session, application))]
    found = [finding for text in texts for finding in cleaned(text).findings]
    return tuple(dict.fromkeys(f"{TRICK_NAMES[one.trick]}: “{one.words}”" for one in found))


def _same_company(session: Session, application: Application) -> list[int]:
    """The person's applications to this employer, this one among them."""
    alike = func.lower(col(Application.company)) == application.company.lower()
    here = (col(Application.user_id) == application.user_id) & col(Application.deleted_at).is_(None)
    ids = session.exec(select(Application.id).where(here & alike)) if application.company else ()
    return list({owned.id_of(application), *(number for number in ids if number is not None)})


def _words(session: Session, application: Application) -> tuple[str, OpeningView | None, AdvertSnapshot | None]:
    """The ad as it stands, else as it stood when the application was added."""
    kept = kept_adverts.of(application)
    if application.opening_id is not None:
        try:
            view = openings.read(session, application.user_id, application.opening_id)
        except NotFoundError:
            pass  # it left the person's list: what was kept of it is the next best
        else:
            return view.text, view, kept
    return kept.text if kept else "", None, kept


def _advert(session: Session, application: Application, zone: str) -> Source:
    text, view, kept = _words(session, application)
    if view is not None:
        facts = tuple(_of_view(view, zone))
        when, link = view.row.date_posted, view.postings[0].url if view.postings else application.url
    else:
        facts = tuple(_of_application(application, kept, zone))
        when, link = (kept.taken_at if kept else application.ad_posted_at), application.url
    return Source(
        kind=SourceKind.AD, row=0, name="The ad" if text else "What you entered of the ad", when=when, url=link,
        facts=facts, text=cleaned(text).text,
    )  # fmt: skip


def _of_view(view: OpeningView, zone: str) -> Iterator[str]:
    row = view.row
    yield ", ".join(filter(None, [row.title, row.company]))
    kinds = [EMPLOYMENT_TYPES[EmploymentType(kind)] for kind in row.employment_types]
    workplace = "" if row.workplace == Workplace.UNKNOWN else WORKPLACES[Workplace(row.workplace)]
    level = SENIORITIES.get(Seniority(row.seniority), "")
    if facts := ", ".join(filter(None, [where(row.places, most=4), workplace, *kinds, level])):
        yield facts
    amount = pay(row.salary)
    yield (
        f"Pay: {amount}{', estimated' if row.salary and row.salary.predicted else ''}"
        if amount
        else "Pay: not said in the ad"
    )
    if row.date_posted:
        yield f"Posted on {day(row.date_posted, zone)}"
    if row.valid_through:
        yield f"Open until {day(row.valid_through, zone)}"
    if row.state == "closed":
        yield f"Closed{f' on {day(view.closed_at, zone)}' if view.closed_at else ''}"
    for kind, words in _ASKED.items():
        labels = dict.fromkeys(one.label for one in view.requirements if one.kind is kind)
        if labels:
            yield f"{words}: {', '.join(labels)}"


def _of_application(application: Application, kept: AdvertSnapshot | None, zone: str) -> Iterator[str]:
    yield owned.about(application)
    if place := application.place or (where(kept.places, most=4) if kept else ""):
        yield place
    salary = Salary.model_validate(application.salary) if application.salary else None
    yield f"Pay: {pay(salary)}" if pay(salary) else "Pay: not known here"
    if application.ad_posted_at:
        yield f"Posted on {day(application.ad_posted_at, zone)}"


def _openings(session: Session, application: Application, zone: str) -> Iterator[Source]:
    """The company's other openings in the person's list; one of the same title that came before is said to be one."""
    if not application.company:
        return
    rows = session.exec(
        select(Opening)
        .join(OpeningMatch, col(OpeningMatch.opening_id) == Opening.id)
        .where(
            OpeningMatch.user_id == application.user_id, Opening.id != (application.opening_id or 0),
            func.lower(col(Opening.company)) == application.company.lower(),
        )
        .order_by(col(Opening.date_posted).desc().nulls_last(), col(Opening.id).desc())
        .limit(MOST_OPENINGS)
    )  # fmt: skip
    for row in rows:
        closed = f"closed on {day(row.closed_at, zone)}" if row.closed_at else "closed" if row.state == "closed" else ""
        posted = f"posted on {day(row.date_posted, zone)}" if row.date_posted else ""
        again = "the same title as this position" if plain(row.title) == plain(application.title) else ""
        said = ", ".join(filter(None, [row.title, posted, closed, again]))
        yield Source(
            kind=SourceKind.OPENING, row=owned.id_of(row), name=f"The opening {row.title}", when=row.date_posted, facts=(said,)
        )  # fmt: skip


def _own(session: Session, application: Application, zone: str) -> Iterator[Source]:
    """What the tracker holds of every application to this employer."""
    ids = _same_company(session, application)
    for row in session.exec(
        select(Application).where(col(Application.id).in_(ids)).order_by(col(Application.id).desc())
    ):
        facts = tuple(_history(session, row, zone))
        yield Source(
            kind=SourceKind.APPLICATION, row=owned.id_of(row), name=f"Your application: {row.title}", when=row.created_at,
            url=f"/applications/{row.id}", facts=facts,
        )  # fmt: skip
    people = (
        select(Contact)
        .join(ApplicationContact, col(ApplicationContact.contact_id) == Contact.id)
        .where(col(ApplicationContact.application_id).in_(ids))
        .distinct()
        .order_by(col(Contact.id))
    )
    for person in session.exec(people):
        said = ", ".join(filter(None, [person.name, person.role, person.company]))
        yield Source(
            kind=SourceKind.CONTACT, row=owned.id_of(person), name=f"Your contact {person.name}", when=person.updated_at,
            facts=(f"You know {said}",), text=cleaned(person.notes).text,
        )  # fmt: skip
    notes = select(ApplicationNote).where(col(ApplicationNote.application_id).in_(ids))
    for note in session.exec(notes.order_by(col(ApplicationNote.created_at).desc())):
        yield Source(
            kind=SourceKind.NOTE, row=owned.id_of(note), name="Your note", when=note.created_at,
            facts=(f"You noted: {beginning(note.body, 200)}",), text=cleaned(note.body).text,
        )  # fmt: skip


def _history(session: Session, row: Application, zone: str) -> Iterator[str]:
    applied = f", applied on {day(row.applied_at, zone)}" if row.applied_at else ""
    yield f"{row.title}: {label(Stage(row.stage), Step(row.step))}{applied}"
    dates = select(Interview).where(Interview.application_id == row.id, col(Interview.outcome).not_in(NOT_HELD))
    for one in session.exec(dates.order_by(col(Interview.starts_at), col(Interview.id))):
        there = one.starts_at.astimezone(ZoneInfo(zone))
        kind = one.title or (STEP_NAMES[Step(one.step)] if one.step else "Interview")
        people = f", with {one.people}" if one.people else ""
        yield f"{kind}: {day(one.starts_at, zone)}, {there:%H:%M}{people}"


def _pasted_rows(session: Session, application: Application) -> list[ResearchSource]:
    of_company = col(ResearchSource.application_id).in_(_same_company(session, application))
    return list(session.exec(select(ResearchSource).where(of_company).order_by(col(ResearchSource.id))))


def _pasted(session: Session, application: Application) -> Iterator[Source]:
    for row in _pasted_rows(session, application):
        yield Source(
            kind=SourceKind.PASTED, row=owned.id_of(row), name=row.name, when=row.created_at, url=row.url,
            text=cleaned(row.body).text,
        )  # fmt: skip
