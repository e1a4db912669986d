"""The last changes of a person, with the way back; and the message after each change that offers it at once."""

import asyncio
from datetime import UTC, datetime

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from career_copilot import tasks
from career_copilot.errors import InvalidInputError
from career_copilot.pages.applications_view import change_view
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import bulk, changes
from career_copilot.services.changes import Change
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
    async def undo(self, change_id: int):
        """Take a change back, or do an undone one again."""
        chosen, now = number(change_id), datetime.now(UTC)
        touched, summary = await asyncio.to_thread(changes.size, self._user_id, chosen)
        if touched > bulk.FEW_ROWS:
            run_id = await asyncio.to_thread(bulk.start_undo, self._user_id, chosen, now)
            await asyncio.to_thread(tasks.change_many.delay, run_id)
            return rx.toast.info(f"Being undone: {summary}.")
        done = await asyncio.to_thread(changes.undo, self._user_id, chosen, now)
        await self._renew()
        return told(done, "Redo" if done.summary.startswith("Undone") else "Undo")

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.lines, self.loaded = [], False


def number(value: object) -> int:
    """An id from the browser, which may have sent anything."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
        return value
    raise InvalidInputError("There is no such entry.")


def told(change: Change, word: str = "Undo") -> rx.event.EventSpec | None:
    """The message about what the person did, with the way back. None when nothing was changed."""
    if change.id is None:
        return None
    action = ToastAction(word, RecentChanges.undo(change.id))
    return rx.toast.success(f"{change.summary}.", action=action, duration=6000)
