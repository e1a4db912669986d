"""What to prepare for an interview: likely questions with the person's stories, gaps, questions to ask, what was sent."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.domain import document_words, explaining, interview_questions, language, repetition
from career_copilot.domain.achievements import PARTS
from career_copilot.domain.interview_questions import About, Demand, Question, Story
from career_copilot.domain.interviews import NOT_HELD
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.tailoring_keywords import Ad, Naming, coverage
from career_copilot.models import Opening
from career_copilot.models.practice import PracticeAnswer, PracticeCard
from career_copilot.models.tracker import Application, Interview, SubmissionRecord
from career_copilot.services import achievements, briefs, matches, owned, tailoring_sources

_NAMED = {Naming.SAME: "met", Naming.OTHER: "met", Naming.NOT: "missing"}


class Prepared(BaseModel, frozen=True):
    """A question with what answers it and how it went so far. `due_at`: it comes back then; None: it does not."""

    question: Question
    stories: tuple[Story, ...] = ()
    answered: int = 0
    last_score: int | None = None
    due_at: datetime | None = None
    card_id: int = 0


class Sent(BaseModel, frozen=True):
    """What the employer has in hand."""

    at: datetime
    resume: str
    files: tuple[str, ...]


class Pack(BaseModel, frozen=True):
    """`has_resume` and `has_ad` say what the questions could be made of. `over`: nothing comes back any more."""

    application_id: int
    title: str
    company: str
    interview_at: datetime | None
    questions: tuple[Prepared, ...]
    ask: tuple[str, ...]
    sent: tuple[Sent, ...]
    has_resume: bool
    has_ad: bool
    story_count: int
    over: bool

    def due(self, now: datetime) -> frozenset[str]:
        """Keys of the questions that are due again."""
        return frozenset(one.question.key for one in self.questions if one.due_at is not None and one.due_at <= now)

    @property
    def done(self) -> Counter[str]:
        """How often each was answered, by key."""
        return Counter({one.question.key: one.answered for one in self.questions})


def read(user_id: int, application_id: int, now: datetime) -> Pack:
    """Raises NotFoundError."""
    with db.transaction() as session:
        return of(session, owned.application(session, user_id, application_id), now)


def of(session: Session, application: Application, now: datetime) -> Pack:
    """Of an application that the caller has found for its owner."""
    about = _about(session, application, now)
    stories = _stories(session, application.user_id)
    interview_at = next_interview(session, owned.id_of(application), now)
    over = repetition.is_over(
        Stage(application.stage),
        application.archived_at is not None,
        _interviewed(session, application, now),
        interview_at,
    )
    return Pack(
        application_id=owned.id_of(application),
        title=application.title,
        company=application.company,
        interview_at=interview_at,
        questions=_prepared(
            session, application, about, stories, lambda given: repetition.next_time(given, interview_at, over, now)
        ),
        ask=interview_questions.to_ask(about),
        sent=_sent(session, application),
        has_resume=matches.profile(session, application.user_id) is not None,
        has_ad=bool(about.demands),
        story_count=len(stories),
        over=over,
    )


def next_interview(session: Session, application_id: int, now: datetime) -> datetime | None:
    """When the next one of the application begins."""
    return session.exec(
        select(Interview.starts_at)
        .where(
            Interview.application_id == application_id,
            col(Interview.starts_at) > now,
            col(Interview.outcome).not_in(NOT_HELD),
        )
        .order_by(col(Interview.starts_at))
    ).first()


def _interviewed(session: Session, application: Application, now: datetime) -> bool:
    """Whether one took place."""
    begun = select(Interview.id).where(
        Interview.application_id == application.id,
        col(Interview.starts_at) <= now,
        col(Interview.outcome).not_in(NOT_HELD),
    )
    return session.exec(begun).first() is not None


def _prepared(
    session: Session,
    application: Application,
    about: About,
    stories: list[Story],
    comes_back: Callable[[Sequence[tuple[datetime, int]]], datetime | None],
) -> tuple[Prepared, ...]:
    """The questions of the rules, the person's own, and those that were answered when the rules still asked them."""
    cards = session.exec(
        select(PracticeCard).where(PracticeCard.application_id == application.id).order_by(col(PracticeCard.id))
    ).all()
    answers = session.exec(
        select(PracticeAnswer)
        .where(PracticeAnswer.application_id == application.id)
        .order_by(col(PracticeAnswer.created_at), col(PracticeAnswer.id))
    ).all()
    own, given = {card.key: owned.id_of(card) for card in cards}, _reviews(answers)
    asked = {question.key: question for question in interview_questions.likely(about)}
    known = [(card.key, card.question) for card in cards]
    known += [(row.key, row.question) for row in answers if not row.key.startswith("own:")]
    for key, question in known:
        asked.setdefault(key, Question.model_validate(question))
    return tuple(
        Prepared(
            question=one,
            stories=interview_questions.stories_for(one, stories, one.language),
            answered=len(given.get(key, ())),
            last_score=given[key][-1][1] if key in given else None,
            due_at=comes_back(given.get(key, ())),
            card_id=own.get(key, 0),
        )
        for key, one in asked.items()
    )


