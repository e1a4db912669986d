"""Taking back what was done: from the message right after it, from a timeline, next week."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from career_copilot.pages.checked import number
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import changes
from career_copilot.services.changes import Change


class UndoState(Session):
    """Has nothing to show: the pages hear of what changed."""

    @rx.event
    @signed_in
    async def undo(self, change_id: int):
        """Take a change back, or do it again if it is undone. Refused with the reason."""
        change = await asyncio.to_thread(changes.undo, self._user_id, number(change_id, "change"), datetime.now(UTC))
        return done(change)


def done(change: Change) -> Any:
    """Say what was done, with the way back; nothing when there was nothing to do."""
    if change.id is None:
        return None
    undo = ToastAction("Undo", UndoState.undo(change.id))
    return rx.toast.success(f"{change.summary}.", action=undo, duration=8000)
