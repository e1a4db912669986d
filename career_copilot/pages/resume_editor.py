"""Correct what was read from a résumé. What the person enters is a draft in this tab until it is saved; a draft survives
live updates, a look at another résumé, another page and a reload. Part of the Profile page."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_editing import added, edited, moved, removed
from career_copilot.domain.resume_form import (
    FieldView,
    SectionView,
    basics_view,
    differences,
    sections_view,
    source_segments,
)
from career_copilot.domain.segments import Segment
from career_copilot.domain.versions import Difference
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.pages.checked import number
from career_copilot.pages.focus import focus_on
from career_copilot.pages.rescoring import rescore
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import resumes

LONGEST = 20_000


class EditorState(Session):
    """The open résumé. The inputs are the browser's own until they are left: only then a line travels. That one is
    being typed in is known from its first letter on."""

    resume_id: int = 0
    status: str = ""
    basics: list[FieldView] = []
    sections: list[SectionView] = []
    source: list[Segment] = []
    revision: int = 0  # another number: the inputs are made anew, with the values sent
    dirty: bool = False
    error: str = ""
    conflict: bool = False
    compared: list[Difference] = []
    _matching: bool = False
    _version: int = 0
    _held: bool = False  # the cursor is in one of the inputs: none of them is made anew
    _draft: Resume | None = None
    _drafts: dict[int, tuple[int, Resume]] = {}  # unsaved, by résumé: the version they began with, and the text

    async def _open(self, resume_id: int) -> None:
        """Show a résumé: its unsaved draft if there is one, else what is saved. 0 shows none."""
        self.error, self.conflict, self.compared = "", False, []
        before = (self.resume_id, self._draft)
        try:
            view = await asyncio.to_thread(resumes.one, self._user_id, resume_id) if resume_id else None
        except NotFoundError:
            self._drafts.pop(resume_id, None)
            view = None
        self.resume_id, self.status = (view.id, view.state) if view else (0, "")
        self._matching = view is not None and view.matching
        self._version = view.version if view else 0
        self._draft = view.resume if view else None
        self.dirty = False
        if view and view.resume and resume_id in self._drafts:
            began, self._draft = self._drafts[resume_id]
            self.dirty = True
            if began != view.version:
                self._version = began
                self._compare(view.resume)
        self.source = source_segments(self._draft) if self._draft else []
        self._show(renew=before != (self.resume_id, self._draft) or not self._held)

    async def _refresh(self, resume_id: int | None) -> None:
        """Something happened to a résumé elsewhere: follow it, but never over what is being entered here."""
        if not self.resume_id or resume_id not in (None, self.resume_id):
            return
        try:
            view = await asyncio.to_thread(resumes.one, self._user_id, self.resume_id)
        except NotFoundError:
            return
        if view.state != self.status or (view.version != self._version and not (self.dirty or self._held)):
            await self._open(self.resume_id)
        elif view.version != self._version and view.resume:
            self._compare(view.resume)
        self._matching = view.matching

    def _compare(self, theirs: Resume) -> None:
        self.conflict = True
        self.compared = differences(self._draft, theirs) if self._draft else []

    def _show(self, renew: bool = True) -> None:
        self.basics = basics_view(self._draft) if self._draft else []
        self.sections = sections_view(self._draft) if self._draft else []
        self.revision += renew

    def _change(self, draft: Resume) -> None:
        self._draft, self.dirty = draft, True
        self._drafts[self.resume_id] = (self._version, draft)

    def _leave(self) -> None:
        """Drafts stay with the tab, on the server; what only shows them goes."""
        self.basics, self.sections, self.source, self.compared = [], [], [], []
        self.resume_id, self.status, self._draft, self._held = 0, "", None, False

    @rx.event
    @signed_in
    async def open(self, resume_id: int):
        """A résumé was chosen in the list."""
        await self._open(number(resume_id, "résumé"))

    @rx.event
    @signed_in
    async def hold(self):
        """The cursor came into a field: what another tab saves is announced, not put in its place."""
        self._held = True

    @rx.event
    @signed_in
    async def typing(self):
        """A field is being typed in: it counts as changed although its text has not travelled yet."""
        if self._draft is not None and not self.dirty:
            self._change(self._draft)

    @rx.event
    @signed_in
    async def edit(self, path: str, value: str):
        """A field was left; nothing happens when its text is as before."""
        self._held = False
        if self._draft is None:
            return
        changed = edited(self._draft, str(path), str(value)[:LONGEST])
        if changed != self._draft:
            self._change(changed)

    @rx.event
    @signed_in
    async def add(self, path: str):
        """An empty entry or bullet at the end."""
        if self._draft is None:
            return None
        draft, new = added(self._draft, str(path))
        self._change(draft)
        self._show()
        return focus_on(
            new if ".highlights." in new else next(f.path for f in self._fields() if f.path.startswith(new))
        )

    @rx.event
    @signed_in
    async def move(self, path: str, by: int):
        """One place up or down; the button that was pressed keeps the focus at its new place."""
        if self._draft is None:
            return None
        draft, there = moved(self._draft, str(path), -1 if by == -1 else 1)
        if draft == self._draft:
            return None
        self._change(draft)
        self._show()
        return focus_on(f"{'up' if by == -1 else 'down'}-{there}", f"{'down' if by == -1 else 'up'}-{there}")

    @rx.event
    @signed_in
    async def remove(self, path: str):
        """Without this entry or bullet; Discard brings it back until it is saved."""
        if self._draft is None:
            return None
        self._change(removed(self._draft, str(path)))
        self._show()
        return focus_on(f"add-{str(path).rpartition('.')[0]}")

    @rx.event
    @signed_in
    async def save(self):
        """Keep the draft. The field that had the focus was left by pressing the button, so it is in the draft."""
        return await self._save(self._version) if self.dirty else None

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        view = await asyncio.to_thread(resumes.one, self._user_id, self.resume_id)
        return await self._save(view.version)

    @rx.event
    @signed_in
    async def discard(self):
        """Back to what is saved: also the answer "the other one" of two versions."""
        self._drafts.pop(self.resume_id, None)
        await self._open(self.resume_id)

    async def _save(self, version: int) -> Any:
        if self._draft is None:
            return None
        self.error = ""
        try:
            arguments = (self._user_id, self.resume_id, version, self._draft, datetime.now(UTC))
            await asyncio.to_thread(resumes.correct, *arguments)
        except ConflictError:
            view = await asyncio.to_thread(resumes.one, self._user_id, self.resume_id)
            if view.resume:
                self._compare(view.resume)
            return focus_on("two-versions")
        except InvalidInputError as error:
            self.error = str(error)
            return None
        self._drafts.pop(self.resume_id, None)
        await self._open(self.resume_id)
        if self._matching:
            return await rescore(self._user_id, "Saved.")
        return rx.toast.success("Saved.")

    def _fields(self) -> list[FieldView]:
        return [field for section in self.sections for entry in section.facts for field in entry.fields]
