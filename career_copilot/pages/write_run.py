"""The run of a model that writes the draft of the page: begun, followed while its text grows, stopped, gone on with."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.drafting import Wish
from career_copilot.pages import write_view
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.write_view import LineRow
from career_copilot.services import generations


class RunState(Session):
    """`growing` and `partial` are what a model writes just now, apart from the text, so that a delta is small."""

    growing: list[LineRow] = []
    partial: str = ""
    running: bool = False
    standing: str = ""
    failed: str = ""
    resumable: bool = False
    trouble: str = ""
    _draft: int = 0
    _run: tuple[int, int] = (0, 0)
    _paragraph: int = -1

    async def _follow(self) -> None:
        """The last run: while it is open, only what came since the last look."""
        run = await asyncio.to_thread(generations.last, self._user_id, self._draft, len(self.growing))
        if run is not None and run.is_open:
            if self._run != (run.id, run.attempt):
                self._run, self.growing, self._paragraph = (run.id, run.attempt), [], -1
                run = await asyncio.to_thread(generations.last, self._user_id, self._draft) or run
            if new := run.written.lines:
                rows = write_view.line_rows(new, len(self.growing), self._paragraph)
                self.growing, self._paragraph = [*self.growing, *rows], new[-1].paragraph
            self.partial = run.written.partial
        else:
            self.growing, self.partial, self._run = [], "", (0, 0)
        open_ = run is not None and run.is_open
        self.running = open_
        standing = write_view.standing(run, datetime.now(UTC), self.time_zone)
        if standing != self.standing:
            self.standing = standing
        self.failed = run.error if run is not None and run.state == "failed" else ""
        self.trouble = run.error if run is not None and run.state == "done" else ""
        self.resumable = run is not None and run.state in ("stopped", "failed")

    async def _start(self, wish: Wish) -> None:
        run = await asyncio.to_thread(generations.start, self._user_id, self._draft, wish, datetime.now(UTC))
        await asyncio.to_thread(tasks.generate.delay, run)
        await self._follow()

    @rx.event
    @signed_in
    async def resume(self):
        """Go on after what came before it was stopped."""
        run = await asyncio.to_thread(generations.resume, self._user_id, self._draft, datetime.now(UTC))
        await asyncio.to_thread(tasks.generate.delay, run)
        await self._follow()

    @rx.event
    @signed_in
    async def stop(self):
        """Seen enough: whole sentences stay."""
        await asyncio.to_thread(generations.stop, self._user_id, self._draft, datetime.now(UTC))
        await self._follow()
