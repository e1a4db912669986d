"""Exports: choose what to take along, watch it being written, fetch it within a day."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.applications_query import ApplicationsQuery, from_parameters, in_words
from career_copilot.domain.export_formats import FORMATS, Format
from career_copilot.errors import InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages import transfer_view
from career_copilot.pages.checked import number
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import exports, transfers
from career_copilot.ui.choices import section, setting
from career_copilot.ui.layout import back, page_head, shell, skeleton
from career_copilot.ui.transfer_menu import IMPORT
from career_copilot.ui.transfer_rows import TransferRow, download, icon_button, progress


class ExportsState(Session):
    """The person's exports, and the filters that the next one keeps."""

    loaded: bool = False
    rows: list[TransferRow] = []
    words: str = ""
    notes: list[str] = []
    _query: str = ""

    async def _read(self) -> None:
        now = datetime.now(UTC)
        found = await asyncio.to_thread(transfers.all_of, self._user_id, exports.KIND)
        self.rows = [transfer_view.export_row(run, now, self.time_zone) for run in found]

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic != Topic.TRANSFERS or data.get("kind") != exports.KIND:
            return
        if data.get("state") != "running":
            await self._read()
            return
        percent = transfer_view.percent(int(data.get("done", 0)), int(data.get("total", 0)))
        self.rows = [
            row.model_copy(update={"percent": percent}) if row.id == data.get("run_id") else row for row in self.rows
        ]

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened; its address carries the filters of the Applications page."""
        self._follow_live()
        query, ignored = from_parameters(dict(self.router.url.query_parameters))
        self.notes = [f"The filter “{name}” in the address could not be read." for name in ignored]
        self._query, self.words = query.model_dump_json(), in_words(query)
        await self._read()
        self.loaded = True

    @rx.event
    @signed_in
    async def clear(self):
        """All applications after all."""
        self._query, self.words = "", ""

    @rx.event
    @signed_in
    async def ask(self, name: str):
        """Have a file written."""
        if name not in set(Format):
            raise InvalidInputError("There is no such format.")
        query = ApplicationsQuery.model_validate_json(self._query) if self._query else ApplicationsQuery()
        run_id = await asyncio.to_thread(exports.request, self._user_id, Format(name), query, datetime.now(UTC))
        await asyncio.to_thread(tasks.run_transfer.delay, run_id)
        await self._read()

    @rx.event
    @signed_in
    async def remove(self, run_id: int):
        """Delete it now."""
        await asyncio.to_thread(transfers.remove, self._user_id, number(run_id, "export"), exports.KIND)
        await self._read()
        return rx.toast.success("The export is deleted.")

    @rx.event
    @signed_in
    async def leave(self):
        self.rows, self.loaded, self.words, self.notes = [], False, "", []


def _choice(kind: Format) -> rx.Component:
    name, hint, _ = FORMATS[kind]
    return setting(
        name,
        hint,
        rx.el.button(
            "Export",
            type="button",
            class_name="button small",
            aria_label=f"Export: {name}",
            on_click=ExportsState.ask(str(kind)),
        ),
    )


def _row(row: rx.Var[TransferRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.div(row.name, class_name="setting-name"),
                rx.el.div(row.detail, title=row.exact, class_name="hint"),
                rx.cond(row.error != "", rx.el.p(row.error, class_name="source-note bad")),
                rx.cond(row.active, progress(row.percent, row.name)),
                class_name="setting-text",
                role="status",
            ),
            rx.cond(
                row.ready,
                download(
                    f"/api/exports/{row.id}",
                    rx.icon("download", size=16, aria_hidden="true"),
                    "Download",
                    class_name="button primary small",
                    aria_label=f"Download {row.name}",
                ),
            ),
            icon_button("trash-2", f"Delete {row.name} now", "Delete now", ExportsState.remove(row.id)),
            class_name="setting",
        ),
        key=row.id,
    )


def _kept() -> rx.Component:
    return section(
        "Your exports",
        "Only you can fetch them. Each is deleted after a day, or when you say so.",
        rx.cond(
            ExportsState.loaded,
            rx.cond(
                ExportsState.rows.length() > 0,
                rx.el.ul(rx.foreach(ExportsState.rows, _row), class_name="card transfer-rows"),
                rx.el.p("Nothing yet. What you export above appears here.", class_name="muted"),
            ),
            skeleton("60%", "40%"),
        ),
    )


def exports_page() -> rx.Component:
    views = [kind for kind in Format if kind is not Format.ZIP]
    return shell(
        rx.el.div(
            back("All applications", "/applications"),
            page_head("Export", rx.link("Import", href=IMPORT, class_name="button", underline="none")),
            section(
                "Everything",
                "One archive with every row and file of yours, a description of its format, and checksums.",
                rx.el.div(_choice(Format.ZIP), class_name="card"),
            ),
            section(
                "Applications",
                "As a file for another program. Cells that begin like a formula get an apostrophe in front.",
                rx.foreach(ExportsState.notes, lambda note: rx.el.p(note, class_name="message info", role="status")),
                rx.cond(
                    ExportsState.words != "",
                    rx.el.p(
                        "Only ",
                        rx.el.b(ExportsState.words),
                        " ",
                        rx.el.button(
                            "Take all", type="button", class_name="button quiet small", on_click=ExportsState.clear
                        ),
                    ),
                ),
                rx.el.div(*(_choice(kind) for kind in views), class_name="card"),
            ),
            _kept(),
            class_name="column",
            on_unmount=ExportsState.leave,
        ),
        active="/applications",
    )


PAGES = [Page("/applications/export", "Export", exports_page, on_load=ExportsState.load)]
