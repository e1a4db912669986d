"""The research brief of an application: sources and what they say by rules, texts to paste, and a model's words with verdicts."""

from datetime import datetime

from pydantic import BaseModel, ValidationError
from sqlalchemy import func
from sqlmodel import Session, select

from career_copilot import db, live
from career_copilot.domain import research
from career_copilot.domain.drafting import DraftKind, Line, Wish
from career_copilot.domain.research import Group, Pasted, Source
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models import User
from career_copilot.models.drafts import Draft
from career_copilot.models.practice import ResearchSource
from career_copilot.services import drafts, generations, owned, research_sources, written_texts
from career_copilot.services.generations import GenerationView
from career_copilot.services.line_verdicts import LineView
from career_copilot.services.recording import Change, Recorder

MOST_PASTED = 20  # texts of an application
MIN_VERSIONS = 2  # for one to bring back


class ResearchView(BaseModel, frozen=True):
    """`written` are a model's sentences with verdicts, each with its sources as facts; `stripped` what was taken out of
    ad and pasted texts."""

    about: str
    groups: tuple[Group, ...]
    sources: tuple[Source, ...]
    written: tuple[LineView, ...] = ()
    draft_id: int = 0
    run: GenerationView | None = None
    version: int = 0
    stripped: tuple[str, ...] = ()


def of_application(user_id: int, application_id: int) -> ResearchView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        application = owned.application(session, user_id, application_id)
        sources = research_sources.of(session, application)
        draft = _draft(session, user_id, application_id)
        judge = research_sources.judge_of(owned.about(application), sources)
        lines = written_texts.content_of(session, draft).lines if draft else ()
        found = ResearchView(
            about=owned.about(application), groups=research.by_rules(sources), sources=sources,
            written=tuple(map(judge, lines)), draft_id=owned.id_of(draft) if draft else 0,
            version=draft.version if draft else 0,
            stripped=research_sources.stripped(session, application),
        )  # fmt: skip
    if not found.draft_id:
        return found
    return found.model_copy(update={"run": generations.last(user_id, found.draft_id)})


def paste(user_id: int, application_id: int, name: str, url: str, body: str, now: datetime) -> tuple[int, Change]:
    """Keep a text with where it is from. Returns its id. Nothing is fetched."""
    try:
        given = Pasted.model_validate({"name": name, "url": url, "body": body})
    except ValidationError as error:
        raise InvalidInputError(research.problem(error.errors()[0]["loc"][0])) from error
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "research.paste", f"Added the source {given.name}", now)
        owned.application(session, user_id, application_id)
        count = select(func.count()).select_from(ResearchSource).where(ResearchSource.application_id == application_id)
        if session.exec(count).one() >= MOST_PASTED:
            raise InvalidInputError(f"An application has at most {MOST_PASTED} pasted texts: remove one first.")
        row = ResearchSource(user_id=user_id, application_id=application_id, created_at=now, **given.model_dump())
        recorder.add(row)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return owned.id_of(row), recorder.done


def remove(user_id: int, source_id: int, now: datetime) -> Change:
    """A pasted text, no longer. What a model wrote on it is flagged from then on."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "research.remove", "", now)
        row = owned.hanging(session, ResearchSource, user_id, source_id, "source")
        recorder.change.summary = f"Removed the source {row.name}"
        recorder.delete(row)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def start(user_id: int, application_id: int, now: datetime) -> tuple[int, int]:
    """Have a model write it; returns the draft, and the id for `tasks.generate`. Raises ModelError while none can be asked."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        row = _draft(session, user_id, application_id)
    draft_id = (
        owned.id_of(row)
        if row is not None
        else drafts.create(user_id, DraftKind.RESEARCH, "", now, application_id=application_id, language="en")
    )
    return draft_id, generations.start(user_id, draft_id, Wish(), now)


def resume(user_id: int, application_id: int, now: datetime) -> int:
    """Go on after what a stopped run left. Returns the id for `tasks.generate`."""
    return generations.resume(user_id, owned.id_of(_written(user_id, application_id)), now)


def bring_back(user_id: int, application_id: int, now: datetime) -> None:
    """The brief as it was before the last change; once more, and that change is back."""
    row = _written(user_id, application_id)
    if row.version < MIN_VERSIONS:
        raise InvalidInputError("There is no brief before this one.")
    drafts.roll_back(user_id, owned.id_of(row), row.version - 1, row.version, now)


def _written(user_id: int, application_id: int) -> Draft:
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        row = _draft(session, user_id, application_id)
    if row is None:
        raise NotFoundError("A model has not written this brief yet.")
    return row


def text(user_id: int, application_id: int) -> str:
    """To be copied: a model's sentences that their sources carry, what the rules say, and the sources."""
    found = of_application(user_id, application_id)
    with db.transaction() as session:
        zone = session.get_one(User, user_id).time_zone
    carried = tuple(
        Line(text=one.text, facts=tuple(fact.id for fact in one.facts)) for one in found.written if one.supported
    )
    groups = (*([Group(title="In short, by a model", lines=carried)] if carried else []), *found.groups)
    return research.as_text(f"Research brief: {found.about}", groups, found.sources, zone)


def _draft(session: Session, user_id: int, application_id: int) -> Draft | None:
    of_it = (Draft.user_id == user_id) & (Draft.application_id == application_id) & (Draft.kind == DraftKind.RESEARCH)
    return session.exec(select(Draft).where(of_it)).first()
