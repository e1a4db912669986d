"""The last changes of a person, with the way back."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.pages.applications_view import change_view
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import changes
from career_copilot.ui.recent_changes import ChangeView


class RecentChanges(Session):
    """Read when the panel is opened, and from then on with every hint."""

    lines: list[ChangeView] = []
    loaded: bool = False

    async def _read(self) -> None:
        found = await asyncio.to_thread(changes.recent, self._user_id)
        now = datetime.now(UTC)
        self.lines, self.loaded = [change_view(change, now, self.time_zone) for change in found], True

    async def _renew(self) -> None:
        """A hint came: read again what is shown."""
        if self.loaded:
            await self._read()

    @rx.event
    @signed_in
    async def show(self):
        """The panel was opened."""
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.lines, self.loaded = [], False
