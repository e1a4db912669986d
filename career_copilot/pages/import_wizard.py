"""Import: a file, what its columns mean, how that looks, and what became of it. The steps are the states of the run."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.domain import import_stages
from career_copilot.domain.import_dates import DateOrder
from career_copilot.domain.import_fields import NAMES as FIELDS
from career_copilot.domain.import_fields import Column
from career_copilot.domain.import_rows import Mapping
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import transfer_view
from career_copilot.pages.checked import in_address, number
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.undoing import UndoState
from career_copilot.services import bulk, imports, transfers
from career_copilot.services.imports import Preview
from career_copilot.services.transfers import RunView
from career_copilot.ui import import_steps
from career_copilot.ui.transfer_rows import ColumnRow, KnownRow, PreviewLine, TransferRow, WordRow
from career_copilot.web import cookies

NAMES = {"application": "applications", "application_note": "notes", "contact": "contacts", "resume": "résumés",
         "application_document": "documents", "follow": "followed sources", "user_opening": "saved, hidden and seen openings"}  # fmt: skip


class ImportState(Session):
    """One import as it stands, or the list of them."""

    loaded: bool = False
    error: str = ""
    recent: list[TransferRow] = []
    run_id: int = 0
    name: str = ""
    step: str = "choose"  # choose, reading, mapping, account, running, done
    run_error: str = ""
    preset: str = ""
    columns: list[ColumnRow] = []
    words: list[WordRow] = []
    dates: str = ""
    dates_open: bool = False
    fill: bool = True
    headings: list[str] = []
    lines: list[PreviewLine] = []
    total: int = 0
    rows: str = ""
    bad: str = ""
    repeated: str = ""
    there: str = ""
    done: int = 0
    percent: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0
    differing: int = 0
    shortfall: str = ""  # what is missing of an import that did not come to its end
    counted: bool = False  # whether rows were read at all
    change_id: int = 0
    undone: bool = False
    turning: int = 0  # the task that undoes it, or does it again
    turning_words: str = ""
    undo_error: str = ""
    known: list[KnownRow] = []
    account: list[str] = []
    _mapping: str = ""

    async def _open(self, run_id: int) -> None:
        """Show an import, or the first step."""
        self.run_id, self._mapping, self.run_error = run_id, "", ""
        self.turning, self.undo_error = 0, ""
        if run_id:
            try:
                run = await asyncio.to_thread(transfers.one, self._user_id, run_id, imports.KIND)
            except NotFoundError as error:
                self.error, self.run_id = str(error), 0
            else:
                await self._show(run)
                return
        self.step = "choose"
        now = datetime.now(UTC)
        found = await asyncio.to_thread(transfers.all_of, self._user_id, imports.KIND)
        self.recent = [transfer_view.import_row(run, now, self.time_zone) for run in found]

    async def _show(self, run: RunView) -> None:
        reading = run.request["phase"] == "read"
        self.name, self.run_error, self.done, self.total = run.name, run.error, run.done, run.total
        self.percent = transfer_view.percent(run.done, run.total)
        if run.state == "mapping" and "account" in run.request:
            rows = run.request["account"]["rows"]
            self.step = "account"
            self.account = _counted(rows)
        elif run.state == "mapping":
            self.step = "mapping"
            await self._preview(None)
        elif run.state in ("queued", "running"):
            self.step = "reading" if reading else "running"
        else:
            self.step = "done"
            self._result(run)
            await self._read_undone()

    async def _read_undone(self) -> None:
        """Whether it is undone, or being undone by a task."""
        if not self.change_id:
            return
        running = await asyncio.to_thread(bulk.current, self._user_id)
        if running is not None and running.change_id == self.change_id:
            self.turning, self.undo_error = running.id, ""
            count = transfer_view.counted(running.total, "application")
            self.turning_words = f"{running.summary}: {count}, all at once. You can go on meanwhile."
        elif self.turning:
            ended = await asyncio.to_thread(bulk.one, self._user_id, self.turning)
            self.turning, self.undo_error = 0, ended.error
        self.undone = await asyncio.to_thread(imports.is_undone, self._user_id, self.run_id)

    def _result(self, run: RunView) -> None:
        result = run.result
        self.created, self.updated, self.skipped, self.failed, self.differing = (
            int(result.get(name) or 0) for name in ("created", "updated", "skipped", "failed", "differing")
        )
        self.account = _counted(result.get("counts") or {})
        self.change_id, self.shortfall = int(result.get("change_id") or 0), transfer_view.shortfall(run)
        self.counted = "created" in result
        self.known = [transfer_view.known_row(one) for one in result.get("listed", [])]

    async def _preview(self, mapping: Mapping | None) -> None:
        found = await asyncio.to_thread(imports.preview, self._user_id, self.run_id, mapping, datetime.now(UTC))
        self._take(found)

    def _take(self, found: Preview) -> None:
        mapping = found.mapping
        self._mapping = mapping.model_dump_json()
        self.preset, self.dates, self.dates_open, self.fill = (
            found.preset,
            mapping.dates,
            found.dates_open,
            mapping.fill,
        )
        self.columns = [
            ColumnRow(
                index=index, header=header, samples=" · ".join(found.samples[index]), field=mapping.columns[index] or ""
            )
            for index, header in enumerate(found.headers)
        ]
        self.words = [WordRow(word=one.word, choice=_choice(one)) for one in mapping.stages]
        shown = transfer_view.preview_columns(found)
        self.headings = [FIELDS[column] for column in shown]
        self.lines = [transfer_view.preview_line(row, found, shown, self.time_zone) for row in found.rows]
        self.total, self.rows = found.total, transfer_view.counted(found.total, "row")
        self.bad, self.repeated = transfer_view.bad(found), transfer_view.repeated(found)
        self.there = transfer_view.there(found)

    def _mapped(self, **changes: Any) -> Mapping:
        if self.step != "mapping" or not self._mapping:
            raise InvalidInputError("This import waits for nothing.")
        return Mapping.model_validate_json(self._mapping).model_copy(update=changes)

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.APPLICATIONS and self.step == "done":
            await self._read_undone()
        if topic != Topic.TRANSFERS or data.get("kind") != imports.KIND:
            return
        if not self.run_id or data.get("run_id") != self.run_id:
            if not self.run_id:
                await self._open(0)
            return
        if data.get("state") == "running" and self.step in ("reading", "running"):
            self.done, self.total = int(data.get("done", 0)), int(data.get("total", 0)) or self.total
            self.percent = transfer_view.percent(self.done, self.total)
        elif data.get("state") == "mapping" and self.step in ("mapping", "account"):
            return  # this tab has it already, perhaps with choices of its own
        else:
            await self._open(self.run_id if data.get("state") != "deleted" else 0)

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened, perhaps with a run in its address."""
        self._follow_live()
        note = await asyncio.to_thread(cookies.take_note, self.router.headers.cookie)
        self.error = note.get("error", "")
        named = str(self.router.url.query_parameters.get("run", ""))
        await self._open(in_address(named))
        self.loaded = True

    @rx.event
    @signed_in
    async def choose_column(self, index: int, name: str):
        """A column means something else. A field that another column had goes over to this one."""
        columns = list(self._mapped().columns)
        if not isinstance(index, int) or not 0 <= index < len(columns) or name not in {"", *Column}:
            raise InvalidInputError("There is no such column.")
        chosen = Column(name) if name else None
        if chosen is not Column.NOTES:
            columns = [None if column is chosen else column for column in columns]
        columns[index] = chosen
        await self._preview(self._mapped(columns=columns, dates=DateOrder.UNKNOWN))

    @rx.event
    @signed_in
    async def choose_stage(self, word: str, choice: str):
        """A word of the file means this stage."""
        mapping = self._mapped()
        try:
            told = import_stages.chosen(word, choice)
        except ValueError as error:
            raise InvalidInputError("There is no such stage.") from error
        await self._preview(self._mapped(stages=[told if one.word == word else one for one in mapping.stages]))

    @rx.event
    @signed_in
    async def choose_dates(self, order: str):
        """Whether the day or the month comes first."""
        if order not in set(DateOrder):
            raise InvalidInputError("There is no such order.")
        await self._preview(self._mapped(dates=DateOrder(order)))

    @rx.event
    @signed_in
    async def choose_fill(self, fill: bool):
        """Whether applications that are there get what they lack."""
        self._mapping = self._mapped(fill=fill is True).model_dump_json()
        self.fill = fill is True

    @rx.event
    @signed_in
    async def start(self):
        """The person agrees."""
        mapping = Mapping(columns=[]) if self.step == "account" else self._mapped()
        await asyncio.to_thread(imports.start, self._user_id, self.run_id, mapping, datetime.now(UTC))
        await asyncio.to_thread(tasks.run_transfer.delay, self.run_id)
        await self._open(self.run_id)
        return rx.call_script("window.scrollTo(0, 0)")

    @rx.event
    @signed_in
    async def cancel(self):
        await asyncio.to_thread(transfers.cancel, self._user_id, self.run_id, imports.KIND, datetime.now(UTC))
        await self._open(self.run_id)

    @rx.event
    @signed_in
    async def open_run(self, run_id: int):
        """Another import of the list, or (0) a new one."""
        self.error = ""
        wanted = run_id if isinstance(run_id, int) and not isinstance(run_id, bool) and 0 <= run_id < 2**31 else 0
        await self._open(wanted)
        return rx.call_script(
            f"history.replaceState(null, '', '/applications/import{f'?run={wanted}' if wanted else ''}')"
        )

    @rx.event
    @signed_in
    async def remove(self, run_id: int):
        """Delete an import of the list and its file; what it brought stays."""
        await asyncio.to_thread(transfers.remove, self._user_id, number(run_id, "import"), imports.KIND)
        await self._open(0)

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab."""
        self.loaded, self.run_id, self.columns, self.words, self.lines, self.known = False, 0, [], [], [], []
        self.recent, self._mapping, self.step = [], "", "choose"


def _counted(rows: dict[str, int]) -> list[str]:
    """`1 application`, `12 notes`."""
    return [
        f"{count:,} {words if count > 1 else words.removesuffix('s')}"
        for table, words in NAMES.items()
        if (count := rows.get(table))
    ]


def _choice(word: import_stages.StageWord) -> str:
    if word.stage is None:
        return ""
    return f"{word.stage}/{word.step}" if word.step else str(word.stage)


def _page() -> rx.Component:
    return import_steps.page(ImportState, UndoState.undo)


PAGES = [Page("/applications/import", "Import", _page, on_load=ImportState.load)]
