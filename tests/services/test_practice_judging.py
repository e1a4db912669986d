"""A model judges a practised answer, against the stand-in server: quotes are checked, failures are told, runs are taken up."""

import json
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import text

from career_copilot import db, live
from career_copilot.domain.interview_questions import QuestionKind
from career_copilot.domain.practice import NO_QUOTE, Criterion, JudgedBy, Judgement
from career_copilot.errors import ModelError, NotFoundError
from career_copilot.models import User
from career_copilot.services import practice, practice_judging, practice_pack
from tests import standin
from tests.services import writing
from tests.standin import Refuses, Says, limit

pytestmark = pytest.mark.usefixtures("redis_server")
TEXT = "Families could not reach the ward. I set up a fixed call hour; complaints fell from 20 to 5 a month."
GOOD = {
    Criterion.SITUATION: "families  could not reach",
    Criterion.ACTION: "“I set up a fixed call hour”",
    Criterion.RESULT: "complaints vanished",
    Criterion.RELEVANCE: "",
}


def says(quotes: dict[Criterion, str] = GOOD) -> Says:
    found = [{"criterion": each, "met": bool(quote), "quote": quote, "advice": "Say whose complaint it was."} for each, quote in quotes.items()]  # fmt: skip
    return Says(json.dumps({"criteria": found}))


@pytest.fixture
def server(committed: None) -> Iterator[standin.Server]:
    with standin.running() as running:
        yield running


@pytest.fixture
def application(carol: int, server: standin.Server, now: datetime) -> int:
    return writing.application(carol, now)


@pytest.fixture
def answer(carol: int, application: int, now: datetime) -> int:
    session = practice.one(carol, practice.start(carol, application, QuestionKind.BEHAVIOURAL, False, 0, now))
    return practice.answer(carol, session.id, session.questions[0].key, {"text": TEXT}, now).id


def judgements(user_id: int, application: int) -> dict[Criterion, Judgement]:
    (found,) = practice.history(user_id, application)
    return {one.criterion: one for one in found.judgements}


def test_what_is_met_has_words_of_the_answer_and_what_has_none_is_not_met(
    carol: int, application: int, answer: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    before = practice_pack.read(carol, application, now)
    server.script(says())
    practice_judging.run(practice_judging.start(carol, answer, now))
    found = judgements(carol, application)
    assert (found[Criterion.SITUATION].met, found[Criterion.SITUATION].quote) == (True, "Families could not reach")
    assert found[Criterion.ACTION].quote == "I set up a fixed call hour"
    assert (found[Criterion.RESULT].met, found[Criterion.RESULT].note) == (False, NO_QUOTE)
    assert found[Criterion.RELEVANCE].note == "Say whose complaint it was."
    assert (found[Criterion.FIGURE].by, found[Criterion.LENGTH].met) == (JudgedBy.RULE, False)
    (view,) = practice.history(carol, application)
    assert (view.score, view.judging, view.judge_error) == (50, False, "")
    after = practice_pack.read(carol, application, now)
    due = [{one.question.key: one.due_at for one in pack.questions if one.answered} for pack in (before, after)]
    assert max(due[1].values()) > max(due[0].values())  # type: ignore[type-var]


@pytest.mark.parametrize(
    "quotes",
    [{Criterion.SITUATION: "families"}, GOOD | {Criterion.LENGTH: "I"}, GOOD | {Criterion.STEPS: "I"}],
)
def test_a_judgement_of_other_criteria_changes_nothing_and_says_so(
    carol: int, application: int, answer: int, server: standin.Server, now: datetime, quotes: dict[Criterion, str]
) -> None:
    writing.connect(server.groq_url)
    before = judgements(carol, application)
    server.script(says(quotes))
    practice_judging.run(practice_judging.start(carol, answer, now))
    assert judgements(carol, application) == before
    (view,) = practice.history(carol, application)
    assert view.judge_error == "The model did not judge every criterion once. Ask again."


def test_a_refusal_is_told_and_it_can_be_asked_again(
    carol: int, application: int, answer: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    server.script(Refuses(401))
    practice_judging.run(practice_judging.start(carol, answer, now))
    (view,) = practice.history(carol, application)
    assert view.judge_error
    assert not view.judging
    with db.transaction() as session:
        session.execute(text("update model_connection set check_kind = '', check_error = ''"))
    server.script(says())
    practice_judging.run(practice_judging.start(carol, answer, now))
    (view,) = practice.history(carol, application)
    assert (view.judge_error, view.score) == ("", 50)


def test_a_limit_is_waited_out_and_the_judgement_comes_by_itself(
    carol: int, application: int, answer: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    server.script(limit(900, "openai/gpt-oss-120b"), limit(900, "openai/gpt-oss-20b"))
    run_id = practice_judging.start(carol, answer, now)
    practice_judging.run(run_id)
    (view,) = practice.history(carol, application)
    assert view.judging
    assert "at its limit for about 15 minutes" in view.judge_error
    assert view.judge_again_at is not None
    assert practice_judging.start(carol, answer, now) == run_id
    assert practice_judging.take_up() == []
    with db.transaction() as session:
        session.execute(text("update practice_judging set due_at = now() - interval '1 s'"))
    live.client().flushall()  # what is known of the limit: the time has come
    assert practice_judging.take_up() == [run_id]
    server.script(says())
    practice_judging.run(run_id)
    (view,) = practice.history(carol, application)
    assert (view.judging, view.judge_error, view.score) == (False, "", 50)


def test_without_a_key_none_is_asked(carol: int, answer: int, now: datetime) -> None:
    with pytest.raises(ModelError, match="No key"):
        practice_judging.start(carol, answer, now)


def test_two_presses_are_one_run_and_a_killed_workers_is_taken_up(
    carol: int, application: int, answer: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    run_id = practice_judging.start(carol, answer, now)
    assert practice_judging.start(carol, answer, now) == run_id
    assert practice.history(carol, application)[0].judging
    with db.transaction() as session:
        session.execute(
            text("update practice_judging set state = 'running', attempt = 1, heartbeat_at = now() - interval '40 s'")
        )
    assert practice_judging.take_up() == [run_id]
    server.script(says())
    practice_judging.run(run_id)
    practice_judging.run(run_id)
    assert practice_judging.take_up() == []
    assert practice.history(carol, application)[0].score == 50


def test_someone_elses_answer_is_not_judged(carol: int, answer: int, server: standin.Server, now: datetime) -> None:
    writing.connect(server.groq_url)
    with db.transaction() as session:
        other = User(email="dave@example.org", password_hash="x")
        session.add(other)
        session.flush()
        number = other.id
    assert number is not None
    with pytest.raises(NotFoundError):
        practice_judging.start(number, answer, now)
