"""What an answer says of the person, compared with their facts: the same ledger that letters are held to."""

from datetime import datetime

from pydantic import BaseModel

from career_copilot import db
from career_copilot.domain.claims import running, verify
from career_copilot.domain.interview_questions import Question
from career_copilot.domain.language import language_of
from career_copilot.errors import InvalidInputError
from career_copilot.models.practice import PracticeAnswer
from career_copilot.services import briefs, facts, owned
from career_copilot.services.recording import Change


class Doubted(BaseModel, frozen=True):
    """A sentence of the answer that no fact carries, and why."""

    text: str
    reasons: list[str]


class Compared(BaseModel, frozen=True):
    """`count` sentences were looked at, `personal` of them say something of the person."""

    question: str
    count: int
    personal: int
    doubted: tuple[Doubted, ...]


def compare(user_id: int, answer_id: int, now: datetime) -> Compared:
    """With the facts of this moment; nothing is stored. Raises NotFoundError."""
    known = facts.of_user(user_id)
    with db.transaction() as session:
        row = owned.hanging(session, PracticeAnswer, user_id, answer_id, "answer", lock=False)
        question, text = Question.model_validate(row.question), row.text
        application = owned.application(session, user_id, row.application_id)
        index = briefs.ledger_about(session, application, known, question.language, now)
    sentences, language = list(dict.fromkeys(running(text))), language_of(text) or question.language
    verdicts = [verify(sentence, (), index, language) for sentence in sentences]
    return Compared(
        question=question.text,
        count=len(sentences),
        personal=sum(verdict.personal for verdict in verdicts),
        doubted=tuple(
            Doubted(text=sentence, reasons=list(verdict.reasons))
            for sentence, verdict in zip(sentences, verdicts, strict=True)
            if not verdict.supported
        ),
    )


def accept(user_id: int, answer_id: int, sentence: str, now: datetime) -> Change:
    """It is true: the doubted sentence becomes a fact that the person states. Raises InvalidInputError for any other."""
    found = compare(user_id, answer_id, now)
    doubted = next((one for one in found.doubted if one.text == sentence), None)
    if doubted is None:
        raise InvalidInputError("This sentence is no longer in doubt.")
    return facts.accept(user_id, doubted.text, doubted.reasons, f"Answer to: {found.question}", now)[1]
