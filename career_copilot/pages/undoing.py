"""Taking back what was done: from the message right after it, from a timeline, next week."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from career_copilot import tasks
from career_copilot.pages.checked import number
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import bulk, changes
from career_copilot.services.recording import Change


class UndoState(Session):
    """Has nothing to show: the pages hear of what changed."""

    @rx.event
    @signed_in
    async def undo(self, change_id: int):
        """Take a change back, or do it again if it is undone: a large one by a task. Refused with the reason."""
        chosen, now = number(change_id, "change"), datetime.now(UTC)
        touched, summary = await asyncio.to_thread(changes.size, self._user_id, chosen)
        if touched > bulk.FEW_ROWS:
            run_id = await asyncio.to_thread(bulk.start_undo, self._user_id, chosen, now)
            await asyncio.to_thread(tasks.change_many.delay, run_id)
            return rx.toast.info(f"{summary}. This takes a moment.")
        change = await asyncio.to_thread(changes.undo, self._user_id, chosen, now)
        return told(change, "Redo" if change.summary.startswith("Undone") else "Undo")


def told(change: Change, word: str = "Undo") -> Any:
    """Say what was done, with the way back; nothing when there was nothing to do."""
    if change.id is None:
        return None
    undo = ToastAction(word, UndoState.undo(change.id))
    return rx.toast.success(f"{change.summary}.", action=undo, duration=8000)
