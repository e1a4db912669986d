"""Practice across applications: which have an interview ahead, what is due again by spaced repetition, how much was done."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import or_
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.domain import repetition
from career_copilot.domain.interviews import NOT_HELD
from career_copilot.domain.pipeline import CLOSED, Stage
from career_copilot.models.practice import PracticeAnswer, PracticeCard
from career_copilot.models.tracker import Application, Interview

WORTH_IT = (Stage.SCREENING, Stage.INTERVIEW)


class Standing(BaseModel, frozen=True):
    """An application in the words of practice. `due` questions come back now, the next one at `next_due_at`.
    `over`: its interview is past, and none is ahead."""

    application_id: int
    title: str
    company: str
    stage: Stage
    interview_at: datetime | None
    answered: int
    due: int
    next_due_at: datetime | None
    over: bool


def of_user(user_id: int, now: datetime) -> list[Standing]:
    """Open applications that are at an interview's stage, have a date ahead, or were practised for. What is due comes first,
    then the next interview; what is over comes last."""
    with db.transaction() as session:
        ahead, past = _interviews(session, user_id, now)
        reviews = _reviews(session, user_id)
        worth = or_(
            col(Application.stage).in_(WORTH_IT), col(Application.id).in_(ahead), col(Application.id).in_(reviews)
        )
        here = (col(Application.user_id) == user_id) & col(Application.deleted_at).is_(None)
        here &= col(Application.archived_at).is_(None) & col(Application.stage).not_in(CLOSED)
        rows = session.exec(select(Application).where(here, worth).order_by(col(Application.stage_since).desc())).all()
        found = [
            _standing(row, ahead.get(row.id or 0), row.id in past, reviews.get(row.id or 0, {}), now) for row in rows
        ]
    return sorted(found, key=lambda one: (one.over, not one.due, one.interview_at is None, one.interview_at or now))


def _standing(
    row: Application,
    interview_at: datetime | None,
    interviewed: bool,
    reviews: dict[str, list[tuple[datetime, int]]],
    now: datetime,
) -> Standing:
    over = repetition.is_over(Stage(row.stage), row.archived_at is not None, interviewed, interview_at)
    times = [repetition.next_time(given, interview_at, over, now) for given in reviews.values()]
    return Standing(
        application_id=row.id or 0,
        title=row.title,
        company=row.company,
        stage=Stage(row.stage),
        interview_at=interview_at,
        answered=sum(map(len, reviews.values())),
        due=sum(when is not None and when <= now for when in times),
        next_due_at=min((when for when in times if when is not None and when > now), default=None),
        over=over,
    )


def _interviews(session: Session, user_id: int, now: datetime) -> tuple[dict[int, datetime], set[int]]:
    """The next of each application that has one ahead, and the applications that had one."""
    ahead: dict[int, datetime] = {}
    past = set()
    rows = session.exec(
        select(Interview.application_id, Interview.starts_at)
        .where(Interview.user_id == user_id, col(Interview.outcome).not_in(NOT_HELD))
        .order_by(col(Interview.starts_at))
    )
    for application_id, starts_at in rows:
        if starts_at > now:
            ahead.setdefault(application_id, starts_at)
        else:
            past.add(application_id)
    return ahead, past


def _reviews(session: Session, user_id: int) -> dict[int, dict[str, list[tuple[datetime, int]]]]:
    """By application and question: when it was answered, and how well, oldest first. Of one's own questions that were
    removed, nothing comes back."""
    still_asked = (
        select(PracticeCard.id)
        .where(PracticeCard.application_id == PracticeAnswer.application_id, PracticeCard.key == PracticeAnswer.key)
        .exists()
    )
    rows = session.exec(
        select(PracticeAnswer.application_id, PracticeAnswer.key, PracticeAnswer.created_at, PracticeAnswer.score)
        .where(PracticeAnswer.user_id == user_id, or_(~col(PracticeAnswer.key).startswith("own:"), still_asked))
        .order_by(col(PracticeAnswer.created_at), col(PracticeAnswer.id))
    )
    found: dict[int, dict[str, list[tuple[datetime, int]]]] = {}
    for application_id, key, when, score in rows:
        found.setdefault(application_id, {}).setdefault(key, []).append((when, score))
    return found
