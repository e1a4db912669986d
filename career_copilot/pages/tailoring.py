"""A tailored résumé: what became of each line of the profile's, how it will be printed, what it answers, its versions."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.resume_sheet import Look
from career_copilot.domain.tailoring_lines import Row
from career_copilot.domain.versions import Difference
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import tailoring_view, write_view
from career_copilot.pages.ats_checks import ChecksState
from career_copilot.pages.checked import in_address, number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.rewriting import RewritingState
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.tailoring_view import Asked, Head, VersionRow
from career_copilot.pages.undoing import told
from career_copilot.services import ats_checks, drafts, resume_printing, tailoring
from career_copilot.ui.layout import shell
from career_copilot.ui.tailoring_body import body

LOOKS = ("template", "paper", "language", "one_page")
KEPT_APART = "It was changed in another tab. What is there now is shown: do it again if you still want to."


class TailoringState(Session):
    """`pages` are the addresses of the pictures; `editing` is the path of the line whose words are changed, `_before` what they
    were then, `_mine` what was typed. `compared`: what another tab made of them; `changes`: of the version `comparing`."""

    head: Head = Head()
    rows: list[Row] = []
    asked: list[Asked] = []
    pages: list[str] = []
    print_note: str = ""
    checked: str = ""
    editing: str = ""
    versions: list[VersionRow] = []
    compared: list[Difference] = []
    changes: list[Difference] = []
    comparing: int = 0
    deleting: bool = False  # asked, not yet sure
    missing: str = ""
    _draft: int = 0
    _look: Look = Look()
    _before: str = ""
    _mine: str = ""

    async def _read(self) -> None:
        """Everything that is on the screen, anew."""
        now = datetime.now(UTC)
        try:
            view = await asyncio.to_thread(tailoring.read, self._user_id, self._draft, now)
            states = await asyncio.to_thread(drafts.versions, self._user_id, self._draft)
        except NotFoundError as error:
            self.head, self.rows, self.missing = Head(), [], str(error)
            return
        if view.version != self.head.version:
            self.changes, self.comparing = [], 0
        self.missing, self._look = "", view.tailored.look
        self.head, self.rows = tailoring_view.head(view), view.rows
        self.asked = tailoring_view.asked(view.named)
        self.versions = tailoring_view.version_rows(states, now, self.time_zone)
        self.pages = tailoring_view.pages(view.id, view.version, max(1, len(self.pages)))
        await self._parts(view.tailored.photo)

    async def _parts(self, photo: bool) -> None:
        """What a model does to it, and what programs read of it."""
        model = await self.get_state(RewritingState)
        await model._show(self._draft)
        self.checked = write_view.checked(self.head.by_model, self.head.by_rules_only, model.no_model)
        checks = await self.get_state(ChecksState)
        await checks._show(ats_checks.TAILORED, self._draft, self._look, photo, self.head.version)

    async def _do(self, action: Callable[..., Any], *arguments: Any) -> Any:
        """One change of the current version. What another tab saved is never overwritten."""
        now = datetime.now(UTC)
        try:
            await asyncio.to_thread(action, self._user_id, self._draft, self.head.version, *arguments, now)
        except ConflictError:
            await self._read()
            return rx.toast.info(KEPT_APART)
        self._open("")
        await self._read()
        return None

    def _open(self, path: str) -> None:
        self.editing, self._before, self._mine, self.compared = path, self._words(path), "", []

    def _words(self, path: str) -> str:
        return next((row.text for row in self.rows if row.path == path), "")

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if not self.head.id or (topic == Topic.DRAFTS and data.get("draft_id") not in (None, self._draft)):
            return
        if data.get("growing"):
            await (await self.get_state(RewritingState))._show(self._draft)
            return
        if topic in (Topic.DRAFTS, Topic.MODELS):
            model = await self.get_state(RewritingState)
            asked = model.suggesting
            version = await asyncio.to_thread(drafts.version, self._user_id, self._draft)
            if version == self.head.version:  # a model writes, or may be asked again: nothing of the lines is new
                await self._parts(self.head.photo)
                if model.suggesting or not asked:
                    return
        elif topic not in (Topic.RESUMES, Topic.FACTS):
            return
        await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        self._draft = in_address(self.id)
        self.pages = []
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.head, self.rows, self.asked, self.versions, self.changes = Head(), [], [], [], []
        self._open("")
        self.pages, self.print_note, self.missing, self._draft, self.deleting = [], "", "", 0, False
        (await self.get_state(RewritingState))._leave()
        (await self.get_state(ChecksState))._leave()

    @rx.event
    @signed_in
    async def printed(self):
        """A page has come: how many there are, and whether they are as they were wished."""
        if not self._draft or not self.head.version:
            return
        made = await asyncio.to_thread(resume_printing.preview, self._user_id, self._draft, self.head.version, 1)
        self.print_note = tailoring_view.print_note(made, self._look)
        self.pages = tailoring_view.pages(self._draft, self.head.version, made.pages)

    @rx.event
    @signed_in
    async def hide(self, path: str, on: bool):
        """Leave a line or entry out, or put it in again."""
        return await self._do(tailoring.hide if on is True else tailoring.show, str(path))

    @rx.event
    @signed_in
    async def put(self, path: str, rank: int):
        """Dragged, or moved by keys, to another place of its list."""
        return await self._do(tailoring.move, str(path), number(rank, "place"))

    @rx.event
    @signed_in
    async def step(self, path: str, rank: int, down: bool):
        """One place up or down; the button that was pressed keeps the focus."""
        to = number(rank, "place") + (1 if down is True else -1)
        problem = await self._do(tailoring.move, str(path), max(0, to))
        name, other = ("down", "up") if down is True else ("up", "down")
        return problem or focus_on(f"{name}-{path}", f"{other}-{path}")

    @rx.event
    @signed_in
    async def edit(self, path: str):
        """Change the words of a line, or no longer."""
        before = self.editing
        self._open(str(path))
        return focus_on(f"words-{path}") if path else focus_on(f"edit-{before}")

    @rx.event
    @signed_in
    async def save(self, form: dict[str, Any]):
        """The line's new words. What another tab made of the line since it was opened is shown beside them."""
        path, self._mine = self.editing, words(form, "words")
        await self._read()
        theirs = self._words(path)
        if theirs not in (self._before, self._mine):
            self.compared = [Difference(where="Its words", mine=self._mine, theirs=theirs)]
            return focus_on("two-versions")
        return await self._reword(path)

    async def _reword(self, path: str) -> Any:
        return await self._do(tailoring.reword, path, self._mine) or focus_on(f"edit-{path}")

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions of a line, this tab's."""
        return await self._reword(self.editing)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions of a line, the other tab's."""
        before = self.editing
        self._open("")
        return focus_on(f"edit-{before}")

    @rx.event
    @signed_in
    async def restore(self, path: str):
        """The profile's words again."""
        return await self._do(tailoring.restore, str(path))

    @rx.event
    @signed_in
    async def decide(self, path: str, take: bool):
        """Take the words that are proposed for a line, or leave it."""
        return await self._do(tailoring.accept if take is True else tailoring.reject, str(path))

    @rx.event
    @signed_in
    async def decide_all(self, take: bool):
        """Take what is carried by facts, or nothing."""
        return await self._do(tailoring.accept_carried if take is True else tailoring.reject_all)

    @rx.event
    @signed_in
    async def remember(self, path: str):
        """A flagged line is true: it becomes a fact."""
        arguments = (self._user_id, self._draft, str(path), datetime.now(UTC))
        change = await asyncio.to_thread(tailoring.remember, *arguments)
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def choose(self, name: str, value: str):
        """Another template, paper, language, number of pages."""
        if name not in LOOKS:
            return None
        wanted = {**self._look.model_dump(), name: value or None}
        return await self._do(tailoring.dress, tailoring_view.look(wanted), self.head.photo)

    @rx.event
    @signed_in
    async def choose_photo(self, on: bool):
        """With the person's picture or without."""
        return await self._do(tailoring.dress, self._look, on is True)

    @rx.event
    @signed_in
    async def fit(self):
        """On one page, without what answers nothing."""
        return await self._do(tailoring.fit)

    @rx.event
    @signed_in
    async def choose_again(self):
        """From the profile as it is now."""
        return await self._do(tailoring.choose_again)

    @rx.event
    @signed_in
    async def compare(self, wanted: int):
        """What a version says against the current one, or no longer."""
        chosen = number(wanted, "version")
        self.comparing, self.changes = (0, []) if chosen == self.comparing else (chosen, [])
        if self.comparing:
            arguments = (self._user_id, self._draft, chosen)
            self.changes = await asyncio.to_thread(tailoring.differences, *arguments)

    @rx.event
    @signed_in
    async def roll_back(self, wanted: int):
        """What a version said is the newest again."""
        chosen = number(wanted, "version")

        def back(user_id: int, draft_id: int, version: int, now: datetime) -> None:
            drafts.roll_back(user_id, draft_id, chosen, version, now)

        return await self._do(back) or rx.toast.success(f"As in version {chosen} again. Nothing in between is lost.")

    @rx.event
    @signed_in
    async def delete(self, sure: bool):
        """For good, with all versions, once the person is sure."""
        self.deleting = not self.deleting if sure is not True else False
        if sure is not True:
            return None
        await asyncio.to_thread(drafts.delete, self._user_id, self._draft)
        return rx.redirect("/write")

    @rx.event
    @signed_in
    async def send(self):
        """The résumé of the application: its PDF is kept there and frozen with what is sent."""
        arguments = (self._user_id, self._draft, self.head.application_id or None, datetime.now(UTC))
        _, change = await asyncio.to_thread(resume_printing.send, *arguments)
        return told(change)


def tailoring_page() -> rx.Component:
    return shell(tailoring_view.STYLE, body(TailoringState, RewritingState, ChecksState), active="/write")


PAGES = [Page("/resume/[id]", "Tailored résumé", tailoring_page, on_load=TailoringState.load)]
