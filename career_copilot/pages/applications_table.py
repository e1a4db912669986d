"""State of the table of applications: its page, its columns, the rows that are chosen, and what is done to all of them."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel, ValidationError

from career_copilot import tasks
from career_copilot.domain import cells
from career_copilot.domain.applications import BulkAction, Column, ColumnSets
from career_copilot.domain.applications_query import MOST_CHOSEN, PAGE_SIZE, ApplicationsQuery, View
from career_copilot.errors import InvalidInputError
from career_copilot.pages import applications_view as words
from career_copilot.pages.checked import number
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import UndoState, moved, told
from career_copilot.services import application_lists, bulk, preferences
from career_copilot.ui.applications_table import Head, TableRow

RUNNING = ("queued", "running")


class BulkView(BaseModel):
    """A large change, as it goes and as it ended."""

    id: int = 0
    summary: str = ""
    state: str = ""
    done: int = 0
    total: int = 1
    count: str = ""
    change_id: int = 0
    error: str = ""


class TableState(Session):
    """Only rows that are shown are chosen, or all that match; another filter chooses none."""

    rows: list[TableRow] = []
    heads: list[Head] = []
    shown: int = 0
    shown_words: str = ""
    span: str = ""  # `51–100 of 1,667`
    chosen_words: str = ""
    previous: str = ""
    next: str = ""
    selected: list[int] = []
    everything: bool = False  # all that match, on whatever page
    page_chosen: bool = False
    sets: list[str] = []
    chosen_set: str = ""
    chosen_columns: list[str] = []
    columns_form: str = ""
    bulk_form: int = 0
    bulk: BulkView = BulkView()
    _version: int = 0
    _anchor: int = 0  # where a range begins
    _asked: ApplicationsQuery = ApplicationsQuery()

    def _ask(self, query: ApplicationsQuery) -> None:
        """The address asks for this."""
        same = {"page": 1, "sort": query.sort, "back": query.back}
        if query.view is not View.TABLE or self._asked.model_copy(update=same) != query.model_copy(update={"page": 1}):
            self._choose([])
        self._asked = query

    async def _read(self, query: ApplicationsQuery) -> None:
        now = datetime.now(UTC)
        found = await asyncio.to_thread(application_lists.table, self._user_id, query, now)
        sets, self._version = await asyncio.to_thread(preferences.of, self._user_id, ColumnSets)
        self._take_sets(sets)
        self.heads = words.heads(query, sets.columns)
        self.rows = [words.table_row(card, sets.columns, now, self.time_zone) for card in found.rows]
        self.shown, self.shown_words = found.shown, f"{found.shown:,}"
        first = (found.page - 1) * PAGE_SIZE + 1
        self.span = f"{first:,}–{first + len(found.rows) - 1:,} of {found.shown:,}"
        self.previous = query.address(page=found.page - 1) if found.page > 1 else ""
        self.next = query.address(page=found.page + 1) if found.page < found.pages else ""
        here = [row.id for row in self.rows]
        chosen = here if self.everything else [each for each in self.get_value("selected") if each in here]
        self._choose(chosen, self.everything and found.shown > 0)

    def _take_sets(self, sets: ColumnSets) -> None:
        self.sets, self.chosen_set = [one.name for one in sets.sets], sets.chosen
        self.chosen_columns = [str(column) for column in sets.columns]
        self.columns_form = f"{sets.chosen}: {', '.join(self.chosen_columns)}"

    def _choose(self, ids: list[int], everything: bool = False) -> None:
        self.selected, self.everything = list(ids), everything
        self.chosen_words = f"{self.shown if everything else len(ids):,}"
        here = {row.id for row in self.rows}
        self.page_chosen = bool(here) and (everything or here <= set(ids))

    def _leave(self) -> None:
        self.rows, self.heads, self.bulk = [], [], BulkView()
        self._choose([])

    async def _hear_of_bulk(self) -> None:
        """A large change that runs, or just ended: it stays in sight until it is put away."""
        known = self.bulk
        found = await asyncio.to_thread(bulk.current, self._user_id)
        if found is None and known.state in RUNNING:
            found = await asyncio.to_thread(bulk.one, self._user_id, known.id)
        if found is not None:
            count = f"{found.done:,} of {found.total:,}"
            self.bulk = BulkView(**found.model_dump() | {"change_id": found.change_id or 0, "count": count})

    @rx.event
    @signed_in
    async def pick(self, application_id: int, shift: bool):
        """Choose a row or no longer; with shift all from the last one to it."""
        row_id = number(application_id, "application")
        here = [row.id for row in self.rows]
        chosen = here if self.everything else self.get_value("selected")
        on = row_id not in chosen
        one, other = (here.index(each) if each in here else -1 for each in (self._anchor, row_id))
        reached = here[min(one, other) : max(one, other) + 1] if shift is True and min(one, other) >= 0 else [row_id]
        self._choose([*(each for each in chosen if each not in reached), *(reached if on else [])])
        self._anchor = row_id

    @rx.event
    @signed_in
    async def pick_page(self):
        """Choose all rows of this page, or none of them."""
        self._choose([] if self.page_chosen else [row.id for row in self.rows])

    @rx.event
    @signed_in
    async def pick_everything(self):
        """Choose all that match, on whatever page."""
        self._choose([row.id for row in self.rows], everything=True)

    @rx.event
    @signed_in
    async def pick_nothing(self):
        self._choose([])

    async def _change(self, action: BulkAction) -> Any:
        """To all chosen ones: at once when they are few, else as a task."""
        now, ids = datetime.now(UTC), list(self.get_value("selected"))
        if self.everything:
            ids = await asyncio.to_thread(application_lists.matching, self._user_id, self._asked)
        if not ids:
            raise InvalidInputError("Choose some applications first.")
        if len(ids) <= bulk.FEW:
            done = await asyncio.to_thread(bulk.change_few, self._user_id, ids, action, now)
            self._after(action)
            return await moved(self._user_id, done)
        run_id = await asyncio.to_thread(bulk.start, self._user_id, ids, action, now)
        await asyncio.to_thread(tasks.change_many.delay, run_id)
        self._after(action)
        await self._hear_of_bulk()
        return None

    def _after(self, action: BulkAction) -> None:
        """What is still shown stays chosen, for the next thing to be done to it."""
        if action.kind in ("archive", "delete"):
            self._choose([])
        self.bulk_form += 1

    @rx.event
    @signed_in
    async def move_chosen(self, form: dict[str, Any]):
        """To the stage that was picked in the bar."""
        stage = words.stage_of(form.get("stage"))
        return await self._change(BulkAction(kind="move", stage=stage)) if stage else None

    @rx.event
    @signed_in
    async def tag_chosen(self, form: dict[str, Any]):
        """Put the tags (between commas, in quotes where one holds a comma) on them, or take them off."""
        tags = cells.split(str(form.get("tag", "")))
        if not tags:
            return None
        more, less = ([], tags) if form.get("how") == "less" else (tags, [])
        return await self._change(BulkAction(kind="tag", more=more, less=less))

    @rx.event
    @signed_in
    async def archive_chosen(self, archived: bool):
        return await self._change(BulkAction(kind="archive", archived=archived is True))

    @rx.event
    @signed_in
    async def delete_chosen(self):
        return await self._change(BulkAction(kind="delete"))

    @rx.event
    @signed_in
    async def export_chosen(self):
        """Where files are written, with the chosen ones named, or the filters when all that match are meant."""
        ids = list(self.get_value("selected"))
        if self.everything:
            return rx.redirect(self._asked.export_address())
        if not 1 <= len(ids) <= MOST_CHOSEN:
            raise InvalidInputError(
                f"Between one and {MOST_CHOSEN:,} chosen applications can be exported; more by a filter and all that match."
            )
        return rx.redirect(ApplicationsQuery(ids=ids).export_address())

    @rx.event
    @signed_in
    async def cancel_bulk(self):
        """Stop a large change; what is done stays, and can be undone."""
        await asyncio.to_thread(bulk.cancel, self._user_id, self.bulk.id, datetime.now(UTC))
        await self._hear_of_bulk()

    @rx.event
    @signed_in
    async def undo_bulk(self):
        """Take a large change back."""
        change_id = self.bulk.change_id
        self.bulk = BulkView()
        return UndoState.undo(change_id, False)

    @rx.event
    @signed_in
    async def put_away_bulk(self):
        self.bulk = BulkView()

    @rx.event
    @signed_in
    async def choose_set(self, name: str):
        """Use another set of columns."""
        sets, version = await asyncio.to_thread(preferences.of, self._user_id, ColumnSets)
        if name not in [one.name for one in sets.sets]:
            raise InvalidInputError("There is no such set of columns.")
        return await self._save(sets.model_copy(update={"chosen": name}), version)

    @rx.event
    @signed_in
    async def save_set(self, form: dict[str, Any]):
        """Keep these columns under this name."""
        chosen = [column for column in Column if form.get(f"column.{column}") not in (False, "", None)]
        sets, _ = await asyncio.to_thread(preferences.of, self._user_id, ColumnSets)
        try:
            sets = sets.with_columns(" ".join(str(form.get("name", "")).split()), chosen)
        except ValidationError as error:
            raise InvalidInputError("A set of columns has a name of up to 40 characters; 20 sets are kept.") from error
        return await self._save(sets, self._version)

    @rx.event
    @signed_in
    async def delete_set(self, name: str):
        """One set of columns less."""
        sets, version = await asyncio.to_thread(preferences.of, self._user_id, ColumnSets)
        return await self._save(sets.without(str(name)), version)

    async def _save(self, sets: ColumnSets, version: int) -> Any:
        done = await asyncio.to_thread(preferences.save, self._user_id, sets, version, datetime.now(UTC))
        await self._read(self._asked)
        return told(done)
