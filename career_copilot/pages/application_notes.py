"""The notes of an application: written in markdown, shown as text, two tabs never overwrite each other."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain import markdown
from career_copilot.domain.ages import age, exact
from career_copilot.domain.text_diff import passages
from career_copilot.domain.versions import Difference
from career_copilot.pages.checked import number
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.two_tabs import NEW, NONE, keep
from career_copilot.pages.undoing import told
from career_copilot.services import notes
from career_copilot.services.notes import NoteView
from career_copilot.services.recording import Change
from career_copilot.ui.forms import message
from career_copilot.ui.layout import empty, skeleton
from career_copilot.ui.versions import two_versions

SHOWN_AT_FIRST = (2_000, 24)  # characters and lines of each note; the rest on demand
MOST_SHOWN = 50


class NoteRow(BaseModel):
    """A note as it is shown."""

    id: int
    html: str
    cut: bool
    when: str
    exact: str


class NotesState(Session):
    """`editing` is the note whose text is open: `NEW`, `NONE` or an id."""

    rows: list[NoteRow] = []
    read: bool = False
    editing: int = NONE
    text: str = ""
    unsaved: bool = False
    preview: str = ""
    previewing: bool = False
    compared: list[Difference] = []
    error: str = ""
    renewed: int = 0
    _application: int = 0
    _version: int = 0
    _mine: str = ""
    _opened: list[int] = []

    async def _show(self, application_id: int) -> None:
        if application_id != self._application:
            self._close()
            self._application, self._opened = application_id, []
        found = await asyncio.to_thread(notes.of_application, self._user_id, application_id)
        now = datetime.now(UTC)
        self.rows = await asyncio.to_thread(
            lambda: [_row(note, note.id in self._opened, now, self.time_zone) for note in found[:MOST_SHOWN]]
        )
        self.read = True

    def _close(self) -> None:
        self.editing, self.text, self.preview, self.previewing, self._mine = NONE, "", "", False, ""
        self.compared, self.error, self.unsaved = [], "", False

    def _leave(self) -> None:
        self._close()
        self.rows, self.read, self._application = [], False, 0

    @rx.event
    @signed_in
    async def write(self):
        """A new note."""
        self._close()
        self.editing, self.renewed = NEW, self.renewed + 1
        return focus_on("note-text")

    @rx.event
    @signed_in
    async def edit(self, note_id: int):
        """Open the text of a note."""
        note = await asyncio.to_thread(notes.one, self._user_id, number(note_id, "note"))
        self._close()
        self.editing, self._version, self.renewed = note.id, note.version, self.renewed + 1
        self.text = self._mine = note.body
        return focus_on("note-text")

    @rx.event
    @signed_in
    async def cancel(self):
        self._close()

    @rx.event
    @signed_in
    async def unfold(self, note_id: int):
        """Show all of a long note."""
        self._opened = [*self._opened[-20:], number(note_id, "note")]
        await self._show(self._application)

    @rx.event
    @signed_in
    async def keep_draft(self, text: str):
        """The field was left: the preview finds its text here, and so does the field after the page was loaded anew."""
        if self.editing != NONE:
            self.unsaved = self.unsaved or str(text) != self.text.replace("\r\n", "\n")  # as a field shows them
            self.text = self._mine = str(text)[: markdown.LONGEST]

    @rx.event
    @signed_in
    async def look(self):
        """To the preview, or back to the text."""
        self.previewing = not self.previewing
        self.text, self.renewed = self._mine, self.renewed + 1
        self.preview = await asyncio.to_thread(markdown.render, self._mine) if self.previewing else ""
        return None if self.previewing else focus_on("note-text")

    @rx.event
    @signed_in
    async def save(self, form: dict[str, Any]):
        """Keep what was written. In the preview there is no field: then what was written before it."""
        if self.editing == NONE:  # pressed twice: the first one did it
            return None
        text = form.get("text") if isinstance(form, dict) else None
        self._mine = text if isinstance(text, str) else self._mine
        return await self._save(self._version)

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        note = await asyncio.to_thread(notes.one, self._user_id, self.editing)
        return await self._save(note.version)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the other tab's."""
        self._close()
        await self._show(self._application)

    async def _save(self, version: int) -> Any:
        user, text = self._user_id, self._mine

        async def write() -> Change:
            now = datetime.now(UTC)
            if self.editing == NEW:
                return (await asyncio.to_thread(notes.add, user, self._application, text, now))[1]
            return await asyncio.to_thread(notes.edit, user, self.editing, text, version, now)

        async def compare() -> list[Difference]:
            note = await asyncio.to_thread(notes.one, user, self.editing)
            return await asyncio.to_thread(passages, text, note.body)

        return await keep(self, "note", write, compare)

    @rx.event
    @signed_in
    async def delete(self, note_id: int):
        """Remove a note; the message takes it back."""
        change = await asyncio.to_thread(notes.delete, self._user_id, number(note_id, "note"), datetime.now(UTC))
        self._close()
        await self._show(self._application)
        return told(change)


