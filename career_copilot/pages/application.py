"""One application: its head and facts, the tabs of what hangs on it, and beside them what comes next."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.pipeline import STAGE_NAMES, STEP_NAMES, Stage, Step
from career_copilot.errors import NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import application_view
from career_copilot.pages.application_advert import AdvertState, advert_panel
from career_copilot.pages.application_contacts import ContactsState
from career_copilot.pages.application_dates import DatesState, dates_panel
from career_copilot.pages.application_documents import MOST_BYTES, DocumentsState
from career_copilot.pages.application_edit import EditState, edit_form
from career_copilot.pages.application_notes import NotesState, notes_panel
from career_copilot.pages.application_offers import OffersState
from career_copilot.pages.application_record import RecordState, record_panel
from career_copilot.pages.application_timeline import TimelineState, timeline
from career_copilot.pages.application_view import Head
from career_copilot.pages.application_writing import WritingState, writing_panel
from career_copilot.pages.checked import choice, in_address
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.tailoring_start import Tailor, tailor_button
from career_copilot.pages.undoing import moved, told
from career_copilot.services import application_details, applications
from career_copilot.ui.application_missing import missing
from career_copilot.ui.contacts import contacts
from career_copilot.ui.documents import documents
from career_copilot.ui.facts import facts
from career_copilot.ui.layout import back, shell, skeleton
from career_copilot.ui.offers import offers

ON_A_PHONE = {"dates": ("To do", TimelineState), "contacts": ("Contacts, facts", TimelineState)}
"""What stands beside the tabs where there is room (it is read anyway) is a tab of its own where there is none."""
TABS: dict[str, tuple[str, Any]] = {
    **ON_A_PHONE,
    "timeline": ("Timeline", TimelineState),
    "notes": ("Notes", NotesState),
    "documents": ("Documents", DocumentsState),
    "writing": ("Writing", WritingState),
    "advert": ("The ad", AdvertState),
    "offers": ("Offers", OffersState),
    "record": ("What was sent", RecordState),
}
ALWAYS = (EditState, DatesState, ContactsState)  # shown whatever tab is open


class ApplicationState(Session):
    """The head of the application, and which tab is open. What the tabs show is in the states of their own."""

    head: Head = Head()
    tab: str = "timeline"
    missing: str = ""
    deleted: bool = False
    _application: int = 0

    async def _read(self) -> None:
        """Everything that is on the screen, anew."""
        try:
            view = await asyncio.to_thread(application_details.one, self._user_id, self._application)
        except NotFoundError as error:
            self.head, self.missing, self.deleted = Head(), str(error), False
            await self._read_deleted()
            return
        self.missing, self.deleted = "", False
        self.head = application_view.head(view, datetime.now(UTC), self.time_zone)
        for panel in (*ALWAYS, TABS[self.tab][1]):
            await (await self.get_state(panel))._show(self._application)

    async def _read_deleted(self) -> None:
        with suppress(NotFoundError):  # then it never was, or is gone for good
            gone = await asyncio.to_thread(application_details.deleted, self._user_id, self._application)
            self.missing, self.deleted = application_view.deleted(gone, datetime.now(UTC), self.time_zone), True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if self._application and topic == Topic.APPLICATIONS:
            await self._read()
        elif self.head.id and self.tab == "writing" and topic == Topic.DRAFTS and not data.get("growing"):
            await (await self.get_state(WritingState))._show(self._application)
        elif self.head.id and self.tab == "advert" and topic in (Topic.MATCHES, Topic.OPENINGS):
            await (await self.get_state(AdvertState))._show(self._application)

    @rx.event
    @signed_in
    async def load(self):
        """The application's page was opened."""
        self._follow_live()
        self._application = in_address(self.id)
        wanted = dict(self.router.url.query_parameters).get("tab")
        self.tab = wanted if wanted in TABS else self.tab
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.head, self.missing, self._application, self.tab = Head(), "", 0, "timeline"
        self.deleted = False
        for panel in (*ALWAYS, *(state for _, state in TABS.values())):
            (await self.get_state(panel))._leave()

    @rx.event
    @signed_in
    async def open(self, tab: str):
        """Another tab."""
        if tab not in TABS or not self._application:
            return
        self.tab = tab
        await (await self.get_state(TABS[tab][1]))._show(self._application)

    @rx.event
    @signed_in
    async def move(self, stage: str, step: str):
        """To another stage, or another step of the interviews."""
        known, ids = choice(Stage, stage, "stage"), [self._application]
        change = await asyncio.to_thread(applications.move, self._user_id, ids, known, str(step), datetime.now(UTC))
        await self._read()
        return await moved(self._user_id, change)

    @rx.event
    @signed_in
    async def archive(self, on: bool):
        """Off the board, or back."""
        ids = [self._application]
        change = await asyncio.to_thread(applications.archive, self._user_id, ids, on is True, datetime.now(UTC))
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def delete(self):
        """Delete it; the message brings it back."""
        change = await asyncio.to_thread(applications.delete, self._user_id, [self._application], datetime.now(UTC))
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def restore(self):
        """It was deleted: bring it back."""
        change = await asyncio.to_thread(applications.restore, self._user_id, self._application, datetime.now(UTC))
        await self._read()
        return told(change)


