"""The last changes of a person, with the way back."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.pages.applications_view import change_view
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import changes
from career_copilot.ui.recent_changes import ChangeView

PAGE = 40


class RecentChanges(Session):
    """One page of them, read when the panel is opened, and from then on with every hint. `last` is the id of its oldest
    line when there are older ones, else 0; `later` that it is not the first page."""

    lines: list[ChangeView] = []
    loaded: bool = False
    last: int = 0
    later: bool = False
    _before: int | None = None

    async def _read(self, before: int | None = None) -> None:
        found = await asyncio.to_thread(changes.recent, self._user_id, PAGE + 1, before)
        now = datetime.now(UTC)
        self.lines, self.loaded = [change_view(change, now, self.time_zone) for change in found[:PAGE]], True
        self.last = found[PAGE - 1].id if len(found) > PAGE else 0
        self._before, self.later = before, before is not None

    async def _renew(self) -> None:
        """A hint came: read again what is shown."""
        if self.loaded:
            await self._read(self._before)

    @rx.event
    @signed_in
    async def show(self):
        """The panel was opened."""
        await self._read()

    @rx.event
    @signed_in
    async def older(self):
        """The page before this one."""
        if self.last:
            await self._read(self.last)

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self._leave()

    def _leave(self) -> None:
        self.lines, self.loaded, self.last, self.later, self._before = [], False, 0, False, None
