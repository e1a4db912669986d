"""How a draft leaves: to the clipboard, among the documents of its application, or for good. A part of the draft's page, which
calls `_follow` when it reads and `_leave` when it is left."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.resume_sheet import Look
from career_copilot.pages import write_view
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import drafts, letters
from career_copilot.services.drafts import DraftView
from career_copilot.services.letters import LetterFormat
from career_copilot.services.recording import Change


class SendingState(Session):
    """Of the draft that is shown."""

    kept: str = ""
    outdated: bool = False  # what was kept says something else than the letter now
    deleting: bool = False  # asked, not yet sure
    _draft: int = 0
    _back: str = "/write"

    async def _follow(self, draft: DraftView) -> None:
        """The draft was read."""
        if draft.id != self._draft:
            self._leave()
        self._draft = draft.id
        found = await asyncio.to_thread(letters.kept, self._user_id, draft.id)
        self.kept, self.outdated = write_view.kept(found, draft.version), found is not None and not found.is_current
        self._back = f"/applications/{draft.application_id}" if draft.application_id else "/write"

    def _leave(self) -> None:
        self.kept, self.outdated = "", False
        self.deleting, self._draft, self._back = False, 0, "/write"

    @rx.event
    @signed_in
    async def copy(self):
        """To the clipboard, if nothing is in the way."""
        words = await asyncio.to_thread(letters.words, self._user_id, self._draft, datetime.now(UTC))
        return [rx.set_clipboard(words), rx.toast.success("Copied.")]

    @rx.event
    @signed_in
    async def keep(self):
        """Among the documents of its application, as PDF."""
        arguments = (self._user_id, self._draft, LetterFormat.PDF, Look(), datetime.now(UTC))
        return self._say(await asyncio.to_thread(letters.keep, *arguments))

    @rx.event
    @signed_in
    async def sent(self):
        """The person sent it: the application's timeline says so."""
        return self._say(await asyncio.to_thread(letters.sent, self._user_id, self._draft, datetime.now(UTC)))

    def _say(self, change: Change) -> Any:
        return told(change) or rx.toast.info(f"{change.summary}.")

    @rx.event
    @signed_in
    async def delete(self, sure: bool):
        """For good, with all versions, once the person is sure."""
        if sure is not True:
            self.deleting = not self.deleting
            return None
        self.deleting, back = False, self._back
        await asyncio.to_thread(drafts.delete, self._user_id, self._draft)
        return rx.redirect(back)