def _stage() -> rx.Component:
    head = ApplicationState.head
    return rx.el.div(
        rx.el.select(
            *(rx.el.option(text, value=str(stage)) for stage, text in STAGE_NAMES.items()),
            value=head.stage,
            on_change=lambda stage: ApplicationState.move(stage, ""),
            aria_label="Stage",
            class_name="select stage-select",
            custom_attrs={"data-stage": head.stage},
        ),
        rx.cond(
            head.stage == "interview",
            rx.el.select(
                rx.el.option("Any step", value=""),
                *(rx.el.option(text, value=str(step)) for step, text in STEP_NAMES.items() if step is not Step.NONE),
                value=head.step,
                on_change=lambda step: ApplicationState.move("interview", step),
                aria_label="Step of the interviews",
                class_name="select stage-select",
            ),
        ),
        rx.el.span(head.since, title=head.since_exact, class_name="quiet-text"),
        class_name="stage-line",
    )


def _tools() -> rx.Component:
    head = ApplicationState.head

    def tool(icon: str, text: str, on_click: Any, kind: str = "") -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"),
            text,
            type="button",
            class_name=f"button {kind}",
            on_click=on_click,
        )

    return rx.el.div(
        tool("pencil", "Edit", EditState.edit),
        tailor_button(Tailor.for_application, head.id),
        rx.link("Practise", href=f"/practice/{head.id}", class_name="button", underline="none"),
        rx.cond(
            head.archived,
            tool("archive-restore", "Bring back", ApplicationState.archive(False)),
            tool("archive", "Archive", ApplicationState.archive(True)),
        ),
        tool("trash-2", "Delete", ApplicationState.delete, "danger"),
        class_name="job-actions",
    )


def _head() -> rx.Component:
    head = ApplicationState.head
    return rx.el.header(
        rx.el.div(
            rx.el.h1(head.title, class_name="job-title", dir="auto"),
            rx.el.p(
                rx.cond(head.company != "", rx.el.bdi(head.company, class_name="fact strong")),
                rx.cond(head.place != "", rx.el.bdi(head.place, class_name="fact")),
                rx.cond(head.archived, rx.el.span("Archived", class_name="badge")),
                class_name="row-facts application-where",
            ),
            rx.cond(
                head.tags.length() > 0,
                rx.el.ul(
                    rx.foreach(head.tags, lambda tag: rx.el.li(rx.el.bdi(tag), class_name="badge")), class_name="chips", aria_label="Tags"
                ),
            ),
            class_name="application-title",
        ),
        rx.cond(EditState.editing, rx.fragment(), rx.fragment(_stage(), _tools())),
        class_name="application-head",
    )  # fmt: skip


def _tabs() -> rx.Component:
    def tab(name: str, text: str) -> rx.Component:
        count = getattr(ApplicationState.head, name, None) if name in ("notes", "documents", "offers") else None
        return rx.el.button(
            text,
            rx.cond(count > 0, rx.el.span(count, class_name="count")) if count is not None else rx.fragment(),
            type="button",
            class_name=f"tab application-tab{' on-a-phone' if name in ON_A_PHONE else ''}",
            aria_pressed=ApplicationState.tab == name,
            on_click=ApplicationState.open(name),
        )

    return rx.el.div(
        *(tab(name, text) for name, (text, _) in TABS.items()),
        role="group",
        aria_label="Parts of the application",
        class_name="tabs application-tabs",
        custom_attrs={"data-leaves": ""},
    )


def _opened() -> rx.Component:
    return rx.match(
        ApplicationState.tab,
        ("notes", notes_panel()),
        ("documents", documents(DocumentsState, MOST_BYTES)),
        ("writing", writing_panel()),
        ("advert", advert_panel()),
        ("offers", offers(OffersState)),
        ("record", record_panel()),
        timeline(),
    )


def _body() -> rx.Component:
    return rx.el.article(
        _head(),
        rx.cond(EditState.editing, edit_form()),
        rx.el.div(
            rx.el.div(dates_panel(), class_name="application-next"),
            rx.el.div(_tabs(), rx.el.div(_opened(), class_name="application-opened"), class_name="application-main"),
            rx.el.div(facts(ApplicationState.head), contacts(ContactsState), class_name="application-side"),
            class_name="application-body",
            custom_attrs={"data-tab": ApplicationState.tab},
        ),
        class_name="application",
    )


def application_page() -> rx.Component:
    return shell(
        rx.el.div(
            back("All applications", "/applications"),
            rx.cond(
                ApplicationState.missing != "",
                missing(ApplicationState),
                rx.cond(
                    ApplicationState.head.id > 0,
                    _body(),
                    rx.fragment(
                        rx.el.h1("Application", class_name="visually-hidden"), skeleton("45%", "30%", "80%", "75%", "60%")
                    ),
                ),
            ),
            on_unmount=ApplicationState.leave,
            class_name="application-page",
        ),
        active="/applications",
    )  # fmt: skip


PAGES = [Page("/applications/[id]", "Application", application_page, on_load=ApplicationState.load)]
