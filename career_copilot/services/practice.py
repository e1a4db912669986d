"""Practising for an interview: sessions of a few questions, answers judged on a rubric, questions of one's own."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain import practice
from career_copilot.domain.interview_questions import Question, QuestionKind
from career_copilot.domain.practice import Judgement, Practised
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models.practice import PracticeAnswer, PracticeCard, PracticeJudging, PracticeSession
from career_copilot.services import model_runs, owned, practice_pack, spoken_answers
from career_copilot.services.recording import Change, Recorder

CLOCKS = (0, 90, 120, 180, 300)
MOST_OWN, LONGEST_QUESTION = 50, 400
MOST_SHOWN = 200


class AnswerView(BaseModel, frozen=True):
    """An answer as it was given and judged."""

    id: int
    question: Question
    text: str
    seconds: int
    judgements: tuple[Judgement, ...]
    score: int
    created_at: datetime
    judging: bool = False  # a model is at it
    judge_error: str = ""  # why its last judgement failed, or waits
    judge_again_at: datetime | None = None  # when a judgement that waits is asked for by itself


class SessionView(BaseModel, frozen=True):
    """A session with what was answered in it so far."""

    id: int
    application_id: int
    seconds: int
    questions: tuple[Question, ...]
    answers: tuple[AnswerView, ...]
    created_at: datetime
    finished_at: datetime | None

    @property
    def next(self) -> Question | None:
        """The first that was not answered yet; None when the session is over."""
        answered = {answer.question.key for answer in self.answers}
        return None if self.finished_at else next((one for one in self.questions if one.key not in answered), None)


def start(
    user_id: int, application_id: int, kind: QuestionKind | None, due_only: bool, seconds: int, now: datetime
) -> int:
    """Begin a session of one kind or of all, or with what is due again. Returns its id. One that was open is over."""
    if seconds not in CLOCKS:
        raise InvalidInputError("There is no such clock.")
    with db.transaction() as session:
        pack = practice_pack.of(session, owned.application(session, user_id, application_id), now)
        due = pack.due(now)
        asked = [one.question for one in pack.questions if not due_only or one.question.key in due]
        chosen = practice.next_up(asked, due, pack.done, kind)
        if not chosen:
            raise InvalidInputError("Nothing is due yet." if due_only else "There is no question of this kind: add one of your own first.")  # fmt: skip
        spoken: list[str] = []
        for other in _open(session, application_id):
            other.finished_at = now
            spoken += spoken_answers.drop(session, owned.id_of(other))
        row = PracticeSession(
            user_id=user_id, application_id=application_id, kind=kind or "", seconds=seconds, created_at=now,
            questions=[question.model_dump(mode="json") for question in chosen],
        )  # fmt: skip
        session.add(row)
        session.flush()
    spoken_answers.remove(spoken)
    _tell(user_id)
    return owned.id_of(row)


def answer(user_id: int, session_id: int, key: str, given: dict[str, Any], now: datetime) -> AnswerView:
    """Keep an answer (domain Practised), judged by rules and by what the person ticked. Raises ConflictError when another
    tab answered the question already."""
    practised = _checked(given)
    with db.transaction() as session:
        row = owned.hanging(session, PracticeSession, user_id, session_id, "session")
        asked = {one["key"]: Question.model_validate(one) for one in row.questions}
        if key not in asked:
            raise NotFoundError("There is no such question in this session.")
        known = _answers(session, PracticeAnswer.session_id == row.id)
        if row.finished_at or key in {one.key for one in known}:
            raise ConflictError("This question was answered in another tab already.")
        judgements = practice.judged(asked[key], practised.text, practised.ticks)
        made = PracticeAnswer(
            user_id=user_id, application_id=row.application_id, session_id=session_id, key=key, text=practised.text,
            question=asked[key].model_dump(mode="json"), seconds=practised.seconds, created_at=now,
            judgements=[one.model_dump(mode="json") for one in judgements], score=practice.score(judgements),
        )  # fmt: skip
        session.add(made)
        session.flush()
        if len(known) + 1 == len(asked):
            row.finished_at = now
        spoken = spoken_answers.drop(session, session_id, key)
    spoken_answers.remove(spoken)
    _tell(user_id)
    return _view(made)


def finish(user_id: int, session_id: int, now: datetime) -> None:
    """Enough for now: what was answered is kept."""
    with db.transaction() as session:
        row = owned.hanging(session, PracticeSession, user_id, session_id, "session")
        row.finished_at = row.finished_at or now
        spoken = spoken_answers.drop(session, session_id)
    spoken_answers.remove(spoken)
    _tell(user_id)


def one(user_id: int, session_id: int) -> SessionView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        row = owned.hanging(session, PracticeSession, user_id, session_id, "session", lock=False)
        return _session_view(session, row)


def going_on(user_id: int, application_id: int) -> SessionView | None:
    """The session of the application that is not over."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        return next((_session_view(session, row) for row in _open(session, application_id)), None)


