"""Practising for the interview of one application: what to prepare, a session of typed answers, how it went so far."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.charts import NARROW
from career_copilot.domain.interview_questions import QuestionKind
from career_copilot.domain.language_models import Role
from career_copilot.domain.practice import Criterion
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import practice_view
from career_copilot.pages.checked import choice, number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.practice_view import AnswerRow, Asked, ComparedRows, Head, QuestionRow, SentRow
from career_copilot.pages.research import ResearchState
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import models, practice, practice_claims, practice_judging, practice_pack, spoken_answers
from career_copilot.ui import practice as shown
from career_copilot.ui import practice_answers, research
from career_copilot.ui.charts import ChartView
from career_copilot.ui.layout import empty, shell, skeleton

ANOTHER_TAB = "This question was answered in another tab. The next one is shown."
NO_CHART = practice_view.progress([], "UTC", NARROW)


class PracticeState(Session):
    """The pack, the question that is to be answered, the answer that was judged just now, and the history."""

    head: Head = Head()
    questions: list[QuestionRow] = []
    ask: list[str] = []
    sent: list[SentRow] = []
    asked: Asked = Asked()
    result: AnswerRow = AnswerRow()
    history: list[AnswerRow] = []
    compared: ComparedRows = ComparedRows()
    progress: ChartView = NO_CHART
    missing: str = ""
    ready: bool = False
    not_ready: str = ""
    can_speak: bool = False
    cannot_speak: str = ""
    _application: int = 0
    _asked_key: str = ""
    _asked_at: datetime | None = None

    async def _read(self) -> None:
        """Everything that is on the screen, anew."""
        now, who = datetime.now(UTC), (self._user_id, self._application)
        try:
            pack = await asyncio.to_thread(practice_pack.read, *who, now)
            session = await asyncio.to_thread(practice.going_on, *who)
            history = await asyncio.to_thread(practice.history, *who)
        except NotFoundError as error:
            self.head, self.missing = Head(), str(error)
            return
        self.missing, self.head = "", practice_view.head(pack, now, self.time_zone)
        self.questions = practice_view.question_rows(pack, now, self.time_zone)
        self.ask, self.sent = list(pack.ask), practice_view.sent_rows(pack, now, self.time_zone)
        self.history = [practice_view.answer_row(one, now, self.time_zone) for one in history]
        self.progress = practice_view.progress(history, self.time_zone, NARROW)
        self.asked = await asyncio.to_thread(self._asked_now, session, now)
        self.result = next((row for row in self.history if row.id == self.result.id), AnswerRow())
        await self._compare(self.compared.id, now)
        self._start_clock(now)
        able = await asyncio.to_thread(models.ready, self._user_id)
        self.ready, self.not_ready = able.ok, able.reason
        able = await asyncio.to_thread(models.ready, self._user_id, Role.SPEECH)
        self.can_speak, self.cannot_speak = able.ok, able.reason

    def _asked_now(self, session: practice.SessionView | None, now: datetime) -> Asked:
        """The question that is to be answered, with what was spoken to it."""
        question = session.next if session else None
        if session is None or question is None:
            return Asked()
        spoken = spoken_answers.of_question(self._user_id, session.id, question.key)
        return practice_view.asked(session, question, spoken, now, self.time_zone)

    async def _compare(self, answer_id: int, now: datetime) -> None:
        """Of the answers that are shown, one at a time."""
        if answer_id not in {row.id for row in self.history}:
            self.compared = ComparedRows()
            return
        found = await asyncio.to_thread(practice_claims.compare, self._user_id, answer_id, now)
        self.compared = practice_view.compared_rows(answer_id, found)

    def _start_clock(self, now: datetime) -> None:
        """It runs while a question is shown."""
        key = "" if self.result.id else f"{self.asked.session_id} {self.asked.key}"
        if key != self._asked_key:
            self._asked_key, self._asked_at = key, now

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if self.head.id:
            await (await self.get_state(ResearchState))._hear(topic, data)
        if self._application and topic in (Topic.APPLICATIONS, Topic.FACTS, Topic.MODELS):
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        named = self.id  # from the address: anything
        self._application = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0
        await self._read()
        if self.head.id:
            await (await self.get_state(ResearchState))._show(self._application)

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.reset()
        (await self.get_state(ResearchState)).reset()

    @rx.event
    @signed_in
    async def begin(self, form: dict[str, Any]):
        """A session with new questions of a kind, or of all."""
        wanted = words(form, "kind")
        kind = choice(QuestionKind, wanted, "kind of question") if wanted else None
        return await self._begin(kind, False, number(words(form, "seconds"), "clock"))

    @rx.event
    @signed_in
    async def begin_due(self):
        """A session with what is due again, without a clock."""
        return await self._begin(None, True, 0)

    async def _begin(self, kind: QuestionKind | None, due_only: bool, seconds: int) -> Any:
        now = datetime.now(UTC)
        await asyncio.to_thread(practice.start, self._user_id, self._application, kind, due_only, seconds, now)
        self.result = AnswerRow()
        await self._read()
        return focus_on("answer", seen="question-asked")

    @rx.event
    @signed_in
    async def give(self, form: dict[str, Any]):
        """The answer, to be judged by rules and ticks."""
        now = datetime.now(UTC)
        session_id, key = number(words(form, "session"), "session"), words(form, "key")  # that this form was drawn for
        elapsed = int((now - self._asked_at).total_seconds()) if self._asked_at else 0
        ticks = [str(each) for each in Criterion if isinstance(form, dict) and form.get(str(each))]
        given = {"text": words(form, "answer"), "ticks": ticks, "seconds": min(max(elapsed, 0), 24 * 3600)}
        try:
            made = await asyncio.to_thread(practice.answer, self._user_id, session_id, key, given, now)
        except ConflictError:
            await self._read()
            pressed_twice = self.result.id > 0  # and the first press has judged it
            return None if pressed_twice else rx.toast.info(ANOTHER_TAB)
        self.result = practice_view.answer_row(made, now, self.time_zone)
        self.compared = ComparedRows(id=made.id)
        await self._read()
        return [focus_on("result"), *practice_view.kept_no_longer(self._application, key)]

    @rx.event
    @signed_in
    async def hear_again(self, spoken_id: int):
        """Try a recording once more that could not be made text."""
        run_id = await asyncio.to_thread(spoken_answers.again, self._user_id, number(spoken_id, "recording"))
        await asyncio.to_thread(tasks.hear_answer.delay, run_id)

    @rx.event
    @signed_in
    async def discard_spoken(self, spoken_id: int):
        """Forget a recording."""
        await asyncio.to_thread(spoken_answers.discard, self._user_id, number(spoken_id, "recording"))

    @rx.event
    @signed_in
    async def go_on(self):
        """The next question, or the end of the session."""
        self.result = AnswerRow()
        await self._read()
        return focus_on("answer", "begin", seen="question-asked")

    @rx.event
    @signed_in
    async def finish(self):
        """Enough for now."""
        await asyncio.to_thread(practice.finish, self._user_id, self.asked.session_id, datetime.now(UTC))
        self.result = AnswerRow()
        await self._read()
        return focus_on("begin")

    @rx.event
    @signed_in
    async def add(self, form: dict[str, Any]):
        """A question of one's own."""
        text, now = words(form, "question"), datetime.now(UTC)
        _, change = await asyncio.to_thread(practice.add_question, self._user_id, self._application, text, now)
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def remove(self, card_id: int):
        """A question of one's own, no longer; the message brings it back."""
        arguments = (self._user_id, number(card_id, "question"), datetime.now(UTC))
        change = await asyncio.to_thread(practice.remove_question, *arguments)
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def judge(self, answer_id: int):
        """Have a model judge an answer on the same rubric."""
        arguments = (self._user_id, number(answer_id, "answer"), datetime.now(UTC))
        run_id = await asyncio.to_thread(practice_judging.start, *arguments)
        await asyncio.to_thread(tasks.judge_answer.delay, run_id)
        await self._read()

    @rx.event
    @signed_in
    async def compare(self, answer_id: int):
        """Hold an answer to the person's facts."""
        await self._compare(number(answer_id, "answer"), datetime.now(UTC))

    @rx.event
    @signed_in
    async def accept(self, sentence: str):
        """A doubted sentence of the answer that is compared is true; the message takes that back."""
        arguments = (self._user_id, self.compared.id, str(sentence), datetime.now(UTC))
        change = await asyncio.to_thread(practice_claims.accept, *arguments)
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def forget(self, answer_id: int):
        """An answer, no longer; the message brings it back."""
        arguments = (self._user_id, number(answer_id, "answer"), datetime.now(UTC))
        change = await asyncio.to_thread(practice.delete_answer, *arguments)
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def show(self, key: str):
        """Go to an answer of the chart."""
        return focus_on(f"answer-{number(key, 'answer')}")


def _body() -> rx.Component:
    state = PracticeState
    return rx.el.div(
        shown.head(state),
        rx.el.div(
            rx.el.div(shown.practising(state), research.brief(ResearchState), shown.questions(state), class_name="practice-main"),
            rx.el.div(
                shown.to_ask(state), shown.was_sent(state), practice_answers.progress(state), practice_answers.history(state),
                class_name="practice-side",
            ),
            class_name="practice-body",
        ),
        class_name="practice",
    )  # fmt: skip


def practice_page() -> rx.Component:
    state = PracticeState
    title = rx.el.h1("Practise", class_name="visually-hidden")
    return shell(
        shown.STYLE,
        shown.SCRIPT,
        rx.cond(
            state.missing != "",
            rx.fragment(
                title,
                empty(
                    "search-x",
                    state.missing,
                    rx.link("All applications", href="/applications", class_name="button", underline="none"),
                ),
            ),
            rx.cond(
                state.head.id > 0,
                _body(),
                rx.fragment(title, skeleton("45%", "30%", "80%", "75%", "60%")),
            ),
        ),
        rx.el.div(on_unmount=state.leave),
        active="/practice",
    )


PAGES = [Page("/practice/[id]", "Practise", practice_page, on_load=PracticeState.load)]
