"""A model judges an answer, as a run: it costs money, so it survives the tab, and a killed worker's is taken up."""

from datetime import datetime

from sqlmodel import col, select

from career_copilot import db, live
from career_copilot.ai import practice as judge
from career_copilot.domain import practice as rubric
from career_copilot.domain.interview_questions import Question
from career_copilot.errors import ModelError
from career_copilot.models.practice import PracticeAnswer, PracticeJudging
from career_copilot.services import model_runs, models, owned


def start(user_id: int, answer_id: int, now: datetime) -> int:
    """Returns the id for `tasks.judge_answer`; of the run that is open, if one is. Raises ModelError while none can be
    asked."""
    ready = models.ready(user_id)
    if not ready.ok:
        raise ModelError("no-key", ready.reason)
    with db.transaction() as session:
        owned.hanging(session, PracticeAnswer, user_id, answer_id, "answer")
        of_it = select(PracticeJudging).where(PracticeJudging.answer_id == answer_id)
        row = session.exec(of_it.where(col(PracticeJudging.state).in_(model_runs.OPEN))).first()
        if row is None:
            row = PracticeJudging(user_id=user_id, answer_id=answer_id, created_at=now)
            session.add(row)
            session.flush()
    live.publish(user_id, live.Topic.APPLICATIONS)
    return owned.id_of(row)


def run(run_id: int) -> None:
    """Ask the model and keep what it says, unless the answer was deleted meanwhile or another worker has the run."""
    with db.transaction() as session:
        claimed = model_runs.claim(session, PracticeJudging, run_id)
        if claimed is None:
            return
        row = session.get_one(PracticeAnswer, claimed.answer_id)
        question, said = Question.model_validate(row.question), row.text
    live.publish(claimed.user_id, live.Topic.APPLICATIONS)
    found: list[rubric.Scored] | ModelError
    with model_runs.beating(claimed) as lost:
        try:
            client = models.client(claimed.user_id, judge.FEATURE, cancelled=lost.is_set)
            found = rubric.checked(question, judge.judge(client, question, said))
        except ModelError as problem:
            found = problem
    _keep(claimed, found)
    live.publish(claimed.user_id, live.Topic.APPLICATIONS)


def take_up() -> list[int]:
    """Runs to be sent again, for `tasks.judge_answer`."""
    return model_runs.take_up(PracticeJudging)


def _keep(claimed: PracticeJudging, found: list[rubric.Scored] | ModelError) -> None:
    with db.transaction() as session:
        done = model_runs.held(session, claimed)
        if done is None:
            return
        if isinstance(found, ModelError):
            model_runs.fail(done, found)
            return
        done.state = "done"
        row = session.get_one(PracticeAnswer, done.answer_id, with_for_update=True)
        judgements = rubric.judged_by_model(Question.model_validate(row.question), row.text, found)
        row.judgements = [one.model_dump(mode="json") for one in judgements]
        row.score = rubric.score(judgements)
