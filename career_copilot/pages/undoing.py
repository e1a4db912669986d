"""Taking back what was done: from the message right after it, from a timeline, next week."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from career_copilot import tasks
from career_copilot.pages.checked import number
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import bulk, changes, record_corrections
from career_copilot.services.recording import Change

UNDO_MS = 10_000  # how long each message that takes something back can be pressed


class UndoState(Session):
    """Has nothing to show: the pages hear of what changed."""

    @rx.event
    @signed_in
    async def undo(self, change_id: int, redo: bool):
        """Take a change back, or do it again: a large one by a task. Refused with the reason; the button says which of
        both it means, so that pressed twice it does it once."""
        chosen, again, now = number(change_id, "change"), redo is True, datetime.now(UTC)
        size = await asyncio.to_thread(changes.size, self._user_id, chosen, again)
        if size.rows > bulk.FEW_ROWS:
            run_id = await asyncio.to_thread(bulk.start_undo, self._user_id, chosen, now, again)
            await asyncio.to_thread(tasks.change_many.delay, run_id)
            return rx.toast.info(f"{size.summary}. This takes a moment.")
        change = await asyncio.to_thread(changes.undo, self._user_id, chosen, now, again)
        return rx.toast.info(f"{change.summary}.") if change.id is None else told(change, redo=not again)


def told(change: Change, redo: bool = False) -> Any:
    """Say what was done, with the way back; nothing when there was nothing to do."""
    if change.id is None:
        return None
    undo = ToastAction("Redo" if redo else "Undo", UndoState.undo(change.id, redo))
    return rx.toast.success(f"{change.summary}.", action=undo, duration=UNDO_MS)


async def moved(user_id: int, change: Change) -> Any:
    """The same for applications that moved; of those that were frozen without a résumé also that none was named, with the
    way to name it."""
    unnamed = await asyncio.to_thread(record_corrections.unnamed, user_id, change.id) if change.id is not None else []
    if change.id is None or not unnamed:
        return told(change)
    actions = {"action": ToastAction("Undo", UndoState.undo(change.id, False))}
    if len(unnamed) > 1:
        note = f"No résumé was named for {len(unnamed):,} of them: What was sent, on their pages, is where to."
    else:
        note = "No résumé was named."
        actions["cancel"] = ToastAction("Name it", rx.redirect(f"/applications/{unnamed[0]}?tab=record"))
    return rx.toast.success(f"{change.summary}.", description=note, duration=UNDO_MS, **actions)


def added(application_id: int, change: Change) -> Any:
    """Say that an opening is among the applications now, with the way back; or that it was already, with the way there."""
    there = ToastAction("Open it", rx.redirect(f"/applications/{application_id}"))
    return told(change) or rx.toast.info(f"{change.summary}.", action=there, duration=UNDO_MS)
