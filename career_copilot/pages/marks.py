"""Save, hide, apply: what a person does with an opening wherever it is shown. Its State holds nothing, so a click loads little;
the pages that show the opening hear of the change as other tabs do."""

import asyncio
from datetime import UTC, datetime

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from career_copilot.errors import InvalidInputError
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import UNDO_MS, added
from career_copilot.services import applications, openings


class Marks(Session):
    """The one place of the pages where an opening is saved, hidden or applied for."""

    @rx.event
    @signed_in
    async def save(self, opening_id: int, on: bool):
        """Keep an opening, or no longer; the toast takes it back."""
        chosen = number(opening_id)
        if on is True:
            await asyncio.to_thread(openings.save, self._user_id, chosen, datetime.now(UTC))
        else:
            await asyncio.to_thread(openings.unsave, self._user_id, chosen)
        undo = ToastAction("Undo", Marks.save(chosen, on is not True))
        return rx.toast.success("Saved." if on is True else "No longer saved.", action=undo, duration=UNDO_MS)

    @rx.event
    @signed_in
    async def hide(self, opening_id: int, on: bool):
        """Take an opening out of the list, or back; the toast takes it back."""
        chosen = number(opening_id)
        if on is True:
            title = await asyncio.to_thread(openings.hide, self._user_id, chosen, datetime.now(UTC))
            if title is None:
                return None  # pressed twice: it was told already
        else:
            title = await asyncio.to_thread(openings.unhide, self._user_id, chosen)
        undo = ToastAction("Undo", Marks.hide(chosen, on is not True))
        said = f"Hidden: {title}" if on is True else f"Shown again: {title}"
        return rx.toast.success(said, action=undo, duration=UNDO_MS)

    @rx.event
    @signed_in
    async def apply(self, opening_id: int):
        """Put an opening among the applications; the toast takes it back."""
        return added(*await asyncio.to_thread(applications.add, self._user_id, number(opening_id), datetime.now(UTC)))


def number(value: object) -> int:
    """An id from the browser, which may have sent anything."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
        return value
    raise InvalidInputError("This is not an opening.")