def _reviews(answers: Sequence[PracticeAnswer]) -> dict[str, list[tuple[datetime, int]]]:
    """When each question was answered, and how well, oldest first."""
    found: dict[str, list[tuple[datetime, int]]] = {}
    for row in answers:
        found.setdefault(row.key, []).append((row.created_at, row.score))
    return found


def _about(session: Session, application: Application, now: datetime) -> About:
    opening = session.get(Opening, application.opening_id) if application.opening_id is not None else None
    ad = tailoring_sources.about(session, application.user_id, None, application.id).ad
    return About(
        title=application.title,
        company=application.company,
        stage=Stage(application.stage),
        step=Step(application.step),
        pays=application.salary is not None or (opening is not None and opening.salary is not None),
        demands=_demands(session, application, ad, now),
        has_ad=bool(ad.text),
        language=document_words.language_of(
            (opening.language if opening is not None else "") or language.language_of(ad.text)
        ),
    )


def _demands(session: Session, application: Application, ad: Ad, now: datetime) -> tuple[Demand, ...]:
    """As the match has them; of an ad that is not in the person's list, as far as its words were kept."""
    evidence = briefs.evidence(session, application.user_id, application.opening_id, now)
    profile = matches.profile(session, application.user_id)
    if evidence and profile:
        points = explaining.points(evidence, profile[0].text, ad.text)
        return tuple(
            Demand(
                label=point.label, kind=point.kind, topic=one.requirement.topic, state=point.state, words=point.words,
                skill_id=one.requirement.skill_id, stressed=one.requirement.stressed,
                said=ad.text[one.requirement.span.start : one.requirement.span.end],
            )
            for point, one in zip(points, evidence, strict=True)
            if point.state != "needless"
        )  # fmt: skip
    states = (
        [_NAMED[one.after] for one in coverage(profile[0], profile[0], ad, now.date())]
        if profile
        else [""] * len(ad.keywords)
    )
    return tuple(
        Demand(
            label=each.label, kind=each.kind, topic=each.topic, state=state, skill_id=each.skill_id, stressed=each.stressed,
            said=each.words,
        )
        for each, state in zip(ad.keywords, states, strict=True)
    )  # fmt: skip


def _stories(session: Session, user_id: int) -> list[Story]:
    found = []
    for row in achievements.rows_of(session, user_id):
        text = " ".join(filter(None, (getattr(row, part) for part in PARTS)))
        found.append(Story(id=owned.id_of(row), title=row.title or text[:60], text=text, skills=tuple(row.skills)))
    return found


def _sent(session: Session, application: Application) -> tuple[Sent, ...]:
    rows = session.exec(
        select(SubmissionRecord)
        .where(SubmissionRecord.application_id == application.id, col(SubmissionRecord.undone_at).is_(None))
        .order_by(col(SubmissionRecord.id).desc())
    )
    return tuple(
        Sent(
            at=row.created_at,
            resume=row.content.get("resume_name", ""),
            files=tuple(file["name"] for file in row.files),
        )
        for row in rows
    )
