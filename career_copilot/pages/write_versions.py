"""The versions of a draft: listed, compared with the one that counts, brought back. A part of the draft's page, which calls
`_follow` when it reads and `_leave` when it is left."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.pages import write_view
from career_copilot.pages.checked import number
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.write_view import HunkRow, VersionRow
from career_copilot.services import drafts, written_texts


class VersionsState(Session):
    """`compared` is the version whose differences to the current one are shown; 0: none."""

    shown: bool = False
    rows: list[VersionRow] = []
    compared: int = 0
    hunks: list[HunkRow] = []
    _draft: int = 0
    _current: int = 0

    async def _follow(self, draft_id: int, current: int) -> None:
        """The draft was read; this version counts."""
        changed = (self._draft, self._current) != (draft_id, current)
        self._draft, self._current = draft_id, current
        if self.shown and changed:
            await self._show()

    def _leave(self) -> None:
        self.shown, self.rows, self.compared, self.hunks, self._draft = False, [], 0, [], 0

    async def _show(self) -> None:
        found = await asyncio.to_thread(drafts.versions, self._user_id, self._draft)
        self.rows = write_view.version_rows(found, self._current, datetime.now(UTC), self.time_zone)
        self.compared, self.hunks = 0, []

    @rx.event
    @signed_in
    async def toggle(self):
        """Show or hide the list."""
        self.shown = not self.shown
        if self.shown:
            await self._show()

    @rx.event
    @signed_in
    async def compare(self, version: int):
        """What the current version says otherwise than this one, or no longer."""
        chosen = number(version, "version")
        if chosen == self.compared:
            self.compared, self.hunks = 0, []
            return
        found = await asyncio.to_thread(written_texts.difference, self._user_id, self._draft, chosen, self._current)
        self.compared, self.hunks = chosen, write_view.hunk_rows(found)

    @rx.event
    @signed_in
    async def bring_back(self, version: int):
        """This version counts again, as a new one: nothing between is lost. The page hears of it."""
        arguments = (number(version, "version"), self._current, datetime.now(UTC))
        await asyncio.to_thread(drafts.roll_back, self._user_id, self._draft, *arguments)
        return rx.toast.success(f"Version {version} counts again.")
