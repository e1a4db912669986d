"""What is said in an answer is held to the person's facts, as a letter is."""

from datetime import datetime

import pytest

from career_copilot.domain.pipeline import Stage
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.services import changes, facts, practice, practice_claims
from tests.services import writing

pytestmark = pytest.mark.usefixtures("redis_server")
LED = "I led a team of 40 nurses."
SAID = f"I introduced a checklist for central lines that halved infections within a year. {LED} Fjordlegene asks for Kubernetes."


@pytest.fixture
def answer_id(alice: int, now: datetime) -> int:
    return answered(alice, SAID, now)


def answered(user_id: int, text: str, now: datetime) -> int:
    writing.resume(user_id)
    application = writing.application(user_id, now, writing.opening(user_id), Stage.APPLIED)
    session = practice.one(user_id, practice.start(user_id, application, None, False, 0, now))
    assert session.next is not None
    return practice.answer(user_id, session.id, session.next.key, {"text": text, "seconds": 60}, now).id


def test_what_no_fact_carries_is_named_with_the_reason(alice: int, answer_id: int, now: datetime) -> None:
    found = practice_claims.compare(alice, answer_id, now)
    assert (found.count, found.personal) == (3, 2)
    assert [one.text for one in found.doubted] == [LED]
    assert any("40" in reason for reason in found.doubted[0].reasons)


def test_what_is_true_becomes_a_fact_until_that_is_taken_back(alice: int, answer_id: int, now: datetime) -> None:
    change = practice_claims.accept(alice, answer_id, LED, now)
    assert practice_claims.compare(alice, answer_id, now).doubted == ()
    (stated,) = facts.all_of(alice)
    assert (stated.text, stated.document[:11]) == (LED, "Answer to: ")
    assert change.id is not None
    changes.undo(alice, change.id, now)
    assert [one.text for one in practice_claims.compare(alice, answer_id, now).doubted] == [LED]


@pytest.mark.parametrize("sentence", ["", "I won a Nobel Prize.", SAID])
def test_only_a_doubted_sentence_of_the_answer_is_accepted(
    alice: int, answer_id: int, now: datetime, sentence: str
) -> None:
    with pytest.raises(InvalidInputError, match="no longer in doubt"):
        practice_claims.accept(alice, answer_id, sentence, now)
    assert facts.all_of(alice) == []


def test_it_is_read_in_the_language_it_was_given_in(alice: int, now: datetime) -> None:
    text = "Ich habe auf der Intensivstation eine Checkliste eingeführt. Ich habe ein Team von vierzig Pflegekräften geleitet."
    found = practice_claims.compare(alice, answered(alice, text, now), now)
    assert any("vierzig" in " ".join(one.reasons) for one in found.doubted)


def test_somebody_elses_answer_does_not_exist(alice: int, bob: int, answer_id: int, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        practice_claims.compare(bob, answer_id, now)
    with pytest.raises(NotFoundError):
        practice_claims.accept(bob, answer_id, LED, now)
    assert facts.all_of(bob) == []
