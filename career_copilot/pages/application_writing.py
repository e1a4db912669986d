"""What is written for an application or about an opening: begun here, gone on with on the draft's own page."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.domain.drafting import KIND_NAMES, TEXTS, DraftKind
from career_copilot.pages import write_view
from career_copilot.pages.checked import choice, number
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.write import row
from career_copilot.pages.write_view import DraftRow
from career_copilot.services import drafts
from career_copilot.ui.layout import skeleton


class WritingState(Session):
    """The drafts of one application."""

    rows: list[DraftRow] = []
    read: bool = False
    _application: int = 0

    async def _show(self, application_id: int) -> None:
        self._application = application_id
        found = await asyncio.to_thread(drafts.of_application, self._user_id, application_id, TEXTS)
        self.rows, self.read = write_view.draft_rows(found, datetime.now(UTC), self.time_zone), True

    def _leave(self) -> None:
        self.rows, self.read, self._application = [], False, 0

    @rx.event
    @signed_in
    async def begin(self, kind: str):
        """A draft for the application that is shown."""
        chosen, now = choice(DraftKind, kind, "kind of draft"), datetime.now(UTC)
        draft_id = await asyncio.to_thread(drafts.begin, self._user_id, chosen, now, application_id=self._application)
        return rx.redirect(f"/write/{draft_id}")

    @rx.event
    @signed_in
    async def begin_about(self, kind: str, opening_id: int):
        """A draft about an opening; of one that is among the applications, for that."""
        chosen, now = choice(DraftKind, kind, "kind of draft"), datetime.now(UTC)
        about = number(opening_id, "opening")
        draft_id = await asyncio.to_thread(drafts.begin, self._user_id, chosen, now, opening_id=about)
        return rx.redirect(f"/write/{draft_id}")


def writing_panel() -> rx.Component:
    """The drafts of the application that `WritingState._show` was told, and buttons for more."""
    return rx.cond(
        WritingState.read,
        rx.el.section(
            rx.el.h2("Writing", class_name="visually-hidden"),
            rx.el.div(
                *(
                    rx.el.button(
                        KIND_NAMES[kind], type="button", class_name="button", on_click=WritingState.begin(str(kind))
                    )
                    for kind in TEXTS
                ),
                class_name="draft-kinds",
                role="group",
                aria_label="Write",
            ),
            rx.el.ul(rx.foreach(WritingState.rows, row), class_name="panel-list"),
            class_name="panel",
        ),
        skeleton("50%", "80%", "70%"),
    )
