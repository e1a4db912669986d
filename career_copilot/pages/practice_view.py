"""From practice to what its page shows: pure conversions into words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain import charts
from career_copilot.domain.ages import age, exact
from career_copilot.domain.charts import Bar, Drawing
from career_copilot.domain.interview_questions import KIND_NAMES, Question
from career_copilot.domain.practice import CRITERION_NAMES, JudgedBy, Judgement, to_tick
from career_copilot.services.practice import AnswerView, SessionView
from career_copilot.services.practice_claims import Compared
from career_copilot.services.practice_pack import Pack, Prepared
from career_copilot.services.spoken_answers import GONE, SpokenView
from career_copilot.ui.charts import ChartView, TableRow
from career_copilot.ui.speaking import Spoken

MOST_COLUMNS = 20
FEWEST_COLUMNS = 2
_BY = {JudgedBy.RULE: "counted", JudgedBy.YOU: "your tick", JudgedBy.MODEL: "a model"}


class Head(BaseModel):
    """What the pack is for, and when."""

    id: int = 0
    about: str = ""
    interview: str = ""
    interview_exact: str = ""
    made_of: str = ""
    due: int = 0
    due_words: str = ""


class StoryRow(BaseModel):
    id: int
    title: str


class QuestionRow(BaseModel):
    """A question of the pack."""

    key: str
    kind: str
    text: str
    why: str
    gap: bool
    evidence: str
    stories: list[StoryRow]
    standing: str
    exact: str
    due: bool
    own_card: int


class SentRow(BaseModel):
    when: str
    exact: str
    what: str


class TickRow(BaseModel):
    name: str
    text: str


class Asked(BaseModel):
    """The question that is to be answered now. `clock`: seconds to keep; 0: none."""

    session_id: int = 0
    key: str = ""
    kind: str = ""
    text: str = ""
    why: str = ""
    evidence: str = ""
    place: str = ""
    clock: int = 0
    ticks: list[TickRow] = []
    spoken: Spoken = Spoken()


class JudgementRow(BaseModel):
    text: str
    met: bool
    by: str
    quote: str
    note: str


class AnswerRow(BaseModel):
    """An answer with its judgement."""

    id: int = 0
    question: str = ""
    kind: str = ""
    text: str = ""
    score: int = 0
    detail: str = ""
    exact: str = ""
    judgements: list[JudgementRow] = []
    by_model: bool = False
    judging: bool = False
    judge_error: str = ""
    judge_waits: str = ""


class DoubtRow(BaseModel):
    text: str
    reasons: str


class ComparedRows(BaseModel):
    """An answer beside the person's facts; `id` is the answer's, 0: none was compared."""

    id: int = 0
    words: str = ""
    doubted: list[DoubtRow] = []


def head(pack: Pack, now: datetime, zone: str) -> Head:
    missing = [
        *([] if pack.has_ad else ["The text of the ad is not known here: questions are general."]),
        *([] if pack.has_resume else ["There is no résumé for matching: gaps are not told."]),
        *([] if pack.story_count else ["Your bank of achievements is empty: no story can be proposed."]),
    ]
    due = len(pack.due(now))
    later = min((one.due_at for one in pack.questions if one.due_at is not None and one.due_at > now), default=None)
    words = f"{due} due again now." if due else f"The next comes back {age(later, now, zone)}." if later else ""
    if pack.over:
        words = "Nothing comes back: no interview is ahead. You can still practise."
    return Head(
        id=pack.application_id,
        about=", ".join(filter(None, [pack.title, pack.company])),
        interview=f"Interview {age(pack.interview_at, now, zone)}" if pack.interview_at else "",
        interview_exact=exact(pack.interview_at, zone),
        made_of=" ".join(missing),
        due=due,
        due_words=words,
    )


def question_rows(pack: Pack, now: datetime, zone: str) -> list[QuestionRow]:
    """What is due first; then in the order of the pack."""
    due = pack.due(now)
    ordered = sorted(pack.questions, key=lambda one: one.question.key not in due)
    return [_question(one, pack.over, one.question.key in due, now, zone) for one in ordered]


def _question(one: Prepared, over: bool, due: bool, now: datetime, zone: str) -> QuestionRow:
    question = one.question
    own = question.key.startswith("own:")
    return QuestionRow(
        key=question.key,
        kind=KIND_NAMES[question.kind],
        text=question.text,
        why=question.why,
        gap=question.gap,
        evidence=question.evidence,
        stories=[StoryRow(id=story.id, title=story.title) for story in one.stories],
        standing=_standing(one, over, due, now, zone),
        exact=exact(one.due_at, zone),
        due=due,
        own_card=one.card_id if own else 0,
    )


def _standing(one: Prepared, over: bool, due: bool, now: datetime, zone: str) -> str:
    if one.last_score is None:
        return "Not practised yet"
    times = "once" if one.answered == 1 else f"{one.answered} times"
    back = "due now" if due else f"comes back {age(one.due_at, now, zone)}" if one.due_at else ""
    back = back or ("" if over else "not before the interview")
    return ", ".join(filter(None, [f"Practised {times}", f"last {one.last_score} of 100", back]))


def sent_rows(pack: Pack, now: datetime, zone: str) -> list[SentRow]:
    return [
        SentRow(
            when=age(one.at, now, zone),
            exact=exact(one.at, zone),
            what=", ".join(dict.fromkeys(filter(None, [one.resume, *one.files]))) or "No files",
        )
        for one in pack.sent
    ]


def asked(session: SessionView, question: Question, heard: SpokenView | None, now: datetime, zone: str) -> Asked:
    return Asked(
        session_id=session.id,
        key=question.key,
        kind=KIND_NAMES[question.kind],
        text=question.text,
        why=question.why,
        evidence=question.evidence,
        place=f"Question {len(session.answers) + 1} of {len(session.questions)}",
        clock=session.seconds,
        ticks=_ticks(question),
        spoken=_spoken(heard, now, zone) if heard else Spoken(),
    )


def _spoken(heard: SpokenView, now: datetime, zone: str) -> Spoken:
    words = {
        "done": "What you said stands in the field below: correct it before it is judged. The recording is deleted.",
        "failed": f"{heard.error} The recording is kept for a day at most.",
        "waiting": waits(heard.error, heard.due_at, now, zone),
    }.get(heard.state, "The recording is becoming text …")
    return Spoken(id=heard.id, state=heard.state, text=heard.text, words=words, kept=heard.error != GONE)


def waits(error: str, due_at: datetime | None, now: datetime, zone: str) -> str:
    """Of what meets the limit of a model, and goes on by itself."""
    if due_at is None:
        return error
    when = age(due_at, now, zone) if due_at > now + timedelta(minutes=1) else "in a moment"
    return f"{error} It goes on by itself {when}; you can leave this page."


def _ticks(question: Question) -> list[TickRow]:
    return [TickRow(name=str(each), text=CRITERION_NAMES[each]) for each in to_tick(question)]


def answer_row(answer: AnswerView, now: datetime, zone: str) -> AnswerRow:
    return AnswerRow(
        id=answer.id,
        question=answer.question.text,
        kind=KIND_NAMES[answer.question.kind],
        text=answer.text,
        score=answer.score,
        detail=f"{answer.score} of 100 · {_clock(answer.seconds)} · {age(answer.created_at, now, zone)}",
        exact=exact(answer.created_at, zone),
        judgements=[_judgement(one) for one in answer.judgements],
        by_model=any(one.by is JudgedBy.MODEL for one in answer.judgements),
        judging=answer.judging,
        judge_error="" if answer.judging else answer.judge_error,
        judge_waits=waits(answer.judge_error, answer.judge_again_at, now, zone),
    )


def _judgement(one: Judgement) -> JudgementRow:
    by = "not ticked" if one.by is JudgedBy.YOU and not one.met else _BY[one.by]
    return JudgementRow(text=CRITERION_NAMES[one.criterion], met=one.met, by=by, quote=one.quote, note=one.note)


def kept_no_longer(application_id: int, key: str) -> list[rx.event.EventSpec]:
    """What assets/practice.js kept of an answer, as it is given now."""
    return [rx.remove_session_storage(f"{what} {application_id} {key}") for what in ("practice", "ticked")]


def compared_rows(answer_id: int, found: Compared) -> ComparedRows:
    """Says of how many sentences what is said below."""
    told = f"{len(found.doubted)} of {found.personal} sentences about you are not carried by your facts."
    if not found.doubted:
        told = (
            f"Your facts carry what it says of you (n = {found.personal})."
            if found.personal
            else "It says nothing of you that could be compared."
        )
    return ComparedRows(
        id=answer_id,
        words=told,
        doubted=[DoubtRow(text=one.text, reasons="; ".join(one.reasons)) for one in found.doubted],
    )


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02} min"


def progress(history: Sequence[AnswerView], zone: str, width: int) -> ChartView:
    """The scores of the latest answers, oldest first."""
    latest = list(reversed(history[:MOST_COLUMNS]))
    enough = len(latest) >= FEWEST_COLUMNS
    found = [
        Bar(str(one.id), str(at), one.score, f"{one.score} of 100, {exact(one.created_at, zone)}")
        for at, one in enumerate(latest, 1)
    ]
    return ChartView(
        name="practice",
        title="Progress",
        says="The score of each answer, oldest first; 100: every criterion is met.",
        n=f"n = {len(latest)}",
        missing="" if enough else "It appears with the second answer.",
        headings=["Answer", "Score", "Question"],
        rows=[
            TableRow(key=bar.key, name=exact(one.created_at, zone), first=str(one.score), cells=[one.question.text])
            for bar, one in zip(found, latest, strict=True)
        ],
        drawing=charts.columns(found, width, top=100) if enough else Drawing(width=width, height=0),
        csv="",
    )