def _row(note: NoteView, whole: bool, now: datetime, zone: str) -> NoteRow:
    short = "\n".join(note.body[: SHOWN_AT_FIRST[0]].splitlines()[: SHOWN_AT_FIRST[1]])
    cut = len(short) < len(note.body.rstrip()) and not whole
    edited = note.updated_at != note.created_at
    return NoteRow(
        id=note.id,
        html=markdown.render(short if cut else note.body),
        cut=cut,
        when=f"{'changed ' if edited else ''}{age(note.updated_at, now, zone)}",
        exact=exact(note.updated_at, zone),
    )


def _editor() -> rx.Component:
    notes_ = NotesState
    return rx.el.form(
        rx.cond(notes_.compared.length() > 0, two_versions("This note was", notes_)),
        rx.cond(
            notes_.previewing,
            rx.el.div(rx.html(notes_.preview), class_name="markdown card note-preview", dir="auto"),
            rx.el.div(
                rx.el.label("Note", html_for="note-text", class_name="label"),
                rx.el.textarea(
                    id="note-text",
                    name="text",
                    key=f"note-{notes_.renewed}",
                    default_value=notes_.text,
                    on_blur=notes_.keep_draft,
                    rows="8",
                    dir="auto",
                    aria_describedby="note-hint",
                    class_name="textarea note-text",
                ),
                rx.el.p(
                    "Markdown: # heading, **strong**, - list, [link](https://…)", id="note-hint", class_name="hint"
                ),
                class_name="field",
            ),
        ),
        message(notes_.error, "error"),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary"),
            rx.el.button(
                rx.cond(notes_.previewing, "Write", "Preview"), type="button", class_name="button", on_click=notes_.look
            ),
            rx.el.button("Cancel", type="button", class_name="button quiet", on_click=notes_.cancel),
            class_name="form-tools",
        ),
        on_submit=notes_.save,
        class_name="note-form card",
        custom_attrs={"data-unsaved": notes_.unsaved.to_string()},
    )


def _note(row: rx.Var[NoteRow]) -> rx.Component:
    def tool(icon: str, word: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"),
            type="button", class_name="button quiet icon small", title=word, aria_label=f"{word} the note of {row.exact}",
            on_click=on_click,
        )  # fmt: skip

    return rx.el.li(
        rx.cond(
            NotesState.editing == row.id,
            rx.fragment(),
            rx.el.article(
                rx.el.div(rx.html(row.html), class_name="markdown", dir="auto"),
                rx.cond(
                    row.cut,
                    rx.el.button(
                        "Show all of it", type="button", class_name="button small", on_click=NotesState.unfold(row.id)
                    ),
                ),
                rx.el.div(
                    rx.el.time(row.when, title=row.exact, class_name="quiet-text"),
                    rx.el.span(
                        tool("pencil", "Edit", NotesState.edit(row.id)),
                        tool("trash-2", "Delete", NotesState.delete(row.id)),
                    ),
                    class_name="note-foot",
                ),
                class_name="note card",
            ),
        ),
        key=row.id,
    )


def notes_panel() -> rx.Component:
    state = NotesState
    return rx.cond(
        state.read,
        rx.el.section(
            rx.el.h2("Notes", class_name="visually-hidden"),
            rx.cond(
                state.editing != NONE,
                _editor(),  # above the list: what is typed outlives a note that another tab deletes
                rx.el.button(
                    rx.icon("plus", size=16, aria_hidden="true"),
                    "Write a note", type="button", class_name="button", on_click=state.write,
                ),
            ),
            rx.cond(
                (state.rows.length() == 0) & (state.editing == NONE),
                empty("notebook-pen", "What was said, what to ask, what to remember: notes in markdown."),
                rx.el.ul(rx.foreach(state.rows, _note), class_name="panel-list"),
            ),
            class_name="panel",
        ),
        skeleton("50%", "80%", "70%"),
    )  # fmt: skip
