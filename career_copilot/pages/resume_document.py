"""A résumé of the profile as a document: its look, its pages as they will be printed, files to save, what programs read of it; and
the photo for the templates that show one."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from career_copilot.domain.resume_sheet import Look
from career_copilot.errors import CareerCopilotError, InvalidInputError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import tailoring_view
from career_copilot.pages.ats_checks import ChecksState
from career_copilot.pages.checked import in_address
from career_copilot.pages.session import Page, Session, signed_in, with_files
from career_copilot.services import ats_checks, photos, resume_printing, resumes
from career_copilot.ui.layout import back, empty, page_head, shell, skeleton
from career_copilot.ui.resume_document import document

LOOKS = ("template", "paper", "language", "one_page")
MOST_BYTES = 10 * 1024 * 1024
TOO_LARGE = "Choose a picture of up to 10 MB."


class DocumentState(Session):
    """`query` is the look as the addresses of pictures and files carry it."""

    resume_id: int = 0
    name: str = ""
    template: str = "plain"
    paper: str = "a4"
    language: str = ""
    one_page: bool = False
    photo: bool = False
    has_photo: bool = False
    photo_error: str = ""
    query: str = ""
    pages: list[str] = []
    print_note: str = ""
    missing: str = ""
    _look: Look = Look()

    async def _read(self) -> None:
        try:
            view = await asyncio.to_thread(resumes.one, self._user_id, self.resume_id)
            if view.resume is None:
                raise NotFoundError("This résumé is not read yet.")
        except NotFoundError as error:
            self.missing, self.name = str(error), ""
            return
        self.missing, self.name = "", view.name
        self.has_photo = await asyncio.to_thread(photos.stored, self._user_id) is not None
        await self._dress(self._look, view.version)

    async def _dress(self, look: Look, version: int = 0) -> None:
        """`version` makes another address of another state of the résumé or of the photo."""
        self._look = look
        self.template, self.paper, self.language, self.one_page = (
            look.template,
            look.paper,
            look.language or "",
            look.one_page,
        )
        values = {name: value for name, value in look.model_dump(mode="json").items() if value is not None}
        self.query = urlencode({**values, "photo": "true" if self.photo and self.has_photo else "false"})
        self._address(max(1, len(self.pages)), version)
        shown = (ats_checks.PROFILE, self.resume_id, look, self.photo and self.has_photo, version)
        await (await self.get_state(ChecksState))._show(*shown)

    def _address(self, count: int, version: int = 0) -> None:
        base = f"/api/resumes/{self.resume_id}/pages"
        self.pages = [f"{base}/{number}?{self.query}&v={version}" for number in range(1, count + 1)]

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.RESUMES and self.resume_id and data.get("resume_id") in (None, self.resume_id):
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        self.resume_id = in_address(self.id)
        self.pages = []
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.resume_id, self.name, self.missing, self.pages = 0, "", "", []
        (await self.get_state(ChecksState))._leave()

    @rx.event
    @signed_in
    async def choose(self, name: str, value: str):
        """Another template, paper, language, number of pages."""
        if name in LOOKS:
            await self._dress(tailoring_view.look({**self._look.model_dump(), name: value or None}))

    @rx.event
    @signed_in
    async def choose_photo(self, on: bool):
        """With the photo or without."""
        self.photo = on is True
        await self._dress(self._look)

    @rx.event
    @signed_in
    async def printed(self):
        """A page has come: how many there are."""
        if not self.resume_id:
            return
        arguments = (self._user_id, self.resume_id, self._look, self.photo and self.has_photo, 1)
        made = await asyncio.to_thread(resume_printing.preview_profile, *arguments)
        self.print_note = tailoring_view.print_note(made, self._look)
        if made.pages != len(self.pages):
            self._address(made.pages)

    @rx.event
    @signed_in
    @with_files
    async def upload(self, files: list[rx.UploadFile]):
        """A photo was chosen. The browser's own limits do not count."""
        self.photo_error = ""
        try:
            data = await files[0].read(MOST_BYTES + 1)
            if not data or len(data) > MOST_BYTES:
                raise InvalidInputError(TOO_LARGE)
            await asyncio.to_thread(photos.keep, self._user_id, data)
        except CareerCopilotError as error:
            self.photo_error = str(error)
            return
        self.photo, self.has_photo = True, True
        await self._dress(self._look, int(datetime.now(UTC).timestamp()))

    @rx.event
    @signed_in
    async def refuse(self, rejected: list[dict[str, Any]]):
        """The browser held the file back because of its size."""
        self.photo_error = TOO_LARGE if rejected else ""

    @rx.event
    @signed_in
    async def forget_photo(self):
        """Remove the photo for good."""
        await asyncio.to_thread(photos.remove, self._user_id)
        self.photo, self.has_photo = False, False
        await self._dress(self._look)


def document_page() -> rx.Component:
    state = DocumentState
    return shell(
        tailoring_view.STYLE,
        back("Your profile", "/profile"),
        page_head("As a document", subtitle=state.name),
        rx.cond(
            state.missing != "",
            empty("search-x", state.missing, rx.link("To your résumés", href="/profile", class_name="button", underline="none")),
            rx.cond(state.name != "", document(state, ChecksState, MOST_BYTES), skeleton("30%", "60%", "45%", "80%")),
        ),
        rx.el.div(on_unmount=state.leave),
        active="/profile",
    )  # fmt: skip


PAGES = [Page("/profile/document/[id]", "As a document", document_page, on_load=DocumentState.load)]
