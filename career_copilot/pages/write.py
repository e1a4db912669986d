"""One draft on the screen, and the list of all of them."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.drafting import WRITTEN
from career_copilot.live import Topic
from career_copilot.pages import write_view
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.write_sending import SendingState
from career_copilot.pages.write_state import WriteState
from career_copilot.pages.write_versions import VersionsState
from career_copilot.pages.write_view import DraftRow
from career_copilot.pages.write_wishes import WishesState
from career_copilot.services import drafts
from career_copilot.services.drafts import LONGEST_TITLE
from career_copilot.ui import draft_controls, draft_lines
from career_copilot.ui.deleting import ask_to_delete
from career_copilot.ui.layout import back, empty, page_head, shell, skeleton
from career_copilot.ui.worker_note import worker_note

PAGE = 50


class DraftsState(Session):
    """Letters, messages and tailored résumés: the last changed of those with these words."""

    rows: list[DraftRow] = []
    count: int = 0
    words: str = ""
    read: bool = False
    _most: int = PAGE

    async def _read(self) -> None:
        found, self.count = await asyncio.to_thread(drafts.all_of, self._user_id, WRITTEN, self.words, self._most)
        self.rows, self.read = write_view.draft_rows(found, datetime.now(UTC), self.time_zone), True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.DRAFTS and not data.get("growing"):
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The list was opened."""
        self._follow_live()
        await self._read()

    @rx.event
    @signed_in
    async def search(self, words: str):
        """Only those whose title has these words."""
        self.words, self._most = str(words)[:LONGEST_TITLE], PAGE
        await self._read()

    @rx.event
    @signed_in
    async def older(self):
        """As many more."""
        self._most += PAGE
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        self.rows, self.count, self.words, self.read, self._most = [], 0, "", False, PAGE


def row(one: Any) -> rx.Component:
    """A draft in a list, wherever that stands."""
    return rx.el.li(
        rx.link(
            rx.el.span(one.title, class_name="strong", dir="auto"),
            rx.el.span(one.detail, title=one.exact, class_name="quiet-text"),
            href=one.href,
            class_name="draft-row card",
            underline="none",
        ),
        key=one.id,
    )


def _head() -> rx.Component:
    head = WriteState.head
    return rx.el.header(
        rx.el.div(
            rx.el.h1(head.title, class_name="page-title", dir="auto"),
            rx.el.p(
                rx.cond(head.kind != "", rx.el.span(head.kind, class_name="fact")),
                rx.cond(head.about != "", rx.el.bdi(head.about, class_name="fact")),
                class_name="row-facts",
            ),
            rx.cond(
                head.author != "",
                rx.el.p(
                    rx.cond(head.evidence, rx.el.span("No model", class_name="badge")),
                    f"Version {head.version} · {head.author}",
                    class_name="quiet-text",
                ),
            ),
        ),
        ask_to_delete(SendingState, "Delete this draft"),
        class_name="page-head",
    )


def _text() -> rx.Component:
    state = WriteState
    return rx.cond(
        state.running
        & (state.editing == -1)
        & ((state.growing.length() > 0) | (state.partial != "") | (state.lines.length() == 0)),
        draft_lines.growing(state),
        rx.cond(
            (state.lines.length() > 0) | (state.editing != -1),
            draft_lines.lines(state),
            rx.el.div(
                empty("pen-line", "Nothing is written yet. Choose how it is to be written, or begin yourself."),
                rx.el.button("Write it yourself", type="button", class_name="button", on_click=state.add),
                class_name="draft-empty",
            ),
        ),
    )


def _back() -> rx.Component:
    head = WriteState.head
    return back(
        rx.cond(head.application_id > 0, "The application", rx.cond(head.opening_id > 0, "The opening", "All drafts")),
        rx.cond(
            head.application_id > 0,
            f"/applications/{head.application_id}",
            rx.cond(head.opening_id > 0, f"/jobs/{head.opening_id}", "/write"),
        ),
    )


def write_page() -> rx.Component:
    state = WriteState
    return shell(
        rx.el.div(
            _back(),
            rx.cond(
                (state.missing != "") & (state.editing == -1),
                rx.fragment(
                    rx.el.h1("Draft", class_name="visually-hidden"),
                    empty("search-x", state.missing, rx.link("All drafts", href="/write", class_name="button")),
                ),
                rx.cond(
                    state.head.id > 0,
                    rx.fragment(
                        _head(),
                        rx.el.div(
                            rx.el.div(
                                draft_lines.gone(state.missing),
                                draft_lines.standing(state),
                                worker_note(state.running),
                                draft_lines.stripped(state.stripped),
                                _text(),
                                class_name="draft-main",
                            ),
                            rx.el.div(
                                draft_controls.wishes(state, WishesState),
                                draft_controls.ways_out(state, SendingState),
                                draft_controls.versions(VersionsState),
                                class_name="draft-side",
                            ),
                            class_name="draft-body",
                        ),
                    ),
                    rx.fragment(rx.el.h1("Draft", class_name="visually-hidden"), skeleton("45%", "30%", "80%", "75%")),
                ),
            ),
            on_unmount=WriteState.leave,
            class_name="draft-page",
        ),
        active="/write",
    )


def _listed() -> rx.Component:
    state = DraftsState
    return rx.el.div(
        rx.el.input(
            type="search", placeholder="Search titles", aria_label="Search drafts", auto_complete="off",
            max_length=LONGEST_TITLE, class_name="input", on_change=state.search.debounce(200),
        ),
        rx.el.p(
            rx.cond(
                state.rows.length() < state.count,
                f"The last {state.rows.length()} of {state.count} drafts.",
                rx.cond(
                    state.count == 0, "No draft has these words in its title.",
                    rx.cond(state.count == 1, "1 draft.", f"{state.count} drafts."),
                ),
            ),
            class_name="quiet-text", role="status",
        ),
        rx.el.ul(rx.foreach(state.rows, row), class_name="panel-list"),
        rx.cond(
            state.rows.length() < state.count,
            rx.el.button("Show older", type="button", class_name="button", on_click=state.older),
        ),
        class_name="draft-list",
    )  # fmt: skip


def drafts_page() -> rx.Component:
    state = DraftsState
    return shell(
        page_head("Write", subtitle="Letters and messages. Every sentence rests on a fact of yours, or is marked."),
        rx.el.div(
            rx.cond(
                state.read,
                rx.cond(
                    (state.count > 0) | (state.words != ""),
                    _listed(),
                    empty(
                        "pen-line",
                        "Drafts are begun at an opening or an application, and stand here afterwards.",
                        rx.link("Openings", href="/jobs", class_name="button primary", underline="none"),
                        rx.link("Applications", href="/applications", class_name="button", underline="none"),
                    ),
                ),
                skeleton("60%", "50%", "55%"),
            ),
            on_unmount=DraftsState.leave,
        ),
        active="/write",
    )


PAGES = [
    Page("/write", "Write", drafts_page, on_load=DraftsState.load),
    Page("/write/[draft_id]", "Draft", write_page, on_load=WriteState.load),
]
