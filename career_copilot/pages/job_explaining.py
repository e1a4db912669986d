"""Why the opening that is shown fits, and what to do about its gaps. A part of the opening, whose state calls `_show`."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.live import Topic
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import explanations, models
from career_copilot.ui.forms import message
from career_copilot.ui.models import model_button


class ExplainingState(Session):
    """Sentences by rules, or a model's that were checked against the match."""

    why: list[str] = []
    gaps: list[str] = []
    written: bool = False
    writing: bool = False
    error: str = ""
    ready: bool = False
    not_ready: str = ""
    _opening: int = 0
    _draft: int = 0

    async def _show(self, opening_id: int) -> None:
        now = datetime.now(UTC)
        found = await asyncio.to_thread(explanations.of_opening, self._user_id, opening_id, now)
        self._opening, self._draft = opening_id, found.draft_id
        self.why = [said.text for said in found.said.why]
        self.gaps = [said.text for said in found.said.gaps]
        self.written, self.writing, self.error = found.written, found.writing, found.error
        able = await asyncio.to_thread(models.ready, self._user_id)
        self.ready, self.not_ready = able.ok, able.reason

    def _clear(self) -> None:
        self.why, self.gaps, self.written, self.writing, self.error = [], [], False, False, ""
        self._opening, self._draft = 0, 0

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if not self._opening or data.get("growing"):
            return
        if topic == Topic.MODELS or (self._draft and data.get("draft_id", self._draft) == self._draft):
            await self._show(self._opening)

    @rx.event
    @signed_in
    async def write(self):
        """Have a model put it into words."""
        run = await asyncio.to_thread(explanations.start, self._user_id, self._opening, datetime.now(UTC))
        await asyncio.to_thread(tasks.generate.delay, run)
        await self._show(self._opening)


def _list(title: str, lines: rx.Var[list[str]]) -> rx.Component:
    return rx.cond(
        lines.length() > 0,
        rx.el.section(
            rx.el.h3(title, class_name="evidence-title"),
            rx.el.ul(rx.foreach(lines, lambda line: rx.el.li(line, dir="auto")), class_name="explanation"),
        ),
    )


def explanation() -> rx.Component:
    """Both lists, who wrote them, and the button for a model."""
    state = ExplainingState
    return rx.cond(
        (state.why.length() > 0) | (state.gaps.length() > 0),
        rx.el.div(
            _list("Why this fits", state.why),
            _list("What to do about the gaps", state.gaps),
            message(state.error, "error"),
            rx.el.p(
                rx.cond(
                    state.written,
                    "In a model’s words. Their names, numbers and skills were checked against the requirements below; the advice is the model’s. ",
                    "By rules, from the requirements below. ",
                ),
                class_name="quiet-text",
            ),
            rx.cond(
                state.writing,
                rx.el.p("A model is writing …", role="status", class_name="quiet-text"),
                model_button(
                    "Put it into words",
                    state.write,
                    state.ready,
                    state.not_ready,
                    "The rules’ sentences stand above.",
                    "explain",
                    "button small",
                ),
            ),
            class_name="explaining",
        ),
    )
