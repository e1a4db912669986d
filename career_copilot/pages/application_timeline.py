"""The timeline of an application: one line a change, with the way back at its end."""

import asyncio
from datetime import UTC, datetime

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.ages import age, exact
from career_copilot.domain.timeline import ACTORS, Saying
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import UndoState
from career_copilot.services import timelines
from career_copilot.services.timelines import Entry
from career_copilot.ui.layout import skeleton

MOST_PAGES = 20  # that a tab holds at once


class EntryRow(BaseModel):
    """A change in words."""

    change_id: int
    first: Saying
    more: list[Saying]
    who: str
    when: str
    exact: str
    state: str  # `holds`, `undone`, or `undoing`: the change that took another back
    note: str


class TimelineState(Session):
    """The pages of the timeline that were asked for, newest first."""

    entries: list[EntryRow] = []
    has_earlier: bool = False
    read: bool = False
    _application: int = 0
    _pages: int = 1

    async def _show(self, application_id: int) -> None:
        if application_id != self._application:
            self._application, self._pages = application_id, 1
        size = timelines.PAGE_SIZE * self._pages
        page = await asyncio.to_thread(timelines.page, self._user_id, application_id, None, self.time_zone, size)
        now = datetime.now(UTC)
        self.entries = [entry_row(entry, now, self.time_zone) for entry in page.entries]
        self.has_earlier = page.earlier is not None and self._pages < MOST_PAGES
        self.read = True

    def _leave(self) -> None:
        self.entries, self.has_earlier, self.read, self._application = [], False, False, 0

    @rx.event
    @signed_in
    async def earlier(self):
        """One page more."""
        self._pages = min(MOST_PAGES, self._pages + 1)
        await self._show(self._application)


def entry_row(entry: Entry, now: datetime, zone: str) -> EntryRow:
    others = entry.applications - 1
    notes = [
        "undone" if not entry.holds else "",
        f"together with {others:,} other application{'s' if others > 1 else ''}" if others > 0 else "",
    ]
    said = entry.sayings
    if entry.undoes is not None:
        notes.append("done again" if entry.redo else "took back an earlier change")
    return EntryRow(
        change_id=entry.change_id,
        first=said[0],
        more=said[1:8],
        who=ACTORS.get(entry.actor, entry.actor),
        when=age(entry.at, now, zone),
        exact=exact(entry.at, zone),
        state="undoing" if entry.undoes is not None else "holds" if entry.holds else "undone",
        note=", ".join(filter(None, notes)),
    )


def _saying(saying: rx.Var[Saying]) -> rx.Component:
    arrow = rx.el.span(" → ", class_name="quiet-text", aria_label="became")
    return rx.el.span(
        rx.el.bdi(saying.what, class_name="strong"),
        rx.cond((saying.before != "") | (saying.after != ""), ": ", ""),
        rx.cond(saying.before != "", rx.el.bdi(saying.before, class_name="was")),
        rx.cond((saying.before != "") & (saying.after != ""), arrow),
        rx.el.bdi(saying.after),
        class_name="saying",
    )


def _entry(entry: rx.Var[EntryRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            _saying(entry.first),
            rx.foreach(entry.more, lambda saying: rx.el.div(_saying(saying), class_name="saying-more")),
            rx.el.div(
                rx.el.span(entry.who, class_name="fact"),
                rx.el.time(entry.when, title=entry.exact, class_name="fact"),
                rx.cond(entry.note != "", rx.el.span(entry.note, class_name="fact")),
                class_name="row-facts quiet",
            ),
            class_name="entry-text",
        ),
        rx.match(
            entry.state,
            ("holds", _way_back("Undo", entry, redo=False)),
            ("undone", _way_back("Do again", entry, redo=True)),
            rx.fragment(),
        ),
        key=entry.change_id,
        class_name="timeline-entry",
        custom_attrs={"data-state": entry.state},
    )


def _way_back(word: str, entry: rx.Var[EntryRow], redo: bool) -> rx.Component:
    return rx.el.button(
        word,
        type="button",
        class_name="button quiet small",
        aria_label=f"{word}: {entry.first.what}",
        custom_attrs={"data-turns": "true"},
        on_click=UndoState.undo(entry.change_id, redo),
    )


def timeline() -> rx.Component:
    return rx.cond(
        TimelineState.read,
        rx.el.section(
            rx.el.h2("Timeline", class_name="visually-hidden"),
            rx.el.ol(rx.foreach(TimelineState.entries, _entry), class_name="timeline"),
            rx.cond(
                TimelineState.has_earlier,
                rx.el.button("Earlier", type="button", class_name="button", on_click=TimelineState.earlier),
            ),
        ),
        skeleton("70%", "40%", "60%", "45%"),
    )