def history(user_id: int, application_id: int) -> list[AnswerView]:
    """The latest answers, newest first."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        rows = _answers(session, PracticeAnswer.application_id == application_id)
        ids = [row.id for row in rows]
        runs = select(PracticeJudging).where(col(PracticeJudging.answer_id).in_(ids)).order_by(col(PracticeJudging.id))
        last = {run.answer_id: run for run in session.exec(runs)}
        return [_view(row, last.get(owned.id_of(row))) for row in rows]


def delete_answer(user_id: int, answer_id: int, now: datetime) -> Change:
    """Forget an answer; when its question comes back follows from those that are left."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "practice.delete_answer", "Deleted a practised answer", now)
        recorder.delete(owned.hanging(session, PracticeAnswer, user_id, answer_id, "answer"))
    _tell(user_id)
    return recorder.done


def add_question(user_id: int, application_id: int, text: str, now: datetime) -> tuple[int, Change]:
    """One of the person's own. The same twice is one. Returns the id of its card."""
    words = " ".join(text.replace("\x00", "").split())
    if not words or len(words) > LONGEST_QUESTION:
        raise InvalidInputError(f"A question has 1 to {LONGEST_QUESTION} characters.")
    key = f"own:{hashlib.sha256(words.casefold().encode()).hexdigest()[:16]}"
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "practice.add_question", f"Added the question “{words}”", now)
        owned.application(session, user_id, application_id)
        cards = session.exec(select(PracticeCard).where(PracticeCard.application_id == application_id)).all()
        card = next((one for one in cards if one.key == key), None)
        if card is None and len(cards) >= MOST_OWN:
            raise InvalidInputError(f"An application has at most {MOST_OWN} questions of your own: remove one first.")
        if card is None:
            question = Question(key=key, kind=QuestionKind.OWN, text=words, why="Your own question")
            card = recorder.add(
                PracticeCard(
                    user_id=user_id, application_id=application_id, key=key, question=question.model_dump(mode="json"),
                    created_at=now,
                )
            )  # fmt: skip
    _tell(user_id)
    return owned.id_of(card), recorder.done


def remove_question(user_id: int, card_id: int, now: datetime) -> Change:
    """One of the person's own. Answers to it stay in the history."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "practice.remove_question", "", now)
        card = owned.hanging(session, PracticeCard, user_id, card_id, "question")
        recorder.change.summary = f"Removed the question “{card.question['text']}”"
        recorder.delete(card)
    _tell(user_id)
    return recorder.done


def _checked(given: dict[str, Any]) -> Practised:
    text = str(given.get("text", "")).replace("\x00", "").strip()
    if not text:
        raise InvalidInputError("Write an answer first.")
    try:
        return Practised.model_validate({**given, "text": text})
    except ValidationError as error:
        raise InvalidInputError(f"An answer has at most {practice.LONGEST_ANSWER:,} characters.") from error


def _open(session: Session, application_id: int) -> Sequence[PracticeSession]:
    return session.exec(
        select(PracticeSession)
        .where(PracticeSession.application_id == application_id, col(PracticeSession.finished_at).is_(None))
        .order_by(col(PracticeSession.id).desc())
    ).all()


def _answers(session: Session, condition: Any) -> Sequence[PracticeAnswer]:
    newest = (col(PracticeAnswer.created_at).desc(), col(PracticeAnswer.id).desc())
    return session.exec(select(PracticeAnswer).where(condition).order_by(*newest).limit(MOST_SHOWN)).all()


def _session_view(session: Session, row: PracticeSession) -> SessionView:
    given = _answers(session, PracticeAnswer.session_id == row.id)
    return SessionView(
        id=owned.id_of(row), application_id=row.application_id, seconds=row.seconds,
        questions=tuple(Question.model_validate(one) for one in row.questions),
        answers=tuple(_view(one) for one in reversed(given)), created_at=row.created_at, finished_at=row.finished_at,
    )  # fmt: skip


def _view(row: PracticeAnswer, run: PracticeJudging | None = None) -> AnswerView:
    return AnswerView(
        id=owned.id_of(row), question=Question.model_validate(row.question), text=row.text, seconds=row.seconds,
        judgements=tuple(Judgement.model_validate(one) for one in row.judgements), score=row.score,
        created_at=row.created_at, judging=run is not None and run.state in model_runs.OPEN,
        judge_error=run.error if run is not None else "", judge_again_at=run.due_at if run is not None else None,
    )  # fmt: skip


def _tell(user_id: int) -> None:
    live.publish(user_id, live.Topic.APPLICATIONS)
