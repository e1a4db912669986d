"""The research brief of an application that is practised for: a part of the practice page, whose state calls `_show`."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.ages import age, exact
from career_copilot.domain.drafting import GenerationState, Line
from career_copilot.domain.research import Source, SourceKind
from career_copilot.live import Topic
from career_copilot.pages.checked import number, words
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.pages.write_view import standing
from career_copilot.services import generations, models, research
from career_copilot.services.generations import GenerationView
from career_copilot.services.line_verdicts import LineView
from career_copilot.ui.research import GroupRow, LineRow, Mark, SourceRow


class ResearchState(Session):
    """What sources say by rules, and a model's sentences; while one writes, `written` grows."""

    about: str = ""
    groups: list[GroupRow] = []
    sources: list[SourceRow] = []
    written: list[LineRow] = []
    partial: str = ""
    running: bool = False
    standing: str = ""
    failed: str = ""
    can_resume: bool = False
    can_bring_back: bool = False
    stripped: list[str] = []
    ready: bool = False
    not_ready: str = ""
    renewed: int = 0
    _application: int = 0
    _draft: int = 0

    async def _show(self, application_id: int) -> None:
        """Everything, anew."""
        self._application = application_id
        view = await asyncio.to_thread(research.of_application, self._user_id, application_id)
        now, places = datetime.now(UTC), {one.id: at for at, one in enumerate(view.sources, 1)}
        names = {one.id: one.name for one in view.sources}
        self.about, self._draft, self.stripped = view.about, view.draft_id, list(view.stripped)
        self.groups = [
            GroupRow(title=group.title, lines=[_line(line, places, names) for line in group.lines])
            for group in view.groups
        ]
        self.sources = [_source(one, places[one.id], now, self.time_zone) for one in view.sources]
        run = view.run
        self.running = run is not None and run.is_open
        self.written = [_judged(line, places, names) for line in view.written]
        self.partial = ""
        if run is not None and run.is_open:
            self._grow(run)
        self.standing = standing(run, now, self.time_zone)
        self.failed = run.error if run is not None and run.state is GenerationState.FAILED else ""
        self.can_resume = run is not None and run.state in (GenerationState.STOPPED, GenerationState.FAILED)
        self.can_bring_back = view.version >= research.MIN_VERSIONS and not self.running
        able = await asyncio.to_thread(models.ready, self._user_id)
        self.ready, self.not_ready = able.ok, able.reason

    def _grow(self, run: GenerationView) -> None:
        """What a model has written so far takes the place of its older text."""
        places = {one.id: one.number for one in self.sources}
        names = {one.id: one.name for one in self.sources}
        self.written = [_judged(line, places, names) for line in run.written.lines]
        self.partial = run.written.partial

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        of_it = topic == Topic.DRAFTS and data.get("draft_id", self._draft) == self._draft
        if of_it and data.get("growing") and self.running:
            run = await asyncio.to_thread(generations.last, self._user_id, self._draft)
            if run is not None and run.is_open:
                self._grow(run)
        elif self._application and (of_it or topic in (Topic.APPLICATIONS, Topic.MODELS)):
            await self._show(self._application)

    @rx.event
    @signed_in
    async def paste(self, form: dict[str, Any]):
        """One more source: a text and where it is from; pressed twice, it is added once."""
        if words(form, "drawn") != str(self.renewed):
            return None
        given = (words(form, "source-name"), words(form, "source-url"), words(form, "source-text"))
        _, change = await asyncio.to_thread(research.paste, self._user_id, self._application, *given, datetime.now(UTC))
        await self._show(self._application)
        self.renewed += 1
        return told(change)

    @rx.event
    @signed_in
    async def remove(self, source_id: int):
        """A pasted text, no longer; the message brings it back."""
        change = await asyncio.to_thread(research.remove, self._user_id, number(source_id, "source"), datetime.now(UTC))
        await self._show(self._application)
        return told(change)

    @rx.event
    @signed_in
    async def write(self):
        """Have a model write it out of these sources."""
        _, run = await asyncio.to_thread(research.start, self._user_id, self._application, datetime.now(UTC))
        await asyncio.to_thread(tasks.generate.delay, run)
        await self._show(self._application)

    @rx.event
    @signed_in
    async def resume(self):
        """Go on after what was written."""
        run = await asyncio.to_thread(research.resume, self._user_id, self._application, datetime.now(UTC))
        await asyncio.to_thread(tasks.generate.delay, run)
        await self._show(self._application)

    @rx.event
    @signed_in
    async def bring_back(self):
        """The brief before this one; nothing is lost."""
        await asyncio.to_thread(research.bring_back, self._user_id, self._application, datetime.now(UTC))
        await self._show(self._application)
        return rx.toast.success("The brief before this one is back.")

    @rx.event
    @signed_in
    async def stop(self):
        """Seen enough: whole sentences stay."""
        await asyncio.to_thread(generations.stop, self._user_id, self._draft, datetime.now(UTC))
        await self._show(self._application)

    @rx.event
    @signed_in
    async def copy(self):
        """To the clipboard, with its sources."""
        text = await asyncio.to_thread(research.text, self._user_id, self._application)
        return [rx.set_clipboard(text), rx.toast.success("Copied.")]


def _marks(ids: tuple[int, ...], places: dict[int, int], names: dict[int, str]) -> list[Mark]:
    return [Mark(id=one, number=places[one], name=names[one]) for one in ids if one in places]


def _line(line: Line, places: dict[int, int], names: dict[int, str]) -> LineRow:
    return LineRow(text=line.text, marks=_marks(line.facts, places, names))


def _judged(line: LineView, places: dict[int, int], names: dict[int, str]) -> LineRow:
    marks = _marks(tuple(fact.id for fact in line.facts), places, names)
    return LineRow(text=line.text, marks=marks, reasons="; ".join(line.reasons))


def _source(one: Source, place: int, now: datetime, zone: str) -> SourceRow:
    return SourceRow(
        id=one.id,
        number=place,
        name=one.name,
        when=age(one.when, now, zone),
        exact=exact(one.when, zone),
        url=one.url,
        outside=one.url.startswith("http"),
        pasted=one.row if one.kind is SourceKind.PASTED else 0,
    )
