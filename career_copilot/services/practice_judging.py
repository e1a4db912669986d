"""A model judges an answer, as a run: it costs money, so it survives the tab, and a killed worker's is taken up."""

import threading
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from career_copilot import db, live
from career_copilot.ai import practice as judge
from career_copilot.domain import practice as rubric
from career_copilot.domain.interview_questions import Question
from career_copilot.errors import ModelError
from career_copilot.models.practice import PracticeAnswer, PracticeJudging
from career_copilot.services import claimed_runs, models, owned, practice
from career_copilot.services.claimed_runs import FREE, LIMITS, SENT_AGAIN, TO_TAKE_UP

OPEN = ("queued", "running")


def start(user_id: int, answer_id: int, now: datetime) -> int:
    """Returns the id for `tasks.judge_answer`; of the run that is open, if one is. Raises ModelError while none can be
    asked."""
    ready = models.ready(user_id)
    if not ready.ok:
        raise ModelError("no-key", ready.reason)
    with db.transaction() as session:
        owned.hanging(session, PracticeAnswer, user_id, answer_id, "answer")
        of_it = select(PracticeJudging).where(PracticeJudging.answer_id == answer_id)
        row = session.exec(of_it.where(col(PracticeJudging.state).in_(OPEN))).first()
        if row is None:
            row = PracticeJudging(user_id=user_id, answer_id=answer_id, created_at=now)
            session.add(row)
            session.flush()
    live.publish(user_id, live.Topic.APPLICATIONS)
    return owned.id_of(row)


def run(run_id: int) -> None:
    """Ask the model and keep what it says, unless the answer was deleted meanwhile or another worker has the run."""
    with db.transaction() as session:
        taken = session.execute(text(_CLAIM), LIMITS | {"run": run_id}).one_or_none()
        if taken is None:
            return
        row = session.get_one(PracticeAnswer, taken.answer_id)
        question, said = Question.model_validate(row.question), row.text
    lost = threading.Event()
    scored, error = [], ""
    with claimed_runs.beating(lost, lambda: _beat(run_id, taken.attempt), f"judging {run_id}"):
        try:
            client = models.client(taken.user_id, judge.FEATURE, cancelled=lost.is_set)
            scored = rubric.checked(question, judge.judge(client, question, said))
        except ModelError as problem:
            error = str(problem)
    _keep(run_id, taken.attempt, scored, error)
    live.publish(taken.user_id, live.Topic.APPLICATIONS)


def take_up() -> list[int]:
    """Runs that a killed worker left, or whose message was lost, to be sent again. One that was tried too often is over."""
    with db.transaction() as session:
        session.execute(text(_GIVE_UP), LIMITS)
        return list(session.scalars(text(_TAKE_UP), LIMITS))


def _keep(run_id: int, attempt: int, scored: list[rubric.Scored], error: str) -> None:
    with db.transaction() as session:
        done = session.get(PracticeJudging, run_id, with_for_update=True)
        if done is None or done.attempt != attempt or done.state != "running":
            return
        done.state, done.error = ("failed", error) if error else ("done", "")
        if error:
            return
        row = session.get_one(PracticeAnswer, done.answer_id, with_for_update=True)
        judgements = rubric.judged_by_model(Question.model_validate(row.question), row.text, scored)
        row.judgements = [one.model_dump(mode="json") for one in judgements]
        row.score = rubric.score(judgements)
        session.flush()
        practice.reschedule(session, row)


def _beat(run_id: int, attempt: int) -> bool:
    with db.transaction() as session:
        return session.execute(text(_BEAT), {"run": run_id, "attempt": attempt}).first() is not None


_CLAIM = f"""
    update practice_judging set state = 'running', attempt = attempt + 1, heartbeat_at = clock_timestamp()
    where id = :run and attempt < :most and {FREE} returning user_id, answer_id, attempt
"""
_BEAT = """
    update practice_judging set heartbeat_at = clock_timestamp()
    where id = :run and attempt = :attempt and state = 'running' returning id
"""
_GIVE_UP = f"""
    update practice_judging set state = 'failed', error = 'It was interrupted too often. Ask again.'
    where attempt >= :most and {TO_TAKE_UP}
"""
_TAKE_UP = f"""
    update practice_judging set {SENT_AGAIN} where id in (
        select id from practice_judging where {TO_TAKE_UP} for update skip locked
    ) returning id
"""
