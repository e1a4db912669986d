"""A model proposes other words for a tailored résumé: whether one can be asked, and what it does. A part of the résumé's page, which
calls `_show` when it is opened and when it hears of a change."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.drafting import GenerationState, Wish
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import generations, models
from career_copilot.services.generations import GenerationView


class RewritingState(Session):
    """`no_model` says why none can be asked; empty when one can."""

    suggesting: bool = False
    no_model: str = ""
    note: str = ""
    _draft: int = 0

    async def _show(self, draft_id: int) -> None:
        self._draft = draft_id
        ready = await asyncio.to_thread(models.ready, self._user_id)
        self.no_model = "" if ready.ok else ready.reason
        run = await asyncio.to_thread(generations.last, self._user_id, draft_id)
        self.suggesting, self.note = run is not None and run.is_open, run_note(run)

    def _leave(self) -> None:
        self.suggesting, self.no_model, self.note, self._draft = False, "", "", 0

    @rx.event
    @signed_in
    async def suggest(self):
        """Have a model propose other words; they come as a version."""
        await self._start(Wish())

    @rx.event
    @signed_in
    async def check(self):
        """Have a model check the lines as they are."""
        await self._start(Wish(check=True))

    async def _start(self, wish: Wish) -> None:
        run_id = await asyncio.to_thread(generations.start, self._user_id, self._draft, wish, datetime.now(UTC))
        await asyncio.to_thread(tasks.generate.delay, run_id)
        await self._show(self._draft)

    @rx.event
    @signed_in
    async def stop(self):
        """Enough: what came is kept."""
        await asyncio.to_thread(generations.stop, self._user_id, self._draft, datetime.now(UTC))
        await self._show(self._draft)


def run_note(run: GenerationView | None) -> str:
    """What a model does, or why it ended."""
    if run is None or run.state is GenerationState.DONE:
        return f"No model checked it: {run.error}" if run and run.error else ""
    if run.is_open:
        done = len(run.written.lines)
        waiting = run.error or run.written.note
        return waiting or (f"Writing: {done} lines so far." if done else "The model is reading your lines.")
    return run.error or "Stopped. What came before that is below."
