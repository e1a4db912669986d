"""State of one draft: its lines with their marks, and the sentence that is open."""

import asyncio
import functools
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.drafting import Line, Wish, inserted, replaced
from career_copilot.domain.signing import body_end
from career_copilot.domain.text_diff import passages
from career_copilot.domain.versions import Difference
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import write_view
from career_copilot.pages.checked import in_address, number
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import signed_in
from career_copilot.pages.undoing import told
from career_copilot.pages.write_run import RunState
from career_copilot.pages.write_sending import SendingState
from career_copilot.pages.write_versions import VersionsState
from career_copilot.pages.write_view import DraftHead, LineRow
from career_copilot.pages.write_wishes import WishesState
from career_copilot.services import drafts, line_verdicts, models, written_texts
from career_copilot.services.line_verdicts import LineView

NONE, NEW = -1, -2  # no line is open; a new one is


class WriteState(RunState):
    """`lines` are of the version that counts, or of that in which the sentence that is open was opened."""

    head: DraftHead = DraftHead()
    lines: list[LineRow] = []
    blocked: str = ""
    checked: str = ""
    uncheckable: bool = True
    stripped: list[str] = []
    ready: bool = False
    not_ready: str = ""
    missing: str = ""
    editing: int = NONE
    after: int = NONE  # behind which line the new one comes
    text: str = ""
    compared: list[Difference] = []
    renewed: int = 0
    _views: list[LineView] = []
    _apart: bool = False
    _mine: str = ""
    _name: str = ""

    async def _read(self) -> None:
        """Everything, anew."""
        now = datetime.now(UTC)
        try:
            view = await asyncio.to_thread(written_texts.one, self._user_id, self._draft, now)
        except NotFoundError as error:
            self._lose(error)
            return
        fresh = self.head.id != view.draft.id
        self.missing, self.head = "", write_view.head(view)
        self._views, self._name = list(view.lines), view.name
        self.lines = write_view.line_rows(view.lines)
        self.blocked = view.blocked if view.lines else ""
        self.stripped = list(view.stripped)
        self._say_who_checked()
        if fresh:
            (await self.get_state(WishesState))._show(view.wish)
        await (await self.get_state(VersionsState))._follow(self._draft, view.draft.version)
        await (await self.get_state(SendingState))._follow(view.draft)
        await self._follow()

    def _lose(self, error: NotFoundError) -> None:
        """It was deleted. A sentence that is open stays with what was typed, to be copied."""
        self.missing, self.running, self.standing = str(error), False, ""
        if self.editing == NONE:
            self._empty()

    async def _look_whether_ready(self) -> None:
        found = await asyncio.to_thread(models.ready, self._user_id)
        self.ready, self.not_ready = found.ok, found.reason
        self._say_who_checked()

    def _say_who_checked(self) -> None:
        open_ = len(line_verdicts.unchecked(self._views))
        by_model = sum(view.known for view in self._views)
        self.checked = write_view.checked(by_model, open_, self.not_ready) if self._views else ""
        self.uncheckable = not self.ready or not open_

    def _empty(self) -> None:
        self.head, self.lines, self.growing, self.partial = DraftHead(), [], [], ""
        self.running, self.standing, self.failed, self.blocked, self.stripped = False, "", "", "", []
        self.checked, self.uncheckable, self.trouble = "", True, ""
        self._draft, self._run, self._views = 0, (0, 0), []
        self._close()

    def _close(self) -> None:
        self.editing, self.after, self.text, self.compared, self._mine = NONE, NONE, "", [], ""

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        """While a sentence is open the text stays the version that it was opened in: `save` finds what came meanwhile."""
        if not self._draft:
            return
        if topic == Topic.DRAFTS and data.get("draft_id", self._draft) == self._draft:
            try:
                await self._follow()
            except NotFoundError as error:
                self._lose(error)
                return
        elif topic == Topic.MODELS and not self.running:
            await self._look_whether_ready()
            return
        elif topic not in (Topic.FACTS, Topic.RESUMES, Topic.APPLICATIONS):
            return
        if not self.running and self.editing == NONE:
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The draft's page was opened."""
        self._follow_live()
        self._empty()
        self._draft = in_address(self.draft_id)
        await self._read()
        if self.head.brief_of:
            return rx.redirect(f"/practice/{self.head.brief_of}", replace=True)
        await self._look_whether_ready()
        return None

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab."""
        self._empty()
        self.missing = ""
        (await self.get_state(WishesState))._leave()
        (await self.get_state(VersionsState))._leave()
        (await self.get_state(SendingState))._leave()

    @rx.event
    @signed_in
    async def write(self):
        """Have a model write it."""
        await self._start((await self.get_state(WishesState))._wish())

    @rx.event
    @signed_in
    async def check(self):
        """Have a model check what stands there."""
        await self._start(Wish(check=True))

    @rx.event
    @signed_in
    async def assemble(self):
        """Make it of the person's own evidence, without a model."""
        self._refuse_while_open()
        wish = (await self.get_state(WishesState))._wish()
        await self._change(written_texts.from_evidence, wish, self.head.version)

    @rx.event
    @signed_in
    async def accept(self, at: int):
        """This is true: it becomes a fact; the message takes that back."""
        self._refuse_while_open()
        arguments = (self.head.version, number(at, "line"))
        return told(await self._change(written_texts.accept, *arguments))

    @rx.event
    @signed_in
    async def remove(self, at: int):
        """Without this line."""
        self._refuse_while_open()
        await self._change(written_texts.remove, self.head.version, number(at, "line"))

    def _refuse_while_open(self) -> None:
        """Before what closes the sentence that is open: nothing that was typed is lost by the way."""
        if self.editing != NONE:
            raise InvalidInputError("Save or cancel the sentence that is open first.")

    async def _change(self, service: Any, *arguments: Any) -> Any:
        done = await asyncio.to_thread(service, self._user_id, self._draft, *arguments, datetime.now(UTC))
        self._close()
        await self._read()
        return done

    @rx.event
    @signed_in
    async def edit(self, at: int):
        """Open a line."""
        self._refuse_while_open()
        if 0 <= number(at, "line") < len(self._views):
            self.editing, self.text, self.renewed = at, self._views[at].text, self.renewed + 1
            return focus_on("line-text")
        return None

    @rx.event
    @signed_in
    async def add(self):
        """Open a new line, a paragraph of its own before the closing."""
        return self._add(body_end(self._lines(), self._name), apart=True)

    @rx.event
    @signed_in
    async def add_below(self, at: int):
        """Open a new line in the paragraph of this one."""
        return self._add(min(number(at, "line"), len(self._views) - 1), apart=False)

    def _add(self, after: int, apart: bool) -> Any:
        self._refuse_while_open()
        self.editing, self.after, self._apart, self.text = NEW, after, apart, ""
        self.renewed += 1
        return focus_on("line-text")

    def _lines(self) -> list[Line]:
        return [write_view.as_line(view) for view in self._views]

    @rx.event
    @signed_in
    async def cancel(self):
        self._close()
        await self._read()

    @rx.event
    @signed_in
    async def save(self, form: dict[str, Any]):
        """Keep what was typed. If another tab saved meanwhile, both texts are kept until the person chooses."""
        if self.editing == NONE:
            return None
        words = form.get("text") if isinstance(form, dict) else None
        text, at, version = words if isinstance(words, str) else "", self.editing, self.head.version
        try:
            if at == NEW:
                await self._change(
                    functools.partial(written_texts.insert, apart=self._apart), version, self.after, text
                )
            else:
                await self._change(written_texts.edit, version, at, text)
        except ConflictError:
            mine = self._lines()
            changed = inserted(mine, self.after, text, self._apart) if at == NEW else replaced(mine, at, text)
            self._mine = write_view.editable(changed)
            theirs = await asyncio.to_thread(written_texts.one, self._user_id, self._draft, datetime.now(UTC))
            self.compared = await asyncio.to_thread(passages, self._mine, write_view.editable(theirs.lines))
            return focus_on("two-versions")
        return None

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two texts, this tab's."""
        current = await asyncio.to_thread(drafts.one, self._user_id, self._draft)
        await self._change(written_texts.write, current.version, self._mine)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two texts, the other tab's."""
        self._close()
        await self._read()
